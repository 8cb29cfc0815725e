"""The seven routes of art. 2: opened after the earlier findings were shown, sent, answered, withdrawn."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.questioning_rooms import leave_rooms
from foreign_law.actions.ascertainment.steps import (
    F,
    accounts_of,
    clerks_of,
    day_of,
    locked,
    locked_attempt,
    move,
    move_attempt,
    next_number,
    record,
    require_past,
    require_reason,
    tell,
)
from foreign_law.models import AscertainmentRequest, LawProvider, RouteAttempt
from foreign_law.queries.ascertainment.findings import unshown
from foreign_law.queries.ascertainment.providers import accounts_for, tried_in, work_path
from foreign_law.rules.ascertainment import lifecycle, route_choice, routes
from portal.audit.actors import Actor
from portal.cases.models import Party
from portal.identity.permissions import PermissionRefused


@transaction.atomic
def open_route(
    *, actor: Actor, at: datetime, request_id: UUID, route: int, party_id: UUID | None = None,
    provider_id: UUID | None = None, addressed_to: str = "", description: str = "", names_parties: bool = False,
    repeat_reason: str = "", supplements_number: int | None = None,
) -> RouteAttempt:  # fmt: skip
    """Open an attempt on a route; nothing leaves the court yet.

    Guard 5: every matching finding of an effective judgment was shown before (art. 8(3)). Art. 2(2): after a failed
    route, the same one again only with somebody else and a reason; the attempt is then flagged by that reason.

    :raises PermissionRefused: no such request, party or provider within reach.
    :raises ValidationError: the state, guard 5, or what the rules say against the choice, at its fields.
    """
    act = F + "route_opened"
    request = locked(actor, at, act, request_id)
    _require_findings_shown(request)
    party, provider = _party(request, party_id, act, at), _provider(provider_id, route, act)
    keys = [str(one.pk) if one is not None else "" for one in (party, provider)]
    choice = route_choice.Choice(route, keys[0], keys[1], addressed_to, repeat_reason)
    tried = tried_in(request)
    refuse(route_choice.problems(choice, tried))
    flagged = route_choice.is_repeat(choice, tried)
    attempt = RouteAttempt.objects.create(
        request=request, number=next_number(request.attempts), route=route, party=party, provider=provider,
        addressed_to=addressed_to.strip(), description=description.strip(), opened_at=at,
        names_parties=names_parties, repeat_reason=repeat_reason.strip() if flagged else "",
        supplements_number=_supplemented(request, supplements_number),
    )  # fmt: skip
    move(request, act, at)
    facts = {"is_repeat": flagged, "supplements": attempt.supplements_number or ""}
    record(act, actor=actor, at=at, request=request, attempt=attempt, facts=facts)
    tell(act, accounts_of(request, day_of(at)), request=request, at=at, context=_words(attempt))
    return attempt


def _require_findings_shown(request: AscertainmentRequest) -> None:
    waiting = unshown(request)
    if waiting:
        sentence = _(
            "Before a route is opened, what effective judgments found must be shown; not shown yet: %(count)s "
            "(art. 8(3))."
        )
        raise ValidationError(sentence % {"count": len(waiting)}, code="findings")


def _party(request: AscertainmentRequest, party_id: UUID | None, act: str, at: datetime) -> Party | None:
    if party_id is None:
        return None
    party = request.case.parties.on(day_of(at)).filter(pk=party_id).first()
    if party is None:
        raise PermissionRefused(act)
    return party


def _provider(provider_id: UUID | None, route: int, act: str) -> LawProvider | None:
    """
    :raises ValidationError: at ``provider_id``, it is not asked at present, or not on this route.
    """
    if provider_id is None:
        return None
    provider = LawProvider.objects.filter(pk=provider_id).first()
    if provider is None:
        raise PermissionRefused(act)
    if not provider.is_active:
        raise ValidationError({"provider_id": _("This institution or expert is not asked at present.")})
    if route in routes.BY_PROVIDER and route not in provider.routes:
        raise ValidationError({"provider_id": _("The directory does not list it for this route.")})
    return provider


def _supplemented(request: AscertainmentRequest, given: int | None) -> int | None:
    """Which attempt the new one supplements: the one given, else the one that the judge's last order names."""
    number = given
    if number is None and request.state == lifecycle.SUPPLEMENT:
        last = request.course.filter(act=F + "supplement_ordered").order_by("-recorded_at", "-id").first()
        number = last.facts.get("supplements") if last is not None else None
    if number is not None and not request.attempts.filter(number=number).exists():
        raise ValidationError({"supplements_number": _("There is no attempt with this number.")})
    return number


def refuse(problems: list[str], fields: dict[str, str] = route_choice.FIELD) -> None:
    """
    :raises ValidationError: a sentence at the field of each problem.
    """
    if problems:
        raise ValidationError({fields.get(code, "__all__"): [sentence_of(code)] for code in problems})


def sentence_of(code: str) -> str:
    """A problem of a choice or of a sending in words."""
    sentences = {
        route_choice.PARTY_MISSING: _("Say which party is to provide the law."),
        route_choice.PROVIDER_MISSING: _("Choose the institution or expert from the directory."),
        route_choice.PROVIDER_NOT_HERE: _(
            "On this route no institution or expert of the directory is asked."
        ),
        route_choice.PARTY_NOT_HERE: _("On this route no party is asked."),
        route_choice.RUNNING: _("The same is already being asked on this route."),
        route_choice.SAME_AGAIN: _(
            "The same was asked on this route before. Choose a different route (art. 2, second paragraph), or somebody "
            "else on this one; further material still joins the earlier attempt."
        ),
        route_choice.INTERESTED: _("It declared an interest in this case and is not asked again (art. 4)."),
        route_choice.REASON_MISSING: _(
            "This route gave no result before. Say why it is used again, with somebody else."
        ),
        route_choice.ADDRESSEE_MISSING: _("Say to whom it was sent."),
        route_choice.THROUGH_MISSING: _("Say through which court it was sent."),
    }
    return sentences[code]


def _words(attempt: RouteAttempt) -> dict[str, Any]:
    return {"attempt": attempt.number, "route": attempt.route}


@transaction.atomic
def send_route(
    *,
    actor: Actor,
    at: datetime,
    attempt_id: UUID,
    sent_date: date,
    through: str = "",
    addressed_to: str = "",
    outside_number: str = "",
    description: str = "",
) -> RouteAttempt:
    """Enter that the question went out; a party or provider with an account is told and sees it from now on.

    :raises PermissionRefused: no such attempt from the clerk's seat.
    :raises ValidationError: the state, a day in the future, or through whom and to whom is missing.
    """
    act = F + "route_sent"
    attempt = locked_attempt(actor, at, act, attempt_id)
    require_past(sent_date, at, "sent_date")
    attempt.through = through.strip() or attempt.through
    attempt.addressed_to = addressed_to.strip() or attempt.addressed_to
    attempt.outside_number = outside_number.strip() or attempt.outside_number
    attempt.description = description.strip() or attempt.description
    asked = "x" if attempt.party_id or attempt.provider_id else ""
    refuse(
        route_choice.sending_problems(
            attempt.route, through=attempt.through, addressed_to=attempt.addressed_to, whom=asked
        )
    )
    attempt.sent_at, attempt.sent_date = at, sent_date
    move_attempt(attempt, act, at)
    move(attempt.request, act, at)
    record(act, actor=actor, at=at, request=attempt.request, attempt=attempt, on=sent_date)
    _tell_the_asked(attempt, at)
    return attempt


def _tell_the_asked(attempt: RouteAttempt, at: datetime) -> None:
    request, words = attempt.request, _words(attempt)
    if attempt.provider is not None:
        asked = accounts_for(attempt.provider, day_of(at))
        context = {**words, "path": work_path(attempt)}
        tell(F + "provider_asked", asked, request=request, at=at, context=context)
    elif attempt.party is not None:
        others = request.case.parties.exclude(pk=attempt.party.pk)
        asked = accounts_of(request, day_of(at), leave_out=list(others))
        tell(F + "party_asked", asked, request=request, at=at, context=words)


@transaction.atomic
def answer_route(
    *, actor: Actor, at: datetime, attempt_id: UUID, received_date: date, answer_note: str, outside_number: str = ""
) -> RouteAttempt:  # fmt: skip
    """Enter an answer that brought no material, such as a reply that nothing was found.

    :raises PermissionRefused: no such attempt from the clerk's seat.
    :raises ValidationError: the state, a day in the future or before the sending, or nothing is said of the answer.
    """
    act = F + "route_answered"
    attempt = locked_attempt(actor, at, act, attempt_id)
    require_past(received_date, at, "received_date")
    if attempt.sent_date is not None and received_date < attempt.sent_date:
        raise ValidationError({"received_date": _("This lies before the day of sending.")})
    attempt.answer_note = require_reason(answer_note, "answer_note")
    attempt.received_date = received_date
    attempt.outside_number = outside_number.strip() or attempt.outside_number
    move_attempt(attempt, act, at)
    move(attempt.request, act, at)
    record(act, actor=actor, at=at, request=attempt.request, attempt=attempt, on=received_date)
    judges = clerks_of(attempt.request.case, day_of(at))
    tell(act, judges, request=attempt.request, at=at, context=_words(attempt), at_desk=True)
    return attempt


@transaction.atomic
def withdraw_route(*, actor: Actor, at: datetime, attempt_id: UUID, reason: str) -> RouteAttempt:
    """Take an attempt back; the provider no longer sees the request, and leaves the room if one is open.

    :raises PermissionRefused: no such attempt from the clerk's seat.
    :raises ValidationError: the state, or no reason.
    """
    act = F + "route_withdrawn"
    attempt = locked_attempt(actor, at, act, attempt_id)
    text = require_reason(reason)
    move_attempt(attempt, act, at)
    move(attempt.request, act, at)
    leave_rooms(attempt, actor, at)
    record(act, actor=actor, at=at, request=attempt.request, attempt=attempt, private={"reason": text})
    if attempt.provider is not None and attempt.sent_at is not None:
        context = {**_words(attempt), "path": "/law/ascertainment/"}
        told = accounts_for(attempt.provider, day_of(at))
        tell(act, told, request=attempt.request, at=at, context=context)
    return attempt
