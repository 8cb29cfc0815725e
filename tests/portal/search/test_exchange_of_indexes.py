"""An index exchanged while others read it, write it, or die: no search meets a gap, and no index in use is removed."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from portal.search import elastic_storage, tantivy_storage
from portal.search.elastic_engine import ElasticEngine
from portal.search.engine import IndexOutdated, SearchError
from portal.search.kept_engine import KeptEngine
from portal.search.service import SearchService
from portal.search.tantivy_engine import TantivyEngine
from portal.search.units import Unit
from tests.support.search_cluster import Scratch

TODAY = date(2026, 1, 1)


def units(count: int) -> list[Unit]:
    return [Unit(f"u{n}", f"hk/{n}", "s1", "hk", "zh-hant", "law", "", "資料") for n in range(count)]


def total(service: SearchService) -> int:
    return service.search("資料", on=TODAY).total


@pytest.fixture
def two(tmp_path: Path) -> tuple[SearchService, SearchService]:
    """Two processes on one embedded index of three units."""
    one, other = (SearchService(TantivyEngine(tmp_path / "index", patience=0.3)) for _ in range(2))
    one.rebuild(units(3))
    return one, other


def once_before(
    monkeypatch: pytest.MonkeyPatch, room: Any, name: str, act: Any, *, after: bool = False
) -> None:
    """Do something once, just before (or after) a function of a room does its work."""
    real, waiting = getattr(room, name), [act]

    def played(*args: Any, **more: Any) -> Any:
        if after:
            done = real(*args, **more)
            if waiting:
                waiting.pop()()
            return done
        if waiting:
            waiting.pop()()
        return real(*args, **more)

    monkeypatch.setattr(room, name, played)


@pytest.mark.parametrize(
    ("moment", "after"),
    [("current", False), ("current", True), ("version_of", False), ("version_of", True), ("opened", False)],
)
def test_a_search_that_opens_the_index_while_it_is_exchanged_finds_the_new_one(
    two: tuple[SearchService, SearchService], monkeypatch: pytest.MonkeyPatch, moment: str, after: bool
) -> None:
    writer, reader = two
    once_before(monkeypatch, tantivy_storage, moment, lambda: writer.rebuild(units(5)), after=after)
    assert total(reader) == 5


def test_a_search_whose_index_was_removed_between_two_looks_finds_the_new_one(
    two: tuple[SearchService, SearchService], monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, reader = two
    assert total(reader) == 3
    once_before(monkeypatch, TantivyEngine, "_meta_path", lambda: writer.rebuild(units(5)))
    assert total(reader) == 5


def test_an_index_exchanged_under_a_writer_is_told_and_the_next_change_goes_in(
    two: tuple[SearchService, SearchService],
) -> None:
    """The outbox keeps what was not committed; a worker that lives for weeks must not stay with a dead writer."""
    one, other = two
    other.upsert(units(4))
    one.rebuild(units(2))
    with pytest.raises(SearchError):
        other.commit()
    other.upsert(units(4))
    other.commit()
    assert total(one) == total(other) == 4


@pytest.mark.parametrize("damage", ["meta.json", "store"])
def test_an_index_that_cannot_be_read_is_an_answer_of_the_engine_and_no_crash(
    two: tuple[SearchService, SearchService], tmp_path: Path, damage: str
) -> None:
    writer, reader = two
    (build,) = (tmp_path / "index").glob("build-*")
    for path in build.glob("meta.json" if damage == "meta.json" else "*.store"):
        path.write_bytes(b"{")
    with pytest.raises(SearchError):
        total(reader)
    assert not reader.health().ready
    writer.rebuild(units(2))
    assert total(reader) == 2


def test_the_page_says_so_when_the_index_cannot_be_read(db: None, tmp_path: Path, settings: Any) -> None:
    settings.PORTAL_VAR = tmp_path
    SearchService(TantivyEngine(tmp_path / "index" / "law")).rebuild(units(1))
    (build,) = (tmp_path / "index" / "law").glob("build-*")
    (build / "meta.json").write_bytes(b"{")
    page = Client().get("/en/law/", {"q": "paper lantern"})
    assert page.status_code == 200 and b'value="paper lantern"' in page.content
    assert Client().get("/api/v1/law/search", {"q": "x"}).status_code == 503


def test_builds_that_died_go_with_a_later_rebuild_and_young_ones_stay(
    two: tuple[SearchService, SearchService], tmp_path: Path
) -> None:
    writer, _reader = two
    (build,) = (tmp_path / "index").glob("build-*")
    old, young = (
        build.with_name("build-20200101000000-0badcafe"),
        build.with_name("build-29990101000000-0badcafe"),
    )
    for path in (old, young):
        shutil.copytree(build, path)
    writer.rebuild(units(1))
    assert not old.exists() and young.exists()
    assert total(writer) == 1


def _break(*args: object, **more: object) -> None:
    raise KeyboardInterrupt


def test_a_rebuild_broken_off_after_the_exchange_leaves_the_new_index_in_its_place(
    two: tuple[SearchService, SearchService], monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, reader = two
    once_before(monkeypatch, tantivy_storage, "discard", _break)
    with pytest.raises(KeyboardInterrupt):
        writer.rebuild(units(5))
    assert total(reader) == 5


def test_the_same_in_the_cluster(corner: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    service = SearchService(corner.engine())
    service.rebuild(units(3))
    once_before(monkeypatch, elastic_storage, "discard", _break)
    with pytest.raises(KeyboardInterrupt):
        service.rebuild(units(5))
    assert total(SearchService(corner.engine())) == 5


def test_what_the_cluster_does_not_let_go_of_does_not_undo_the_exchange(
    corner: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As while a snapshot of the index before is being taken: the removal is refused with 400."""
    service = SearchService(corner.engine())
    service.rebuild(units(3))

    def refuse() -> None:
        raise SearchError("snapshot_in_progress_exception")

    once_before(monkeypatch, elastic_storage, "discard", refuse)
    service.rebuild(units(5))
    assert total(service) == 5


def test_a_kept_index_that_cannot_be_exchanged_leaves_the_clusters_own(
    corner: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = SearchService(KeptEngine(corner.engine(), TantivyEngine(tmp_path / "kept")))
    service.rebuild(units(3))

    def full(*args: object) -> None:
        raise OSError("no space left on the disk")

    monkeypatch.setattr(tantivy_storage, "point_to", full)
    with pytest.raises(OSError, match="no space"):
        service.rebuild(units(5))
    assert total(service) == 5


def test_two_processes_that_make_the_first_index_at_once_end_with_one(
    corner: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = SearchService(corner.engine()), SearchService(corner.engine())

    def first() -> None:
        one.upsert(units(1))
        one.commit()

    once_before(monkeypatch, elastic_storage, "create", first)
    other.upsert(units(2))
    other.commit()
    assert total(one) == total(other) == 2
    assert len(corner.indexes()) == 1


def test_a_rebuild_mends_an_alias_that_names_two_indexes(corner: Scratch) -> None:
    service = SearchService(corner.engine())
    engine = service.engine
    assert isinstance(engine, ElasticEngine)
    for _ in range(2):
        elastic_storage.create(engine.cluster, engine.alias, "0-other", in_use=True)
    with pytest.raises(SearchError) as raised:
        total(service)
    assert not isinstance(raised.value, IndexOutdated)
    service.rebuild(units(2))
    assert total(service) == 2 and len(corner.indexes()) == 1
