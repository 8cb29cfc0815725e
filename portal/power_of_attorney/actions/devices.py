"""What a test of camera, microphone, light, line and clock came to. Advice: it never keeps anybody out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused, require
from portal.power_of_attorney.actions.steps import record
from portal.power_of_attorney.models import DeviceTest, PowerOfAttorney
from portal.power_of_attorney.rules.lifecycle import P

MOST = 2_000_000_000


@dataclass(frozen=True)
class Measured:
    """Brightness in percent, line up in kbit/s, clock of the device minus the portal's in milliseconds; None: unknown."""

    camera: bool
    microphone: bool
    brightness: int | None = None
    kilobits_up: int | None = None
    clock_offset_ms: int | None = None
    device: str = ""


@transaction.atomic
def keep_device_test(
    *, actor: Actor, at: datetime, power_id: UUID, user: User, measured: Measured
) -> DeviceTest:
    """Keep what one participant's test came to; the last counts, earlier ones stay.

    :raises PermissionRefused: the power is not open to the actor. :raises ValidationError: impossible figures.
    """
    act = f"{P}device_tested"
    require(actor, act)
    powers = PowerOfAttorney.objects.for_user(actor, day_of(at)) | PowerOfAttorney.objects.filter(
        pk__in=PowerOfAttorney.objects.interpreted_by(actor).values("pk")
    )
    power = PowerOfAttorney.objects.filter(pk=power_id, pk__in=powers.values("pk")).first()
    if power is None or actor.key != f"user:{user.pk}":
        raise PermissionRefused(act)
    if not _is_possible(measured):
        raise ValidationError(_("The result of the test cannot be read. Please run the test again."))
    made = DeviceTest.objects.create(
        power=power,
        holder=user,
        tested_at=at,
        **{**asdict(measured), "device": measured.device.strip()[:200]},
    )
    facts = {"camera": "yes" if made.camera else "no", "microphone": "yes" if made.microphone else "no"}
    record(act, actor=actor, at=at, power=power, subject=made, facts=facts)
    return made


def _is_possible(measured: Measured) -> bool:
    light, line, clock = measured.brightness, measured.kilobits_up, measured.clock_offset_ms
    return (
        (light is None or 0 <= light <= 100)
        and (line is None or 0 <= line <= MOST)
        and (clock is None or -MOST <= clock <= MOST)
    )
