"""One session as it stands at one moment: who sits where, what was answered, what is missing. A bounded number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from django.db.models import prefetch_related_objects

from portal.identity.models import Person, User
from portal.power_of_attorney.models import (
    Agent,
    Consent,
    GrantedPower,
    IdentityCheck,
    InstrumentVersion,
    InterpreterEngagement,
    Interruption,
    PowerOfAttorney,
    ScriptAnswer,
    StrokeSignature,
    WitnessingSession,
)
from portal.power_of_attorney.queries.powers import bound_agents
from portal.power_of_attorney.queries.signatures import was_made_by_mark
from portal.power_of_attorney.rules import script, witnessing
from portal.rooms.models import Seat
from portal.rooms.queries.presence import Presence, present
from portal.rooms.queries.recordings import RECORDING, RecordingState, recording_state

JUDGE, CLERK = "judge", "clerk"
NEEDED_CONSENTS = frozenset({Consent.Purpose.ONLINE.value, Consent.Purpose.RECORDING.value})


def running_session(power: PowerOfAttorney) -> WitnessingSession | None:
    """The session of this power that is not over: lobby, open, suspended, or attested and not yet closed."""
    over = (WitnessingSession.State.CLOSED, WitnessingSession.State.ABORTED, WitnessingSession.State.NOT_HELD)
    rows = power.sessions.exclude(state__in=over)
    whole = ("room", "judge__person", "power__court", "power__principal__user", "power__representative__user")
    return rows.select_related(*whole, "appointment__slot").order_by("-number").first()


def engaged_interpreter(power: PowerOfAttorney) -> InterpreterEngagement | None:
    """The interpreter who was engaged and not released."""
    return power.interpreters.filter(released_at=None).select_related("person__user").first()


class SessionNow:
    """The facts of one session at ``at``, each read once."""

    def __init__(self, session: WitnessingSession, at: datetime) -> None:
        self.session, self.at = session, at
        self.power: PowerOfAttorney = session.power

    # -- who takes part
    @cached_property
    def agents(self) -> list[Agent]:
        return list(bound_agents(self.power).order_by("position"))

    @cached_property
    def interpreter(self) -> InterpreterEngagement | None:
        return engaged_interpreter(self.power)

    @cached_property
    def granted(self) -> list[GrantedPower]:
        """The special powers, in the order in which they are read out."""
        order = {code: place for place, code in enumerate(script.POWERS)}
        return sorted(self.power.granted.all(), key=lambda line: order.get(line.code, len(order)))

    @cached_property
    def cast(self) -> script.Cast:
        return script.Cast(
            agents=tuple((agent.position, agent.kind == Agent.Kind.LAWYER) for agent in self.agents),
            has_interpreter=self.interpreter is not None,
            is_entity=self.power.representative_id is not None,
            powers=frozenset(line.code for line in self.granted if line.state != GrantedPower.State.STRUCK),
            may_receive_documents=not self.power.excludes_service,
        )

    @cached_property
    def people(self) -> dict[str, Person]:
        """Place in the script (``party``, ``agent1``, ``interpreter``) → the person."""
        found: dict[str, Person] = {script.PARTY: self.power.signer}
        found |= {f"{script.AGENT}{agent.position}": agent.person for agent in self.agents if agent.person}
        if self.interpreter is not None:
            found[script.INTERPRETER] = self.interpreter.person
        judge = getattr(self.session.judge, "person", None)
        prefetch_related_objects(
            [*found.values(), self.power.principal, *([judge] if judge else [])], "names"
        )
        return found

    @cached_property
    def accounts(self) -> dict[str, User]:
        """Place at the table → the account, judge included."""
        found = {who: person.user for who, person in self.people.items() if person.user is not None}
        return {JUDGE: self.session.judge, **found}

    def place_of(self, account: object) -> str:
        """Where this account sits: a place in the script, ``judge``, ``clerk``, or the empty string."""
        for who, user in self.accounts.items():
            if str(user.pk) == str(account):
                return who
        seat = next((seat for seat in self.seats if str(seat.holder_id) == str(account)), None)
        return CLERK if seat is not None and seat.role == Seat.Role.CLERK else ""

    # -- the room
    @cached_property
    def presences(self) -> list[Presence]:
        return list(present(self.session.room, self.at))

    @cached_property
    def seats(self) -> list[Seat]:
        return [presence.seat for presence in self.presences]

    @cached_property
    def presence(self) -> dict[str, Presence]:
        """Place at the table → presence; seats of nobody in the script are left out."""
        by_account = {presence.seat.holder_id: presence for presence in self.presences}
        return {who: by_account[user.pk] for who, user in self.accounts.items() if user.pk in by_account}

    def is_here(self, who: str) -> bool:
        """Admitted and heard of within the time that the room allows."""
        presence = self.presence.get(who)
        return presence is not None and presence.seat.state == Seat.State.ADMITTED and presence.is_present

    @cached_property
    def absent(self) -> frozenset[str]:
        """Those who must be present and are not."""
        return frozenset(who for who in (JUDGE, *self.cast.identified) if not self.is_here(who))

    @cached_property
    def recording(self) -> RecordingState:
        return recording_state(self.session.room, self.at)

    # -- the record
    @cached_property
    def version(self) -> InstrumentVersion | None:
        return self.power.versions.order_by("-number").first()

    @cached_property
    def answers(self) -> list[ScriptAnswer]:
        return list(self.session.answers.select_related("version").order_by("number"))

    @cached_property
    def signatures(self) -> list[StrokeSignature]:
        return list(self.session.signatures.select_related("version").order_by("signed_at"))

    @cached_property
    def interruptions(self) -> list[Interruption]:
        return list(self.session.interruptions.order_by("began_at"))

    @cached_property
    def checks(self) -> dict[str, IdentityCheck]:
        """Place → the last check of this session that still counts: made since it opened or was last resumed."""
        since = max(
            (row.ended_at for row in self.interruptions if row.ended_at), default=self.session.opened_at
        )
        place = {person.pk: who for who, person in self.people.items()}
        rows = self.session.identity_checks.order_by("checked_at")
        return {
            place[row.person_id]: row
            for row in rows
            if row.person_id in place and since is not None and row.checked_at >= since
        }

    @cached_property
    def without_consent(self) -> frozenset[str]:
        """Signers who have not given, or have withdrawn, a consent that the session needs."""
        given: dict[object, set[str]] = {}
        for holder, purpose in self.power.consents.filter(withdrawn_at=None).values_list(
            "holder_id", "purpose"
        ):
            given.setdefault(holder, set()).add(purpose)
        accounts = ((who, self.accounts.get(who)) for who in self.cast.signers)
        return frozenset(
            who for who, user in accounts if user is None or not given.get(user.pk, set()) >= NEEDED_CONSENTS
        )

    def ticks(self) -> dict[str, witnessing.Tick]:
        """Question → the last answer that counts."""
        return {
            row.item: witnessing.Tick(row.answer, row.version.number, bool(row.words))
            for row in self.answers
            if row.void_at is None
        }

    def signed(self) -> Iterable[tuple[str, StrokeSignature]]:
        """Each signature that counts, with the place of its signer."""
        place = {person.pk: who for who, person in self.people.items()}
        return [(place.get(row.signer_id, ""), row) for row in self.signatures if row.void_at is None]

    @cached_property
    def sheet(self) -> witnessing.Sheet:
        """What the guards of rules/witnessing ask about."""
        established = {IdentityCheck.Result.VERIFIED, IdentityCheck.Result.MANUAL}
        signed = list(self.signed())
        return witnessing.Sheet(
            cast=self.cast,
            is_open=self.session.state == WitnessingSession.State.OPEN,
            is_attested=self.session.state == WitnessingSession.State.ATTESTED,
            version=self.version.number if self.version else 0,
            digest=self.version.digest if self.version else "",
            ticks=self.ticks(),
            identified=frozenset(who for who, row in self.checks.items() if row.result in established),
            absent=self.absent,
            without_consent=self.without_consent,
            signed={who: row.document_digest for who, row in signed},
            by_mark=frozenset(who for who, row in signed if was_made_by_mark(row)),
            is_recording=is_acknowledged(self.recording),
            has_legal_basis=bool(self.power.legal_basis),
        )


def is_acknowledged(recording: RecordingState) -> bool:
    """True while a recording runs and its last chunk was acknowledged lately enough."""
    seconds = recording.seconds_since
    arrives = seconds is not None and seconds <= witnessing.ACKNOWLEDGED_WITHIN_SECONDS
    return recording.is_running and recording.line == RECORDING and arrives
