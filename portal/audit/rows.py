"""The log as plain rows: streamed for reading, and written by the few statements of an append.

No model objects on the way: an append is five small statements inside somebody's transaction, and the ORM
would cost several times what they do. Values pass through the fields' own conversion for the database in use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from portal.audit.models import ChainTip, Event, Node, Tip

INSTANT = {
    "sqlite": "replace(recorded_at, ' ', 'T') || "
    "CASE length(recorded_at) WHEN 19 THEN '.000000Z' ELSE 'Z' END",
    "postgresql": "to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
}
UID = {"sqlite": "event_uid", "postgresql": "replace(event_uid::text, '-', '')"}
WHERE = "WHERE position < %s AND (position >= %s OR position < 0) ORDER BY position"
BATCH = 2048


def _streamed(columns: str, start: int, end: int) -> Iterator[list[tuple[Any, ...]]]:
    """Batches of BATCH rows."""
    with closing(connection.chunked_cursor()) as cursor:
        cursor.execute(f"SELECT {columns} FROM {Event._meta.db_table} {WHERE}", [end, start])  # nosec B608
        while rows := cursor.fetchmany(BATCH):
            yield rows


def event_rows(start: int, end: int) -> Iterator[tuple[Any, ...]]:
    """Rows with `position` below `end`, from `start` or anything before 0, in order.

    Columns: position, act, actor_key, time, chain, subject_kind, subject_key, uid, leaf, body; the two last
    are bytes.
    """
    vendor = connection.vendor
    columns = (
        f"position, act, actor_key, {INSTANT[vendor]}, chain, subject_kind, subject_key, {UID[vendor]}, "
        "leaf, body"
    )
    for rows in _streamed(columns, start, end):
        yield from rows


def bodies(end: int) -> Iterator[list[tuple[str, bytes]]]:
    """Chain and bytes of every event below `end`, in batches of BATCH."""
    yield from _streamed("chain, body", 0, end)


def _insert(cursor: CursorWrapper, row: models.Model, fields: Iterable[Any]) -> None:
    fields = list(fields)
    columns = ", ".join(field.column for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    cursor.execute(
        f"INSERT INTO {row._meta.db_table} ({columns}) VALUES ({marks})",  # nosec B608
        values,
    )


def insert_event(cursor: CursorWrapper, event: Event) -> None:
    """Writes the row of a new event. Raises IntegrityError for a position or number already taken."""
    _insert(cursor, event, Event._meta.local_concrete_fields)
    event._state.adding, event._state.db = False, connection.alias


def insert_node(cursor: CursorWrapper, size: int, level: int, digest: bytes) -> None:
    """Writes a complete subtree."""
    fields = [field for field in Node._meta.local_concrete_fields if not field.primary_key]
    _insert(cursor, Node(size=size, level=level, digest=digest), fields)


def locked_tip(cursor: CursorWrapper) -> tuple[int, bytes] | None:
    """Size and peaks of the tip, locked until the transaction ends; None before the first append."""
    lock = connection.ops.for_update_sql() if connection.features.has_select_for_update else ""
    cursor.execute(f"SELECT size, peaks FROM {Tip._meta.db_table} WHERE id = 1 {lock}")  # nosec B608
    held = cursor.fetchone()
    return (held[0], bytes(held[1])) if held else None


def move_tip(cursor: CursorWrapper, before: int, size: int, peaks: bytes) -> bool:
    """Moves the tip from one size to another; False when it is no longer where it was."""
    held = Tip._meta.get_field("peaks").get_db_prep_save(peaks, connection)
    cursor.execute(
        f"UPDATE {Tip._meta.db_table} SET size = %s, peaks = %s WHERE id = 1 AND size = %s",  # nosec B608
        [size, held, before],
    )
    return cursor.rowcount == 1


def chain_link(cursor: CursorWrapper, chain: str) -> str | None:
    """The hash of the last event of a chain; None for a chain without events."""
    cursor.execute(f"SELECT link FROM {ChainTip._meta.db_table} WHERE chain = %s", [chain])  # nosec B608
    held = cursor.fetchone()
    return str(held[0]) if held else None


def lengthen_chain(cursor: CursorWrapper, chain: str, *, known: bool, link: str, position: int) -> None:
    """Moves the end of a chain; the lock on the tip makes this safe."""
    if known:
        statement = f"UPDATE {ChainTip._meta.db_table} SET link = %s, position = %s WHERE chain = %s"  # nosec B608
    else:
        statement = f"INSERT INTO {ChainTip._meta.db_table} (link, position, chain) VALUES (%s, %s, %s)"  # nosec B608
    cursor.execute(statement, [link, position, chain])
