"""Why a party provided nothing in the period, and whether the judge holds that justified (art. 9, second paragraph)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.steps import F, locked, move, record, require_reason
from foreign_law.models import Period
from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused


@transaction.atomic
def justification_recorded(
    *, actor: Actor, at: datetime, period_id: UUID, justification: str, accepted: bool, reason: str
) -> Period:
    """The judge puts down what the party says and decides on it; a justified failure bars ``held_unascertainable``.

    :raises PermissionRefused: not the judge of this case, or no such period.
    :raises ValidationError: explanation or reason is missing, or the period is not one to provide the law.
    """
    act = F + "justification_recorded"
    found = Period.objects.filter(pk=period_id).values_list("request", flat=True).first()
    if found is None:
        raise PermissionRefused(act)
    request = locked(actor, at, act, found)
    period = Period.objects.select_for_update(of=("self",)).get(pk=period_id)
    if period.kind != Period.Kind.PROVIDE:
        raise ValidationError(_("This period is not one to provide the law."))
    period.justification = require_reason(justification, "justification")
    period.justification_accepted, period.justification_reason = accepted, require_reason(reason)
    period.save()
    move(request, act, at)
    record(
        act, actor=actor, at=at, request=request, subject=period,
        facts={"due_date": period.due_date.isoformat(), "accepted": accepted}, private={"reason": reason.strip()},
    )  # fmt: skip
    return period
