"""History in words: facts, dates, codes, names; an erased value is shown as erased, the tree stays whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from portal.audit import access, labels
from portal.audit.actions import erase_private_value, sign_tree_head
from portal.audit.actors import Actor
from portal.audit.history import history, history_of_subject, in_words
from portal.audit.log import record
from portal.audit.models import Event, PrivateValue
from portal.audit.queries import events_between
from portal.audit.tasks import sign_head
from portal.audit.verification import verify_log

pytestmark = pytest.mark.django_db

AUDITOR = Actor("user:00000000-0000-4000-8000-0000000000a7", roles=frozenset({"auditor"}))


@pytest.fixture
def worded_act() -> Iterator[str]:
    act = "tests.matter_moved"
    labels.register_act(
        act,
        "Matter moved",
        "%(matter)s: %(state)s on %(moved_date)s, urgent %(urgent)s, with %(papers)s for %(person)s and %(gap)s",
        words={"state": {"sent": "sent on its way"}},
    )
    yield act
    labels.acts._entries.pop(act)


@pytest.fixture
def moved(worded_act: str, clerk: Actor, at: datetime) -> Event:
    with transaction.atomic():
        return record(
            act=worded_act,
            actor=clerk,
            at=at,
            subject=("trial.Matter", "1"),
            chain="case:1",
            facts={
                "matter": "SJ-1",
                "state": "sent",
                "moved_date": "2026-11-22",
                "urgent": True,
                "papers": ["A", "B"],
            },
            private={"person": "陳大文"},
        )


def test_facts_are_told_in_words(moved: Event, clerk: Actor):
    line = history("case:1", language="en")[0]
    assert line.label == "Matter moved"
    assert "SJ-1: sent on its way on" in line.sentence
    assert "2026" in line.sentence and "2026-11-22" not in line.sentence
    assert "urgent yes, with A, B for 陳大文 and —" in line.sentence
    assert line.actor_name == clerk.key
    assert history_of_subject("trial.Matter", "1", language="en") == [line]


def test_a_date_is_written_as_each_language_writes_it(moved: Event):
    sentences = {
        code: history("case:1", language=code)[0].sentence for code in ("zh-hant", "zh-hans", "pt", "en")
    }
    assert "2026年11月22日" in sentences["zh-hant"]
    assert "2026年11月22日" in sentences["zh-hans"]
    assert "Novembro" in sentences["pt"] or "novembro" in sentences["pt"]


def test_personal_values_can_be_left_out(moved: Event):
    sentence = history("case:1", language="en", show_private=False)[0].sentence
    assert "陳大文" not in sentence
    assert "[not shown]" in sentence


def test_names_of_persons_come_from_who_knows_them(moved: Event, clerk: Actor):
    access.register_actor_names(known)
    try:
        assert history("case:1", language="en")[0].actor_name == "Clerk of court B"
    finally:
        access._names._entries.popitem()


def known(keys: list[str]) -> dict[str, str]:
    return {key: "Clerk of court B" for key in keys if key.endswith("00000000000b")}


def test_an_erased_value_is_gone_and_the_tree_still_verifies(moved: Event, at: datetime):
    erase_private_value(actor=AUDITOR, at=at, event=moved, name="person", basis="PIPL art. 47")
    assert not PrivateValue.objects.exists()
    lines = history("case:1", language="en")
    assert "for [erased] and" in lines[0].sentence
    assert "PIPL art. 47" in lines[1].sentence
    assert verify_log().ok


def test_erasing_needs_a_role_and_a_basis(moved: Event, clerk: Actor, at: datetime):
    with pytest.raises(PermissionDenied):
        erase_private_value(actor=clerk, at=at, event=moved, name="person", basis="x")
    with pytest.raises(ValidationError):
        erase_private_value(actor=AUDITOR, at=at, event=moved, name="person", basis=" ")
    assert PrivateValue.objects.exists()


def test_a_personal_value_changed_from_outside_is_not_told_as_true(moved: Event):
    value = PrivateValue.objects.get()
    value.value = "another"
    value.save()
    assert "[changed from outside]" in history("case:1", language="en")[0].sentence


def test_many_events_need_no_more_queries_than_one(fill: Callable[..., list[Event]]):
    fill(40)
    with CaptureQueriesContext(connection) as few:
        in_words(Event.objects.all()[:2], language="en")
    with CaptureQueriesContext(connection) as many:
        assert len(in_words(Event.objects.all(), language="en")) == 40
    assert len(many) == len(few)


def test_events_are_found_by_act_person_chain_and_time(
    moved: Event, fill: Callable[..., list[Event]], at: datetime
):
    fill(10)
    assert list(events_between(act="tests.matter_moved")) == [moved]
    assert events_between(actor_key=moved.actor_key).count() == 11
    assert events_between(actor_key="user:nobody").count() == 0
    assert [event.chain for event in events_between(chain="case:1", begin=at)][-1] == "case:1"
    assert not events_between(end=at).exists()


def test_the_beat_signs_what_has_grown_and_nobody_else_does(moved: Event, clerk: Actor, at: datetime):
    assert sign_head() == 1
    assert sign_head() == 1
    with pytest.raises(PermissionDenied):
        sign_tree_head(actor=clerk, at=at)


def test_an_empty_log_has_no_head_to_sign():
    assert sign_head() == 0
