"""The test of camera, microphone, light, line and clock before the session: advice that keeps nobody out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.identity.decorators import signed_in
from portal.power_of_attorney.actions.devices import Measured, keep_device_test
from portal.power_of_attorney.forms.preparing import DeviceForm
from portal.power_of_attorney.queries.powers import standing_of
from portal.power_of_attorney.queries.preparing_devices import advice, last_test
from portal.power_of_attorney.queries.schedule import attended_by, booking_of
from portal.power_of_attorney.views.preparing import power_of_mine
from portal.web.attempts import attempt
from portal.web.limits import counted_in

MOST_BYTES = 512 * 1024
MOST_TESTS, WINDOW_SECONDS = 40, 600


@signed_in
@require_http_methods(["GET", "POST"])
def device(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """The test, and what the last one came to."""
    power, actor, at = power_of_mine(request, power_id, attended_by)
    user = request.user
    form = DeviceForm(request.POST if request.method == "POST" else None)

    def keep() -> object:
        entries = dict(form.cleaned_data)
        measured = Measured(
            **{**entries, "device": entries["device"] or request.headers.get("User-Agent", "")}
        )
        return keep_device_test(actor=actor, at=at, power_id=power.pk, user=user, measured=measured)  # type: ignore[arg-type]

    if request.method == "POST" and attempt(form, keep):
        messages.success(request, _("The result was kept. It is advice only: nobody is kept out by it."))
        return redirect("powers:device", power.pk)
    test = last_test(power, user)
    words = {
        "power": power, "form": form, "test": test, "advice": advice(test) if test else [], "words": device_words(),
        "booked": booking_of(power), "standing": standing_of(power, actor),
    }  # fmt: skip
    return render(request, "power_of_attorney/device.html", words)


@signed_in
@require_POST
def device_line(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """Takes up to half a megabyte of nothing, throws it away, and says how much came and what the time is here."""
    _power, actor, at = power_of_mine(request, power_id, attended_by)
    if not counted_in(f"device:{actor.key}", attempts=MOST_TESTS, seconds=WINDOW_SECONDS, at=at):
        return JsonResponse({"error": _("Too many tests. Please wait a few minutes.")}, status=429)
    try:
        announced = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        announced = 0
    if announced > MOST_BYTES:
        return JsonResponse({"error": _("That is too much for a test.")}, status=413)
    received = len(request.read(MOST_BYTES))
    return JsonResponse({"received": received, "now": int(timezone.now().timestamp() * 1000)})


def device_words() -> dict[str, str]:
    """The sentences of the page's script, in the reader's language."""
    return {
        "starting": _("The browser asks whether the portal may use camera and microphone. Please allow it."),
        "refused": _("Camera and microphone were refused. The steps below say how to allow them."),
        "none": _("No camera or microphone was found. Connect one, or use a telephone or tablet."),
        "busy": _("Another program uses the camera. Close it and try again."),
        "insecure": _("This browser does not give this page a camera. Open the portal in a current browser."),
        "running": _("Look into the camera and say a sentence aloud."),
        "measuring": _("The line is being measured…"),
        "camera_ok": _("The camera works."), "camera_bad": _("No picture comes from the camera."),
        "sound_ok": _("The microphone hears you."),
        "sound_bad": _("The microphone hears nothing. Speak louder, or choose another microphone."),
        "light_ok": _("There is enough light."),
        "light_dark": _("It is too dark: put a light in front of you, not behind you."),
        "light_bright": _("It is too bright: turn away from the window."),
        "line_ok": _("The line is fast enough."),
        "line_slow": _("The line is slow: stay near the wireless router, or use a cable or another network."),
        "line_failed": _("The line could not be measured."),
        "clock_ok": _("The clock of your device is right."),
        "clock_off": _("The clock of your device is wrong. Let the device set it by itself; the court's time counts."),
        "done": _("The test is finished. Press the button to keep the result."),
    }  # fmt: skip
