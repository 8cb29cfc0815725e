"""Hostile queries on every engine and through every public door: a clear answer, the question kept, never a 500."""

from __future__ import annotations

import html
import random
import re
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from foreign_law.actions.bring_in import bring_in
from foreign_law.queries.cited_places import place_cited
from foreign_law.rules.citations import recognise
from foreign_law.search import index_pending
from portal.audit.actors import system_actor
from portal.search.engine import ALL_FACETS, Page, SearchEngine
from portal.search.forms import LONGEST
from portal.search.plan import Expansion
from portal.search.service import SearchService
from portal.search.syntax import MAX_QUERY
from tests.support.search_cluster import Scratch, choose

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
SAMPLES = Path(__file__).parents[2] / "foreign_law" / "samples"
_chance = random.Random(6)
HOSTILE = {
    "ten thousand letters": "a" * 10_000,
    "ten thousand characters of Chinese": "甲乙丙丁" * 2_500,
    "ten thousand words": "ab " * 3_334,
    "only punctuation": "。、！？…—·「」『』【】（）()[]{}<>/\\|@#$%^&*_+=~`'\"" * 20,
    "only brackets": "(" * 5_000 + ")" * 5_000,
    "deep parentheses": "(" * 400 + "資料" + ")" * 400,
    "only quotation marks": '"' * 501,
    "quotation marks of every kind, none closed": "“「『«＂《資料",
    "mixed scripts": "資料 дані נתונים بيانات ข้อมูล δεδομένα データ 데이터 ꓢꓲꓢꓵ data",
    "right to left and its marks": "\u202edata\u202c \u2066資料\u2069 \u200fنص\u200e",
    "marks that have no width": "資\u200b料\u200d使\u2060用\ufeff者",
    "combining marks heaped": "a" + "\u0301" * 2_000,
    "NUL": "資料\x00使用\x00",
    "control characters": "".join(map(chr, range(1, 32))) + "資料",
    "lone surrogates": "資料\ud800\udfff title:\ud83d court:\udc00",
    "five thousand OR": "甲 OR " * 5_000,
    "OR alone": "OR OR OR",
    "minus alone": "- -- -- -\u2212",
    "only negations": "-甲 -乙 -a -b",
    "every field empty": "title: cap: art: court: year: lang: jur: on:",
    "every field with nonsense": 'title:"( court:* cap:\x00 art:999999999999 year:99999-0 lang:$ jur:;-- on:2015-99-99',
    "a regular expression that explodes": "(a+)+$" * 50 + " /(.*)*/ (a|a)*b .*.*.*.*x",
    "the syntax of other engines": "*:* {!func} _exists_:body [a TO b] a^9~2 title:/.*/ body:?* \\u0000 (a AND",
    "a script": "<script>alert(1)</script> {{7*7}} ${7*7} %s %(x)s",
    "a statement of SQL": "'; DROP TABLE foreign_law_instrument; --",
    "JSON of a query": '{"query":{"script":{"script":"1"}}}',
    "numbers without end": "9" * 10_000,
    "digits of many scripts": "٣٤٥ ४५६ ７８９ ⅷ ②",
    "citations by the hundred": "Cap. 486 s. 2 Lei n.º 7/2013 " * 300,
    "a citation that never ends": "artigo " * 700 + "n.º " * 700,
    "a citation of digits and points": "Cap. " + "1." * 4_000,
    "emoji with modifiers": "👩🏽‍⚖️👨‍👩‍👧‍👦🏳️‍🌈" * 100,
    "beyond the basic plane": "𠮶𠀀𪜀𫝀" * 500,
    "noise": "".join(chr(_chance.randrange(0x20, 0xD7FF)) for _ in range(3_000)),
}  # fmt: skip
SECONDS = 5.0
"""More than enough on a busy machine, and far less than what a pattern that explodes takes."""


def expander(text: str) -> list[Expansion]:
    return [Expansion(text, f"{text}{number}", "zh-hant") for number in range(3)]


def test_no_text_is_too_much_for_an_engine(service: SearchService) -> None:
    for text in HOSTILE.values():
        survives(service, text)


def survives(service: SearchService, text: str) -> None:
    for page in (Page(), Page(grouped=False, size=100)):
        found = service.search(
            text, on=date(2026, 1, 1), facets=ALL_FACETS, page=page, recognise=recognise, expander=expander
        )
        assert found.total >= len(found.hits)
    assert (len(text) > MAX_QUERY) == ("too_long" in {notice.code for notice in found.plan.notices})
    if not found.plan.root and text.strip():
        assert "nothing_to_find" in {notice.code for notice in found.plan.notices}
    for hit in found.hits:
        service.highlight(found.plan, hit.unit)


def test_every_engine_finds_the_same_for_them(
    any_engine: SearchEngine, request: pytest.FixtureRequest
) -> None:
    """Counted against the oracle, without citations and expansions."""
    from portal.search.oracle import OracleEngine
    from tests.portal.search.conftest import LIBRARY

    service, oracle = SearchService(any_engine), SearchService(OracleEngine())
    for one in (service, oracle):
        one.rebuild(LIBRARY)
    for name, text in HOSTILE.items():
        one, other = (engine.search(text, on=date(2026, 1, 1)).total for engine in (service, oracle))
        assert one == other, name


@pytest.fixture(params=["embedded", "cluster"])
def doors(
    request: pytest.FixtureRequest, db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Client:
    """A client of a portal that holds a little law, on each engine."""
    settings.PORTAL_VAR = tmp_path
    if request.param == "cluster":
        corner: Scratch = request.getfixturevalue("corner")
        choose(corner, settings, monkeypatch)
    bring_in([str(SAMPLES / "macao")], wanted="auto", actor=system_actor("import_law"), at=AT)
    index_pending(at=AT)
    return Client()


def sent(text: str) -> str:
    """The query as a browser or a hostile program puts it into an address."""
    return quote(text.encode(errors="surrogatepass"))


def test_every_public_door_answers_and_keeps_the_question(doors: Client) -> None:
    for name, text in HOSTILE.items():
        shown = sent(text)
        began = time.process_time()
        for path in ("/en/law/", "/en/mediators/"):
            answer = doors.get(f"{path}?q={shown}&page=1")
            assert answer.status_code == 200, (name, path)
            assert kept(answer.content.decode(), text), (name, path)
        for path in ("/api/v1/law/search", "/api/v1/mediators"):
            answer = doors.get(f"{path}?q={shown}")
            assert answer.status_code in (200, 422), (name, path)
            assert answer.json() is not None
        assert time.process_time() - began < SECONDS, name


def kept(page: str, text: str) -> bool:
    """Whether the search box still holds the words: what no page can show (NUL, lone surrogates) left aside."""
    box = re.search(r'<input[^>]*name="q"[^>]*>', page)
    value = re.search(r'value="([^"]*)"', box.group()) if box else None
    if value is None:
        return False
    return plain(html.unescape(value.group(1))) == plain(text.replace("\x00", " ").strip()[:LONGEST])


def plain(text: str) -> str:
    shown = text.encode(errors="replace").decode().strip()
    return "".join(character for character in shown if character.isprintable() and character not in "?\ufffd")


def test_a_citation_is_not_sought_for_ever() -> None:
    for name, text in HOSTILE.items():
        began = time.process_time()
        recognise(text[:10_000])
        assert time.process_time() - began < SECONDS, name


@pytest.mark.django_db
def test_a_place_is_not_sought_for_ever() -> None:
    for name, text in HOSTILE.items():
        began = time.process_time()
        place_cited(text.replace("\x00", " ").encode(errors="replace").decode())
        assert time.process_time() - began < SECONDS, name
