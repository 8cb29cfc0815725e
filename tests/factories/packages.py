"""A whole session with a real recording and the judge's own key, up to its end, so that there is evidence to pack."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from portal.audit.actors import system_actor
from portal.evidence.actions import build_package
from portal.evidence.models import EvidencePackage
from portal.identity.actions.signing_keys import issue_key
from portal.power_of_attorney.actions.attesting import attest, close_session
from portal.power_of_attorney.actions.instruments import MADE
from portal.power_of_attorney.actions.steps import record
from portal.power_of_attorney.models import WitnessingSession
from portal.power_of_attorney.rules import script
from portal.power_of_attorney.rules.texts.instrument import version_now
from portal.rooms.actions.chunks import put_chunk
from portal.rooms.actions.recordings import start_recording
from portal.rooms.models import Recording
from tests.factories import people
from tests.factories import sessions as made
from tests.factories.recordings import WEBM, content_of

PASSPHRASE = "fictitious passphrase of a judge"


def recorded(session: WitnessingSession, at: datetime) -> Recording:
    """One more chunk of the running recording, acknowledged at ``at``; begins one where none runs."""
    running = Recording.objects.filter(room=session.room, state=Recording.State.RUNNING).first()
    if running is None:
        running = start_recording(
            actor=made.judge(), at=at, room_id=session.room_id, tab="a-tab-of-this-test", media_type=WEBM
        )
    content = content_of(running.next_number, 1_500)
    put_chunk(
        at=at, recording=running, seat=running.recorder, number=running.next_number, content=content,
        digest=sha256(content).hexdigest(), client_at=at, frames=15, has_sound=True, milliseconds=1000,
    )  # fmt: skip
    return Recording.objects.get(pk=running.pk)


def held_session(monkeypatch: pytest.MonkeyPatch, **entries: Any) -> tuple[WitnessingSession, datetime]:
    """A session held from the lobby to its closing; the package is ordered by it. The session, the time reached."""
    monkeypatch.setattr(made, "record", recorded)
    judge = people.judge_a()
    issue_key(actor=made.judge(), at=made.NOW, user=judge, passphrase=PASSPHRASE)
    session = made.opened(**entries)
    power = made.power_of(session)
    power.versions.update(text_version=version_now())
    for version in power.versions.all():
        facts = {"version": version.number, "digest": version.digest, "wording": "test", "reason": "review"}
        record(MADE, actor=system_actor("test"), at=made.NOW, power=power, subject=version, facts=facts)
    at = made.walk(session, script.SIGNING)
    at = _until_attested(session, at)
    for step in script.STEPS:
        at = made.walk_step(session, step, at, only_missing=True)
    made.keep_up(session, at + timedelta(seconds=1))
    close_session(actor=made.judge(), at=at + timedelta(seconds=1), session_id=session.pk)
    return made.fresh(session), at + timedelta(seconds=2)


def _until_attested(session: WitnessingSession, at: datetime) -> datetime:
    made.keep_up(session, at + timedelta(seconds=1))
    attest(actor=made.judge(), at=at + timedelta(seconds=1), session_id=session.pk, passphrase=PASSPHRASE)
    return at + timedelta(seconds=1)


def packed(session: WitnessingSession, at: datetime) -> EvidencePackage:
    """The package that the closing ordered, built."""
    ordered = EvidencePackage.objects.get(reference=made.power_of(session).reference)
    return build_package(at=at, package_id=ordered.pk)
