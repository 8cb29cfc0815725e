"""The session: opening, answers, struck powers, signatures, interruptions; what stands in the way of each."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from portal.identity.permissions import PermissionRefused
from portal.power_of_attorney.actions import interruptions, lobby, signing
from portal.power_of_attorney.models import GrantedPower, StrokeSignature
from portal.power_of_attorney.queries.session import SessionNow
from portal.power_of_attorney.queries.signatures import is_intact
from portal.power_of_attorney.rules import witnessing
from portal.rooms.models import Seat
from tests.factories import people, powers
from tests.factories import sessions as made

pytestmark = pytest.mark.django_db
NOW = made.NOW


def codes(error: pytest.ExceptionInfo[ValidationError]) -> set[str]:
    return {one.code for one in error.value.error_list}


@pytest.fixture(autouse=True)
def a_text_without_a_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new text is made by the factory; the printed one has tests of its own."""
    from portal.power_of_attorney.actions import answers

    monkeypatch.setattr(
        answers, "make_instrument", lambda *, actor, at, power, reason: powers.a_version(power), raising=False
    )


def test_the_lobby_has_a_seat_for_everybody_and_the_clerk_need_not_come() -> None:
    session = made.in_lobby(interpreter=True, second_agent=True)
    seats = {seat.role: seat for seat in session.room.seats.all()}
    assert set(seats) == {"judge", "clerk", "party", "agent", "interpreter"}
    assert session.room.seats.count() == 6
    assert not seats["clerk"].is_required
    assert made.power_of(session).state == "lobby"


def test_a_session_does_not_open_while_somebody_is_missing() -> None:
    session = made.in_lobby()
    session.room.seats.filter(role="agent").update(state=Seat.State.WAITING)
    with pytest.raises(ValidationError) as refused:
        lobby.open_session(actor=made.judge(), at=NOW, session_id=session.pk)
    assert codes(refused) == {"absent"}
    assert made.power_of(session).state == "lobby"


def test_a_session_does_not_open_without_a_consent() -> None:
    session = made.in_lobby()
    made.power_of(session).consents.filter(purpose="recording").update(withdrawn_at=NOW)
    with pytest.raises(ValidationError) as refused:
        lobby.open_session(actor=made.judge(), at=NOW, session_id=session.pk)
    assert codes(refused) == {"consent"}


def test_another_judge_of_the_court_does_not_lead_this_session() -> None:
    session = made.in_lobby()
    other = people.account("another.judge")
    people.office_of(other, "judge", court=people.court())
    with pytest.raises(PermissionRefused):
        lobby.open_session(actor=people.actor(other, NOW), at=NOW, session_id=session.pk)


def test_no_question_is_put_while_nothing_is_recorded() -> None:
    session = made.opened()
    later = NOW + timedelta(seconds=11)
    made.alive(session, later)
    with pytest.raises(ValidationError) as refused:
        made.answer(session, "opening.court", later)
    assert codes(refused) == {"not_recorded"}


def test_a_step_waits_for_the_steps_before_it() -> None:
    session = made.opened()
    with pytest.raises(ValidationError) as refused:
        made.answer(session, "case.dispute", NOW)
    assert codes(refused) == {"step"}


def test_an_answer_in_own_words_needs_words() -> None:
    session = made.opened()
    at = made.walk(session, 6)
    with pytest.raises(ValidationError) as refused:
        made.answer(session, "case.opponent", at, words="   ")
    assert codes(refused) == {"words"}


def test_an_answer_keeps_the_wording_the_language_and_its_place_in_the_recording() -> None:
    session = made.opened()
    later = NOW + timedelta(seconds=6)
    made.keep_up(session, later)
    row = made.answer(session, "opening.court", later)
    assert (row.text_version, row.language) == ("2026-11", "zh-hant")
    assert (row.recording_number, row.offset_ms) == (1, 6000)


def test_a_second_answer_takes_the_place_of_the_first_and_both_stay_legible() -> None:
    session = made.opened()
    made.answer(session, "opening.consent@party", NOW, "no")
    assert not witnessing.step_is_done(SessionNow(made.fresh(session), NOW).sheet, 1)
    made.answer(session, "opening.consent@party", NOW, "yes")
    rows = session.answers.filter(item="opening.consent@party")
    assert [(row.answer, row.void_at is None) for row in rows] == [("no", False), ("yes", True)]


def test_identity_is_compared_by_the_last_four_and_a_difference_does_not_count() -> None:
    session = made.opened()
    person = people.person_of(people.lawyer())
    number = person.licences.first().number
    ask = {"actor": made.judge(), "at": NOW, "session_id": session.pk, "person_id": person.pk}
    assert lobby.repeat_identity(**ask, last_four=number[-4:].lower()).result == "verified"
    assert "agent1" in SessionNow(made.fresh(session), NOW).sheet.identified
    later = NOW + timedelta(seconds=1)
    made.keep_up(session, later)
    assert lobby.repeat_identity(**{**ask, "at": later}, last_four="9X9X").result == "failed"
    assert "agent1" not in SessionNow(made.fresh(session), later).sheet.identified


def test_the_judge_who_confirms_by_hand_says_on_what_basis() -> None:
    session = made.opened()
    person = made.power_of(session).principal
    with pytest.raises(ValidationError) as refused:
        lobby.repeat_identity(actor=made.judge(), at=NOW, session_id=session.pk, person_id=person.pk)
    assert "basis" in refused.value.error_dict


def test_a_refused_power_is_struck_and_the_text_is_read_again() -> None:
    session = made.opened()
    at = made.walk(session, 7)
    made.answer(session, "scope.read", at)
    made.answer(session, "special.admit_claims", at)
    before = made.power_of(session).versions.count()
    made.answer(session, "special.settle", at, "no")
    power = made.power_of(session)
    assert power.granted.get(code="settle").state == GrantedPower.State.STRUCK
    assert power.granted.get(code="admit_claims").state == GrantedPower.State.ASKED
    assert power.versions.count() == before + 1
    sheet = SessionNow(made.fresh(session), at).sheet
    keys = [one.key for one in witnessing.open_questions(sheet, until=8)]
    assert keys[0] == "scope.read" and "special.admit_claims" in keys and "special.settle" not in keys
    with pytest.raises(ValidationError) as refused:
        made.answer(session, "special.admit_claims", at)
    assert codes(refused) == {"not_read"}


def test_the_agent_signs_after_the_principal_and_each_only_once() -> None:
    session = made.opened()
    at = made.walk(session, 9)
    with pytest.raises(ValidationError) as refused:
        made.sign(session, at, "agent1")
    assert codes(refused) == {"party_first"}
    signature = made.sign(session, at, "party")
    made.sign(session, at, "agent1")
    with pytest.raises(ValidationError) as refused:
        made.sign(session, at, "party")
    assert codes(refused) == {"signed"}
    assert is_intact(signature)


def test_a_signature_on_another_text_is_refused() -> None:
    session = made.opened()
    at = made.walk(session, 9)
    with pytest.raises(ValidationError) as refused:
        made.sign(session, at, "party", document_digest="0" * 64)
    assert codes(refused) == {"digest"}
    assert not StrokeSignature.objects.exists()


@pytest.mark.parametrize("who", ["opponent", "stranger", "judge_a", "clerk_a"])
def test_nobody_signs_for_another(who: str) -> None:
    session = made.opened()
    at = made.walk(session, 9)
    digest = made.power_of(session).versions.latest("number").digest
    with pytest.raises(PermissionRefused):
        signing.sign_by_hand(
            actor=people.actor(getattr(people, who)(), NOW), at=at, session_id=session.pk,
            strokes=made.strokes(), image_png=made.png(), document_digest=digest,
        )  # fmt: skip


@pytest.mark.parametrize(
    "strokes",
    [
        None, [], {}, {"way": "drawn"}, {**made.strokes(), "way": "stamped"},
        {**made.strokes(), "strokes": [[[1, 1, 0]]]}, {**made.strokes(), "strokes": [[[1, float("nan"), 0]]]},
        {**made.strokes(), "strokes": [[[1, 1]]]}, {**made.strokes(), "strokes": [[[1, 1, 0]] * 20_001]},
        {**made.strokes(), "width": True},
    ],
)  # fmt: skip
def test_strokes_of_another_shape_are_refused(strokes: object) -> None:
    with pytest.raises(ValidationError):
        signing.checked_strokes(strokes)


def test_a_blank_picture_or_one_that_is_no_png_is_refused() -> None:
    blank = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(blank, "PNG")
    for picture in (blank.getvalue(), b"", b"GIF89a", made.png()[:40], b"x" * 300_001):
        with pytest.raises(ValidationError):
            signing.checked_picture(picture)
    assert signing.checked_picture(made.png()).startswith(b"\x89PNG")


def test_whoever_signs_by_a_mark_needs_the_judges_note() -> None:
    session = made.opened()
    at = made.walk(session, 9)
    made.sign(session, at, "party", strokes=made.strokes("mark"))
    with pytest.raises(ValidationError) as refused:
        made.answer(session, "signatures.seen@party", at)
    assert codes(refused) == {"note"}
    made.answer(session, "signatures.seen@party", at, words="She cannot write; she set a cross herself.")


def test_after_an_interruption_identity_and_script_begin_again_and_what_was_said_stays() -> None:
    session = made.opened()
    at = made.walk(session, 5)
    interruptions.suspend(
        actor=made.judge(), at=at, session_id=session.pk, reason="Asked for a pause.", cause="asked_for"
    )
    assert made.power_of(session).state == "suspended"
    with pytest.raises(ValidationError):
        made.answer(session, "will.free", at)
    later = at + timedelta(minutes=2)
    made.keep_up(session, later)
    interruptions.resume(actor=made.judge(), at=later, session_id=session.pk, reason="She drank water.")
    now = SessionNow(made.fresh(session), later)
    assert now.session.round == 2
    assert witnessing.step_is_done(now.sheet, 1)
    assert witnessing.unidentified(now.sheet) == ["party", "agent1"]
    assert not any(row.void_at is None and row.step > 1 for row in now.answers)
    assert sum(row.step > 1 for row in now.answers) > 10


def test_resuming_needs_everybody_and_an_explanation() -> None:
    session = made.opened()
    interruptions.suspend(
        actor=made.judge(), at=NOW, session_id=session.pk, reason="Noise.", cause="technical_fault"
    )
    with pytest.raises(ValidationError):
        interruptions.resume(actor=made.judge(), at=NOW, session_id=session.pk, reason=" ")
    later = NOW + timedelta(seconds=40)
    made.alive(session, later, but="agent1")
    with pytest.raises(ValidationError) as refused:
        interruptions.resume(actor=made.judge(), at=later, session_id=session.pk, reason="Repaired.")
    assert codes(refused) == {"absent"}


def test_a_broken_off_session_says_why_and_closes_the_room() -> None:
    session = made.opened()
    interruptions.abort(actor=made.judge(), at=NOW, session_id=session.pk, reason="She was prompted.")
    held = made.fresh(session)
    assert (held.state, held.room.state, held.appointment.state) == ("aborted", "closed", "held")
    assert made.power_of(session).state == "aborted"
    assert not held.room.recordings.filter(state="running").exists()
