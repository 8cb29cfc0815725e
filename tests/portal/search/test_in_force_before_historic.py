"""Units in force are read first and the others after them: over all pages nothing is lost, doubled or miscounted."""

from dataclasses import dataclass
from itertools import pairwise

import pytest

from portal.search.engine import Page
from portal.search.plan import Filters
from portal.search.service import SearchService
from portal.search.tantivy_engine import TantivyEngine
from tests.portal.search.conftest import TODAY, unit

WORKS, SECTIONS = 30, 7


def provision(work: int, section: int):
    """Two sections of each work are in force, and none of the works from the twentieth on."""
    living = section < 2 and work < 20
    return unit(
        f"w{work}s{section}", f"hk/cap-{work}", "en", "Erasure", "data users must erase " + "soon " * (section + work % 3),
        provision=f"s{section}", valid_to=99_991_231 if living else 20200101, citations=(f"hk:cap:{work}",),
    )  # fmt: skip


@pytest.fixture
def service(tmp_path):
    made = SearchService(TantivyEngine(tmp_path / "index"))
    made.rebuild(provision(work, section) for work in range(WORKS) for section in range(SECTIONS))
    return made


def pages(service, **more):
    number = 1
    while True:
        found = service.search("data user", on=TODAY, page=Page(number=number, size=9, **more))
        yield found
        if not found.has_next:
            return
        number += 1


def test_units_turn_from_those_in_force_to_the_others_once(service):
    hits = [hit for found in pages(service, grouped=False) for hit in found.hits]
    assert len(hits) == len({hit.unit.uid for hit in hits}) == WORKS * SECTIONS
    assert [hit.in_force for hit in hits] == [True] * 40 + [False] * (WORKS * SECTIONS - 40)
    assert all(one.score >= next_.score for one, next_ in pairwise(hits))


def test_works_in_force_come_first_and_count_all_their_units(service):
    found = list(pages(service, per_work=3))
    groups = [group for page in found for group in page.groups]
    assert len(groups) == len({group.work for group in groups}) == WORKS
    assert {(group.total, len(group.hits)) for group in groups} == {(SECTIONS, 3)}
    first = [[hit.in_force for hit in group.hits] for group in groups]
    assert first == [[True, True, False]] * 20 + [[False] * 3] * 10
    assert {page.total for page in found} == {WORKS * SECTIONS}


@pytest.mark.parametrize("grouped", [True, False])
@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        (Filters(), {"yes": 40, "no": 170}),
        (Filters(in_force=False), {"no": 170}),
        (Filters(in_force=True), {"yes": 40}),
        (Filters(on=20150101), {"yes": 210}),
    ],
)
def test_those_in_force_are_counted_alike_however_the_page_is_read(service, grouped, narrowed, expected):
    found = service.search(
        "data user", on=TODAY, filters=narrowed, page=Page(grouped=grouped), facets=("in_force",)
    )
    assert found.facets["in_force"] == expected
    assert found.total == sum(expected.values())


@dataclass
class Span:
    """A citation as found in a query."""

    start: int
    end: int
    id: str


def test_a_historic_unit_that_a_citation_names_stands_before_those_in_force(service):
    found = service.search(
        "Cap. 25 OR data",
        on=TODAY,
        recognise=lambda text: [Span(0, 7, "hk:cap:25")],
        page=Page(grouped=False, size=20),
    )
    assert [hit.unit.work for hit in found.hits[:SECTIONS]] == ["hk/cap-25"] * SECTIONS
    assert found.hits[SECTIONS].in_force
    assert found.facets["in_force"] == {"yes": 40, "no": 170}
