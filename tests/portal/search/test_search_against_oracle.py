"""Generated queries on generated texts: every engine finds exactly what the brute-force scan finds."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.search.engine import ALL_FACETS, Page
from portal.search.oracle import OracleEngine
from portal.search.plan import Filters
from portal.search.service import SearchService
from portal.search.stabbing import around, blocks
from portal.search.tantivy_engine import TantivyEngine
from portal.search.units import OPEN_END, Unit
from tests.support.search_cluster import scratch

DAY = date(2010, 6, 15)
TEXTS = [
    "資料使用者控制資料，資料料使用用者。", "资料处理者不是使用者", "乾燥裏面後果，皇后之后", "第2條第3款 data 資料",
    "A segurança das obrigações e as acções", "data users and a data user's use of data", "使用 使用使用 料",
    "罰款與賠償，損害赔偿", "", "使", "cross-border dispute, Cap. 5 n.º 7/99",
]  # fmt: skip
LANGUAGES = [
    "zh-hant",
    "zh-hans",
    "zh-hant",
    "zh-hant",
    "pt",
    "en",
    "zh-hans",
    "zh-hant",
    "en",
    "zh-hans",
    "en",
]
PERIODS = [
    (0, OPEN_END),
    (20100615, OPEN_END),
    (20000101, 20100615),
    (20100616, 20200101),
    (19990101, 20100616),
]
UNITS = [
    Unit(f"u{number}", f"w{number % 7}", f"s{number % 11}", ("hk", "mo", "cn")[number % 3], LANGUAGES[number % 11],
         ("law", "judgment")[number % 2], TEXTS[(number * 5 + 2) % 11], TEXTS[number % 11], year=1990 + number % 4,
         valid_from=PERIODS[number % 5][0], valid_to=PERIODS[number % 5][1],
         status=("in-force", "in-force", "repealed")[number % 3], latest=number % 4 != 0)
    for number in range(165)
]  # fmt: skip


@pytest.fixture(scope="module", params=["tantivy", "elasticsearch"])
def both(request, tmp_path_factory):
    """An engine and the oracle over the same units."""
    corner = None
    if request.param == "elasticsearch":
        corner = scratch(request.getfixturevalue("search_server"))
        engine = corner.engine()
    else:
        engine = TantivyEngine(tmp_path_factory.mktemp("index"))
    services = SearchService(engine), SearchService(OracleEngine())
    for service in services:
        service.rebuild(UNITS)
    yield services
    if corner is not None:
        corner.clear()


def uids(service, text, filters):
    found = []
    for number in (1, 2):
        page = Page(number=number, size=100, grouped=False)
        found += [hit.unit.uid for hit in service.search(text, on=DAY, filters=filters, page=page).hits]
    return sorted(found)


CHARACTERS = "資料使用者资控制乾干裏里後后皇損害賠第條2罰"
FILTERS = st.builds(
    Filters,
    values=st.sampled_from([{}, {"jurisdiction": ("hk", "mo")}, {"language": ("pt",)}]),
    on=st.sampled_from([None, 20100615, 20100616, 19991231]),
    latest_only=st.booleans(),
    in_force=st.sampled_from([None, True, False]),
)
WORDS = st.one_of(
    st.text(alphabet=CHARACTERS, min_size=1, max_size=4),
    st.sampled_from(["data", "users", "seguranca", "obrigação", "acao", '"data user"', '"user of data"', "OR",
                     "-data", "-資料", "title:data", "jur:hk", "year:1991", "art:3", "cross-border", "n.º", "7/99"]),
)  # fmt: skip
QUIET = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUIET
@given(st.text(alphabet=CHARACTERS, min_size=2, max_size=2))
def test_two_character_queries_are_exact(both, text):
    engine, oracle = both
    assert uids(engine, text, None) == uids(oracle, text, None)


@QUIET
@given(st.sampled_from([text for text in TEXTS if len(text) > 4]), st.integers(0, 12), st.integers(1, 8))
def test_every_piece_of_a_text_is_found_as_a_phrase(both, text, start, length):
    piece = text[start : start + length].replace('"', "")
    engine, oracle = both
    assert uids(engine, f'"{piece}"', None) == uids(oracle, f'"{piece}"', None)


@QUIET
@given(st.lists(WORDS, max_size=4), FILTERS)
def test_any_query_and_any_filter_find_the_same(both, words, filters):
    engine, oracle = both
    text = " ".join(words)
    assert uids(engine, text, filters) == uids(oracle, text, filters)


@QUIET
@given(st.lists(WORDS, min_size=1, max_size=3))
def test_facets_and_groups_count_the_same(both, words):
    text = " ".join(words)
    page = Page(size=100, per_work=3)
    one, other = (service.search(text, on=DAY, facets=ALL_FACETS, page=page) for service in both)
    assert one.facets == other.facets
    assert {g.work: (g.total, len(g.hits)) for g in one.groups} == {
        g.work: (g.total, len(g.hits)) for g in other.groups
    }


@given(
    st.integers(1700, 2105),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(0, 60_000_000),
    st.integers(0, OPEN_END),
)
def test_a_day_lies_in_a_period_exactly_when_one_of_its_blocks_does(year, month, day, first, end):
    on = year * 10_000 + month * 100 + day
    for begins, ends in [
        (first, end),
        (on, OPEN_END),
        (on, on + 1),
        (0, on),
        (on + 1, OPEN_END),
        (0, on + 1),
    ]:
        if _is_date(begins) and _is_date(ends):
            assert (not set(around(on)).isdisjoint(blocks(begins, ends))) == (begins <= on < ends)


def _is_date(value):
    rest = value % 10_000
    return value in (0, OPEN_END) or (
        1600 <= value // 10_000 <= 2111 and 101 <= rest <= 1231 and 1 <= rest % 100 <= 31
    )
