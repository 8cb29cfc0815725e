"""The lobby and the opening: a room with a seat for everybody, identity anew before the judge.

Provisions on cross-border online filing (2021) art. 6: judge, party and lawyer at the same time on video; Online
Litigation Rules art. 7: identity is verified again at each activity.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from i18n import languages
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from portal.identity.models import IdentityDocument, Person, ProfessionalLicence, User
from portal.identity.permissions import PermissionRefused
from portal.power_of_attorney.actions.session_steps import held_by_judge, look_again, refuse, require_state
from portal.power_of_attorney.actions.slots import refuse_own_matter
from portal.power_of_attorney.actions.steps import locked, move, record, tell
from portal.power_of_attorney.models import Appointment, IdentityCheck, PowerOfAttorney, WitnessingSession
from portal.power_of_attorney.queries.session import SessionNow
from portal.power_of_attorney.rules import script, witnessing
from portal.power_of_attorney.rules.lifecycle import COURT, P
from portal.rooms.actions.rooms import SeatOffer, begin, open_room
from portal.rooms.models import Seat

KIND = "power_of_attorney"
IN_SESSION = "session"
BY_LAST_FOUR = re.compile(r"[^0-9A-Z]")


@transaction.atomic
def open_lobby(*, actor: Actor, at: datetime, power_id: UUID) -> WitnessingSession:
    """Judge or clerk opens the lobby of the booked session: a room with a seat for everybody who takes part.

    :raises ValidationError: nothing is booked, somebody has no account, or more than six would sit in the room.
    """
    act = f"{P}lobby_opened"
    power = locked(actor, at, act, power_id, seat=COURT)
    booking = power.appointments.filter(state=Appointment.State.BOOKED).select_related("slot").first()
    if booking is None:
        raise ValidationError(_("No time is booked."), code="not_booked")
    refuse_own_matter(power, booking.slot)
    session = WitnessingSession(
        power=power,
        appointment=booking,
        judge=booking.slot.judge,
        number=_next_number(power),
        lobby_opened_at=at,
    )
    room = open_room(
        actor=actor, at=at, kind=KIND, subject_key=str(power.pk), reference=power.reference, court=power.court,
        seats=_offers(SessionNow(session, at)),
    )  # fmt: skip
    session.room = room
    session.save()
    move(power, act, at)
    record(act, actor=actor, at=at, power=power, subject=session, facts={"session": session.number})
    now = SessionNow(session, at)
    tell(act, [user for who, user in now.accounts.items() if who != "judge"], power=power, at=at)
    return session


def _next_number(power: PowerOfAttorney) -> int:
    return (power.sessions.aggregate(last=Max("number"))["last"] or 0) + 1


def _offers(now: SessionNow) -> list[SeatOffer]:
    """Judge, clerk, the principal or representative, the agents, the interpreter."""
    slot = now.session.appointment.slot
    offers = [_offer(slot.judge, getattr(slot.judge, "person", None), Seat.Role.JUDGE)]
    if slot.clerk is not None:
        offers.append(
            _offer(slot.clerk, getattr(slot.clerk, "person", None), Seat.Role.CLERK, is_required=False)
        )
    for who, person in now.people.items():
        if person.user is None:
            sentence = _("%(name)s has no account and cannot sit in the room.")
            raise ValidationError(sentence % {"name": person.name_for("en")}, code="no_account")
        offers.append(_offer(person.user, person, _role_of(who, now)))
    return offers


def _role_of(who: str, now: SessionNow) -> str:
    if who == script.PARTY:
        return Seat.Role.REPRESENTATIVE if now.cast.is_entity else Seat.Role.PARTY
    return Seat.Role.INTERPRETER if who == script.INTERPRETER else Seat.Role.AGENT


def _offer(user: User, person: Person | None, role: str, *, is_required: bool = True) -> SeatOffer:
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
def open_session(*, actor: Actor, at: datetime, session_id: UUID) -> WitnessingSession:
    """The judge opens the session once everybody has been admitted; the script begins with step 1.

    :raises ValidationError: somebody is missing, a consent or the legal basis is missing.
    """
    act = f"{P}session_opened"
    now = held_by_judge(actor, at, act, session_id)
    require_state(now, WitnessingSession.State.LOBBY)
    refuse(now, witnessing.obstacles_to_open(now.sheet))
    session = now.session
    session.state, session.opened_at = WitnessingSession.State.OPEN, at
    session.save(update_fields=["state", "opened_at"])
    begin(actor=actor, at=at, room=session.room)
    move(now.power, act, at)
    record(act, actor=actor, at=at, power=now.power, subject=session, facts={"session": session.number})
    look_again(now, "opened")
    return session


@transaction.atomic
def repeat_identity(
    *, actor: Actor, at: datetime, session_id: UUID, person_id: UUID, last_four: str = "", basis: str = ""
) -> IdentityCheck:
    """The judge checks one person anew against the paper held to the camera.

    The last four characters are compared with the papers and licences that are good today. Without them, or where the
    register has no paper, the judge confirms by hand and says on what basis. A difference is kept as ``failed`` and
    does not count. No picture and no template is kept; no machine compares the face.

    :raises PermissionRefused: the person does not take part in this session.
    :raises ValidationError: the room is not in order, or the basis is missing.
    """
    act = f"{P}identity_repeated"
    now = held_by_judge(actor, at, act, session_id)
    who = next((who for who, person in now.people.items() if person.pk == person_id), None)
    if who is None:
        raise PermissionRefused(act)
    refuse(now, witnessing.obstacles_in_the_room(now.sheet))
    person = now.people[who]
    result, shown = _compared(person, last_four, day_of(at))
    if result == IdentityCheck.Result.MANUAL:
        require_reason(basis, "basis")
    check = IdentityCheck.objects.create(
        power=now.power, person=person, stage=IdentityCheck.Stage.SESSION, session=now.session, result=result,
        adapter=IN_SESSION, papers=shown, basis=basis.strip()[:500], checked_by=actor.key, checked_at=at,
    )  # fmt: skip
    move(now.power, act, at)
    facts = {"session": now.session.number, "who": who.rstrip("12"), "result": result}
    record(act, actor=actor, at=at, power=now.power, subject=check, facts=facts)
    look_again(now, "identity")
    return check


def _compared(person: Person, last_four: str, on: date) -> tuple[str, list[dict[str, str]]]:
    """What comparing the last four characters comes to, with the paper they belong to; by hand where nothing compares."""
    given = BY_LAST_FOUR.sub("", last_four.upper())
    papers = [paper for paper in person.papers.prefetch_related("person__names") if paper.proves(on)]
    licences = [licence for licence in person.licences.all() if licence.is_usable(on)]
    if not given or not (papers or licences):
        return IdentityCheck.Result.MANUAL, []
    numbered: list[tuple[str, IdentityDocument | ProfessionalLicence]] = [
        (paper.kind, paper) for paper in papers
    ]
    numbered += [(f"licence-{licence.kind}", licence) for licence in licences]
    for kind, paper in numbered:
        number = str(paper.number)
        if len(given) == 4 and BY_LAST_FOUR.sub("", number.upper()).endswith(given):
            last = paper.expiry_date.isoformat() if paper.expiry_date else ""
            return IdentityCheck.Result.VERIFIED, [{"kind": kind, "last_four": number[-4:], "expiry": last}]
    return IdentityCheck.Result.FAILED, []
