"""The live room of a questioning (art. 7): opened with a seat for each, closed with the questioning.

The expert's seat lets her into this room alone. It is taken back at once when she declines, is withdrawn or replaced.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.steps import F, accounts_of, day_of, locked, move, record, tell
from foreign_law.models import AscertainmentRequest, ProviderAccount, Questioning, RouteAttempt
from foreign_law.queries.ascertainment.providers import accounts_for
from foreign_law.rules.ascertainment import questioning as rules
from i18n import languages
from portal.audit.actors import Actor, system_actor
from portal.cases.models import Assignment, Case
from portal.cases.queries import accounts_concerned
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused
from portal.rooms.actions.rooms import SeatOffer, begin, close_room, open_room
from portal.rooms.actions.standing import withdraw_seat
from portal.rooms.models import Room, Seat

#: The kind of room; its records are requests, so that room and request share one chain of the log.
KIND = "ascertainment"
Q = Questioning.State


def locked_questioning(
    actor: Actor, at: datetime, act: str, questioning_id: UUID
) -> tuple[AscertainmentRequest, Questioning]:
    """Beats one to three for a questioning: request and questioning, locked.

    :raises PermissionRefused: no such questioning from any of the act's seats.
    :raises ValidationError: the act is not possible in the state of the request or of the questioning.
    """
    request_id = (
        Questioning.objects.filter(pk=questioning_id).values_list("attempt__request", flat=True).first()
    )
    if request_id is None:
        raise PermissionRefused(act)
    request = locked(actor, at, act, request_id)
    rows = Questioning.objects.select_for_update(of=("self",)).select_related("attempt__provider", "room")
    found = rows.get(pk=questioning_id)
    found.attempt.request = request
    if rules.after(found.state, act) is None:
        sentence = _("This step is not possible now. State of the questioning: %(state)s.")
        raise ValidationError(sentence % {"state": found.get_state_display()}, code="state")
    return request, found


def room_path(questioning: Questioning) -> str:
    """The address of the room's page, without language."""
    return f"/law/ascertainment/rooms/{questioning.pk}/"


@transaction.atomic
def open_questioning_room(*, actor: Actor, at: datetime, questioning_id: UUID) -> Room:
    """Open the lobby: judge, clerk, each party or her lawyer, and whoever is questioned.

    :raises PermissionRefused: no such questioning from the court's seats.
    :raises ValidationError: it is not allowed or not online, a room of the request is open, somebody has no account, or
        more people than a room has seats.
    """
    act = F + "questioning_room_opened"
    request, found = locked_questioning(actor, at, act, questioning_id)
    if found.how != rules.ONLINE:
        raise ValidationError(_("The questioning takes place in the courtroom."), code="in_person")
    if not rules.may_enter(found.state, found.attempt.state):
        raise ValidationError(_("Whoever is to be questioned takes part no longer."), code="state")
    if found.room is not None and found.room.state != Room.State.CLOSED:
        raise ValidationError(_("The room of this questioning is open already."), code="open")
    on = day_of(at)
    found.room = open_room(
        actor=actor, at=at, kind=KIND, subject_key=str(request.pk), reference=request.reference, court=request.court,
        seats=_offers(request, found, on),
    )  # fmt: skip
    found.save(update_fields=["room"])
    move(request, act, at)
    record(
        act,
        actor=actor,
        at=at,
        request=request,
        attempt=found.attempt,
        subject=found,
        facts={"number": found.number},
    )
    told = [*accounts_of(request, on), *_experts(found.attempt, on), *_bench(request.case, on)]
    tell(act, told, request=request, at=at, context={"path": room_path(found)})
    return found.room


def _bench(case: Case, on: date) -> list[User]:
    rows = Assignment.objects.on(on).filter(case=case, seat__in=("judge", "clerk")).select_related("holder")
    return [row.holder for row in rows]


def _experts(attempt: RouteAttempt, on: date) -> list[User]:
    return accounts_for(attempt.provider, on) if attempt.provider is not None else []


def _offers(request: AscertainmentRequest, found: Questioning, on: date) -> list[SeatOffer]:
    """Judge and clerk of the case; the expert; for each party the lawyer, else the party herself."""
    rows = Assignment.objects.on(on).filter(case=request.case, seat__in=("judge", "clerk"))
    bench = {row.seat: row.holder for row in rows.select_related("holder__person")}
    experts = _experts(found.attempt, on)
    if "judge" not in bench:
        raise ValidationError(_("No judge is assigned to the case."), code="no_judge")
    if not experts:
        raise ValidationError(_("Whoever is to be questioned has no account."), code="no_account")
    offers = [_offer(bench["judge"], Seat.Role.JUDGE)]
    if "clerk" in bench and bench["clerk"].pk != bench["judge"].pk:
        offers.append(_offer(bench["clerk"], Seat.Role.CLERK, is_required=False))
    offers += [_offer(user, Seat.Role.EXPERT, is_required=user is experts[0]) for user in experts]
    taken = {offer.user.pk for offer in offers}
    for user, role in _people(request.case, on):
        if user.pk not in taken:
            taken.add(user.pk)
            offers.append(_offer(user, role, is_required=False))
    return offers


def _people(case: Case, on: date) -> list[tuple[User, str]]:
    """For each party its agents with an account; where there is none, the party or its representative."""
    found: list[tuple[User, str]] = []
    parties = list(case.parties.on(on).prefetch_related("representations__agent__user", "person__user"))
    for party in parties:
        others = [one for one in parties if one.pk != party.pk]
        agents = [
            (row.agent.user, Seat.Role.AGENT)
            for row in party.representations.all()
            if row.is_in_force(on) and row.agent is not None and row.agent.user is not None
        ]
        if agents:
            found += agents[:1]
            continue
        for user in accounts_concerned(case, on, leave_out=others)[:1]:
            own = party.person is not None and party.person.user_id == user.pk
            found.append((user, Seat.Role.PARTY if own else Seat.Role.REPRESENTATIVE))
    return found


def _offer(user: User, role: str, *, is_required: bool = True) -> SeatOffer:
    person = getattr(user, "person", None)
    name = person.name_in(user.language) if person is not None else None
    return SeatOffer(
        user=user,
        role=role,
        name=name.text if name else user.email,
        name_lang=languages.from_tag(name.html_lang) or "" if name else "",
        language=user.language,
        is_required=is_required,
    )


@transaction.atomic
def begin_questioning(*, actor: Actor, at: datetime, questioning_id: UUID) -> Room:
    """The judge begins in the room; the room's own act is recorded.

    :raises PermissionRefused: another seat.
    :raises ValidationError: no room, or it is not in the lobby.
    """
    _request, found = locked_questioning(actor, at, F + "questioning_held", questioning_id)
    if found.room is None:
        raise ValidationError(_("No room is open."), code="closed")
    begin(actor=actor, at=at, room=found.room)
    return found.room


def close_its_room(found: Questioning, actor: Actor, at: datetime) -> None:
    """Inside an act that ends the questioning: everybody leaves."""
    if found.room is not None and found.room.state != Room.State.CLOSED:
        close_room(actor=actor, at=at, room=found.room)


def close_all_rooms(request: AscertainmentRequest, actor: Actor, at: datetime) -> None:
    """Inside the act that ends a request: every open room closes, whoever is in it."""
    rows = Questioning.objects.filter(attempt__request=request, room__isnull=False)
    for found in rows.select_related("room"):
        close_its_room(found, actor, at)


def leave_rooms(attempt: RouteAttempt, actor: Actor, at: datetime) -> None:
    """Inside an act that ends the provider's part: its seats in open rooms are taken back."""
    if attempt.provider is not None:
        accounts = attempt.provider.accounts.values_list("user", flat=True)
        _leave(Questioning.objects.filter(attempt=attempt), list(accounts), at)


def leave_rooms_of_account(account: ProviderAccount, at: datetime) -> None:
    """Inside the act that ends an account of a provider: its seat in open rooms is taken back."""
    rows = Questioning.objects.filter(attempt__provider=account.provider)
    _leave(rows, [account.user_id], at)


def _leave(rows: object, accounts: list[UUID], at: datetime) -> None:
    open_rows = rows.filter(room__isnull=False).exclude(room__state=Room.State.CLOSED)  # type: ignore[attr-defined]
    for room in open_rows.values_list("room", flat=True):
        for account in accounts:
            withdraw_seat(
                actor=system_actor("foreign_law"), at=at, room_id=room, account=account, why="provider_gone"
            )
