"""Powers of attorney for tests: rows as they stand in a state, without the acts that lead there.

Chan Ka Man entrusts Zhou Ping in her case before the Qianhai court (A); Lin Xiao sits, Wu Min keeps the minutes,
Sofia Reis interprets. ``a_power("in_session")`` gives the power with all that the state needs.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO

from portal.exhibits.storage import exhibit_store
from portal.identity.models import Person, User
from portal.identity.roles import Role
from portal.power_of_attorney.models import (
    Agent,
    AgentProof,
    Appointment,
    Consent,
    GrantedPower,
    IdentityCheck,
    InstrumentVersion,
    InterpreterEngagement,
    PowerOfAttorney,
    Slot,
    WitnessingSession,
)
from portal.power_of_attorney.rules import lifecycle
from portal.rooms.models import Room, Seat
from tests.factories import cases, people

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
PURPOSES = ("online", "recording")
EARLY = (lifecycle.DRAFT, lifecycle.SUBMITTED, lifecycle.ID_PENDING, lifecycle.ID_FAILED)
BOOKED = (
    lifecycle.SCHEDULED, lifecycle.LOBBY, lifecycle.IN_SESSION, lifecycle.SUSPENDED, lifecycle.SIGNED,
    lifecycle.JUDICIAL_REVIEW, *sorted(lifecycle.WAS_EFFECTIVE), lifecycle.REJECTED,
)  # fmt: skip
SESSION_STATES = {
    lifecycle.LOBBY: "lobby", lifecycle.IN_SESSION: "open", lifecycle.SUSPENDED: "suspended",
    lifecycle.SIGNED: "attested", lifecycle.ABORTED: "aborted",
}  # fmt: skip


def interpreter() -> User:
    """Sofia Reis of Macao, interpreter at court A."""
    user = people.account("sofia.reis", language="pt")
    people.person_of(user, {"pt": "Sofia Reis"})
    people.office_of(user, Role.INTERPRETER.value, court=people.court())
    return user


def a_power(
    state: str = lifecycle.DRAFT, *, reference: str = "", with_case: bool = True, **entries
) -> PowerOfAttorney:
    """A power in a state; ``entries`` are fields. One call, one new power."""
    principal, court = people.principal(), people.court()
    case = cases.chan_against_ho() if with_case else None
    submitted = None if state == lifecycle.DRAFT else NOW
    number = PowerOfAttorney.objects.count() + 1
    power = PowerOfAttorney.objects.create(**{
        "reference": reference or f"PA-2026-{number:06d}-T", "court": court, "case": case,
        "party": cases.plaintiff(case) if case else None, "principal": people.person_of(principal),
        "drafted_by": principal, "state": state, "state_since_at": NOW, "matter": "買賣合約的貨款", "opponent_name": "何德榮",
        "stages": ["first_instance"], "language": "zh-hant", "second_language": "pt", "prevailing_language": "zh-hant",
        "created_at": NOW, "submitted_at": submitted, "access_code": "FICT-CODE-2026",
        "legal_basis": "" if state in EARLY else "interp-2022-art523-549",
        "basis_reason": "" if state in EARLY else "當事人在香港",
        "effective_at": NOW if state in lifecycle.WAS_EFFECTIVE else None,
        **entries,
    })  # fmt: skip
    for code in ("admit_claims", "change_claims", "settle"):
        GrantedPower.objects.create(power=power, code=code)
    an_agent(power)
    for user in (principal, people.lawyer()):
        consents(power, user)
    if state not in EARLY:
        checked(power)
        a_version(power)
    if state in BOOKED or state == lifecycle.ABORTED:
        booked(power)
    if state in SESSION_STATES or state in (lifecycle.JUDICIAL_REVIEW, *lifecycle.WAS_EFFECTIVE):
        a_session(power, SESSION_STATES.get(state, "closed"))
    return power


def an_agent(power: PowerOfAttorney, user: User | None = None, *, position: int = 1, **entries) -> Agent:
    """Zhou Ping, who has accepted, with his licence and his firm's certificate."""
    user = user or people.lawyer()
    person = people.person_of(user)
    agent = Agent.objects.create(**{
        "power": power, "position": position, "kind": "lawyer", "name": person.name_for("zh-hans"),
        "name_script": "zh-hans", "email": user.email, "language": user.language, "person": person,
        "licence": person.licences.first(), "firm_name": "Fictitious Law Firm, Shenzhen", "invited_at": NOW,
        "accepted_at": NOW, "conflict_statement": "No conflict.", **entries,
    })  # fmt: skip
    if power.case is not None:
        exhibit = cases.paper(power.case, f"law firm certificate {position} {power.reference}")
        AgentProof.objects.create(agent=agent, kind="law_firm_certificate", exhibit=exhibit, filed_at=NOW)
    return agent


def consents(power: PowerOfAttorney, user: User) -> list[Consent]:
    """What is needed for the session: online and recording, each by itself."""
    return [
        Consent.objects.create(
            power=power,
            holder=user,
            purpose=purpose,
            text_version="test",
            language=user.language,
            given_at=NOW,
        )
        for purpose in PURPOSES
    ]


def checked(power: PowerOfAttorney, stage: str = "before", session: WitnessingSession | None = None) -> None:
    """Everybody who signs was identified by hand."""
    for person in (power.signer, *(agent.person for agent in power.agents.all() if agent.person)):
        IdentityCheck.objects.create(
            power=power, person=person, stage=stage, session=session, result="manual", adapter="manual",
            papers=[{"kind": "hkid", "last_four": "6(3)", "expiry": ""}], basis="Paper seen.",
            checked_by=people.actor(people.clerk_a()).key, checked_at=NOW,
        )  # fmt: skip


def a_version(power: PowerOfAttorney, text: bytes = b"%PDF-1.7 a text for tests") -> InstrumentVersion:
    """The next version of the text, kept in the store; the bytes are no real PDF."""
    number = power.versions.count() + 1
    content = text + f" {power.reference} {number}".encode()
    digest = sha256(content).hexdigest()
    exhibit_store().put(digest, BytesIO(content))
    return InstrumentVersion.objects.create(
        power=power, number=number, language=power.language, second_language=power.second_language,
        text_version="test", content={"powers": [line.code for line in power.granted.exclude(state="struck")]},
        digest=digest, size=len(content), reason="review", made_at=NOW,
    )  # fmt: skip


def a_slot(at: datetime | None = None, *, judge: User | None = None) -> Slot:
    """Half an hour that Lin Xiao offers; each call an hour later than the one before."""
    starts = at or NOW + timedelta(hours=Slot.objects.count())
    judge = judge or people.judge_a()
    return Slot.objects.create(
        court=people.court(), judge=judge, clerk=people.clerk_a(), starts_at=starts,
        ends_at=starts + timedelta(minutes=30), offered_by=people.actor(people.clerk_a()).key,
    )  # fmt: skip


def booked(power: PowerOfAttorney, slot: Slot | None = None) -> Appointment:
    """The slot taken for the power."""
    return Appointment.objects.create(
        power=power, slot=slot or a_slot(), booked_by=people.actor(people.principal()).key, booked_at=NOW
    )


def interpreted(power: PowerOfAttorney) -> InterpreterEngagement:
    """Sofia Reis, engaged and pledged."""
    return InterpreterEngagement.objects.create(
        power=power, person=people.person_of(interpreter()), languages=["pt", "zh-hans"],
        engaged_by=people.actor(people.clerk_a()).key, engaged_at=NOW, pledge_version="test", pledge_language="pt",
        pledged_at=NOW,
    )  # fmt: skip


def a_session(power: PowerOfAttorney, state: str = "open") -> WitnessingSession:
    """The session with its room; everybody sits where the state says."""
    over = state in ("closed", "aborted")
    room = Room.objects.create(
        kind="power_of_attorney", subject_key=str(power.pk), reference=power.reference, court=power.court,
        state={"lobby": "lobby", "open": "live", "suspended": "suspended", "attested": "live"}.get(state, "closed"),
        opened_at=NOW, live_since_at=None if state == "lobby" else NOW, closed_at=NOW if over else None,
    )  # fmt: skip
    seats(room, power, admitted=state != "lobby")
    return WitnessingSession.objects.create(
        power=power, appointment=power.appointments.latest("booked_at"), room=room,
        number=power.sessions.count() + 1, state=state, judge=people.judge_a(), lobby_opened_at=NOW,
        opened_at=None if state == "lobby" else NOW, closed_at=NOW if over else None,
        attested_at=NOW if state in ("attested", "closed") else None, reason="power cut" if over else "",
    )  # fmt: skip


def seats(
    room: Room, power: PowerOfAttorney, *, admitted: bool, seen_at: datetime | None = None
) -> list[Seat]:
    """Judge, principal and agents at the table, with a sign of life at ``seen_at``."""
    wanted: list[tuple[User, str, Person | None]] = [(people.judge_a(), "judge", None)]
    wanted.append((power.signer.user, "party", power.signer))
    wanted += [(agent.person.user, "agent", agent.person) for agent in power.agents.all() if agent.person]
    return [
        Seat.objects.create(
            room=room, holder=user, role=role, name=(person or people.person_of(user)).name_for("zh-hant"),
            name_lang="zh-Hant", language=user.language, state="admitted" if admitted else "expected",
            admitted_at=NOW if admitted else None, arrived_at=NOW if admitted else None, tab=f"tab-{role}",
            seen_at=(seen_at or NOW) if admitted else None,
        )
        for user, role, person in wanted
    ]  # fmt: skip
