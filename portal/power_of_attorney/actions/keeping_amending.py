"""Amendment: a new power that takes the place of the old one on the day on which it becomes effective (CPL art. 63)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.identity.permissions import PermissionRefused
from portal.power_of_attorney.actions.drafting import draft
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.queries.register import powers_of
from portal.power_of_attorney.rules import lifecycle

OVER = lifecycle.ENDED | {lifecycle.REJECTED}


@transaction.atomic
def begin_amendment(*, actor: Actor, at: datetime, power_id: UUID) -> PowerOfAttorney:
    """A draft with the words of a power in force; agents and papers are named anew, and a judge witnesses it anew.

    The earlier power stays in force until the new one is effective; then it ends in the same transaction.

    :raises PermissionRefused: not the principal's.
    :raises ValidationError: not in force, or another amendment is under way.
    """
    mine = PowerOfAttorney.objects.entrusted_by(actor).filter(pk=power_id).values("pk")
    rows = PowerOfAttorney.objects.select_for_update(of=("self",)).select_related(
        "court", "principal", "party"
    )
    earlier = rows.filter(pk__in=mine).first()
    if earlier is None:
        raise PermissionRefused("power_of_attorney.drafted")
    if earlier.state != lifecycle.EFFECTIVE:
        raise ValidationError(_("This power of attorney is not in force."), code="state")
    if earlier.replaced_by.exclude(state__in=sorted(OVER)).exists():
        raise ValidationError(
            _("An amendment of this power of attorney is under way already."), code="under_way"
        )
    party = earlier.party if earlier.party and earlier.party.is_in_force(day_of(at)) else None
    power = draft(
        actor=actor, at=at, court=earlier.court, party=party,
        principal=earlier.principal if earlier.representative else None,
        matter=earlier.matter or "", opponent_name=earlier.opponent_name or "", cause=earlier.cause,
        stages=list(earlier.stages), excludes_service=earlier.excludes_service, valid_to=earlier.valid_to,
        language=earlier.language, second_language=earlier.second_language, powers=list(powers_of(earlier)),
    )  # fmt: skip
    power.replaces = earlier
    power.save(update_fields=["replaces"])
    return power
