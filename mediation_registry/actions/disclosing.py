"""A mediator who has accepted discloses a tie that came up later (Online Rules art. 13: also during the mediation)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mediation_registry.actions.appointments import Tie, write_disclosure
from mediation_registry.actions.steps_mediation import M, entered
from mediation_registry.models import Disclosure
from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused


@transaction.atomic
def disclose(*, actor: Actor, at: datetime, mediation_id: UUID, tie: Tie) -> Disclosure:
    """One more tie; every party is told and answers.

    :raises PermissionRefused: not an appointed mediator. :raises ValidationError: it says nothing.
    """
    act = f"{M}disclosure_made"
    mediation, standing = entered(actor, at, act, mediation_id)
    if standing.appointment is None or not standing.is_mediator:
        raise PermissionRefused(act)
    return write_disclosure(mediation, standing.appointment, tie, actor, at)
