"""Tables that only grow: triggers refuse UPDATE, DELETE, REPLACE and TRUNCATE.

They stop accidents and the application's own role. The owner of the database can drop them; that is found
by `missing_triggers`, and what was done meanwhile by `verify_audit`. Triggers are put back after every
migrate, since SQLite loses them when it remakes a table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.audit import guards
from portal.web.registry import Registry

FUNCTION = "portal_append_only"
FUNCTIONS = {FUNCTION: "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END"}


@dataclass(frozen=True)
class GrowingTable:
    """A protected table and the column groups that identify a row in it."""

    table: str
    unique: tuple[tuple[str, ...], ...]


tables: Registry[GrowingTable] = Registry("append-only tables")


def protect(model: type[models.Model]) -> None:
    """Makes the table of `model` append-only from the next migrate on. Called in ``apps.py::ready()``."""
    meta = model._meta
    columns = {field.name: str(field.column) for field in meta.local_concrete_fields}
    groups: list[tuple[str, ...]] = [(columns[f.name],) for f in meta.local_concrete_fields if f.unique]
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            groups.append(tuple(columns[name] for name in constraint.fields))
    tables.register(meta.db_table, GrowingTable(meta.db_table, tuple(groups)))


def triggers_of(table: GrowingTable, vendor: str) -> dict[str, str]:
    """The triggers of one table by name, each with the statement that makes it."""
    if vendor == "sqlite":
        return _sqlite_triggers(table)
    if vendor == "postgresql":
        return _postgresql_triggers(table)
    raise NotImplementedError(f"No append-only triggers are written for {vendor}.")


def _sqlite_triggers(table: GrowingTable) -> dict[str, str]:
    refusal = f"BEGIN SELECT RAISE(ABORT, '{table.table} is append-only'); END"
    same_row = " OR ".join(
        "(" + " AND ".join(f'"{column}" = NEW."{column}"' for column in group) + ")" for group in table.unique
    )
    # names come from the models' own metadata, never from a request
    exists = f'EXISTS (SELECT 1 FROM "{table.table}" WHERE {same_row})'  # nosec B608
    statements = {}
    for name, clause in (
        ("no_update", f'BEFORE UPDATE ON "{table.table}"'),
        ("no_delete", f'BEFORE DELETE ON "{table.table}"'),
        ("no_replace", f'BEFORE INSERT ON "{table.table}" WHEN {exists}'),
    ):
        trigger = f"{table.table}_{name}"
        statements[trigger] = f'CREATE TRIGGER "{trigger}" {clause} {refusal}'
    return statements


def _postgresql_triggers(table: GrowingTable) -> dict[str, str]:
    statements = {}
    for name, clause in (
        ("no_change", f'BEFORE UPDATE OR DELETE ON "{table.table}" FOR EACH ROW'),
        ("no_truncate", f'BEFORE TRUNCATE ON "{table.table}" FOR EACH STATEMENT'),
    ):
        trigger = f"{table.table}_{name}"
        statements[trigger] = f'CREATE TRIGGER "{trigger}" {clause} EXECUTE FUNCTION {FUNCTION}()'
    return statements


def _placed(tables_held: Iterable[GrowingTable], vendor: str) -> dict[str, tuple[str, str]]:
    """The triggers of these tables by name, each with its table."""
    return {
        name: (table.table, statement)
        for table in tables_held
        for name, statement in triggers_of(table, vendor).items()
    }


def drop_statements(connection: BaseDatabaseWrapper, table: GrowingTable) -> list[str]:
    """What removes the triggers of one table, where they are."""
    return guards.drop_statements(_placed([table], connection.vendor), connection.vendor)


def existing_tables(connection: BaseDatabaseWrapper) -> list[GrowingTable]:
    """The protected tables that the database holds."""
    held = set(connection.introspection.table_names())
    return [table for table in tables.values() if table.table in held]


def install(connection: BaseDatabaseWrapper) -> None:
    """Makes every trigger anew on the tables that exist. Safe to repeat."""
    guards.put(connection, _placed(existing_tables(connection), connection.vendor), FUNCTIONS)


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that are absent, changed or disabled; empty when the tables are protected."""
    return guards.missing(connection, _placed(existing_tables(connection), connection.vendor), FUNCTIONS)


def install_after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    """Receiver of post_migrate."""
    install(connections[using])
