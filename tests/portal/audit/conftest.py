"""What the tests of the log share: an act of their own, a way to fill the log, and an attacker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from portal.audit import labels
from portal.audit.actors import Actor
from portal.audit.append_only import drop_statements, existing_tables
from portal.audit.log import record
from portal.audit.models import Event

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
CLERK = Actor("user:00000000-0000-4000-8000-00000000000b", roles=frozenset({"clerk"}))


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture
def clerk() -> Actor:
    return CLERK


@pytest.fixture
def sample_act() -> Iterator[str]:
    """An act that only the tests know; forgotten afterwards."""
    act = "tests.paper_received"
    labels.register_act(act, "Paper received", "Paper %(paper)s of %(sender)s received on %(received_date)s")
    yield act
    labels.acts._entries.pop(act)


@pytest.fixture
def fill(sample_act: str) -> Callable[..., list[Event]]:
    """Appends events, three cases in turn, every fifth with a personal value."""

    def _fill(count: int, *, start: int = 0) -> list[Event]:
        with transaction.atomic():
            return [
                record(
                    act=sample_act,
                    actor=CLERK,
                    at=AT + timedelta(seconds=number, microseconds=number % 3),
                    subject=("cases.Case", str(number % 3)),
                    chain=f"case:{number % 3}" if number % 4 else "",
                    facts={"paper": number, "note": "收到文件 “ç”"},
                    private={"sender": f"Chan Tai Man {number}"} if number % 5 == 0 else None,
                )
                for number in range(start, start + count)
            ]

    return _fill


@pytest.fixture
def attacker() -> Callable[..., None]:
    """The owner of the database: drops the triggers, then runs statements."""

    def _run(*statements: str, parameters: list[object] | None = None) -> None:
        with connection.cursor() as cursor:
            for table in existing_tables(connection):
                for statement in drop_statements(connection, table):
                    cursor.execute(statement)
            for statement in statements:
                cursor.execute(statement, parameters)

    return _run
