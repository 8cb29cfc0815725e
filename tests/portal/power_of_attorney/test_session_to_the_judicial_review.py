"""A whole session by its acts, with the judge's real key and the court's real seal: attested, closed, under review."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from portal.evidence.models import EvidencePackage
from portal.power_of_attorney.actions import attesting
from portal.power_of_attorney.models import Attestation
from portal.power_of_attorney.queries.execution import note_facts
from portal.power_of_attorney.queries.session import SessionNow
from portal.power_of_attorney.queries.transcript import transcript
from portal.rooms.models import RecordingGap
from tests.factories import sessions as made
from tests.factories.signing_keys import PASSPHRASE, signing_key

pytestmark = pytest.mark.django_db


def test_a_complete_session_is_attested_closed_and_goes_to_judicial_review(settings) -> None:
    signing_key(settings)
    session = made.opened(interpreter=True)
    at = made.walk(session, 10)
    asked = {"actor": made.judge(), "at": at, "session_id": session.pk}
    with pytest.raises(ValidationError):
        attesting.attest(**asked, passphrase="wrong")
    assert not Attestation.objects.exists() and made.power_of(session).state == "in_session"
    attesting.attest(**asked, passphrase=PASSPHRASE)
    power = made.power_of(session)
    assert power.state == "signed"
    assert set(power.executed.values_list("kind", flat=True)) == {"instrument", "note"}
    with pytest.raises(ValidationError):
        attesting.close_session(**asked)
    at = made.walk_step(session, 11, at + timedelta(seconds=1))
    attesting.close_session(actor=made.judge(), at=at, session_id=session.pk)
    held = made.fresh(session)
    assert made.power_of(session).state == "judicial_review"
    assert (held.state, held.room.state, held.appointment.state) == ("closed", "closed", "held")
    assert not held.room.recordings.filter(state="running").exists()
    assert EvidencePackage.objects.filter(reference=power.reference).exists()
    for language in ("zh-hant", "zh-hans", "pt", "en"):
        lines = transcript(held, language)
        assert len(lines) == len(SessionNow(held, at).answers)
        assert all(line.question and line.answer_label and line.mark for line in lines)


def test_nothing_is_attested_before_every_gap_is_explained_and_the_note_carries_the_explanation(
    settings,
) -> None:
    signing_key(settings)
    session = made.opened()
    at = made.walk(session, 10)
    gap = RecordingGap.objects.create(
        room=session.room,
        cause="broken_off",
        began_at=at - timedelta(minutes=3),
        ended_at=at - timedelta(minutes=2),
    )
    asked = {"actor": made.judge(), "at": at, "session_id": session.pk, "passphrase": PASSPHRASE}
    with pytest.raises(ValidationError) as refused:
        attesting.attest(**asked)
    assert [error.code for error in refused.value.error_list] == ["gap"]
    assert not Attestation.objects.exists()
    gap.explanation, gap.explained_by, gap.explained_at = "電腦重新啟動", made.judge().key, at
    gap.save()
    attesting.attest(**asked)
    held = made.fresh(session)
    told = note_facts(held, held.attestation.version, "0" * 64)["interruptions"]
    assert [(one["cause"], one["reason"]["text"]) for one in told] == [("recording_gap", "電腦重新啟動")]
