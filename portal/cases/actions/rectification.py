"""A mistake in a case's entries is rectified: with a reason, by a second person where a legal date moves."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.audit import actions as audit
from portal.audit.actors import Actor
from portal.audit.models import Rectification
from portal.cases.actions.steps import day_of
from portal.cases.models import Case, Party, Representation
from portal.identity.permissions import PermissionRefused


@transaction.atomic
def rectify(
    *, actor: Actor, at: datetime, case_id: UUID, record_of: Case | Party | Representation, field: str, new: str,
    reason: str,
) -> Rectification:  # fmt: skip
    """Rectify one entry of the case, of a party or of a representation of it.

    The date of filing moves clocks: it changes only when a second person confirms
    (``portal.audit.actions.confirm_rectification``).

    :raises ValidationError: no reason, no change, or an entry that cannot stand.
    :raises PermissionRefused: the case is not open to the actor, or the record is of another case.
    """
    case = Case.objects.for_staff(actor, day_of(at)).filter(pk=case_id).first()
    if case is None or _case_of(record_of) != case.pk:
        raise PermissionRefused("cases.rectify")
    return audit.rectify(
        actor=actor, at=at, subject=(record_of._meta.label, str(record_of.pk)), chain=case.chain, field=field,
        new=new, reason=reason,
    )  # fmt: skip


def _case_of(record_of: Any) -> UUID:
    if isinstance(record_of, Case):
        return record_of.pk
    return record_of.case_id if isinstance(record_of, Party) else record_of.party.case_id
