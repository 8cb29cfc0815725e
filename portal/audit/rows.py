"""Events as plain rows, streamed: no model objects, columns in the form in which the bytes hold them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from django.db import connection

from portal.audit.models import Event

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
