"""What our engine for Elasticsearch adds to the time that the server says it took (`took`).

`run(scale)` returns rows, each with its target and what was measured. The time of a full page without HTML (plan,
request, the result read, highlights) less the server's own `took`, which it gives in whole milliseconds and rounds
down, so that up to one millisecond of the server's counts as ours. The server is the one at ELASTICSEARCH_URL, else
osmem-server, an emulator; the report names it.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Any

from portal.search import elastic_results
from portal.search.engine import Page
from portal.search.oracle import OracleEngine
from portal.search.preparation import prepared
from portal.search.service import SearchService
from portal.search.tantivy_engine import TantivyEngine
from tests.benchmarks.bench_search import ON, _p95, _row, corpus_path, sample_queries, units
from tests.support.search_cluster import described, scratch, server

SIZES = {"small": 300, "full": 20_000}
EMULATED = 3_000
"""Units beyond which the emulator, which is none of ours, becomes what is measured."""
ROUNDS = {"small": 1, "full": 5}
MOST = 10.0


class Took:
    """Adds up what the server says of each answer."""

    def __init__(self) -> None:
        self.milliseconds = 0
        self._real = elastic_results.Reading._ask

    def __enter__(self) -> Took:
        real, told = self._real, self

        def ask(reading: elastic_results.Reading, search: Any) -> Any:
            found = real(reading, search)
            told.milliseconds += int(found["took"])
            return found

        elastic_results.Reading._ask = ask  # type: ignore[method-assign,assignment]
        return self

    def __exit__(self, *error: object) -> None:
        elastic_results.Reading._ask = self._real  # type: ignore[method-assign]


def _page(service: SearchService, text: str, page: Page) -> float:
    """Milliseconds of a full page without HTML."""
    begun = time.perf_counter()
    found = service.search(text, on=ON, page=page)
    for hit in found.hits:
        service.highlight(found.plan, hit.unit)
    return (time.perf_counter() - begun) * 1_000


def _overheads(
    service: SearchService, asked: list[str], page: Page, rounds: int
) -> tuple[list[float], list[float]]:
    """For each query the least overhead of some rounds, and its whole time in that round."""
    over, whole = [], []
    for text in asked:
        times = []
        for _ in range(rounds):
            with Took() as took:
                spent = _page(service, text, page)
            times.append((spent - took.milliseconds, spent))
        best = min(times)
        over.append(best[0])
        whole.append(best[1])
    return over, whole


def _own_work(service: SearchService, asked: list[str]) -> list[float]:
    """Milliseconds of processor time that this process spends on each page, whatever else the machine does."""
    found = []
    for text in asked:
        begun = time.process_time()
        _page(service, text, Page())
        found.append((time.process_time() - begun) * 1_000)
    return found


def _equal(service: SearchService, other: SearchService, asked: list[str]) -> float:
    """The share of queries for which both find the same units (of the first hundred) and count the same."""
    same = 0
    for text in asked:
        one, two = (each.search(text, on=ON, page=Page(size=100, grouped=False)) for each in (service, other))
        few = one.total <= 100
        sets = not few or {hit.unit.uid for hit in one.hits} == {hit.unit.uid for hit in two.hits}
        same += one.total == two.total and dict(one.facets) == dict(two.facets) and sets
    return same / len(asked)


def _required() -> Any:
    """The server to be measured. Raises as :func:`run`."""
    held = server()
    if held is None:
        raise LookupError(described())
    if not corpus_path().is_file():
        raise FileNotFoundError(corpus_path())
    return held


def run(scale: str = "full") -> dict[str, Any]:
    """Measure. Raises `FileNotFoundError` when the corpus is not there, `LookupError` without a server."""
    held = _required()
    emulated = held.name == "osmem-server"
    source = list(units(min(SIZES[scale], EMULATED) if emulated else SIZES[scale]))
    asked = [query for group in sample_queries(source).values() for query in group]
    asked = asked[:: 1 if scale == "full" else 4]
    corner = scratch(held)
    with tempfile.TemporaryDirectory() as folder:
        cluster, embedded = SearchService(corner.engine()), SearchService(TantivyEngine(Path(folder)))
        oracle = SearchService(OracleEngine())
        try:
            begun = time.perf_counter()
            cluster.rebuild(iter(source))
            built = time.perf_counter() - begun
            embedded.rebuild(iter(source))
            oracle.engine.upsert(prepared(source))
            oracle.commit()
            over, whole = _overheads(cluster, asked, Page(), ROUNDS[scale])
            plain, _whole = _overheads(cluster, asked, Page(grouped=False), ROUNDS[scale])
            work = _own_work(cluster, asked)
            with_embedded, with_oracle = _equal(cluster, embedded, asked), _equal(cluster, oracle, asked[::3])
        finally:
            corner.clear()
    return {
        "scale": scale,
        "server": described(),
        "load": os.getloadavg()[0],
        "rows": {
            "overhead over took, p95 ms": _row(MOST, _p95(over), at_most=True),
            "overhead over took, not grouped, p95 ms": _row(MOST, _p95(plain), at_most=True),
            "sets, totals and facets equal to the embedded engine": _row(1, with_embedded),
            "sets, totals and facets equal to the oracle": _row(1, with_oracle),
        },
        "figures": {
            "units": len(source), "build_per_s": len(source) / built, "page_p95_ms": _p95(whole),
            "own_work_p95_ms": _p95(work),
        },
    }  # fmt: skip
