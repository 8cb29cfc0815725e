"""A request is closed once every party was heard (art. 5) and the costs are decided."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.standing import tell_court, tell_sides
from foreign_law.actions.ascertainment.steps import F, day_of, locked, move, record
from foreign_law.models import AscertainmentRequest
from foreign_law.queries.ascertainment.heard import parties_unheard
from portal.audit.actors import Actor


@transaction.atomic
def close_request(*, actor: Actor, at: datetime, request_id: UUID) -> AscertainmentRequest:
    """The ascertainment is over; the case goes on.

    :raises ValidationError: a party of the case has neither a position nor a recorded opportunity; all are named.
    """
    act = F + "request_closed"
    request = locked(actor, at, act, request_id)
    silent = parties_unheard(request, day_of(at))
    if silent:
        sentence = _(
            "Neither a position nor an opportunity to be heard is on record for: %(parties)s (art. 5)."
        )
        names = _(", ").join(f"{party.get_role_display()} {party.name}" for party in silent)
        raise ValidationError(sentence % {"parties": names}, code="unheard")
    request.closed_at = at
    move(request, act, at)
    record(act, actor=actor, at=at, request=request)
    tell_court(act, actor, request, at)
    tell_sides(act, request, at)
    return request
