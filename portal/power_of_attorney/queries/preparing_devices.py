"""What the last test of a device came to, and what to do about it. Advice only."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.power_of_attorney.models import DeviceTest, PowerOfAttorney
from portal.power_of_attorney.rules import devices

WORDS: dict[str, Any] = {
    devices.CAMERA_BAD: _("The camera did not work. Allow it in the browser, or use another device."),
    devices.SOUND_BAD: _("The microphone did not work. Allow it in the browser, or use another device."),
    devices.TOO_DARK: _("It was too dark. Put a light in front of you."),
    devices.TOO_BRIGHT: _("It was too bright. Turn away from the window."),
    devices.LINE_SLOW: _(
        "The line was slow. Stay near the wireless router, or use a cable or another network."
    ),
    devices.CLOCK_OFF: _("The clock of the device was wrong. Let the device set it by itself."),
}


def last_test(power: PowerOfAttorney, user: Any) -> DeviceTest | None:
    """The last test that this person made for this power."""
    return power.device_tests.filter(holder=user).order_by("-tested_at").first()


def advice(test: DeviceTest) -> list[Any]:
    """One sentence for each thing to look after; empty when all is well."""
    found = devices.findings(
        camera=test.camera, microphone=test.microphone, brightness=test.brightness, kilobits_up=test.kilobits_up,
        clock_offset_ms=test.clock_offset_ms,
    )  # fmt: skip
    return [WORDS[code] for code in found]
