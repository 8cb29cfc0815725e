"""The engine for Elasticsearch: what lies in the cluster, how an index is exchanged, what is never asked of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from elastic_transport import Urllib3HttpNode

from portal.search import elastic_engine, elastic_results, elastic_storage
from portal.search.elastic_engine import ElasticEngine
from portal.search.engine import IndexOutdated, Page, SearchAway, SearchError
from portal.search.preparation import prepare, schema_version
from portal.search.service import SearchService
from portal.search.units import Unit
from tests.support.search_cluster import Scratch

TODAY = date(2026, 1, 1)


def unit(number: int | str, body: str = "資料", **more: object) -> Unit:
    return Unit(f"u{number}", "hk/x", f"s{number}", "hk", "zh-hant", "law", "", body, **more)  # type: ignore[arg-type]


def total(service: SearchService, text: str = "資料") -> int:
    return service.search(text, on=TODAY).total


@pytest.fixture
def engine(corner: Scratch) -> ElasticEngine:
    return corner.engine()


@pytest.fixture
def service(engine: ElasticEngine) -> SearchService:
    return SearchService(engine)


def test_an_index_never_built_finds_nothing_and_says_it_is_empty(
    service: SearchService, corner: Scratch
) -> None:
    assert total(service) == 0
    health = service.health()
    assert (health.ready, health.engine, health.detail) == (False, "elasticsearch", "empty")
    assert corner.indexes() == {}


def test_the_first_unit_creates_the_index_and_is_seen_after_the_commit(
    service: SearchService, corner: Scratch
) -> None:
    service.upsert([unit(1)])
    if corner.server.name != "osmem-server":  # the emulator shows every write at once
        assert total(service) == 0
    stamp = service.commit()
    assert total(service) == 1
    health = service.health()
    assert (health.ready, health.units, health.stamp) == (True, 1, stamp)
    assert health.size > 0


def test_an_alias_names_the_build_whose_name_tells_its_analysis(
    service: SearchService, corner: Scratch
) -> None:
    stamp = service.rebuild([unit(1)])
    ((name, held),) = corner.indexes().items()
    assert name == stamp.build
    assert name.startswith(f"{corner.mark}law-{schema_version()}-")
    assert set(held["aliases"]) == {f"{corner.mark}law"}


def test_the_stamp_is_kept_in_the_index_and_counts_commits(
    service: SearchService, engine: ElasticEngine
) -> None:
    first = service.rebuild([unit(1)])
    service.upsert([unit(2)])
    second = service.commit()
    assert (second.build, second.commit) == (first.build, first.commit + 1)
    held = elastic_storage.current(engine.cluster, engine.alias)
    assert held == elastic_storage.Held(second.build, schema_version(), second.commit)


def test_an_index_of_another_analysis_says_so_and_is_neither_read_nor_written(
    service: SearchService, engine: ElasticEngine
) -> None:
    elastic_storage.create(engine.cluster, engine.alias, "0-other", in_use=True)
    with pytest.raises(IndexOutdated):
        total(service)
    with pytest.raises(IndexOutdated):
        service.upsert([unit(1)])
    assert service.health().detail == "outdated"
    service.rebuild([unit(1), unit(2)])
    assert total(service) == 2


def test_a_field_nobody_declared_is_refused(service: SearchService, engine: ElasticEngine) -> None:
    service.rebuild([unit(1)])
    with pytest.raises(SearchError, match="strict"):
        engine.cluster.ask(
            lambda client: client.index(index=engine.alias, id="x", document={"colour": "red"})
        )


def test_the_same_unit_twice_is_one(service: SearchService) -> None:
    service.rebuild([unit(1), unit(1), unit(2)])
    service.upsert([unit(2)])
    service.commit()
    assert total(service) == 2


def test_deleting_what_is_not_there_is_no_error(service: SearchService) -> None:
    service.rebuild([unit(1)])
    assert service.delete(["u1", "u7"]) == 2
    service.commit()
    assert total(service) == 0


def test_a_rebuild_that_fails_leaves_the_present_index_and_no_rubbish(
    service: SearchService, corner: Scratch
) -> None:
    service.rebuild([unit(1)])

    def units() -> Iterator[Unit]:
        yield unit(2)
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError, match="broke"):
        service.rebuild(units())
    assert total(service) == 1
    assert len(corner.indexes()) == 1


def test_searches_go_on_while_the_index_is_exchanged(corner: Scratch) -> None:
    """Zero downtime: in no moment is there an error, an empty answer, or half of an index."""
    writer, reader = SearchService(corner.engine()), SearchService(corner.engine())
    writer.rebuild(unit(number) for number in range(3))
    found, ended = [], threading.Event()

    def read() -> None:
        try:
            while not ended.is_set():
                found.append(total(reader))
        except Exception as error:
            found.append(error)  # type: ignore[arg-type]

    thread = threading.Thread(target=read)
    thread.start()
    for size in (5, 3, 5, 3, 5):
        writer.rebuild(unit(number) for number in range(size))
    ended.set()
    thread.join()
    assert set(found) <= {3, 5} and len(found) > 10
    assert len(corner.indexes()) == 1


def test_abandoned_builds_go_with_the_next_rebuild_and_others_stay(
    service: SearchService, corner: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.rebuild([unit(1)])
    engine = service.engine
    assert isinstance(engine, ElasticEngine)
    young = elastic_storage.create(engine.cluster, engine.alias, schema_version())
    namesake = elastic_storage.create(engine.cluster, f"{engine.alias}-drafts", schema_version(), in_use=True)
    assert service.rebuild([unit(1)]).build in corner.indexes()
    assert {young, namesake} <= set(corner.indexes())
    monkeypatch.setattr(elastic_storage, "STALE_SECONDS", -5)
    service.rebuild([unit(1)])
    assert young not in corner.indexes() and namesake in corner.indexes()


def test_a_write_never_creates_an_index_by_itself(
    engine: ElasticEngine, corner: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even when the index goes away between the look at it and the write."""
    if corner.server.name == "osmem-server":
        pytest.skip("the emulator takes no notice of require_alias")
    there = elastic_storage.Held("gone", schema_version(), 1)
    monkeypatch.setattr(elastic_storage, "current", lambda cluster, alias: there)
    with pytest.raises(SearchError):
        engine.upsert([prepare(unit(1))])
    assert corner.indexes() == {}


def test_texts_with_strange_characters_go_in_and_come_back(service: SearchService) -> None:
    body = "資料 \x00 \ufffe \u0301 𠮶 \ud800 " + "x" * 70_000
    service.rebuild([unit(1, body, title="\udfff"), unit("ü" * 400)])
    hits = service.search("資料", on=TODAY, page=Page(grouped=False)).hits
    assert {hit.unit.body for hit in hits} == {body, "資料"}
    service.delete(["u" + "ü" * 400])
    service.commit()
    assert total(service) == 1


def test_a_unit_that_was_never_valid_is_found_and_never_in_force(service: SearchService) -> None:
    service.rebuild([unit(1, valid_from=20200101, valid_to=20200101)])
    found = service.search("資料", on=TODAY)
    assert (found.total, found.facets["in_force"]) == (1, {"no": 1})
    assert service.search("資料 on:2020-01-01", on=TODAY).total == 0


def test_pages_beyond_what_the_cluster_turns_over_are_empty_with_the_true_total(
    service: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elastic_results, "WINDOW", 20)
    service.rebuild(unit(number) for number in range(30))
    for grouped in (True, False):
        found = service.search("資料", on=TODAY, page=Page(number=9, size=10, grouped=grouped))
        assert (found.total, found.hits, found.has_next) == (30, (), False)


def test_the_units_of_a_large_work_are_counted_exactly(
    service: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elasticsearch counts the hits inside a group only so far; what it did not count is asked for."""
    service.rebuild(unit(number) for number in range(12))
    real = elastic_results.Reading._ask

    def stops_counting(self: elastic_results.Reading, search: object) -> object:
        found = real(self, search)  # type: ignore[arg-type]
        for hit in found["hits"]["hits"]:
            for inside in hit.get("inner_hits", {}).values():
                inside["hits"]["total"] = {"value": 10, "relation": "gte"}
        return found

    monkeypatch.setattr(elastic_results.Reading, "_ask", stops_counting)
    (group,) = service.search("資料", on=TODAY, page=Page(per_work=3)).groups
    assert (group.total, len(group.hits)) == (12, 3)


def test_no_script_and_no_query_that_writes_is_ever_sent(
    corner: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    real: Callable[..., object] = Urllib3HttpNode.perform_request

    def noted(
        self: Urllib3HttpNode,
        method: str,
        target: str,
        body: bytes | None = None,
        *more: object,
        **named: object,
    ) -> object:
        sent.append(f"{method} {target} {(body or b'').decode()[:5_000]}")
        return real(self, method, target, body, *more, **named)

    monkeypatch.setattr(Urllib3HttpNode, "perform_request", noted)
    service = SearchService(corner.engine())
    service.rebuild([unit(1), unit(2)])
    service.upsert([unit(1, "其他")])
    service.delete(["u2"])
    service.commit()
    total(service)
    assert len(sent) > 8
    for banned in ("script", "painless", "_by_query", "_update/", '"update"'):
        assert not [line for line in sent if banned in line]


def test_an_index_that_appears_is_known_at_once_and_trusted_only_for_a_while(
    corner: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = SearchService(corner.engine()), SearchService(corner.engine())
    assert total(second) == 0
    first.rebuild([unit(1)])
    assert total(second) == 1
    engine = second.engine
    assert isinstance(engine, ElasticEngine)
    first.engine.cluster.ask(  # type: ignore[attr-defined]
        lambda client: client.indices.put_mapping(index=engine.alias, meta={"schema": "0-other", "commit": 1})
    )
    assert total(second) == 1
    later = time.monotonic() + 60
    monkeypatch.setattr(time, "monotonic", lambda: later)
    with pytest.raises(IndexOutdated):
        total(second)


@pytest.mark.parametrize(("status", "later"), [(429, True), (503, True), (400, False)])
def test_a_write_refused_for_now_is_told_as_away_and_one_refused_for_good_as_a_fault(
    corner: Scratch, monkeypatch: pytest.MonkeyPatch, status: int, later: bool
) -> None:
    def refused(*_anything: object, **_more: object) -> Iterator[tuple[bool, dict[str, object]]]:
        yield False, {"index": {"_id": "u1", "status": status, "error": {"type": "of the server"}}}

    service = SearchService(corner.engine())
    service.rebuild([unit(1)])
    monkeypatch.setattr(elastic_engine, "streaming_bulk", refused)
    with pytest.raises(SearchError, match="of the server") as told:
        service.upsert([unit(2)])
    assert isinstance(told.value, SearchAway) is later
    assert total(service) == 1  # searches go on
