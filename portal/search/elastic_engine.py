"""The second engine: Elasticsearch over the same tokens, behind an alias."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from portal.search import elastic_storage as storage
from portal.search.elastic_cluster import WRITE_SECONDS, Cluster, Missing
from portal.search.elastic_results import Reading
from portal.search.elastic_schema import document, document_id
from portal.search.engine import (
    ALL_FACETS,
    Build,
    Health,
    IndexOutdated,
    Page,
    SearchAway,
    SearchError,
    Stamp,
)
from portal.search.plan import Plan
from portal.search.preparation import schema_version
from portal.search.units import Prepared, Result

CHUNK, CHUNK_BYTES = 500, 8_000_000
LATER = frozenset({429, 503})
"""What a server that is well says of single writes it cannot take now: full disk, long queue, shard on its way back."""
GRACE_SECONDS = 1.0
"""Between the exchange of an index and the removal of the one before: searches under way in it end well."""
TRUSTED_SECONDS = 5.0
"""How long an engine takes for granted which analysis the index in use was built with."""


class ElasticBuild:
    """A new index aside. Units are sent by the chunk; memory stays flat."""

    def __init__(self, cluster: Cluster, alias: str, schema: str) -> None:
        self.cluster, self.schema = cluster, schema
        self.index = storage.create(cluster, alias, schema)
        self.finished = False

    def upsert(self, units: Iterable[Prepared]) -> int:
        if self.finished:
            raise SearchError("this build is finished")
        return _send(self.cluster, self.index, _put(self.index, units))

    def finish(self) -> int:
        """Make everything visible. Returns the commit's number."""
        if self.finished:
            raise SearchError("this build is finished")
        self.finished = True
        storage.refresh(self.cluster, self.index)
        storage.stamp(self.cluster, storage.Held(self.index, self.schema, 0), 1)
        return 1

    def discard(self) -> None:
        """Remove it, unless it is in use by now, and if the cluster is there: else it goes with a later rebuild."""
        self.finished = True
        try:
            storage.discard_unused(self.cluster, self.index)
        except SearchError:
            return


class ElasticEngine:
    """`SearchEngine` in a cluster. Many processes may search and write."""

    def __init__(self, cluster: Cluster, alias: str, *, grace: float | None = None) -> None:
        self.cluster, self.alias = cluster, alias
        self.grace = GRACE_SECONDS if grace is None else grace
        self._lock = threading.Lock()
        self._trusted_until = float("-inf")

    def begin(self, schema: str) -> Build:
        return ElasticBuild(self.cluster, self.alias, schema)

    def swap(self, build: Build) -> Stamp:
        if not isinstance(build, ElasticBuild):
            raise TypeError("this build belongs to another engine")
        number = build.finish()
        storage.point_to(self.cluster, self.alias, build.index, grace=self.grace)
        return Stamp(build.index, number)

    def upsert(self, units: Iterable[Prepared]) -> int:
        self._writing()
        return _send(self.cluster, self.alias, _put(self.alias, units), in_use=True)

    def delete(self, uids: Iterable[str]) -> int:
        self._writing()
        target = {"_op_type": "delete", "_index": self.alias}
        actions = ({**target, "_id": document_id(uid)} for uid in uids)
        return _send(self.cluster, self.alias, actions, in_use=True)

    def commit(self) -> Stamp:
        held = self._writing()
        storage.refresh(self.cluster, held.index)
        storage.stamp(self.cluster, held, held.commit + 1)
        return Stamp(held.index, held.commit + 1)

    def _writing(self) -> storage.Held:
        """The build in use, made when there is none. Raises `IndexOutdated`."""
        held = storage.current(self.cluster, self.alias)
        if held is None:
            made = storage.create(self.cluster, self.alias, schema_version(), in_use=True)
            storage.settle(self.cluster, self.alias, made)
            held = storage.current(self.cluster, self.alias)
        if held is None:
            raise SearchError("the index could not be created")
        return _fit(held)

    def search(self, plan: Plan, *, facets: Sequence[str], on: int, page: Page) -> Result:
        if unknown := set(facets) - set(ALL_FACETS):
            raise ValueError(f"no such facet: {', '.join(sorted(unknown))}")
        nothing = Result(0, (), {name: {} for name in facets}, page.number)
        if plan.root is None:
            return nothing
        reading = Reading(self.cluster, self.alias, plan, plan.root, plan.filters.on or on)
        for last in (False, True):
            try:
                if not self._known():
                    return nothing
                return reading.result(facets, page)
            except Missing as error:  # the index was exchanged under the search: the new one is there
                self._forget()
                if last:
                    raise SearchError("the index went away while it was searched") from error
        return nothing

    def _known(self) -> bool:
        """Whether there is an index; asked anew every few seconds. Raises `IndexOutdated`."""
        now = time.monotonic()
        if now < self._trusted_until:
            return True
        held = storage.current(self.cluster, self.alias)
        if held is None:
            return False
        _fit(held)
        with self._lock:
            self._trusted_until = now + TRUSTED_SECONDS
        return True

    def _forget(self) -> None:
        with self._lock:
            self._trusted_until = float("-inf")

    def health(self) -> Health:
        try:
            held = storage.current(self.cluster, self.alias)
            if held is None:
                return Health(False, "elasticsearch", detail="empty")
            _fit(held)
            units, size = storage.units(self.cluster, held.index), storage.size(self.cluster, held.index)
            return Health(True, "elasticsearch", units, size, Stamp(held.index, held.commit))
        except IndexOutdated:
            return Health(False, "elasticsearch", detail="outdated")
        except SearchAway:
            return Health(False, "elasticsearch", detail="away")
        except Exception as error:
            return Health(False, "elasticsearch", detail=f"{type(error).__name__}: {error}")


def _fit(held: storage.Held) -> storage.Held:
    if held.schema != schema_version():
        raise IndexOutdated("the index was built with another analysis: build it again")
    return held


def _put(name: str, units: Iterable[Prepared]) -> Iterator[dict[str, Any]]:
    for unit in units:
        yield {"_index": name, "_id": document_id(unit.unit.uid), "_source": document(unit)}


def _send(cluster: Cluster, name: str, actions: Iterable[dict[str, Any]], *, in_use: bool = False) -> int:
    """Carry actions into an index by the chunk; returns how many.

    Into the index in use only by its alias (`in_use`), so that a write never creates an index by itself.

    :raises SearchAway: the cluster takes no writes at the moment (its disk is full, it is overrun): ask again later.
    :raises SearchError: it refused one for good.
    """
    options: dict[str, Any] = {"chunk_size": CHUNK, "max_chunk_bytes": CHUNK_BYTES, "max_retries": 2}
    options |= {"require_alias": True} if in_use else {}

    def send(client: Elasticsearch) -> int:
        count = 0
        for well, item in streaming_bulk(client, actions, raise_on_error=False, **options):
            count += 1
            ((kind, told),) = item.items()
            if not well and not (kind == "delete" and told.get("result") == "not_found"):
                failure = SearchAway if told.get("status") in LATER else SearchError
                raise failure(f"{name} refused {told.get('_id')}: {told.get('error')}")
        return count

    return cluster.ask(send, seconds=WRITE_SECONDS)
