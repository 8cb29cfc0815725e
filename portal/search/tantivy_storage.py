"""Where a tantivy index lies: builds beside each other, a pointer to the one in use, one writer at a time.

<root>/current            name of the build in use (replaced in one step)
<root>/<build>/           the index
<root>/<build>/schema     the analysis it was built with
"""

from __future__ import annotations

import json
import os
import shutil
import time
import uuid
from pathlib import Path

import tantivy

from portal.search.engine import IndexBusy
from portal.search.tantivy_schema import register_tokenizers, schema

WRITER_HEAP = 128_000_000
LOCK_PATIENCE = 30.0
"""Seconds a writer waits for another one before it gives up."""
STALE_SECONDS = 24 * 3600
"""A build that was begun so long ago and is not in use was abandoned by a process that died."""


def create(root: Path, version: str) -> Path:
    """A new empty build aside."""
    path = root / f"build-{time.strftime('%Y%m%d%H%M%S', time.gmtime())}-{uuid.uuid4().hex[:8]}"
    path.mkdir(parents=True)
    (path / "schema").write_text(version, encoding="ascii")
    tantivy.Index(schema(), path=str(path))
    return path


def opened(path: Path) -> tantivy.Index:
    """An index opened for searching and writing; readers are reloaded by hand."""
    index = tantivy.Index.open(str(path))
    register_tokenizers(index)
    index.config_reader("manual")
    return index


def version_of(path: Path) -> str:
    """The analysis a build was made with; empty when it does not say."""
    try:
        return (path / "schema").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def current(root: Path) -> Path | None:
    """The build in use; None when nothing was built."""
    try:
        name = (root / "current").read_text(encoding="ascii").strip()
    except OSError:
        return None
    path = root / name
    return path if name and (path / "meta.json").exists() else None


def point_to(root: Path, path: Path) -> None:
    """Make a build the one in use, in one step, and remove those before it."""
    fresh = root / f"current.{uuid.uuid4().hex[:8]}"
    with fresh.open("w", encoding="ascii") as handle:
        handle.write(path.name)
        handle.flush()
        os.fsync(handle.fileno())
    previous = current(root)
    os.replace(fresh, root / "current")
    if previous is not None and previous != path:
        discard(previous)
    for build in _abandoned(root, path):
        discard(build)


def _abandoned(root: Path, path: Path) -> list[Path]:
    """Builds that were begun so long ago that the process which made them has died."""
    oldest = time.strftime("build-%Y%m%d%H%M%S", time.gmtime(time.time() - STALE_SECONDS))
    return [build for build in root.glob("build-*") if build != path and build.name < oldest]


def discard(path: Path) -> None:
    """Remove a build. Searches already under way in it end well: its files stay open."""
    shutil.rmtree(path, ignore_errors=True)


def writer(index: tantivy.Index, *, patience: float = LOCK_PATIENCE) -> tantivy.IndexWriter:
    """The index's one writer, waiting for another to give it back. Raises `IndexBusy`."""
    deadline = time.monotonic() + patience
    pause = 0.02
    while True:
        try:
            return index.writer(WRITER_HEAP, 1)
        except ValueError as error:
            if "LockBusy" not in str(error):
                raise
            if time.monotonic() >= deadline:
                raise IndexBusy("another process is writing to this index") from error
            time.sleep(pause)
            pause = min(pause * 2, 0.5)


def commit_of(path: Path) -> int:
    """The number of the last commit."""
    held: dict[str, int] = json.loads((path / "meta.json").read_text(encoding="utf-8"))
    return int(held.get("opstamp", 0))


def size(path: Path) -> int:
    """Bytes of a build on disk."""
    return sum(entry.stat().st_size for entry in os.scandir(path) if entry.is_file())
