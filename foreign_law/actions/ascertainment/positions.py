"""The parties are heard (法释〔2023〕12号 arts 5, 8): invited, heard on each question, or given the opportunity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.steps import (
    F,
    accounts_of,
    clerks_of,
    day_of,
    locked,
    move,
    own_side,
    record,
    require_past,
    require_reason,
    seen_from,
    tell,
)  # fmt: skip
from foreign_law.models import AscertainmentRequest, Opportunity, Period, Position, ScopeQuestion
from foreign_law.queries.ascertainment.standing import may_be_invited
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment.positions import NO_REASONS, against_position
from foreign_law.rules.ascertainment.routes import OBJECT
from portal.audit.actors import Actor
from portal.cases.models import Party
from portal.exhibits.actions import deposit
from portal.exhibits.models import Exhibit
from portal.identity.permissions import PermissionRefused

INVITED, TAKEN, OPPORTUNITY = F + "positions_invited", F + "position_taken", F + "opportunity_recorded"


@dataclass(frozen=True)
class Said:
    """What a party says on one aspect of one question. ``field``: where a refusal stands in the form."""

    question_id: UUID
    aspect: str
    stance: str
    reasons: str = ""
    field: str = ""


@transaction.atomic
def invite_positions(
    *, actor: Actor, at: datetime, request_id: UUID, until: date, reason: str
) -> AscertainmentRequest:
    """The parties are asked to take positions until a day that the court fixes; an earlier such period ends.

    :raises ValidationError: at ``until``, the day lies in the past; at ``reason``, none; after a supplement, something
        is open or was not shown.
    """
    request = locked(actor, at, INVITED, request_id)
    today = day_of(at)
    if not may_be_invited(request):
        sentence = _("Show the material in court first, and assess or withdraw every open attempt (art. 5).")
        raise ValidationError(sentence, code="state")
    if until < today:
        raise ValidationError({"until": _("This date lies in the past.")})
    why = require_reason(reason)
    earlier = request.periods.filter(kind=Period.Kind.POSITION, party=None, ended_at=None)
    earlier.update(ended_at=at, ended_because="positions_invited")
    Period.objects.create(
        request=request,
        kind=Period.Kind.POSITION,
        due_date=until,
        reason=why,
        fixed_at=at,
        fixed_by=actor.key,
    )
    request.positions_until = until
    move(request, INVITED, at)
    record(
        INVITED, actor=actor, at=at, request=request, facts={"until_date": until.isoformat()},
        private={"reason": why},
    )  # fmt: skip
    tell(
        "foreign_law.positions_invited", accounts_of(request, today), request=request, at=at,
        context={"until": until.isoformat()},
    )  # fmt: skip
    return request


@transaction.atomic
def take_positions(
    *,
    actor: Actor,
    at: datetime,
    request_id: UUID,
    said: Sequence[Said],
    party_id: UUID | None = None,
    evidence: Any = None,
    minutes_reference: str = "",
) -> list[Position]:
    """A party takes positions, for the own side; the clerk enters what was said in court, with the minutes.

    A later position on the same point supersedes the earlier one; both stay.

    :raises PermissionRefused: no such request, side or question.
    :raises ValidationError: nothing was said; an objection without reasons; minutes missing for the clerk's entry.
    """
    request = locked(actor, at, TAKEN, request_id)
    party, minutes = _speaker(request, actor, at, party_id, minutes_reference)
    if not said:
        raise ValidationError(_("Say something on at least one point."))
    questions = {row.pk: row for row in request.questions.filter(struck_at=None)}
    _require_reasons(said)
    file = _evidence(request, evidence, actor, at)
    taken = [
        _take(request, questions.get(one.question_id), party, one, file, actor, at, minutes) for one in said
    ]
    move(request, TAKEN, at)
    objections = sum(one.stance == OBJECT for one in said)
    record(
        TAKEN, actor=actor, at=at, request=request, subject=taken[0],
        facts={"party": party.number, "points": len(taken), "objections": objections, "in_court": bool(minutes)},
        private={"minutes": minutes},
    )  # fmt: skip
    _tell_of(request, party, objections, at)
    return taken


def _tell_of(request: AscertainmentRequest, party: Party, objections: int, at: datetime) -> None:
    """The court and the other sides learn that a position was taken."""
    kind, context = "foreign_law.position_taken", {"party": party.number, "objections": objections}
    holders = clerks_of(request.case, day_of(at))
    tell(kind, holders, request=request, at=at, at_desk=True, context=context)
    others = accounts_of(request, day_of(at), leave_out=[party])
    tell(kind, others, request=request, at=at, context=context)


@transaction.atomic
def record_opportunity(
    *, actor: Actor, at: datetime, request_id: UUID, party_id: UUID, given_date: date, how: str
) -> Opportunity:
    """A party had the opportunity to be heard and said nothing, or nothing more (art. 5).

    :raises PermissionRefused: no such request or party.
    :raises ValidationError: at ``given_date`` or ``how``.
    """
    request = locked(actor, at, OPPORTUNITY, request_id)
    party = _party(request, party_id, day_of(at), OPPORTUNITY)
    on = require_past(given_date, at, "given_date")
    words = require_reason(how, "how")
    row = Opportunity.objects.create(
        request=request, party=party, given_date=on, how=words, recorded_at=at, recorded_by=actor.key
    )
    move(request, OPPORTUNITY, at)
    record(
        OPPORTUNITY, actor=actor, at=at, request=request, on=on, subject=row, facts={"party": party.number},
        private={"how": words},
    )  # fmt: skip
    return row


def _speaker(
    request: AscertainmentRequest, actor: Actor, at: datetime, party_id: UUID | None, minutes: str
) -> tuple[Party, str]:
    """For whom it is said, and in which minutes: the clerk enters for any party, anybody else for the own side."""
    on = day_of(at)
    if seen_from(lifecycle.CLERK, actor, on).filter(pk=request.pk).exists():
        if party_id is None:
            raise ValidationError({"party": _("Say for which party.")})
        if not minutes.strip():
            raise ValidationError({"minutes_reference": _("Name the minutes in which it stands.")})
        return _party(request, party_id, on, TAKEN), minutes.strip()
    return own_side(request, actor, on, party_id), ""


def _party(request: AscertainmentRequest, party_id: UUID, on: date, act: str) -> Party:
    party = request.case.parties.on(on).filter(pk=party_id).first()
    if party is None:
        raise PermissionRefused(act)
    return party


def _require_reasons(said: Sequence[Said]) -> None:
    """Every refusal at once, each where it stands in the form."""
    refusals: dict[str, list[str]] = {}
    for one in said:
        code = against_position(one.aspect, one.stance, one.reasons)
        if code:
            words = (
                _("An objection gives reasons (art. 8).") if code == NO_REASONS else _("Choose a position.")
            )
            refusals.setdefault(one.field or "reasons", []).append(words)
    if refusals:
        raise ValidationError(refusals)


def _take(
    request: AscertainmentRequest, question: ScopeQuestion | None, party: Party, one: Said, file: Exhibit | None,
    actor: Actor, at: datetime, minutes: str,
) -> Position:  # fmt: skip
    if question is None:
        raise PermissionRefused(TAKEN)
    request.positions.filter(question=question, party=party, aspect=one.aspect, superseded_at=None).update(
        superseded_at=at
    )
    return Position.objects.create(
        request=request, question=question, party=party, aspect=one.aspect, stance=one.stance,
        reasons=one.reasons.strip(), evidence=file if one.stance == OBJECT else None, round=request.supplements,
        taken_at=at, taken_by=actor.key, minutes_reference=minutes,
    )  # fmt: skip


def _evidence(request: AscertainmentRequest, upload: Any, actor: Actor, at: datetime) -> Exhibit | None:
    return said_file(request, upload, "evidence", actor, at) if upload is not None else None


def said_file(request: AscertainmentRequest, upload: Any, field: str, actor: Actor, at: datetime) -> Exhibit:
    """A file put before the court and the other sides at once.

    :raises ValidationError: at ``field``, the file is refused.
    """
    try:
        return deposit(
            actor=actor,
            at=at,
            upload=upload,
            declared_name=upload.name,
            scope=f"ascertainment-said:{request.pk}",
        )
    except ValidationError as refusal:
        raise ValidationError({field: refusal.messages}) from refusal
