"""Tags that filter and count, and the order that ranks nobody: the same in every engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.search.engine import Page, SearchEngine
from portal.search.oracle import OracleEngine
from portal.search.plan import All, Everything, Filters, Keyword, Plan
from portal.search.service import SearchService
from portal.search.tantivy_engine import TantivyEngine
from portal.search.units import Unit
from tests.support.search_cluster import Scratch

ON = 20260101
LANGUAGES = ("yue", "cmn", "pt")


def entry(number: int) -> Unit:
    """One of thirty entries; each speaks one language, every third a second one too."""
    tags = {f"language:{LANGUAGES[number % 3]}"} | ({"language:en"} if number % 3 == 0 else set())
    return Unit(
        f"u{number}",
        f"w{number}",
        "",
        "cn-hk",
        "zh-hant",
        "mediator",
        f"陳{number}",
        "合約",
        tags=tuple(sorted(tags)),
    )


@pytest.fixture
def service(any_engine: SearchEngine) -> SearchService:
    made = SearchService(any_engine)
    made.rebuild(entry(number) for number in range(30))
    return made


def ring(service: SearchService, turn: int, *, size: int = 7, root: object = None) -> list[str]:
    """Everybody, page by page, from the place of the turn."""
    plan, found, page = Plan("", root or Everything()), [], 1  # type: ignore[arg-type]
    while True:
        result = service.engine.search(
            plan, facets=(), on=ON, page=Page(page, size, grouped=False, turn=turn)
        )
        found += [hit.unit.uid for hit in result.hits]
        if not result.has_next:
            return found
        page += 1


def test_tags_narrow_and_several_are_joined_by_and(service: SearchService) -> None:
    one, two = Keyword("tags", ("language:yue",)), Keyword("tags", ("language:en",))
    plan = Plan("", All((Everything(), one, two)))
    result = service.engine.search(plan, facets=("tags",), on=ON, page=Page(size=50, grouped=False))
    assert result.total == 10
    assert result.facets["tags"] == {"language:yue": 10, "language:en": 10}


def test_tags_narrow_as_a_filter_too_and_come_back_with_the_unit(service: SearchService) -> None:
    plan = Plan("", Everything(), Filters(values={"tags": ("language:pt", "language:cmn")}))
    result = service.engine.search(plan, facets=(), on=ON, page=Page(size=50, grouped=False))
    assert result.total == 20
    assert {hit.unit.tags for hit in result.hits} == {("language:pt",), ("language:cmn",)}


def test_going_round_the_ring_meets_everybody_once(service: SearchService) -> None:
    for turn in (0, 7, 29, 12_345):
        assert sorted(ring(service, turn)) == sorted(f"u{number}" for number in range(30))


def test_the_turn_alone_says_who_stands_first(service: SearchService) -> None:
    order = ring(service, 0)
    assert ring(service, 4) == order[4:] + order[:4]
    assert ring(service, 34, size=30) == order[4:] + order[:4]
    assert {ring(service, turn)[0] for turn in range(30)} == set(order)


def test_all_engines_keep_the_same_ring(tmp_path: Path, corner: Scratch) -> None:
    rings = []
    for engine in (OracleEngine(), TantivyEngine(tmp_path), corner.engine()):
        made = SearchService(engine)
        made.rebuild(entry(number) for number in range(30))
        rings.append(ring(made, 11))
    assert rings[0] == rings[1] == rings[2]


def test_nothing_found_is_an_empty_ring(service: SearchService) -> None:
    assert ring(service, 3, root=Keyword("tags", ("language:none",))) == []


def test_only_units_that_are_not_grouped_stand_on_a_ring() -> None:
    with pytest.raises(ValueError, match="ring"):
        Page(turn=1)
    with pytest.raises(ValueError, match="ring"):
        Page(grouped=False, turn=-1)
