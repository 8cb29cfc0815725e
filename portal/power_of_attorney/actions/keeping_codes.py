"""The access code of the register of powers: made, and made anew."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused, require
from portal.power_of_attorney.actions.keeping_notices import tell_people
from portal.power_of_attorney.actions.steps import record
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.rules import lifecycle

#: Without the characters that are taken for each other (0 O, 1 I L, 8 B); 16 of 30 are 78 bits.
ALPHABET = "ACDEFGHJKMNPQRSTUVWXYZ2345679"
LENGTH, GROUP = 16, 4


def new_code() -> str:
    """A code as it is printed and typed: sixteen characters in groups of four."""
    text = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
    return "-".join(text[place : place + GROUP] for place in range(0, LENGTH, GROUP))


def give_code(power: PowerOfAttorney) -> None:
    """The power gets a code, if it has none yet; the caller saves it."""
    if not power.access_code:
        power.access_code = new_code()


@transaction.atomic
def renew_code(*, actor: Actor, at: datetime, power_id: UUID) -> PowerOfAttorney:
    """The principal makes the earlier code worthless: whoever held it can ask the register no more.

    :raises PermissionRefused: not the principal. :raises ValidationError: the power was never in force.
    """
    act = "power_of_attorney.code_renewed"
    require(actor, act)
    rows = PowerOfAttorney.objects.entrusted_by(actor).filter(pk=power_id).values("pk")
    powers = PowerOfAttorney.objects.select_for_update(of=("self",)).select_related("court", "principal")
    power = powers.filter(pk__in=rows).first()
    if power is None:
        raise PermissionRefused(act)
    if power.state not in lifecycle.WAS_EFFECTIVE:
        raise ValidationError(
            _("This power of attorney was never in force; it has no access code."), code="state"
        )
    power.access_code = new_code()
    power.save(update_fields=["access_code"])
    record(act, actor=actor, at=at, power=power)
    tell_people("code_renewed", power, at)
    return power
