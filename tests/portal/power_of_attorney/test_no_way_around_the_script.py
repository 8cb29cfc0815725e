"""No path leads to an attested power that skips a step, a person, a consent or the recording.

A random walk over the real acts, with faults between them: people drop out, consents are withdrawn, the recording
stops, somebody signs out of turn. Whenever the walk reaches the attestation, the log of the walk is checked from outside.
"""

from __future__ import annotations

import contextlib
import os
import random
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404

from portal.power_of_attorney.actions import answers, attesting, interruptions, lobby
from portal.power_of_attorney.models import Attestation, IdentityCheck, StrokeSignature
from portal.power_of_attorney.queries.session import SessionNow
from portal.power_of_attorney.rules import script, witnessing
from portal.rooms.models import Recording, Seat
from tests.factories import powers
from tests.factories import sessions as made
from tests.support.seeds import seed

pytestmark = pytest.mark.django_db
SEED = seed()
WALKS, LONGEST = int(os.environ.get("PORTAL_WALKS", "2")), 200


@pytest.fixture(autouse=True)
def no_printer_and_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts come from the factory; the judge's key and the court's seal have tests of their own."""
    monkeypatch.setattr(
        answers, "make_instrument", lambda *, actor, at, power, reason: powers.a_version(power)
    )
    for name in ("execute_instrument", "witnessing_note"):
        monkeypatch.setattr(attesting, name, lambda **_facts: None)


class Walk:
    """One random walk: it knows only what it did to the room, never what the guards think."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.session = made.in_lobby(interpreter=dice.random() < 0.5, second_agent=dice.random() < 0.3)
        self.at = made.NOW
        self.away: set[str] = set()
        self.silent_since: datetime | None = made.NOW
        self.done: list[str] = []

    @property
    def now(self) -> SessionNow:
        return SessionNow(made.fresh(self.session), self.at)

    def run(self) -> None:
        for _turn in range(LONGEST):
            self.pass_time()
            act = self.dice.choices(*zip(*self.acts(), strict=True))[0]
            try:
                with transaction.atomic():
                    act()
                    self.done.append(act.__name__)
            except (ValidationError, Http404):
                continue
            if Attestation.objects.filter(session=self.session).exists():
                return

    def acts(self) -> list[tuple[Any, int]]:
        return [
            (self.go_on, 75), (self.jump, 4), (self.attest, 5), (self.open, 4), (self.resume, 4), (self.sign_early, 3),
            (self.drop_out, 1), (self.come_back, 6), (self.withdraw, 1), (self.consent, 6), (self.mute, 1),
            (self.unmute, 6), (self.suspend, 1), (self.refuse_a_power, 1), (self.lose_identity, 1),
        ]  # fmt: skip

    def pass_time(self) -> None:
        self.at += timedelta(seconds=self.dice.choice((1, 1, 1, 2, 5)))
        gone = [made.user_at(self.session, who) for who in self.away]
        self.session.room.seats.exclude(holder__in=gone).update(seen_at=self.at)
        if self.silent_since is None:
            made.record(self.session, self.at)

    # -- what people do
    def open(self) -> None:
        lobby.open_session(actor=made.judge(), at=self.at, session_id=self.session.pk)
        self.silent_since = None
        made.record(self.session, self.at)

    def go_on(self) -> None:
        """The next thing that an upright judge would do."""
        sheet = self.now.sheet
        step = next((one for one in script.STEPS if not witnessing.step_is_done(sheet, one)), script.CLOSING)
        missing = witnessing.unidentified(sheet)
        if step in (2, 3, 4) and missing:
            made.identify(self.session, self.at, self.dice.choice(missing))
        elif step == script.SIGNING and witnessing.unsigned(sheet):
            made.sign(self.session, self.at, witnessing.unsigned(sheet)[0])
        else:
            made.answer(self.session, witnessing.open_questions(sheet)[0].key, self.at)

    def jump(self) -> None:
        made.answer(self.session, self.dice.choice(script.questions(self.now.cast)).key, self.at)

    def sign_early(self) -> None:
        made.sign(self.session, self.at, self.dice.choice(self.now.cast.signers))

    def refuse_a_power(self) -> None:
        keys = [one.key for one in script.questions(self.now.cast) if script.power_of(one.key)]
        made.answer(self.session, self.dice.choice(keys), self.at, "no")

    def lose_identity(self) -> None:
        check = made.identify(self.session, self.at, self.dice.choice(self.now.cast.identified))
        IdentityCheck.objects.filter(pk=check.pk).update(result=IdentityCheck.Result.FAILED)

    def suspend(self) -> None:
        interruptions.suspend(
            actor=made.judge(),
            at=self.at,
            session_id=self.session.pk,
            reason="x",
            cause="stranger_in_picture",
        )

    def resume(self) -> None:
        interruptions.resume(actor=made.judge(), at=self.at, session_id=self.session.pk, reason="x")

    def attest(self) -> None:
        attesting.attest(actor=made.judge(), at=self.at, session_id=self.session.pk, passphrase="x")

    # -- what goes wrong
    def drop_out(self) -> None:
        self.away.add(self.dice.choice(("judge", *self.now.cast.identified)))

    def come_back(self) -> None:
        self.away.clear()

    def withdraw(self) -> None:
        rows = list(made.power_of(self.session).consents.filter(withdrawn_at=None))
        row = self.dice.choice(rows)
        row.withdrawn_at = self.at
        row.save()

    def consent(self) -> None:
        made.power_of(self.session).consents.update(withdrawn_at=None)

    def mute(self) -> None:
        self.silent_since = self.at

    def unmute(self) -> None:
        self.silent_since = (
            None if Recording.objects.filter(room=self.session.room).exists() else self.silent_since
        )


def check_from_outside(walk: Walk) -> None:
    """Everything that the law asks for lies in the tables, on the text that was attested."""
    session, at = made.fresh(walk.session), walk.at
    attestation = Attestation.objects.get(session=session)
    resumed = [row.ended_at for row in session.interruptions.all()]
    assert all(resumed) and session.interruptions.filter(ended_at=None).count() == 0
    since = max([session.opened_at, *resumed])
    now = SessionNow(session, at)
    counting = {row.item: row for row in session.answers.filter(void_at=None)}
    for asked in script.questions(now.cast):
        if asked.step == script.CLOSING:
            continue
        row = counting[asked.key]
        assert row.answer in asked.item.kind.passing, asked.key
        assert row.recording_number > 0 and row.text_version, asked.key
        assert asked.step == 1 or row.answered_at >= since, asked.key
        assert asked.step < script.READING or row.version_id == attestation.version_id, asked.key
    assert attestation.version == now.power.versions.latest("number")
    signatures = StrokeSignature.objects.filter(session=session, void_at=None).order_by("signed_at")
    assert [row.signer for row in signatures] == [now.people[who] for who in now.cast.signers]
    for row in signatures:
        assert row.document_digest == attestation.version.digest and row.signed_at >= since
    check_the_people(now, since)


def check_the_people(now: SessionNow, since: datetime) -> None:
    """Everybody is here, identified, consenting; the recording was acknowledged."""
    for who in ("judge", *now.cast.identified):
        seat = now.session.room.seats.get(holder=now.accounts[who])
        assert seat.state == Seat.State.ADMITTED and now.at - seat.seen_at <= timedelta(seconds=10), who
    for who in now.cast.identified:
        last = now.session.identity_checks.filter(person=now.people[who]).latest("checked_at")
        assert last.checked_at >= since and last.result != IdentityCheck.Result.FAILED, who
    for who in now.cast.signers:
        for purpose in ("online", "recording"):
            rows = now.power.consents.filter(holder=now.accounts[who], purpose=purpose, withdrawn_at=None)
            assert rows.exists(), (who, purpose)
    running = Recording.objects.get(room=now.session.room, state=Recording.State.RUNNING)
    assert now.at - running.last_chunk_at <= timedelta(seconds=10)
    assert now.power.legal_basis and now.power.state == "signed"


def test_no_random_walk_reaches_the_attestation_around_a_guard() -> None:
    print(f"seed {SEED}")
    reached = 0
    for number in range(WALKS):
        walk = Walk(random.Random(SEED + number))
        walk.run()
        if Attestation.objects.filter(session=walk.session).exists():
            reached += 1
            check_from_outside(walk)
        else:
            assert made.power_of(walk.session).state not in {"signed", "judicial_review", "effective"}
        walk.session.room.seats.all().update(state=Seat.State.LEFT)
    assert reached or WALKS < 4, f"no walk reached the attestation: the test proves nothing (seed {SEED})"


def test_leaving_out_any_one_thing_keeps_the_judge_from_attesting() -> None:
    """Complete but for one: each answer, signature, identity, person, consent, and the recording in turn."""
    session = made.opened(interpreter=True)
    at = made.walk(session, 10)
    sheet = SessionNow(made.fresh(session), at).sheet
    assert witnessing.obstacles_to_attest(sheet) == []
    without = [lambda row=row: _void(row) for row in session.answers.filter(void_at=None)]
    without += [lambda row=row: _void(row) for row in session.signatures.all()]
    without += [lambda row=row: _fail(row) for row in session.identity_checks.all()]
    required = session.room.seats.filter(is_required=True)
    without += [lambda seat=seat: _put_out(seat) for seat in required]
    without += [lambda row=row: _withdraw(row, at) for row in made.power_of(session).consents.all()]
    without.append(lambda: Recording.objects.update(last_chunk_at=at - timedelta(seconds=11)))
    without.append(lambda: Recording.objects.update(state="stopped"))
    without.append(lambda: powers.a_version(made.power_of(session)))
    for change in without:
        with pytest.raises(ValidationError), transaction.atomic():
            change()
            attesting.attest(actor=made.judge(), at=at, session_id=session.pk, passphrase="x")
    assert len(without) > 55 and not Attestation.objects.exists()
    attesting.attest(actor=made.judge(), at=at, session_id=session.pk, passphrase="x")
    assert made.power_of(session).state == "signed"


def _void(row: Any) -> None:
    type(row).objects.filter(pk=row.pk).update(void_at=made.NOW)


def _fail(row: Any) -> None:
    type(row).objects.filter(pk=row.pk).update(result="failed")


def _put_out(seat: Any) -> None:
    Seat.objects.filter(pk=seat.pk).update(state=Seat.State.LEFT)


def _withdraw(row: Any, at: datetime) -> None:
    type(row).objects.filter(pk=row.pk).update(withdrawn_at=at)


def test_a_lost_network_at_every_step_suspends_and_the_session_can_be_resumed() -> None:
    session = made.opened()
    at = made.NOW
    for step in script.STEPS[:10]:
        with contextlib.suppress(Undone), transaction.atomic():
            drop_out_and_resume(session, at, "agent1" if step % 2 else "party")
            raise Undone
        at = made.walk_missing(session, at, until=step)
    assert witnessing.obstacles_to_attest(SessionNow(made.fresh(session), at).sheet) == []


class Undone(Exception):
    """What was tried at this step is taken back, and the script goes on."""


def drop_out_and_resume(session: Any, at: datetime, absent: str) -> None:
    """One person's line is down for 21 seconds; afterwards the script is to begin again at step 2."""
    at += timedelta(seconds=21)
    made.record(session, at)
    made.alive(session, at, but=absent)
    row = interruptions.watch(at=at, session_id=session.pk)
    assert row is not None and row.cause == "dropped_out"
    assert made.power_of(session).state == "suspended"
    with pytest.raises(ValidationError):
        made.answer(session, "opening.court", at)
    at += timedelta(seconds=5)
    made.keep_up(session, at)
    interruptions.resume(actor=made.judge(), at=at, session_id=session.pk, reason="The line was down.")
    sheet = SessionNow(made.fresh(session), at).sheet
    assert sheet.is_open and not sheet.signed
    assert not any(witnessing.is_ticked(sheet, one) for one in script.questions(sheet.cast) if one.step > 1)


def test_a_short_silence_suspends_nothing_and_a_long_gap_in_the_recording_does() -> None:
    session = made.opened()
    at = made.walk(session, 1)
    made.alive(session, at + timedelta(seconds=15))
    assert interruptions.watch(at=at + timedelta(seconds=30), session_id=session.pk) is None
    late = at + timedelta(seconds=31)
    made.alive(session, late)
    row = interruptions.watch(at=late, session_id=session.pk)
    assert row is not None and row.cause == "recording_gap"
    assert made.fresh(session).room.state == "suspended"
