"""The embedded engine: tantivy over our own tokens, in a folder of its own."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy

from portal.search import tantivy_storage as storage
from portal.search.engine import ALL_FACETS, Build, Health, IndexOutdated, Page, SearchError, Stamp
from portal.search.plan import Plan
from portal.search.preparation import schema_version
from portal.search.tantivy_results import Reading
from portal.search.tantivy_schema import document
from portal.search.units import Prepared, Result


class TantivyBuild:
    """A new index aside. Units are written as they come; memory stays flat."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.index = storage.opened(path)
        self._writer: tantivy.IndexWriter | None = storage.writer(self.index)
        self._seen: set[str] = set()

    def upsert(self, units: Iterable[Prepared]) -> int:
        if self._writer is None:
            raise SearchError("this build is finished")
        count = 0
        for count, prepared in enumerate(units, start=1):  # noqa: B007
            if prepared.unit.uid in self._seen:
                self._writer.delete_documents_by_term("uid", prepared.unit.uid)
            self._seen.add(prepared.unit.uid)
            self._writer.add_document(document(prepared))
        return count

    def finish(self) -> int:
        """Commit, wait for merges, give the writer back. Returns the commit's number."""
        if self._writer is None:
            raise SearchError("this build is finished")
        stamp = self._writer.commit()
        writer, self._writer = self._writer, None
        writer.wait_merging_threads()
        return stamp

    def discard(self) -> None:
        """Remove it, unless it is the one in use by now."""
        self._writer = None
        if storage.current(self.path.parent) != self.path:
            storage.discard(self.path)


def _signature(path: Path) -> tuple[int, ...]:
    """Changes whenever the file is replaced; empty when it is not there."""
    try:
        held = os.stat(path)
    except OSError:
        return ()
    return (held.st_mtime_ns, held.st_ino, held.st_size)


class TantivyEngine:
    """`SearchEngine` in a folder. Several processes may search; one at a time writes."""

    def __init__(self, root: Path, *, patience: float = storage.LOCK_PATIENCE) -> None:
        self.root = root
        self.patience = patience
        self._lock = threading.RLock()
        self._path: Path | None = None
        self._index: tantivy.Index | None = None
        self._pointer: tuple[int, ...] = ()
        self._meta: tuple[int, ...] = ()
        self._writer: tantivy.IndexWriter | None = None

    def begin(self, schema: str) -> Build:
        return TantivyBuild(storage.create(self.root, schema))

    def swap(self, build: Build) -> Stamp:
        if not isinstance(build, TantivyBuild):
            raise TypeError("this build belongs to another engine")
        stamp = build.finish()
        with self._lock:
            self._writer = None
            storage.point_to(self.root, build.path)
            self._index = None
        return Stamp(build.path.name, stamp)

    def _opened(self) -> tantivy.Index | None:
        """The index in use, followed through swaps and commits of other processes; None when none is built.

        Raises `IndexOutdated`, and `SearchError` for an index that cannot be read. Another process may exchange and
        remove a build while it is being opened here: then the one in its place is opened.
        """
        with self._lock:
            while True:
                pointer = _signature(self.root / "current")
                try:
                    index = self._at(pointer)
                except (IndexOutdated, ValueError, OSError) as error:
                    self._index = None
                    if pointer != _signature(self.root / "current"):
                        continue
                    if isinstance(error, IndexOutdated):
                        raise
                    raise SearchError(f"the index cannot be read: {error}") from error
                if index is not None or pointer == _signature(self.root / "current"):
                    return index

    def _at(self, pointer: tuple[int, ...]) -> tantivy.Index | None:
        """The index that the pointer names, as it was last committed."""
        if self._index is None or pointer != self._pointer:
            self._index, self._pointer = None, pointer
            self._path = storage.current(self.root)
            if self._path is None:
                return None
            if storage.version_of(self._path) != schema_version():
                raise IndexOutdated("the index was built with another analysis: build it again")
            self._index, self._meta = storage.opened(self._path), ()
        seen = _signature(self._meta_path())
        if seen != self._meta:
            self._index.reload()
            self._meta = seen
        return self._index

    def _meta_path(self) -> Path:
        return (self._path or self.root) / "meta.json"

    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            index = self._opened()
            if index is None:
                storage.point_to(self.root, storage.create(self.root, schema_version()))
                index = self._opened()
            if index is None:
                raise SearchError("the index could not be created")
            self._writer = storage.writer(index, patience=self.patience)
        return self._writer

    def upsert(self, units: Iterable[Prepared]) -> int:
        with self._lock, self._written():
            writer = self._writing()
            count = 0
            for count, prepared in enumerate(units, start=1):  # noqa: B007
                writer.delete_documents_by_term("uid", prepared.unit.uid)
                writer.add_document(document(prepared))
            return count

    def delete(self, uids: Iterable[str]) -> int:
        with self._lock, self._written():
            writer = self._writing()
            named = list(uids)
            for uid in named:
                writer.delete_documents_by_term("uid", uid)
            return len(named)

    def commit(self) -> Stamp:
        with self._lock, self._written():
            writer = self._writing()
            stamp = writer.commit()
            self._writer = None
            writer.wait_merging_threads()
            return Stamp(self._path.name if self._path else "", stamp)

    @contextmanager
    def _written(self) -> Iterator[None]:
        """A writer that failed is given up: the build may have been exchanged and removed by another process."""
        try:
            yield
        except (ValueError, OSError) as error:
            self._writer = None
            raise SearchError(f"the index cannot be written: {error}") from error

    def rollback(self) -> None:
        """Forget the changes since the last commit and give the writer back."""
        with self._lock:
            if self._writer is not None:
                self._writer.rollback()
                self._writer = None

    def search(self, plan: Plan, *, facets: Sequence[str], on: int, page: Page) -> Result:
        if unknown := set(facets) - set(ALL_FACETS):
            raise ValueError(f"no such facet: {', '.join(sorted(unknown))}")
        index = self._opened()
        if index is None or plan.root is None:
            return Result(0, (), {name: {} for name in facets}, page.number)
        return Reading(index.searcher(), plan, plan.root, plan.filters.on or on).result(facets, page)

    def health(self) -> Health:
        try:
            index = self._opened()
            if index is None or self._path is None:
                return Health(False, "tantivy", detail="empty")
            searcher = index.searcher()
            stamp = Stamp(self._path.name, storage.commit_of(self._path))
            return Health(True, "tantivy", searcher.num_docs, storage.size(self._path), stamp)
        except IndexOutdated:
            return Health(False, "tantivy", detail="outdated")
        except Exception as error:
            return Health(False, "tantivy", detail=f"{type(error).__name__}: {error}")
