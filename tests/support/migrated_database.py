"""The migrated, empty database of a test run, kept from one run to the next while no migration changes.

Nearly all of the minute that the migrations take goes into Django's picture of the models, not into SQL. What they
leave is kept beside pytest's own cache; a run that finds it copies it and still runs ``migrate``, which then has
nothing to do. A transactional test, too, is followed by the kept content and not by empty tables: what migrations
wrote (languages, the tree of pages) is there for the test after it. Only SQLite; on PostgreSQL every run migrates
from the first step, and transactional tests come last.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.creation import DatabaseCreation
from django.test import TransactionTestCase

ROOT = Path(__file__).resolve().parents[2]
#: How long a restoring waits for requests that the server of a browser's test is still answering.
PATIENCE_SECONDS = 60.0


def digest() -> str:
    """What the content depends on: every migration of ours, and the locked versions of everybody else's."""
    found = hashlib.sha256((ROOT / "requirements" / "lock.txt").read_bytes())
    for path in sorted(ROOT.glob("*/migrations/*.py")) + sorted(ROOT.glob("portal/*/migrations/*.py")):
        found.update(f"\n{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return found.hexdigest()[:24]


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Within, an SQLite test database starts from the kept one; the first to come makes it, the others wait."""
    create, fill = DatabaseCreation.create_test_db, DatabaseCreation._create_test_db
    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
    kept = folder / f"{digest()}.sqlite3"

    def created(self: DatabaseCreation, *args: Any, **options: Any) -> str:
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            name = create(self, *args, **options)
            if not kept.exists():
                _keep(self.connection, kept)
        return name

    def filled(self: DatabaseCreation, *args: Any, **options: Any) -> str:
        name = fill(self, *args, **options)
        if kept.exists():
            with closing(sqlite3.connect(name)) as fresh:
                _copy(kept, fresh)
        return name

    def emptied(self: TransactionTestCase) -> None:
        if not _restore(kept):
            empty(self)

    DatabaseCreation.create_test_db = created  # type: ignore[method-assign]
    DatabaseCreation._create_test_db = filled  # type: ignore[attr-defined]
    TransactionTestCase._fixture_teardown = emptied  # type: ignore[attr-defined]
    try:
        yield
    finally:
        DatabaseCreation.create_test_db = create  # type: ignore[method-assign]
        DatabaseCreation._create_test_db = fill  # type: ignore[attr-defined]
        TransactionTestCase._fixture_teardown = empty  # type: ignore[attr-defined]


def _restore(kept: Path) -> bool:
    """Put the kept content in place of whatever a transactional test left; False where there is none to put."""
    if connection.vendor != "sqlite" or not kept.exists():
        return False
    connection.ensure_connection()
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            _copy(kept, connection.connection, end)
            break
        except sqlite3.OperationalError:  # another thread is writing
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
    ContentType.objects.clear_cache()
    return True


def _copy(kept: Path, into: sqlite3.Connection, end: float | None = None) -> None:
    def look(status: int, _left: int, _pages: int) -> None:  # a backup by itself waits for a writer for ever
        if (
            end is not None
            and status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            and time.monotonic() > end
        ):
            raise sqlite3.OperationalError("another thread keeps writing to the database of the tests")

    with closing(sqlite3.connect(kept)) as source:
        source.backup(into, progress=look)


def _keep(connection: BaseDatabaseWrapper, kept: Path) -> None:
    for old in kept.parent.glob("*.sqlite3"):
        old.unlink()
    fresh = kept.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(fresh)) as target:
        connection.connection.backup(target)
    fresh.rename(kept)
