"""Hostile words, addresses, files and rows at the doors of the library: a clear answer, never a 500, nothing broken."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import translation

from foreign_law.actions.bring_in import bring_in
from foreign_law.actions.judgments import record_judgments
from foreign_law.importers.parsed import Received
from foreign_law.models import Judgment, SavedSearch, Source
from foreign_law.queries.redistribution import Permissions
from foreign_law.rules.redistribution import OWN
from foreign_law.tasks import following as tasks
from foreign_law.tasks.library import index_now
from portal.audit.actors import system_actor
from portal.search.engine import SearchError
from tests.factories import people

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
HOSTILE = (
    "\x00",
    "lantern\x00law",
    "\x0b\x01",
    "\ufffe",
    "律" * 10_000,
    "()" * 3000,
    "a OR " * 2000,
    "‮abc",
    '"',
    "-",
)
BOXES = (
    "/en/law/?q={}", "/en/law/terms/?q={}", "/en/law/judgments/?citing={}", "/en/law/feeds/search.atom?q={}",
    "/api/v1/law/search?q={}", "/api/v1/law/terms?q={}", "/en/law/choosing/?relation={}", "/en/law/following/stop/?token={}",
)  # fmt: skip
PLACES = (
    "/en/law/terms/{}/", "/api/v1/law/terms/{}", "/api/v1/law/judgments/{}", "/api/v1/law/judgments/{}/citations",
    "/api/v1/law/hk/{}", "/api/v1/law/hk/cap-9001/{}", "/api/v1/law/hk/{}/akn", "/api/v1/law/hk/cap-9001/{}/citations",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def library(import_paths: Callable[..., Any], samples: Path, tmp_path: Path, settings: object) -> None:
    settings.PORTAL_VAR = tmp_path  # type: ignore[attr-defined]  # an index of its own
    import_paths(samples / "hk" / "cap_9001_20150301000000_en_c.xml")
    index_now(at=AT)


def test_no_search_box_answers_500_whatever_is_asked(client: Client, library: None) -> None:
    for box in BOXES:
        for words in HOSTILE:
            answer = client.get(box.format(quote(words)))
            assert answer.status_code in (200, 302, 404, 422), (box, words[:20])
            if answer.status_code == 200 and "atom" in answer["Content-Type"]:
                ElementTree.fromstring(answer.content)


def test_no_address_with_nul_reaches_the_database(client: Client, library: None) -> None:
    """PostgreSQL refuses NUL in a text; here every question to the database would show it."""
    from django.db import connection

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        assert not any(isinstance(one, str) and "\x00" in one for one in params or ()), sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        for place in PLACES:
            for words in ("\x00", "hk-\x00", "s2\x00"):
                assert client.get(place.format(quote(words))).status_code in (404, 422), place
        for box in BOXES:
            client.get(box.format("a%00b"))


def test_a_box_keeps_what_was_asked_and_asks_it(client: Client, library: None) -> None:
    page = client.get("/en/law/terms/?q=" + quote("zzz" * 4000)).content.decode()
    assert "zzz" * 100 in page
    listed = client.get("/en/law/judgments/", {"citing": "Cap. 9001" + " " * 600 + "\x00"})
    assert b"Cap. 9001" in listed.content


def test_a_search_too_long_to_keep_is_refused_in_words(client: Client, library: None) -> None:
    person = people.principal()
    client.force_login(person)
    for words in ("律" * 400, "lantern\x00"):
        client.post("/en/law/following/keep/", {"query": f"q={words}".replace("\x00", "%00"), "name": ""})
    (kept,) = SavedSearch.objects.filter(owner=person)
    assert kept.name == "lantern" and "%00" not in kept.query


def test_a_follow_names_a_place_without_nul(client: Client, library: None) -> None:
    client.force_login(people.principal())
    for place in ("hk/\x00", "hk/cap-9001/s\x00", "hk", "x/y/z/w", "hk/cap-9001/" + "s" * 5000):
        assert client.post("/en/law/following/add/", {"place": place}).status_code == 404, place


def test_the_marks_of_our_own_page_reader_cannot_be_forged(samples: Path, tmp_path: Path, db: None) -> None:
    text = (samples / "macao" / "lei-901-2031.pt.txt").read_text("utf-8")
    for number, forged in enumerate(("\ue000nonsense", '\ue000{"a": 1}', '\ue000[[{"x": 1}]]', "\ue001x")):
        path = tmp_path / f"{number}-lei-901-2031.pt.txt"
        path.write_text(text.rstrip() + f"\n{forged}\n", "utf-8")
        report = bring_in([str(path)], wanted="auto", actor=system_actor("x"), at=AT)
        assert not report.refused and report.files == 1, report.refused


def test_a_page_of_ten_thousand_nested_elements_is_read_or_refused(tmp_path: Path, db: None) -> None:
    path = tmp_path / "lei.html"
    path.write_text(
        "<html><body>" + "<div>" * 10_000 + "Lei n.º 5/2031<p>Artigo 1.º</p>" + "</div>" * 10_000, "utf-8"
    )
    report = bring_in([str(path)], wanted="auto", actor=system_actor("x"), at=AT)
    assert report.files + len(report.refused) + report.skipped == 1


def test_the_address_of_a_source_is_one_of_the_web(client: Client, library: None, tmp_path: Path) -> None:
    """Whoever made the file wrote its address; ours is a link on every page of the work."""
    exported = client.get("/api/v1/law/hk/cap-9001/akn?lang=en").content.decode()
    before = Source.objects.count()
    path = tmp_path / "evil.xml"
    address = Source.objects.exclude(address="").values_list("address", flat=True)[0]
    path.write_text(exported.replace(address, "javascript:alert(1)").replace("cap/9001", "cap/9777"), "utf-8")
    report = bring_in([str(path)], wanted="auto", actor=system_actor("x"), at=AT)
    assert not report.refused and Source.objects.count() == before + 1
    assert not Source.objects.filter(address__istartswith="javascript").exists()


def test_numbers_in_a_file_of_others_are_small_ones(client: Client, library: None, tmp_path: Path) -> None:
    exported = client.get("/api/v1/law/hk/cap-9001/akn?lang=en").content.decode()
    assert 'level="1"' in exported
    (tmp_path / "evil.xml").write_text(
        exported.replace('level="1"', f'level="{"9" * 5000}"').replace("cap/9001", "cap/9777"), "utf-8"
    )
    assert not bring_in([str(tmp_path / "evil.xml")], wanted="auto", actor=system_actor("x"), at=AT).refused
    assert client.get("/en/law/hk/cap-9777/s2/").status_code == 200


def test_a_file_that_breaks_its_reader_is_refused_by_name_and_the_next_goes_in(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    from foreign_law.actions import bring_in as room

    def breaks(received: Received, wanted: str) -> Any:
        if received.data.startswith(b"evil"):
            raise RecursionError
        return read(received, wanted)

    read = room.read
    monkeypatch.setattr(room, "read", breaks)
    (tmp_path / "a.txt").write_text("evil", "utf-8")
    (tmp_path / "b.pt.txt").write_bytes((samples / "macao" / "lei-901-2031.pt.txt").read_bytes())
    report = bring_in([str(tmp_path)], wanted="auto", actor=system_actor("x"), at=AT)
    assert report.files == 1 and [one["file"].rsplit("/", 1)[-1] for one in report.refused] == ["a.txt"]


def test_a_line_with_half_a_character_is_refused_and_the_rest_goes_in(db: None) -> None:
    row = {"jurisdiction": "cn", "citation": "（2024）粤0391民初1号", "court": "虚构法院", "applied": ["Cap. 9001 s. 2"],
           "proposition": "灯笼。", "result": "ascertained"}  # fmt: skip
    lines = [json.dumps({**row, "name": "\ud800"}), json.dumps({**row, "name": "虚构案"})]
    report = record_judgments(Received("j", "\n".join(lines).encode()), actor=system_actor("x"), at=AT)
    assert [line for line, _reason in report.refused] == [1] and report.new == 1
    assert Judgment.objects.count() == 1


def test_a_kept_search_that_cannot_be_answered_does_not_hold_up_the_others(
    library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = people.principal()
    for name in ("evil", "good"):
        SavedSearch.objects.create(owner=owner, name=name, query=f"q={name}", created_at=AT, stamp="old")

    def run(ask: Any) -> Any:
        if ask.text == "evil":
            raise SearchError("the cluster refused")
        return tasks.run_before(ask)

    monkeypatch.setattr(tasks, "run_before", tasks.run, raising=False)
    monkeypatch.setattr(tasks, "run", run)
    assert tasks.search_again(at=AT) == 1
    assert all(row.checked_at == AT for row in SavedSearch.objects.all())


def test_a_file_that_calls_itself_the_portals_own_is_not_given_out(db: None) -> None:
    claimed = Source(digest="0" * 64, publisher=OWN)
    assert not Permissions().of_source(claimed).allowed
