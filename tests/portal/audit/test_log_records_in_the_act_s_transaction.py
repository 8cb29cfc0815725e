"""An event is written with its act or not at all, once, and without personal data."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from pymerkle import InmemoryTree

from portal.audit.actors import Actor, system_actor
from portal.audit.log import record
from portal.audit.merkle import leaf_hash, verify_consistency, verify_inclusion
from portal.audit.models import Event, Node, PrivateValue, Tip
from portal.audit.tree import head, prove_consistency, prove_inclusion, root_at
from portal.audit.verification import verify_log

Fill = Callable[..., list[Event]]


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused(sample_act: str, clerk: Actor, at: datetime):
    with pytest.raises(TransactionManagementError):
        record(act=sample_act, actor=clerk, at=at, subject=("cases.Case", "1"))
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_a_rolled_back_act_leaves_no_trace_in_the_log(fill: Fill):
    fill(20)
    before = head()
    with pytest.raises(RuntimeError), transaction.atomic():
        fill(15, start=20)
        raise RuntimeError
    assert head() == before
    fill(15, start=20)
    assert verify_log().ok


@pytest.mark.services
@pytest.mark.django_db
def test_the_database_s_tree_is_that_of_pymerkle_and_proves_every_event(fill: Fill):
    events, oracle = fill(75), InmemoryTree(algorithm="sha256")
    for event in events:
        oracle.append_entry(bytes(event.body))
    assert head().size == 75
    assert head().root == oracle.get_root()
    for event in events[::7]:
        path = prove_inclusion(event.position, 75)
        assert verify_inclusion(leaf_hash(bytes(event.body)), event.position, 75, path, head().root)
    for first in (1, 16, 31, 64, 74, 75):
        assert root_at(first) == oracle.get_root(first)
        assert verify_consistency(first, 75, root_at(first), head().root, prove_consistency(first, 75))
    assert set(Node.objects.values_list("level", flat=True)) == {4, 5, 6}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "question", [lambda: prove_inclusion(0, 9), lambda: prove_consistency(1, 9), lambda: root_at(9)]
)
def test_no_proof_reaches_beyond_the_end_of_the_log(fill: Fill, question: Callable[[], object]):
    fill(3)
    with pytest.raises(ValueError, match=r"tree has"):
        question()


@pytest.mark.django_db
def test_each_event_of_a_case_names_the_one_before_it(fill: Fill):
    events = [event for event in fill(30) if event.chain == "case:1"]
    previous = "0" * 64
    for event in events:
        document = json.loads(bytes(event.body))
        assert document["upon"] == previous
        previous = sha256(bytes(event.body)).hexdigest()


@pytest.mark.django_db
def test_the_bytes_of_an_event_are_canonical_and_hold_no_personal_value(fill: Fill):
    event = fill(1)[0]
    body = bytes(event.body)
    document = json.loads(body)
    assert json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == body
    assert b"Chan Tai Man" not in body
    held = PrivateValue.objects.get(event=event, name="sender")
    assert held.value == "Chan Tai Man 0"
    assert document["commitments"]["sender"] == sha256(bytes(held.salt) + held.value.encode()).hexdigest()


@pytest.mark.django_db
def test_a_repeated_number_gives_the_event_already_written(sample_act: str, clerk: Actor, at: datetime):
    number = uuid.uuid4()
    written = [
        record(act=sample_act, actor=clerk, at=at, subject=("cases.Case", "1"), event_uid=number)
        for _ in range(3)
    ]
    assert {event.position for event in written} == {0}
    assert Tip.objects.get().size == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"act": "tests.unknown"}, LookupError),
        ({"facts": {"share": 0.5}}, TypeError),
        ({"facts": {"when": object()}}, TypeError),
        ({"facts": {1: "x"}}, TypeError),
        ({"private": {"sender": 7}}, TypeError),
        ({"private": {'na"me': "x"}}, ValueError),
        ({"facts": {"sender": "x"}, "private": {"sender": "x"}}, ValueError),
        ({"chain": "case: 1"}, ValueError),
        ({"subject": ("cases.Case", 'a"b')}, ValueError),
        ({"at": datetime(2026, 11, 22)}, ValueError),
    ],
)
def test_what_has_no_canonical_form_is_refused(
    sample_act: str, clerk: Actor, at: datetime, change: dict[str, object], error: type[Exception]
):
    values = {"act": sample_act, "actor": clerk, "at": at, "subject": ("cases.Case", "1"), **change}
    with pytest.raises(error):
        record(**values)
    assert not Event.objects.exists()


@pytest.mark.parametrize("key", ["", "anna", "user:", "user:a b", 'user:"', "role:clerk"])
def test_an_actor_has_a_key_of_a_known_form(key: str):
    with pytest.raises(ValueError, match="actor's key"):
        Actor(key)


def test_a_process_acts_as_a_system_actor():
    beat = system_actor("beat")
    assert beat.is_system
    assert "system" in beat.roles


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_four_writers_at_once_make_one_whole_log(sample_act: str, clerk: Actor, at: datetime):

    def write(writer: int) -> None:
        for number in range(10):
            with transaction.atomic():
                record(
                    act=sample_act,
                    actor=clerk,
                    at=at,
                    subject=("cases.Case", str(writer)),
                    chain=f"case:{number % 2}",
                )
        connection.close()

    writers = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    report = verify_log()
    assert report.ok, report.first_broken
    assert report.events == 40
