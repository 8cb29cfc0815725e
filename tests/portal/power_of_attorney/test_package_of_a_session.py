"""The evidence package of a session that was held: complete, verified, and nobody else's."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from portal.audit.models import Event
from portal.evidence.actions import open_package, order_package
from portal.evidence.models import EvidencePackage
from portal.evidence.verify_evidence import verify
from portal.rooms.actions.recordings import destroy_key
from portal.rooms.models import Recording
from tests.factories import evidence, packages, people, powers
from tests.factories import sessions as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A session from the lobby to its closing, with its package."""
    session, at = packages.held_session(monkeypatch)
    package = packages.packed(session, at)
    assert package.state == EvidencePackage.State.BUILT, package.problem
    return session, package, at


def content_of(package: EvidencePackage) -> bytes:
    with open_package(package) as file:
        return file.read()


def failures(content: bytes) -> list[Any]:
    report = verify(BytesIO(content), **evidence.trusted())
    assert not report.unreadable
    return [row for row in report.findings if row[0] != "ok"]


def test_the_package_of_a_whole_session_is_verified_and_complete(held: Any) -> None:
    session, package, _at = held
    content = content_of(package)
    assert failures(content) == []
    files = evidence.members(content)
    power = made.power_of(session)
    assert {"documents/instrument-1.pdf", "documents/note-1.pdf", "instrument/version-1.pdf"} <= set(files)
    assert {f"session/transcript.{code}.txt" for code in ("zh-Hant", "zh-Hans", "pt", "en")} <= set(files)
    assert {"before/identity.json", "before/consents.json", "before/schedule.json", "before/devices.json",
            "session/participants.json", "recordings/gaps.json", "log/head.tsr"} <= set(files)  # fmt: skip
    answers = json.loads(files["session/transcript.json"])["answers"]
    assert len(answers) == session.answers.count() > 20
    recording = Recording.objects.get(room=session.room)
    assert len(files["recordings/1-1/original.webm"]) == recording.size
    assert json.loads(files["manifest.json"])["about"]["state"] == power.state
    assert len(json.loads(files["signatures/signatures.json"])["signatures"]) == 2


def test_the_log_speaks_in_commitments_and_the_package_can_open_them(held: Any) -> None:
    _session, package, _at = held
    files = evidence.members(content_of(package))
    held_values = [value["words"]["value"] for value in json.loads(files["private.json"]).values()]
    assert "In own words." in held_values
    assert b"In own words." not in files["log/events.jsonl"]


def test_a_changed_answer_is_found_even_when_all_digests_are_made_to_fit(held: Any) -> None:
    from tests.faults.mutations import change_the_transcript, packed

    _session, package, _at = held
    files = evidence.members(content_of(package))
    import random

    changed = packed(change_the_transcript(files, random.Random(1)))
    report = verify(BytesIO(changed), **evidence.trusted(), openssl=False)
    assert report.exit_code == 1


def test_a_destroyed_recording_is_named_and_the_rest_still_holds(held: Any) -> None:
    session, _package, at = held
    recording = Recording.objects.get(room=session.room)
    destroy_key(actor=made.judge(), at=at, recording=recording)
    again = evidence.build_again(made.power_of(session).reference, at)
    report = verify(BytesIO(content_of(again)), **evidence.trusted())
    assert [row[:2] for row in report.findings if row[0] != "ok"] == [
        ("not_checked", "original, its key destroyed")
    ]
    assert report.exit_code == 3


def test_no_package_is_ordered_before_a_session_was_held_or_while_one_runs() -> None:
    power = powers.a_power("scheduled")
    with pytest.raises(ValidationError):
        order_package(actor=people.actor(people.principal()), at=made.NOW, number=power.reference)
    running = powers.a_power("in_session")
    with pytest.raises(ValidationError):
        order_package(actor=made.judge(), at=made.NOW, number=running.reference)


def test_principal_agent_and_court_may_have_it_and_others_meet_404(held: Any, client: Client) -> None:
    session, package, _at = held
    power = made.power_of(session)
    page = reverse("powers:packages", args=[power.pk])
    file = reverse("powers:package_file", args=[power.pk, package.pk])
    for user in (people.principal(), people.lawyer()):
        people.sign_in(client, user)
        assert client.get(page).status_code == 200
        answer = client.get(file)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].endswith('-evidence-1.asice"')
        assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert Event.objects.filter(act="evidence.package_read").count() == 2
    for user in (people.stranger(), people.judge_b()):
        people.sign_in(client, user)
        assert client.get(page).status_code == 404
        assert client.post(page).status_code == 404
        assert client.get(file).status_code == 404
    other = powers.a_power("scheduled")
    people.sign_in(client, people.principal())
    assert client.get(reverse("powers:package_file", args=[other.pk, package.pk])).status_code == 404


def test_the_command_writes_a_package_that_verifies(held: Any, tmp_path: Any) -> None:
    session, _package, _at = held
    path = tmp_path / "out.asice"
    call_command("export_evidence", made.power_of(session).reference, "-o", str(path))
    assert failures(path.read_bytes()) == []
    with pytest.raises(CommandError):
        call_command("export_evidence", made.power_of(session).reference, "-o", str(path))
    with pytest.raises(CommandError):
        call_command("export_evidence", "PA-0000-000000-X", "-o", str(tmp_path / "none"))
