"""When the cluster does not answer: nobody waits for it twice, the kept index answers and says so, nothing is lost."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from portal.search import elastic_cluster, engines
from portal.search.elastic_cluster import Cluster
from portal.search.elastic_engine import ElasticEngine
from portal.search.engine import Page, SearchAway, SearchError, Stamp
from portal.search.kept_engine import KeptEngine
from portal.search.notices import sentence
from portal.search.plan import Everything, Plan
from portal.search.service import SearchService
from portal.search.tantivy_engine import TantivyEngine
from portal.search.units import Unit
from tests.support.search_cluster import Line, Scratch

TODAY = date(2026, 1, 1)


def unit(number: int, body: str = "資料") -> Unit:
    return Unit(f"u{number}", f"hk/{number}", "s1", "hk", "zh-hant", "law", "", body)


def total(service: SearchService) -> int:
    return service.search("資料", on=TODAY).total


@pytest.fixture
def kept(corner: Scratch, tmp_path: Path, line: Line) -> SearchService:
    """A cluster with an embedded index beside it, both with three units."""
    service = SearchService(KeptEngine(corner.engine(), TantivyEngine(tmp_path / "kept", patience=0.3)))
    service.rebuild([unit(1), unit(2), unit(3)])
    return service


@dataclass
class Silent:
    """A server that takes a call and never says a word."""

    url: str
    calls: list[socket.socket]


@pytest.fixture
def silent() -> Iterator[Silent]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        held: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    held.append(server.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        yield Silent(f"http://127.0.0.1:{server.getsockname()[1]}", held)
        for one in held:
            one.close()


def test_a_silent_cluster_costs_one_short_wait_and_then_none(silent: Silent) -> None:
    engine = ElasticEngine(Cluster(silent.url, patience=0.3), "law")
    times = []
    for _ in range(5):
        began = time.monotonic()
        with pytest.raises(SearchAway):
            engine.search(Plan("", Everything()), facets=(), on=20260101, page=Page())
        times.append(time.monotonic() - began)
    assert times[0] < 20
    assert len(silent.calls) == 1
    assert engine.health().detail == "away"


def test_after_a_while_one_caller_asks_again_and_the_others_do_not_wait(silent: Silent) -> None:
    cluster = Cluster(silent.url, patience=0.4, away_seconds=0.05)
    engine = ElasticEngine(cluster, "law")
    with pytest.raises(SearchAway):
        engine.search(Plan("", Everything()), facets=(), on=20260101, page=Page())
    cluster.away_seconds = 60.0
    time.sleep(0.06)
    threads = [threading.Thread(target=engine.health) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(silent.calls) == 2


def test_a_cluster_that_comes_back_is_used_again(corner: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    service = SearchService(corner.engine(away_seconds=0.0))
    service.rebuild([unit(1)])
    engine = service.engine
    assert isinstance(engine, ElasticEngine)
    engine.cluster._gone("cut by the test")
    assert total(service) == 1
    assert engine.cluster._reason == ""


def test_without_a_kept_index_searches_say_that_the_cluster_is_away(corner: Scratch, line: Line) -> None:
    service = SearchService(corner.engine())
    service.rebuild([unit(1)])
    line.cut = True
    with pytest.raises(SearchAway):
        total(service)
    for act in (lambda: service.upsert([unit(2)]), lambda: service.delete(["u1"]), service.commit):
        with pytest.raises(SearchAway):
            act()
    assert service.health().detail == "away"


def test_a_password_in_the_address_is_in_no_message() -> None:
    engine = ElasticEngine(Cluster("http://portal:s3cret@127.0.0.1:9"), "law")
    with pytest.raises(SearchAway) as raised:
        engine.search(Plan("", Everything()), facets=(), on=20260101, page=Page())
    assert "s3cret" not in f"{raised.value} {engine.health()}"


def test_a_question_the_cluster_refuses_is_not_taken_for_its_absence(corner: Scratch) -> None:
    cluster = corner.server.cluster()
    with pytest.raises(SearchError, match="refused") as raised:
        cluster.ask(lambda client: client.search(index="_all", query={"no_such_query": {}}))
    assert not isinstance(raised.value, SearchAway)
    assert cluster.ask(lambda client: client.count(index="_all"))["count"] >= 0


def test_the_kept_index_answers_while_the_cluster_is_away_and_says_so(
    kept: SearchService, line: Line
) -> None:
    assert kept.search("資料", on=TODAY).plan.notices == ()
    line.cut = True
    found = kept.search("資料", on=TODAY)
    assert found.total == 3
    (notice,) = found.plan.notices
    with translation.override("en"):
        assert "kept on this server" in sentence(notice)
    assert kept.health().detail == "away, kept index answers"
    line.cut = False
    assert kept.search("資料", on=TODAY).plan.notices == ()


def test_every_change_goes_to_both(kept: SearchService, line: Line) -> None:
    kept.delete(["u1"])
    kept.upsert([unit(4), unit(5)])
    kept.commit()
    with_cluster = total(kept)
    line.cut = True
    assert total(kept) == with_cluster == 4


def test_a_change_made_while_the_cluster_is_away_is_kept_and_asked_for_again(
    kept: SearchService, line: Line
) -> None:
    line.cut = True
    kept.upsert([unit(4)])
    with pytest.raises(SearchAway):
        kept.commit()
    assert total(kept) == 4
    line.cut = False
    assert total(kept) == 3
    kept.upsert([unit(4)])
    assert isinstance(kept.commit(), Stamp)
    assert total(kept) == 4


def test_a_kept_index_that_was_never_built_does_not_answer_for_the_whole(
    corner: Scratch, tmp_path: Path, line: Line
) -> None:
    SearchService(corner.engine()).rebuild([unit(1), unit(2)])
    service = SearchService(KeptEngine(corner.engine(), TantivyEngine(tmp_path)))
    service.upsert([unit(3)])
    service.commit()
    assert service.health().detail == "kept index empty"
    line.cut = True
    with pytest.raises(SearchAway):
        total(service)


def test_a_rebuild_that_loses_the_cluster_leaves_both_as_they_were(kept: SearchService, line: Line) -> None:
    def units() -> Iterator[Unit]:
        for number in range(1_200):
            line.cut = number > 600
            yield unit(number)

    with pytest.raises(SearchAway):
        kept.rebuild(units())
    assert total(kept) == 3
    line.cut = False
    assert total(kept) == 3
    kept.rebuild([unit(1)])
    assert total(kept) == 1


def test_a_refused_change_gives_the_kept_writer_back(
    kept: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> int:
        raise SearchError("refused")

    monkeypatch.setattr(ElasticEngine, "upsert", refuse)
    with pytest.raises(SearchError, match="refused"):
        kept.upsert([unit(9)])
    engine = kept.engine
    assert isinstance(engine, KeptEngine)
    other = TantivyEngine(engine.kept.root, patience=0.1)
    other.delete([])
    other.rollback()


def test_settings_choose_the_engine(settings: object, tmp_path: Path) -> None:
    settings.PORTAL_VAR = tmp_path  # type: ignore[attr-defined]
    assert isinstance(engines.engine("law"), TantivyEngine)
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"  # type: ignore[attr-defined]
    settings.ELASTICSEARCH_PREFIX = "court-"  # type: ignore[attr-defined]
    plain = engines.engine("law")
    assert isinstance(plain, ElasticEngine) and plain.alias == "court-law"
    assert engines.engine("law") is plain
    settings.SEARCH_KEEP_EMBEDDED = True  # type: ignore[attr-defined]
    both = engines.engine("law")
    assert isinstance(both, KeptEngine) and both.kept.root == tmp_path / "index" / "law"
    settings.ELASTICSEARCH_PREFIX = "Not A Prefix"  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="ELASTICSEARCH_PREFIX"):
        engines.engine("law")


def test_patience_is_short() -> None:
    assert elastic_cluster.SEARCH_SECONDS <= 3
    assert elastic_cluster.AWAY_SECONDS >= 5
