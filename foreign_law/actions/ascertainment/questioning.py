"""Questioning of an institution or expert in court (art. 7): asked for, allowed or refused, held, cancelled.

Whoever is questioned speaks on foreign law only and takes no other part in the hearing.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.questioning_rooms import close_its_room, locked_questioning
from foreign_law.actions.ascertainment.steps import (
    F,
    accounts_of,
    clerks_of,
    day_of,
    locked,
    move,
    next_number,
    own_side,
    record,
    require_past,
    require_reason,
    tell,
)
from foreign_law.models import AscertainmentRequest, Questioning, RouteAttempt
from foreign_law.queries.ascertainment.providers import accounts_for, work_path
from foreign_law.rules.ascertainment import questioning as rules
from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused


def _attempt_in(request: AscertainmentRequest, attempt_id: UUID, act: str) -> RouteAttempt:
    """
    :raises PermissionRefused: the attempt is of another request, or nobody of the directory answers on it.
    :raises ValidationError: nobody took the question on.
    """
    rows = request.attempts.select_for_update(of=("self",)).select_related("provider")
    attempt = rows.filter(pk=attempt_id, provider__isnull=False).first()
    if attempt is None:
        raise PermissionRefused(act)
    attempt.request = request
    if not rules.may_be_questioned(attempt.state):
        raise ValidationError(_("Nobody took the question on here who could be questioned."), code="state")
    return attempt


@transaction.atomic
def ask_questioning(
    *,
    actor: Actor,
    at: datetime,
    request_id: UUID,
    attempt_id: UUID,
    reason: str,
    scope_note: str = "",
    party_id: UUID | None = None,
) -> Questioning:
    """A party asks that whoever gave the opinion be questioned.

    :raises PermissionRefused: no such request or attempt, or not the own side.
    :raises ValidationError: the state, no reason, or the same side has asked already and waits.
    """
    act = F + "questioning_asked"
    request = locked(actor, at, act, request_id)
    attempt = _attempt_in(request, attempt_id, act)
    party = own_side(request, actor, day_of(at), party_id)
    text = require_reason(reason)
    if attempt.questionings.filter(asked_by_party=party, state=rules.ASKED).exists():
        raise ValidationError(
            _("You have asked for this already; the judge has not decided yet."), code="asked"
        )
    found = Questioning.objects.create(
        attempt=attempt, number=next_number(attempt.questionings), state=rules.ASKED, asked_by_party=party, reason=text,
        scope_note=scope_note.strip(),
    )  # fmt: skip
    move(request, act, at)
    record(
        act, actor=actor, at=at, request=request, attempt=attempt, subject=found, facts={"number": found.number},
        private={"reason": text},
    )  # fmt: skip
    staff = clerks_of(request.case, day_of(at))
    tell(act, staff, request=request, at=at, context={"attempt": attempt.number}, at_desk=True)
    return found


@transaction.atomic
def order_questioning(*, actor: Actor, at: datetime, attempt_id: UUID, **decided: object) -> Questioning:
    """The court notifies whoever gave the opinion of its own motion (art. 7); see :func:`allow_questioning`.

    :raises PermissionRefused: no such attempt from the judge's seat.
    :raises ValidationError: as :func:`allow_questioning`.
    """
    act = F + "questioning_allowed"
    request_id = RouteAttempt.objects.filter(pk=attempt_id).values_list("request", flat=True).first()
    if request_id is None:
        raise PermissionRefused(act)
    request = locked(actor, at, act, request_id)
    attempt = _attempt_in(request, attempt_id, act)
    found = Questioning(attempt=attempt, number=next_number(attempt.questionings), state=rules.ALLOWED)
    return _allow(found, request, actor=actor, at=at, **decided)  # type: ignore[arg-type]


@transaction.atomic
def allow_questioning(*, actor: Actor, at: datetime, questioning_id: UUID, **decided: object) -> Questioning:
    """The judge allows a questioning that a party asked for, or appoints another day or way.

    Online only where attendance in person is really difficult and the law of the provider's home does not forbid it; the
    judge ticks that this was checked and says what was checked.

    ``decided``: ``how``, ``scheduled_at``, ``decision_reason``, ``scope_note``, ``difficulty``, ``home_law_checked``,
    ``home_law_note``.

    :raises PermissionRefused: no such questioning from the judge's seat.
    :raises ValidationError: the state, the way is missing or unknown, a time in the past, or what art. 7 asks of online.
    """
    act = F + "questioning_allowed"
    request, found = locked_questioning(actor, at, act, questioning_id)
    if not rules.may_be_questioned(found.attempt.state):
        raise ValidationError(_("Whoever is to be questioned takes part no longer."), code="state")
    return _allow(found, request, actor=actor, at=at, **decided)  # type: ignore[arg-type]


def _allow(
    found: Questioning, request: AscertainmentRequest, *, actor: Actor, at: datetime, how: str,
    scheduled_at: datetime | None = None, decision_reason: str = "", scope_note: str = "", difficulty: str = "",
    home_law_checked: bool = False, home_law_note: str = "",
) -> Questioning:  # fmt: skip
    act, online = F + "questioning_allowed", how == rules.ONLINE
    if scheduled_at is not None and scheduled_at < at:
        raise ValidationError({"scheduled_at": _("This time has passed.")})
    _check_way(how, difficulty=difficulty, home_law_checked=home_law_checked, home_law_note=home_law_note)
    if not online:
        close_its_room(found, actor, at)
    found.state, found.how, found.scheduled_at = rules.ALLOWED, how, scheduled_at
    found.decision_reason = decision_reason.strip()
    found.scope_note = scope_note.strip() or found.scope_note
    found.difficulty = difficulty.strip() if online else ""
    found.home_law_checked = online and home_law_checked
    found.home_law_note = home_law_note.strip() if online else ""
    found.save()
    move(request, act, at)
    facts = {
        "number": found.number,
        "how": how,
        "scheduled_at": scheduled_at.isoformat() if scheduled_at else "",
    }
    private = {
        "reason": found.decision_reason,
        "difficulty": found.difficulty,
        "home_law": found.home_law_note,
    }
    record(
        act, actor=actor, at=at, request=request, attempt=found.attempt, subject=found, facts=facts, private=private
    )  # fmt: skip
    _tell_everybody(act, found, request, at, facts)
    return found


def _check_way(how: str, *, difficulty: str, home_law_checked: bool, home_law_note: str) -> None:
    """
    :raises ValidationError: an unknown way, or what art. 7 asks of a questioning online is missing, at its fields.
    """
    if how not in Questioning.How.values:
        raise ValidationError({"how": _("Say how the questioning takes place.")})
    problems = rules.online_problems(
        how, difficulty=difficulty, home_law_checked=home_law_checked, home_law_note=home_law_note
    )
    if problems:
        raise ValidationError({rules.FIELD[code]: [_sentence(code)] for code in problems})


def _sentence(code: str) -> str:
    return {
        rules.DIFFICULTY_MISSING: _("Say why attendance in person is really difficult (art. 7)."),
        rules.HOME_LAW_UNCHECKED: _(
            "Check first whether the law of the provider's home forbids answering online, and tick that it was checked."
        ),
        rules.HOME_LAW_NOTE_MISSING: _("Say what was checked."),
    }[code]


def _tell_everybody(
    act: str, found: Questioning, request: AscertainmentRequest, at: datetime, words: dict[str, object]
) -> None:
    """The sides on their page, the provider on its own, judge and clerk on the desk."""
    on, context = day_of(at), {"attempt": found.attempt.number, **words}
    tell(act, accounts_of(request, on), request=request, at=at, context=context)
    if found.attempt.provider is not None:
        own = {**context, "path": work_path(found.attempt)}
        tell(act, accounts_for(found.attempt.provider, on), request=request, at=at, context=own)
    tell(act, clerks_of(request.case, on), request=request, at=at, context=context, at_desk=True)


@transaction.atomic
def refuse_questioning(
    *, actor: Actor, at: datetime, questioning_id: UUID, decision_reason: str
) -> Questioning:
    """The judge does not allow it, with reasons.

    :raises PermissionRefused: no such questioning from the judge's seat.
    :raises ValidationError: the state, or no reason.
    """
    act = F + "questioning_refused"
    request, found = locked_questioning(actor, at, act, questioning_id)
    found.decision_reason = require_reason(decision_reason, "decision_reason")
    found.state = rules.REFUSED
    found.save()
    move(request, act, at)
    record(
        act, actor=actor, at=at, request=request, attempt=found.attempt, subject=found,
        facts={"number": found.number}, private={"reason": found.decision_reason},
    )  # fmt: skip
    tell(
        act,
        accounts_of(request, day_of(at)),
        request=request,
        at=at,
        context={"attempt": found.attempt.number},
    )
    return found


@transaction.atomic
def hold_questioning(
    *, actor: Actor, at: datetime, questioning_id: UUID, held_date: date, minutes_reference: str, summary: str
) -> Questioning:  # fmt: skip
    """Enter that the questioning was held, with the minutes and what was said on foreign law; its room closes.

    :raises PermissionRefused: no such questioning from the court's seats.
    :raises ValidationError: the state, a day in the future, or minutes or summary are missing.
    """
    act = F + "questioning_held"
    request, found = locked_questioning(actor, at, act, questioning_id)
    found.held_date = require_past(held_date, at, "held_date")
    found.minutes_reference = require_reason(minutes_reference, "minutes_reference")
    found.summary = require_reason(summary, "summary")
    found.state = rules.HELD
    found.save()
    move(request, act, at)
    record(
        act, actor=actor, at=at, request=request, attempt=found.attempt, subject=found, on=held_date,
        facts={"number": found.number, "how": found.how},
    )  # fmt: skip
    close_its_room(found, actor, at)
    words = {"attempt": found.attempt.number, "held_date": held_date.isoformat()}
    tell(act, accounts_of(request, day_of(at)), request=request, at=at, context=words)
    return found


@transaction.atomic
def cancel_questioning(*, actor: Actor, at: datetime, questioning_id: UUID, reason: str) -> Questioning:
    """The questioning does not take place; an open room closes, and everybody is told.

    :raises PermissionRefused: no such questioning from the clerk's seat.
    :raises ValidationError: the state, or no reason.
    """
    act = F + "questioning_cancelled"
    request, found = locked_questioning(actor, at, act, questioning_id)
    text = require_reason(reason)
    found.state, found.decision_reason = rules.CANCELLED, text
    found.save()
    move(request, act, at)
    record(
        act, actor=actor, at=at, request=request, attempt=found.attempt, subject=found,
        facts={"number": found.number}, private={"reason": text},
    )  # fmt: skip
    close_its_room(found, actor, at)
    _tell_everybody(act, found, request, at, {"number": found.number})
    return found
