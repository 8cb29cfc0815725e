"""The database's own guard: a published edition and its days never change, whoever writes.

The models refuse first and in words; these triggers also stop queries that pass the models by. They stop accidents
and the application's own role. The owner of the database can drop them: the system check says so.

Triggers on the days read the table of editions. SQLite cannot remake a table that another table's trigger reads,
so a later migration that alters an edition begins with ``RunPython(lift)``; after every migrate they are put back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.audit import guards

SEED = "system:calendar-seed"
"""The only one who may publish what it opened: the lists that ship with the portal."""

CALENDAR, EDITION, DAY = "calendars_calendar", "calendars_calendaryear", "calendars_calendarday"
REFUSAL = "a published edition of a calendar never changes"
ONE_PERSON = "an edition of a calendar is published by a second person"


@dataclass(frozen=True)
class Guard:
    """One refusal: on which write to which table, under which condition, and why."""

    name: str
    table: str
    event: str
    condition: str
    refusal: str = REFUSAL


def _published(where: str) -> str:
    # names come from this file, never from a request
    return f'EXISTS (SELECT 1 FROM "{EDITION}" AS e WHERE e."published_at" IS NOT NULL AND {where})'  # nosec B608


def _changed(*columns: str) -> str:
    return " OR ".join(f'NEW."{column}" <> OLD."{column}"' for column in columns)


_OF_OLD, _OF_NEW = _published('e."id" = OLD."edition_id"'), _published('e."id" = NEW."edition_id"')
_SAME_EDITION = _published(
    '(e."id" = NEW."id" OR (e."calendar_id" = NEW."calendar_id" AND e."year" = NEW."year" '
    'AND e."version" = NEW."version"))'
)
_SAME_DAY = f'EXISTS (SELECT 1 FROM "{DAY}" AS d WHERE d."id" = NEW."id")'  # nosec B608

_OF_CALENDAR = _published('e."calendar_id" = OLD."code"')

GUARDS = (
    Guard("calendars_edition_begins_open", EDITION, "INSERT", f'NEW."published_at" IS NOT NULL OR {_SAME_EDITION}'),
    Guard(
        "calendars_edition_stays", EDITION, "UPDATE",
        'OLD."published_at" IS NOT NULL OR ' + _changed("id", "calendar_id", "year", "version", "opened_by"),
    ),
    Guard(
        "calendars_edition_takes_two", EDITION, "UPDATE",
        'NEW."published_at" IS NOT NULL AND NEW."published_by" = OLD."opened_by" '
        f"AND NEW.\"published_by\" <> '{SEED}'",
        ONE_PERSON,
    ),
    Guard("calendars_edition_is_kept", EDITION, "DELETE", 'OLD."published_at" IS NOT NULL'),
    Guard("calendars_day_is_not_added", DAY, "INSERT", f"{_OF_NEW} OR {_SAME_DAY}"),
    Guard("calendars_day_stays", DAY, "UPDATE", f"{_OF_OLD} OR {_OF_NEW} OR {_changed('id')}"),
    Guard("calendars_day_is_kept", DAY, "DELETE", _OF_OLD),
    Guard("calendars_calendar_is_one", CALENDAR, "INSERT", _published('e."calendar_id" = NEW."code"')),
    Guard(
        "calendars_calendar_counts_alike", CALENDAR, "UPDATE",
        f"({_changed('code', 'weekly_rest', 'closures_count')}) AND {_OF_CALENDAR}",
    ),
)  # fmt: skip


def _function(guard: Guard) -> str:
    """The body of the PostgreSQL function; a write to a day waits for whoever is publishing its edition."""
    row = "OLD" if guard.event == "DELETE" else "NEW"
    wait = ""
    if guard.table == DAY:
        wait = f'PERFORM 1 FROM "{EDITION}" AS e WHERE e."id" = {row}."edition_id" FOR SHARE; '  # nosec B608
    refuse = f"RAISE EXCEPTION '{guard.refusal}' USING ERRCODE = 'restrict_violation'"
    return f"BEGIN {wait}IF {guard.condition} THEN {refuse}; END IF; RETURN {row}; END"


_NO_TRUNCATE = f"BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END"


def functions() -> dict[str, str]:
    """The PostgreSQL functions by name, each with its body."""
    return {**{guard.name: _function(guard) for guard in GUARDS}, "calendars_no_truncate": _NO_TRUNCATE}


def triggers(vendor: str) -> dict[str, tuple[str, str]]:
    """The triggers by name, each with its table and the statement that makes it."""
    if vendor == "sqlite":
        return {
            guard.name: (
                guard.table,
                f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{guard.table}" WHEN {guard.condition} '
                f"BEGIN SELECT RAISE(ABORT, '{guard.refusal}'); END",
            )
            for guard in GUARDS
        }
    if vendor != "postgresql":
        raise NotImplementedError(f"No guard of the calendars is written for {vendor}.")
    made = {
        guard.name: (
            guard.table,
            f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{guard.table}" FOR EACH ROW '
            f"EXECUTE FUNCTION {guard.name}()",
        )
        for guard in GUARDS
    }
    for table in (CALENDAR, EDITION, DAY):
        name = f"{table}_no_truncate"
        text = (
            f'CREATE TRIGGER "{name}" BEFORE TRUNCATE ON "{table}" EXECUTE FUNCTION calendars_no_truncate()'
        )
        made[name] = (table, text)
    return made


def drop_statements(vendor: str) -> list[str]:
    """What removes every trigger, where it is."""
    return guards.drop_statements(triggers(vendor), vendor)


def install(connection: BaseDatabaseWrapper) -> None:
    """Makes every trigger anew, once the tables exist. Safe to repeat."""
    if {CALENDAR, EDITION, DAY} <= set(connection.introspection.table_names()):
        guards.put(connection, triggers(connection.vendor), functions())


def remove(connection: BaseDatabaseWrapper) -> None:
    """Takes every trigger away, for a migration that alters the tables."""
    guards.take_away(connection, triggers(connection.vendor))


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that are absent, changed or disabled; empty when the editions are guarded."""
    if EDITION not in connection.introspection.table_names():
        return []
    return guards.missing(connection, triggers(connection.vendor), functions())


def guard(apps: Any, schema_editor: Any) -> None:
    """Forward step of a migration."""
    install(schema_editor.connection)


def lift(apps: Any, schema_editor: Any) -> None:
    """Backward step, and the first step of a migration that alters the tables."""
    remove(schema_editor.connection)


def install_after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    """Receiver of post_migrate."""
    install(connections[using])
