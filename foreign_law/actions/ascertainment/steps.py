"""The beats that every act of an ascertainment shares: lock, may this person, may it happen; write; record; tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foreign_law.models import AscertainmentRequest, RequestEvent, RouteAttempt
from foreign_law.models.requests import RequestQuerySet
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment.seats import ROLES_AT, SEATS
from portal.audit.actors import Actor
from portal.cases.actions import beats
from portal.cases.actions.beats import locked_row, next_number, require_past, require_possible, seats_taken
from portal.cases.actions.steps import day_of, require_reason, tell_accounts
from portal.cases.models import Assignment, Party
from portal.cases.models.cases import person_id_of
from portal.cases.queries import accounts_concerned, clerks_of, sides_of
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused, require

F = lifecycle.F
__all__ = [
    "F", "accounts_of", "clerks_of", "day_of", "locked", "locked_attempt", "move", "move_attempt", "next_number",
    "own_side", "record", "require_past", "require_reason", "require_request_state", "seen_for", "seen_from",
    "tell",
]  # fmt: skip


def locked(actor: Actor, at: datetime, act: str, request_id: UUID) -> AscertainmentRequest:
    """Beats one to three: the request, locked, if the actor sits in a seat of the act and it may happen now.

    :raises PermissionRefused: no such request from any of the act's seats (404 at the doors).
    :raises ValidationError: the act is not possible in the request's state.
    """
    require(actor, act)
    requests = AscertainmentRequest.objects.select_related("court", "case")
    request = locked_row(requests, request_id, open_to=seen_for(act, actor, at), act=act)
    require_request_state(request, act)
    return request


def locked_attempt(actor: Actor, at: datetime, act: str, attempt_id: UUID) -> RouteAttempt:
    """Beats one to three for an attempt: request and attempt locked, ``attempt.request`` is the locked request.

    Somebody who sits only as provider reaches only the attempts of the own institution or of herself.

    :raises PermissionRefused: no such attempt from any of the act's seats (404 at the doors).
    :raises ValidationError: the act is not possible in the state of the attempt or of the request.
    """
    found = RouteAttempt.objects.filter(pk=attempt_id).values_list("request_id", flat=True).first()
    if found is None:
        raise PermissionRefused(act)
    request = locked(actor, at, act, found)
    attempt = (
        RouteAttempt.objects.select_for_update(of=("self",))
        .select_related("provider", "party")
        .get(pk=attempt_id)
    )
    attempt.request = request
    if not reaches_attempt(actor, at, act, attempt):
        raise PermissionRefused(act)
    sentence = _("This step is not possible now. State of attempt %(attempt)s: %(state)s.")
    words = {"attempt": attempt.number, "state": attempt.get_state_display()}
    require_possible(lifecycle.attempt_after(attempt.state, act), sentence, **words)
    return attempt


def seen_for(act: str, actor: Actor, at: datetime) -> RequestQuerySet:
    """The requests on which the actor may do the act, from all its seats together."""
    found = AscertainmentRequest.objects.none()
    for seat in seats_taken(actor, SEATS[act], ROLES_AT):
        found = found | seen_from(seat, actor, day_of(at))
    return found


def seen_from(seat: str, actor: Actor, on: date) -> RequestQuerySet:
    """The requests open from one seat. The judge's: those of the cases assigned to her or her panel (承办法官、合议庭)."""
    requests = AscertainmentRequest.objects.all()
    if actor.is_system:
        return requests if seat == lifecycle.SYSTEM else requests.none()
    if seat == lifecycle.CLERK:
        return requests.for_staff(actor, on, ROLES_AT[seat])
    if seat == lifecycle.JUDGE:
        sat = Assignment.objects.on(on).filter(holder_id=person_id_of(actor), seat__in=("judge", "panel"))
        return requests.for_staff(actor, on, ROLES_AT[seat]).filter(case__in=sat.values("case"))
    if seat == lifecycle.PEOPLE:
        return requests.concerning(actor, on)
    if seat == lifecycle.PROVIDER:
        return requests.for_provider(actor, on)
    return requests.none()


def reaches_attempt(actor: Actor, at: datetime, act: str, attempt: RouteAttempt) -> bool:
    """False for a provider before another provider's attempt, and for a party before another party's route."""
    account = person_id_of(actor)
    for seat in seats_taken(actor, SEATS[act], ROLES_AT):
        if not seen_from(seat, actor, day_of(at)).filter(pk=attempt.request_id).exists():
            continue
        if seat in (lifecycle.CLERK, lifecycle.JUDGE, lifecycle.SYSTEM):
            return True
        if seat == lifecycle.PROVIDER and account and attempt.provider and attempt.sent_at is not None:
            accounts = attempt.provider.accounts.filter(user_id=account, valid_from__lte=day_of(at))
            if accounts.exclude(valid_to__lte=day_of(at)).exists():
                return True
        if seat == lifecycle.PEOPLE and attempt.party_id is not None:
            own = sides_of(attempt.request.case, actor, day_of(at))
            if own.filter(pk=attempt.party_id).exists():
                return True
    return False


def require_request_state(request: AscertainmentRequest, act: str) -> None:
    """Let the act go on if the table has it for this state; acts that it never names are not checked.

    :raises ValidationError: a sentence with the state.
    """
    named = any(name == act for _state, name in lifecycle.REQUEST_TRANSITIONS)
    if named:
        sentence = _("This step is not possible now. State of the request: %(state)s.")
        after = lifecycle.request_after(request.state, act)
        require_possible(after, sentence, state=request.get_state_display())


def own_side(request: AscertainmentRequest, actor: Actor, on: date, party_id: UUID | None = None) -> Party:
    """The party for whom this actor stands in the case; the one named where she stands for several.

    :raises PermissionRefused: she stands for none, or not for the one named.
    :raises ValidationError: at ``party``, she stands for several and named none.
    """
    sides = list(sides_of(request.case, actor, on)[:3])
    if party_id is not None:
        sides = [side for side in sides_of(request.case, actor, on) if side.pk == party_id]
    if not sides:
        raise PermissionRefused("side")
    if len(sides) > 1:
        raise ValidationError({"party": _("Say for which party.")})
    return sides[0]


def move(request: AscertainmentRequest, act: str, at: datetime) -> None:
    """Beat five for the request: the state after the act, by the one table; saves the row."""
    beats.move(request, lifecycle.request_after(request.state, act), at)
    request.save()


def move_attempt(attempt: RouteAttempt, act: str, at: datetime, *, to: str = "") -> None:
    """Beat five for an attempt: the state after the act (``to`` where the ground decides); saves the row."""
    after = beats.state_after(lifecycle.attempt_after(attempt.state, act))
    attempt.state = to or after
    attempt.save()


def record(
    act: str,
    *,
    actor: Actor,
    at: datetime,
    request: AscertainmentRequest,
    attempt: RouteAttempt | None = None,
    on: date | None = None,
    subject: Any = None,
    facts: Mapping[str, Any] | None = None,
    private: Mapping[str, str] | None = None,
) -> RequestEvent:
    """Beat six: the act enters the log, in the request's chain, and the request's course.

    ``on`` is the day of the event where it is not the day of the entry. ``facts`` hold no personal data.
    """
    thing = subject if subject is not None else (attempt or request)
    words = {"reference": request.reference, "state": request.state, **(facts or {})}
    if attempt is not None:
        words |= {"attempt": attempt.number, "route": attempt.route, "attempt_state": attempt.state}
    words["on"] = (on or day_of(at)).isoformat()
    beats.enter(act, actor=actor, at=at, thing=thing, chain=request.chain, facts=words, private=private)
    return RequestEvent.objects.create(
        request=request, attempt=attempt, act=act, on_date=on or day_of(at), recorded_at=at, actor_key=actor.key,
        state=request.state, facts=dict(facts or {}),
    )  # fmt: skip


def accounts_of(request: AscertainmentRequest, on: date, *, leave_out: Iterable[Party] = ()) -> list[User]:
    """The accounts of all sides of the case, to be told."""
    return accounts_concerned(request.case, on, leave_out=leave_out)


def tell(
    kind: str,
    users: Iterable[User | None],
    *,
    request: AscertainmentRequest,
    at: datetime,
    context: Mapping[str, Any] | None = None,
    at_desk: bool = False,
    about: str = "",
    path: str = "",
) -> None:
    """Beat seven: each of these accounts is told once of this act, after commit; staff ``at_desk``.

    ``about`` tells what is told once and never again; else it is the moment of the act. ``path`` leads to another page
    than the request's own.
    """
    at_request = f"inspect/{request.pk}/" if at_desk else f"{request.reference}/"
    path = path or f"{'/staff' if at_desk else '/law'}/ascertainment/{at_request}"
    tell_accounts(
        kind, users, court=request.court, reference=request.reference, chain=request.chain, path=path,
        about=f"{request.pk}|{about or at.isoformat()}", at=at, context=context,
    )  # fmt: skip
