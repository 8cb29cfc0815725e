"""Pages before the session: booking in everybody's time zone, the calendar entry, the interpreter's pledge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.audit.actors import Actor
from portal.cases.views import who
from portal.documents import icalendar
from portal.identity.decorators import signed_in
from portal.identity.models import User
from portal.power_of_attorney.actions import booking as acts
from portal.power_of_attorney.actions import interpreters
from portal.power_of_attorney.forms.preparing import OptionalReasonForm, PledgeForm, ZoneForm
from portal.power_of_attorney.models import PowerOfAttorney, Slot
from portal.power_of_attorney.queries import schedule
from portal.power_of_attorney.rules import lifecycle
from portal.power_of_attorney.rules.texts import pledge as texts
from portal.web.attempts import attempt

MOST_SLOTS = 40
REMINDER_MINUTES = 60


def power_of_mine(
    request: HttpRequest, power_id: UUID, rows: Any = None
) -> tuple[PowerOfAttorney, Actor, datetime]:
    """A power that concerns this person (with ``rows``: of these), or 404."""
    actor, at = who(request)
    found = PowerOfAttorney.objects.concerning(actor) if rows is None else rows(actor)
    found = found.select_related("court", "principal__user", "representative__user")
    return get_object_or_404(found.distinct(), pk=power_id), actor, at


def times(slot: Slot, people: list[schedule.Participant], request: HttpRequest) -> list[schedule.LocalTime]:
    """The slot in the zones of all participants, the reader's own first."""
    user = request.user if isinstance(request.user, User) else None
    found = schedule.local_times(slot, people, user)
    return sorted(found, key=lambda row: not row.is_mine)


def is_bookable(power: PowerOfAttorney) -> bool:
    """Whether a slot may be taken or the booking moved now."""
    return any(lifecycle.after(power.state, lifecycle.P + act) for act in ("booked", "rescheduled"))


@signed_in
@require_http_methods(["GET", "POST"])
def booking(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """The booking that stands and the times that are free; a POST keeps the reader's time zone."""
    power, actor, at = power_of_mine(request, power_id)
    people = schedule.participants(power)
    user: Any = request.user
    mine = next((one.zone for one in people if one.user.pk == user.pk), schedule.COURT_ZONE)
    form = ZoneForm(request.POST if request.method == "POST" else None, initial={"zone": mine})
    if request.method == "POST" and attempt(
        form, lambda: acts.choose_zone(actor=actor, at=at, power=power, user=user, **form.cleaned_data)
    ):
        messages.success(request, _("The times are now shown in your time zone."))
        return redirect("powers:booking", power.pk)
    booked = schedule.booking_of(power)
    free = schedule.free_slots(power, at)[:MOST_SLOTS] if is_bookable(power) else []
    words = {
        "power": power, "form": form, "booked": booked, "people": people,
        "booked_times": times(booked.slot, people, request) if booked else [],
        "slots": [(slot, times(slot, people, request)) for slot in free],
        "may_book": is_bookable(power), "may_cancel": booked is not None and power.state == lifecycle.SCHEDULED,
    }  # fmt: skip
    return render(request, "power_of_attorney/booking.html", words)


@signed_in
@require_http_methods(["GET", "POST"])
def take_slot(request: HttpRequest, power_id: UUID, slot_id: UUID) -> HttpResponse:
    """One time in everybody's zone, and the button that books it or moves the booking to it."""
    power, actor, at = power_of_mine(request, power_id)
    slot = get_object_or_404(Slot, pk=slot_id, court=power.court_id)
    is_move = power.state == lifecycle.SCHEDULED
    form = OptionalReasonForm(request.POST if request.method == "POST" else None)
    if not is_move:
        del form.fields["reason"]
    act = acts.reschedule if is_move else acts.book
    run: Callable[[], Any] = lambda: act(  # noqa: E731
        actor=actor, at=at, power_id=power.pk, slot_id=slot.pk, **form.cleaned_data
    )
    if request.method == "POST" and attempt(form, run):
        messages.success(request, _("The session is booked. Everybody who takes part has been told."))
        return redirect("powers:booking", power.pk)
    people = schedule.participants(power)
    words = {
        "power": power, "form": form, "slot": slot, "is_move": is_move, "slot_times": times(slot, people, request)
    }  # fmt: skip
    return render(request, "power_of_attorney/booking_slot.html", words)


@signed_in
@require_http_methods(["GET", "POST"])
def cancel_booking(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """Give the booked time back."""
    power, actor, at = power_of_mine(request, power_id)
    booked = schedule.booking_of(power)
    if booked is None:
        return redirect("powers:booking", power.pk)
    form = OptionalReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda: acts.cancel_booking(actor=actor, at=at, power_id=power.pk, **form.cleaned_data)
    ):
        messages.success(request, _("The session was cancelled. You may book another time."))
        return redirect("powers:booking", power.pk)
    people = schedule.participants(power)
    words = {"power": power, "form": form, "slot_times": times(booked.slot, people, request)}
    return render(request, "power_of_attorney/booking_cancel.html", words)


@signed_in
@require_GET
def session_calendar(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """The booked session as an iCalendar file, for whoever takes part; no names and nothing of the dispute in it."""
    power, _actor, at = power_of_mine(request, power_id, schedule.attended_by)
    booked = schedule.booking_of(power)
    entries = []
    if booked is not None:
        address = request.build_absolute_uri(f"/{get_language()}/powers/{power.pk}/")
        entries.append(icalendar.Entry(
            key=power.pk, starts_at=booked.slot.starts_at, ends_at=booked.slot.ends_at, url=address,
            summary=_("Witnessing by video: power of attorney %(reference)s") % {"reference": power.reference},
            description=_("Sign in to the portal ten minutes before, with your identity paper at hand. Court: %(court)s")
            % {"court": power.court.name},
            status=icalendar.CONFIRMED, sequence=power.appointments.count(), alarm_minutes=REMINDER_MINUTES,
        ))  # fmt: skip
    text = icalendar.calendar(product="Powers of attorney", domain=request.get_host(), entries=entries, at=at)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{power.reference}.ics"'
    return response


@signed_in
@require_GET
def interpreting(request: HttpRequest) -> HttpResponse:
    """The engagements of the interpreter who has signed in."""
    actor, _at = who(request)
    rows = schedule.engagements_of(actor)[:MOST_SLOTS]
    return render(request, "power_of_attorney/interpreting.html", {"engagements": rows})


@signed_in
@require_http_methods(["GET", "POST"])
def engagement(request: HttpRequest, engagement_id: UUID) -> HttpResponse:
    """One engagement: when, what is pledged, and the button that pledges it."""
    actor, at = who(request)
    found = get_object_or_404(schedule.engagements_of(actor), pk=engagement_id)
    power, language = found.power, get_language() or "zh-hant"
    form = PledgeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda: interpreters.pledge(actor=actor, at=at, engagement_id=found.pk, language=language)
    ):
        messages.success(request, _("Your pledge was recorded."))
        return redirect("powers:engagement", found.pk)
    booked, people = schedule.booking_of(power), schedule.participants(power)
    words = {
        "engagement": found, "power": power, "form": form, "sentences": texts.pledge(language),
        "version": texts.VERSION, "booked": booked,
        "booked_times": times(booked.slot, people, request) if booked else [],
        "is_open": power.state in (lifecycle.LOBBY, lifecycle.IN_SESSION, lifecycle.SUSPENDED),
        "is_over": power.state not in lifecycle.BEFORE_SIGNING,
        "zone_form": ZoneForm(initial={"zone": next((one.zone for one in people if one.role == "interpreter"), "")}),
    }  # fmt: skip
    return render(request, "power_of_attorney/engagement.html", words)


@signed_in
@require_POST
def engagement_zone(request: HttpRequest, engagement_id: UUID) -> HttpResponse:
    """The interpreter's own time zone."""
    actor, at = who(request)
    found = get_object_or_404(schedule.engagements_of(actor), pk=engagement_id)
    form = ZoneForm(request.POST)
    user: Any = request.user
    try:
        if form.is_valid():
            acts.choose_zone(actor=actor, at=at, power=found.power, user=user, **form.cleaned_data)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("powers:engagement", found.pk)
