"""Triggers by which the database itself refuses a write: put in place, taken away, looked for.

A room names its triggers and, for PostgreSQL, the functions behind them. They stop accidents and the application's own
role. The owner of the database can drop them: `missing` finds that, and the room's system check says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DatabaseError

Triggers: TypeAlias = "Mapping[str, tuple[str, str]]"
"""By name: the table, and the statement that makes the trigger."""
Functions: TypeAlias = "Mapping[str, str]"
"""By name: the body of a PostgreSQL function that returns a trigger."""


def drop_statements(triggers: Triggers, vendor: str) -> list[str]:
    """What removes the triggers, where they are."""
    return [
        f'DROP TRIGGER IF EXISTS "{name}"' + (f' ON "{table}"' if vendor == "postgresql" else "")
        for name, (table, _statement) in triggers.items()
    ]


def take_away(connection: BaseDatabaseWrapper, triggers: Triggers) -> None:
    """Removes the triggers."""
    with connection.cursor() as cursor:
        for statement in drop_statements(triggers, connection.vendor):
            cursor.execute(statement)


def put(connection: BaseDatabaseWrapper, triggers: Triggers, functions: Functions) -> None:
    """Makes every trigger anew, on tables that exist. Safe to repeat."""
    is_postgresql = connection.vendor == "postgresql"
    take_away(connection, triggers)
    with connection.cursor() as cursor:
        for name, body in functions.items() if is_postgresql else ():
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $portal${body}$portal$",
                None,
            )
        for name, (table, statement) in triggers.items():
            cursor.execute(statement, None)
            if is_postgresql:
                cursor.execute(f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{name}"', None)


def missing(connection: BaseDatabaseWrapper, triggers: Triggers, functions: Functions) -> list[str]:
    """The names of triggers that are absent, changed or disabled."""
    if not triggers:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            present = {name for name, sql in cursor.fetchall() if triggers.get(name, ("", ""))[1] == sql}
        else:
            cursor.execute(
                "SELECT t.tgname, p.proname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
                "WHERE NOT t.tgisinternal AND t.tgenabled = 'A'"
            )
            present = {name for name, function, body in cursor.fetchall() if functions.get(function) == body}
    return sorted(set(triggers) - present)


def check(
    databases: Iterable[str] | None,
    look: Callable[[BaseDatabaseWrapper], list[str]],
    *,
    said: str,
    hint: str,
    code: str,
) -> list[CheckMessage]:
    """The errors of a system check: one for each database in which `look` misses triggers.

    `said` names ``%(database)s`` and ``%(absent)s``. A database that cannot be asked is left to the checks of its own.
    """
    messages: list[CheckMessage] = []
    for alias in databases or ():
        try:
            absent = look(connections[alias])
        except DatabaseError:
            continue
        if absent:
            words = {"database": alias, "absent": ", ".join(absent)}
            messages.append(Error(said % words, hint=hint, id=code))
    return messages
