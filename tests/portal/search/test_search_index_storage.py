"""The embedded index on disk: built aside, swapped at once, one writer, honest about its state."""

from datetime import date

import pytest

from portal.search.engine import IndexBusy, IndexOutdated
from portal.search.engines import engine
from portal.search.notices import sentence
from portal.search.plan import Notice
from portal.search.service import SearchService
from portal.search.tantivy_engine import TantivyEngine
from portal.search.units import InvalidUnit, Unit

TODAY = date(2026, 1, 1)


def unit(number, body="資料", **more):
    return Unit(f"u{number}", "hk/x", f"s{number}", "hk", "zh-hant", "law", "", body, **more)


def total(service, text="資料"):
    return service.search(text, on=TODAY).total


def test_an_index_never_built_finds_nothing_and_says_it_is_empty(empty_service):
    assert total(empty_service) == 0
    health = empty_service.health()
    assert (health.ready, health.detail) == (False, "empty")


def test_the_first_unit_creates_the_index(empty_service):
    empty_service.upsert([unit(1)])
    assert total(empty_service) == 0
    empty_service.commit()
    assert total(empty_service) == 1
    health = empty_service.health()
    assert health.ready
    assert health.units == 1
    assert health.size > 0


def test_the_same_unit_twice_is_one(empty_service):
    empty_service.rebuild([unit(1), unit(1), unit(2)])
    empty_service.upsert([unit(2)])
    empty_service.commit()
    assert total(empty_service) == 2


def test_a_rebuild_that_fails_leaves_the_present_index_and_no_rubbish(empty_service, tmp_path):
    empty_service.rebuild([unit(1)])

    def units():
        yield unit(2)
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError, match="broke"):
        empty_service.rebuild(units())
    assert total(empty_service) == 1
    assert len(list((tmp_path / "index").glob("build-*"))) == 1


def test_a_rebuild_replaces_the_index_in_other_processes_too(empty_service, tmp_path):
    other = SearchService(TantivyEngine(tmp_path / "index"))
    empty_service.rebuild([unit(1)])
    assert total(other) == 1
    empty_service.rebuild([unit(1), unit(2), unit(3)])
    assert total(other) == 3
    empty_service.upsert([unit(4)])
    empty_service.commit()
    assert total(other) == 4
    assert len(list((tmp_path / "index").glob("build-*"))) == 1


def test_a_second_writer_waits_and_then_says_the_index_is_busy(empty_service, tmp_path):
    empty_service.rebuild([unit(1)])
    empty_service.upsert([unit(2)])
    other = SearchService(TantivyEngine(tmp_path / "index", patience=0.1))
    with pytest.raises(IndexBusy):
        other.upsert([unit(3)])
    empty_service.commit()
    other.upsert([unit(3)])
    other.commit()
    assert total(empty_service) == 3


def test_an_index_of_another_analysis_says_so_and_is_not_read(empty_service, tmp_path):
    empty_service.rebuild([unit(1)])
    (build,) = (tmp_path / "index").glob("build-*")
    (build / "schema").write_text("0-other")
    other = SearchService(TantivyEngine(tmp_path / "index"))
    with pytest.raises(IndexOutdated):
        total(other)
    assert other.health().detail == "outdated"
    other.rebuild([unit(1), unit(2)])
    assert total(other) == 2


@pytest.mark.parametrize(
    "wrong",
    [{"year": -1}, {"year": "1996"}, {"valid_from": 10**9}, {"valid_to": None}, {"topic": "two words"},
     {"court": "TUI"}, {"status": "In-Force"}, {"year": True}],
)  # fmt: skip
def test_a_unit_the_engine_would_choke_on_is_refused_before_anything_is_written(empty_service, wrong):
    with pytest.raises(InvalidUnit):
        empty_service.upsert([unit(1), unit(2, **wrong)])
    empty_service.commit()
    assert total(empty_service) == 0


def test_texts_with_strange_characters_go_in_and_come_back(empty_service):
    body = "資料 \x00 \ufffe \u0301 𠮶 " + "x" * 70_000
    empty_service.rebuild([unit(1, body)])
    (hit,) = empty_service.search("資料", on=TODAY).hits
    assert hit.unit.body == body


def test_the_factory_keeps_indexes_under_the_folder_of_state(settings, tmp_path):
    settings.PORTAL_VAR = tmp_path
    assert engine("law").root == tmp_path / "index" / "law"
    assert engine("law") is engine("law")
    with pytest.raises(ValueError, match="name"):
        engine("../law")


@pytest.mark.parametrize(
    ("code", "facts"),
    [("too_long", {"limit": 512}), ("too_many_words", {"limit": 32}), ("nothing_to_find", {}),
     ("bad_date", {"value": "2015-99-99"}), ("bad_year", {"value": "soon"})],
)  # fmt: skip
def test_every_notice_has_a_sentence(code, facts):
    text = sentence(Notice(code, facts))
    assert all(str(value) in text for value in facts.values())
