"""Whoever owns the database can change it; verification says which event was touched first."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from portal.audit import rows, walk
from portal.audit.actions import sign_tree_head
from portal.audit.actors import Actor, system_actor
from portal.audit.append_only import existing_tables, install
from portal.audit.log import LogBroken, record
from portal.audit.merkle import leaf_hash
from portal.audit.models import Event, SignedTreeHead
from portal.audit.verification import Report, verify_log

pytestmark = [pytest.mark.django_db, pytest.mark.services]

Fill = Callable[..., list[Event]]
Attack = Callable[..., None]


@pytest.fixture
def log(fill: Fill, at: datetime) -> list[Event]:
    """Fifty events with the head signed at thirty."""
    events = fill(30)
    sign_tree_head(actor=system_actor("beat"), at=at)
    events += fill(20, start=30)
    report = verify_log()
    assert report.ok, report.first_broken
    assert (report.events, report.tree_size, report.tree_heads, report.private_values) == (50, 50, 1, 10)
    return events


def broken() -> tuple[int, str]:
    report = verify_log()
    assert report.first_broken is not None
    assert report.root == ""
    return report.first_broken.position, report.first_broken.kind


def rewrite(attacker: Attack, position: int, *, keep_leaf: bool = False, **changes: object) -> bytes:
    """The body of an event changed as a careful attacker would: canonical, and with a leaf that fits."""
    event = Event.objects.get(position=position)
    document = {**json.loads(bytes(event.body)), **changes}
    body = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    leaf = bytes(event.leaf) if keep_leaf else leaf_hash(body)
    attacker(
        "UPDATE audit_event SET body = %s, leaf = %s WHERE position = %s", parameters=[body, leaf, position]
    )
    return body


@pytest.mark.parametrize("position", [0, 15, 16, 31, 47, 48, 49])
def test_an_edited_event_is_named(log: list[Event], attacker: Attack, position: int):
    rewrite(attacker, position, keep_leaf=True, facts={"paper": 999})
    assert broken() == (position, "edited")


@pytest.mark.parametrize("position", [1, 18, 37, 46])
def test_an_event_edited_together_with_its_leaf_is_named_by_its_chain(
    log: list[Event], attacker: Attack, position: int
):
    assert log[position].chain
    rewrite(attacker, position, facts={"paper": 999})
    assert broken() == (position, "edited")


def test_the_last_event_edited_together_with_its_leaf_is_found_by_the_tip(log: list[Event], attacker: Attack):
    rewrite(attacker, 49, facts={"paper": 999})
    assert broken() == (48, "edited")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("act", "tests.other"),
        ("actor_key", "user:00000000-0000-4000-8000-0000000000a9"),
        ("chain", "case:9"),
        ("subject_kind", "cases.Party"),
        ("subject_key", "9"),
        ("recorded_at", "2026-11-22 10:00:00+00:00"),
        ("event_uid", "00000000000000000000000000000000"),
    ],
)
def test_an_edited_column_is_named_though_the_bytes_are_whole(
    log: list[Event], attacker: Attack, column: str, value: str
):
    if column == "recorded_at" and connection.vendor == "sqlite":
        value = "2026-11-22 10:00:00"
    attacker(f"UPDATE audit_event SET {column} = %s WHERE position = 21", parameters=[value])
    assert broken() == (21, "edited")


@pytest.mark.parametrize("position", [0, 16, 33])
def test_a_dropped_event_is_named(log: list[Event], attacker: Attack, position: int):
    attacker(f"DELETE FROM audit_privatevalue WHERE event_id = {position}")
    attacker(f"DELETE FROM audit_event WHERE position = {position}")
    assert broken() == (position, "dropped")


def test_a_dropped_event_is_named_though_the_gap_was_closed(log: list[Event], attacker: Attack):
    attacker("DELETE FROM audit_privatevalue", "DELETE FROM audit_event WHERE position = 21")
    for position in range(22, 50):
        attacker(f"UPDATE audit_event SET position = {position - 1} WHERE position = {position}")
    assert broken() == (21, "dropped")


def test_events_dropped_from_the_end_are_named(log: list[Event], attacker: Attack):
    attacker("DELETE FROM audit_privatevalue", "DELETE FROM audit_event WHERE position >= 47")
    assert broken() == (47, "dropped")


def test_reordered_events_are_named(log: list[Event], attacker: Attack):
    attacker(
        "DELETE FROM audit_privatevalue",
        "UPDATE audit_event SET position = -7 WHERE position = 7",
        "UPDATE audit_event SET position = 7 WHERE position = 8",
        "UPDATE audit_event SET position = 8 WHERE position = -7",
    )
    assert broken() == (7, "reordered")


def insert(attacker: Attack, position: int) -> None:
    """An event of the attacker's own, canonical in itself."""
    body = bytes(Event.objects.get(position=3).body).replace(
        b'"position":3,', f'"position":{position},'.encode()
    )
    body = body.replace(Event.objects.get(position=3).event_uid.hex.encode(), b"0" * 32)
    attacker(
        "INSERT INTO audit_event (position, event_uid, act, actor_key, recorded_at, chain, subject_kind, "
        "subject_key, leaf, body) SELECT %s, %s, act, actor_key, recorded_at, chain, subject_kind, "
        "subject_key, %s, %s FROM audit_event WHERE position = 3",
        parameters=[position, "0" * 32, leaf_hash(body), body],
    )


def test_an_event_added_at_the_end_is_named(log: list[Event], attacker: Attack):
    insert(attacker, 50)
    assert broken() == (50, "added")


def test_an_event_added_before_the_beginning_is_named(log: list[Event], attacker: Attack):
    insert(attacker, -1)
    assert broken() == (-1, "added")


def test_an_event_added_in_the_middle_is_named(log: list[Event], attacker: Attack):
    attacker("DELETE FROM audit_privatevalue")
    for position in range(49, 20, -1):
        attacker(f"UPDATE audit_event SET position = {position + 1} WHERE position = {position}")
    insert(attacker, 21)
    assert broken() == (21, "added")


@pytest.mark.parametrize("statement", ["UPDATE audit_tip SET size = 0", "DELETE FROM audit_tip"])
def test_a_tip_that_was_set_back_is_named(log: list[Event], attacker: Attack, statement: str):
    attacker(statement)
    assert broken()[1] == "tip_reset"


def test_a_tip_set_back_stops_the_next_append(
    log: list[Event], attacker: Attack, sample_act: str, clerk: Actor, at: datetime
):
    attacker("UPDATE audit_tip SET size = 0")
    with pytest.raises(LogBroken), transaction.atomic():
        record(act=sample_act, actor=clerk, at=at, subject=("cases.Case", "1"))


def test_a_changed_node_is_found(log: list[Event], attacker: Attack):
    attacker("UPDATE audit_node SET digest = %s WHERE size = 32 AND level = 4", parameters=[bytes(32)])
    assert broken() == (16, "edited")


def test_a_node_without_events_is_found(log: list[Event], attacker: Attack):
    attacker("INSERT INTO audit_node (size, level, digest) VALUES (50, 9, %s)", parameters=[bytes(32)])
    assert broken() == (49, "added")


def test_a_changed_end_of_a_chain_is_found(log: list[Event], attacker: Attack):
    attacker("UPDATE audit_chaintip SET link = 'x' WHERE chain = 'case:1'")
    assert broken()[1] == "chain"
    attacker("DELETE FROM audit_chaintip WHERE chain = 'case:1'")
    assert broken()[1] == "chain"


def test_a_changed_personal_value_is_found(log: list[Event], attacker: Attack):
    attacker("UPDATE audit_privatevalue SET salt = %s WHERE event_id = 25", parameters=[bytes(16)])
    assert broken() == (25, "private_value")


def test_a_changed_signed_head_is_found(log: list[Event], attacker: Attack):
    attacker("UPDATE audit_signedtreehead SET root = %s", parameters=["0" * 64])
    assert broken()[1] == "tree_head"


def test_a_log_rewritten_from_its_beginning_contradicts_its_signed_head(
    log: list[Event], attacker: Attack, fill: Fill
):
    held = SignedTreeHead.objects.get()
    tables = ["audit_privatevalue", "audit_node", "audit_event", "audit_chaintip", "audit_tip"]
    attacker(*(f"DELETE FROM {table}" for table in tables))
    fill(50)
    assert broken()[1] == "tree_head"
    attacker("DELETE FROM audit_signedtreehead")
    assert verify_log().ok, "inside the database nothing tells any more"
    report = verify_log(heads=[(held.size, held.root)])
    assert report.first_broken is not None
    assert report.first_broken.kind == "tree_head"


def test_a_head_held_outside_that_fits_is_accepted_and_one_beyond_the_end_is_not(log: list[Event]):
    held = SignedTreeHead.objects.get()
    assert verify_log(heads=[(held.size, held.root)]).ok
    report = verify_log(heads=[(51, held.root)])
    assert report.first_broken is not None
    assert report.first_broken.kind == "dropped"


def test_a_head_signed_with_an_earlier_key_needs_that_key_named(log: list[Event], settings):
    held = SignedTreeHead.objects.get()
    settings.PORTAL_LOG_KEY = "//////////////////////////////////////////8="
    assert broken()[1] == "tree_head"
    assert verify_log(keys=[held.public_key]).ok


def test_an_empty_log_is_whole():
    report = verify_log()
    assert report.ok
    assert report.root == sha256(b"").hexdigest()


def test_whole_blocks_of_the_tree_are_verified_as_fast_as_single_events(
    fill: Fill, attacker: Attack, monkeypatch: pytest.MonkeyPatch, at: datetime
):
    monkeypatch.setattr(walk, "BATCH", 32)
    monkeypatch.setattr(walk, "SMALL_BLOCK", 16)
    monkeypatch.setattr(rows, "BATCH", 32)
    for size in (31, 33, 64, 96, 128, 150):
        fill(size - Event.objects.count(), start=Event.objects.count())
        report = verify_log()
        assert report.ok, report.first_broken
        assert report.rate > 0, "the fast walk itself found the log whole"
        if size in (33, 128):
            sign_tree_head(actor=system_actor("beat"), at=at)
    assert verify_log(heads=[(100, "0" * 64)]).first_broken is not None
    rewrite(attacker, 70, facts={"paper": 999})
    assert broken() == (70, "edited")


def test_a_whole_log_is_found_whole_by_the_fast_walk(log: list[Event]):
    report = verify_log()
    assert report.rate > 0
    assert report.columns_seconds > 0


def test_verification_reads_only_what_the_tip_knew_at_the_beginning(log: list[Event], fill: Fill):
    before = verify_log()
    fill(5, start=50)
    assert isinstance(before, Report)
    assert (before.events, verify_log().events) == (50, 55)


def test_the_command_tells_a_whole_log_in_words_and_in_json(
    log: list[Event], capsys: pytest.CaptureFixture[str]
):
    call_command("verify_audit")
    told = capsys.readouterr().out
    assert "events      50" in told
    assert "events/s" in told
    assert "The log is whole." in told
    call_command("verify_audit", "--json")
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is True
    assert (report["events"], report["tree_size"], report["first_broken"]) == (50, 50, None)
    assert len(report["root"]) == 64


def test_the_command_names_the_broken_event_and_exits_with_one(
    log: list[Event], attacker: Attack, capsys: pytest.CaptureFixture[str]
):
    rewrite(attacker, 17, keep_leaf=True, facts={})
    with pytest.raises(SystemExit) as end:
        call_command("verify_audit")
    assert end.value.code == 1
    assert f"BROKEN at event 17 ({log[17].event_uid.hex}): edited." in capsys.readouterr().out
    install(connection)
    assert existing_tables(connection)


def test_a_personal_value_that_is_gone_without_an_erasure_is_named(log: list[Event], attacker: Attack):
    attacker("DELETE FROM audit_privatevalue WHERE event_id = 25")
    assert broken() == (25, "private_value")
