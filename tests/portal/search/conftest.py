"""A small library in four languages, and a fresh index of it in every engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from portal.search.engine import SearchEngine
from portal.search.oracle import OracleEngine
from portal.search.service import SearchService
from portal.search.tantivy_engine import TantivyEngine
from portal.search.units import Unit
from tests.support.search_cluster import Line, Scratch, Server, described, scratch, server

TODAY = date(2026, 1, 1)
ACT = ("hk:cap:901", "hk:cap:901:s2")


def unit(uid, work, language, heading, body, **more):
    place = work.split("/")[0]
    provision, kind = more.pop("provision", "s2"), more.pop("kind", "ordinance")
    return Unit(uid, work, provision, place, language, kind, heading, body, **more)


LIBRARY = [
    unit("hk-s2-hant", "hk/cap-901", "zh-hant", "釋義",
         "資料使用者指控制該資料的人；乾燥的裏面，衞生署", citations=ACT, year=1996),
    unit("hk-s2-hans", "hk/cap-901", "zh-hans", "释义",
         "资料使用者指控制该资料的人；干燥的里面，卫生署", citations=ACT, year=1996),
    unit("hk-s2-en", "hk/cap-901", "en", "Interpretation", "data user means a person who controls <the> data & more",
         citations=ACT, year=1996, title="Imaginary Records Ordinance"),
    unit("hk-s26-old", "hk/cap-901", "en", "Erasure", "data users must erase", provision="s26",
         year=1996, valid_from=19960101, valid_to=20120401, latest=False),
    unit("hk-s26-new", "hk/cap-901", "en", "Erasure", "data users must erase without delay", provision="s26",
         year=1996, valid_from=20120401, cites=("mo:lei:7:2013",)),
    unit("hk-s30", "hk/cap-901", "en", "Matching", "a data user may not match", provision="s30", year=1996, status="repealed"),
    unit("mo-1-pt", "mo/lei-7-2013", "pt", "Obrigações", "A segurança das obrigações; a acção e os factos do réu.",
         provision="art1", citations=("mo:lei:7:2013",), year=2013, kind="law"),
    unit("mo-1-hant", "mo/lei-7-2013", "zh-hant", "義務", "債的安全；訴訟及事實。皇后", provision="art1",
         citations=("mo:lei:7:2013",), year=2013, kind="law"),
    unit("mo-case-pt", "mo/tui-12-2015", "pt", "Sumário", "Da obrigação nasce a ação.", provision="headnote", year=2015,
         kind="judgment", court="tui"),
    unit("cn-1", "cn/civil", "zh-hans", "资料的处理",
         "其后处理者应当告知，第2条所称后果。王小明", provision="a1", year=2020, kind="law"),
    unit("cn-2", "cn/civil", "zh-hans", "处罚", "处以罚款；损害赔偿。", provision="a2", year=2020, kind="law"),
    unit("cn-3", "cn/procedure", "zh-hans", "期间", "期间从次日起算，小额程序。", provision="a3", year=2022, kind="law",
         valid_from=20300101),
]  # fmt: skip


ENGINES = ("tantivy", "oracle", "elasticsearch")


@pytest.fixture(scope="session")
def search_server() -> Server:
    """The cluster of the session."""
    found = server()
    if found is None:
        pytest.skip(described())
    return found


@pytest.fixture
def corner(search_server: Server) -> Iterator[Scratch]:
    """Names of one's own in the cluster, removed after the test."""
    held = scratch(search_server)
    yield held
    held.clear()


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """The line to the cluster; whole again at the end."""
    held = Line(monkeypatch)
    yield held
    held.cut = False


def make_engine(name: str, request: pytest.FixtureRequest) -> SearchEngine:
    """A fresh engine with nothing in it."""
    if name == "elasticsearch":
        return request.getfixturevalue("corner").engine()
    if name == "oracle":
        return OracleEngine()
    return TantivyEngine(request.getfixturevalue("tmp_path") / "index", patience=0.3)


@pytest.fixture(params=ENGINES)
def any_engine(request: pytest.FixtureRequest) -> SearchEngine:
    """Every test that asks for it runs on each engine, empty."""
    return make_engine(request.param, request)


@pytest.fixture
def service(any_engine: SearchEngine) -> SearchService:
    """Every test that asks for it runs on each engine, with the small library in it."""
    made = SearchService(any_engine)
    made.rebuild(LIBRARY)
    return made


@pytest.fixture
def empty_service(request, tmp_path):
    return SearchService(make_engine("tantivy", request))


@pytest.fixture
def find(service):
    """The uids a query finds, best first, not grouped."""
    from portal.search.engine import Page

    def uids(text, **more):
        return [
            hit.unit.uid
            for hit in service.search(text, on=TODAY, page=Page(size=100, grouped=False), **more).hits
        ]

    return uids
