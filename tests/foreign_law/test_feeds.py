"""Atom feeds (RFC 4287): valid, in four languages, unchanged when nothing happened."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from foreign_law.actions.events import announce
from foreign_law.actions.judgments import record_judgments
from foreign_law.importers.parsed import Received
from foreign_law.models import IndexTask, Provision, ProvisionVersion
from foreign_law.tasks.library import index_now
from portal.audit.actors import system_actor
from portal.search.engine import IndexOutdated, SearchAway, SearchError
from tests.factories import people

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
DAY = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
FEEDS = ("library.atom", "hk/cap-9001.atom", "hk/cap-9001/s2.atom", "applied.atom", "search.atom?q=lantern")


@pytest.fixture
def library(import_paths: Callable[..., Any], samples: Path, tmp_path: Path, settings: object) -> None:
    settings.PORTAL_VAR = tmp_path  # type: ignore[attr-defined]  # an index of its own
    import_paths(samples / "hk")
    row = {"jurisdiction": "cn", "citation": "（2024）粤0391民初1号", "court": "虚构法院", "name": "虚构案 <b>&",
           "applied": ["Cap. 9001 s. 2"], "proposition": "灯笼。", "result": "ascertained"}  # fmt: skip
    record_judgments(Received("j", json.dumps(row).encode()), actor=system_actor("x"), at=AT)
    for hours in (1, 2):
        provision = Provision.objects.select_related("instrument").get(key="s2")
        announce("amended", at=AT + timedelta(hours=hours), provision=provision, facts={"seen": str(hours)})
    index_now(at=AT)


def read(client: Client, path: str, code: str = "en") -> ElementTree.Element:
    answer = client.get(f"/{code}/law/feeds/{path}")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("application/atom+xml"), path
    return ElementTree.fromstring(answer.content)


def one(element: ElementTree.Element, name: str) -> ElementTree.Element:
    (found,) = element.findall(f"{ATOM}{name}")
    return found


def links(feed: ElementTree.Element, rel: str) -> dict[str, str]:
    return {
        link.get("hreflang", ""): link.get("href", "")
        for link in feed.findall(f"{ATOM}link")
        if link.get("rel") == rel
    }


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_valid_atom(client: Client, library: None, path: str) -> None:
    feed = read(client, path)
    assert feed.tag == f"{ATOM}feed" and one(feed, "title").text and one(one(feed, "author"), "name").text
    assert DAY.fullmatch(one(feed, "updated").text or "")
    own = links(feed, "self")[""]
    assert own.endswith(f"/en/law/feeds/{path}")
    assert set(links(feed, "alternate")) >= {"zh-Hant", "zh-Hans", "pt"}
    entries = feed.findall(f"{ATOM}entry")
    ids = [one(entry, "id").text or "" for entry in entries]
    assert entries and len(set(ids)) == len(ids) and all(one_id.startswith("tag:") for one_id in ids)
    for entry in entries:
        assert one(entry, "title").text and DAY.fullmatch(one(entry, "updated").text or "")
        assert (links(entry, "alternate") or links(entry, ""))[""].startswith("http")
    days = [one(entry, "updated").text or "" for entry in entries]
    assert days == sorted(days, reverse=True) and one(feed, "updated").text == days[0]


def test_the_four_languages_are_four_feeds(client: Client, library: None) -> None:
    titles = set()
    for code in ("zh-hant", "zh-hans", "pt", "en"):
        feed = read(client, "library.atom", code)
        titles.add(one(feed, "title").text)
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang", "").lower() == code
    assert len(titles) == 4


@pytest.mark.parametrize("path", FEEDS)
def test_an_unchanged_feed_is_not_sent_again(client: Client, library: None, path: str) -> None:
    address = f"/en/law/feeds/{path}"
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.post(address).status_code == 405
    assert "max-age" in first["Cache-Control"]


def test_a_new_event_changes_the_feed_of_its_place_only(client: Client, library: None) -> None:
    before = {path: client.get(f"/en/law/feeds/{path}")["ETag"] for path in FEEDS}
    announce("repealed", at=AT + timedelta(days=1), provision=Provision.objects.get(key="s1"))
    after = {path: client.get(f"/en/law/feeds/{path}")["ETag"] for path in FEEDS}
    changed = {path for path in FEEDS if before[path] != after[path]}
    assert changed == {"library.atom", "hk/cap-9001.atom"}


def test_a_summary_is_text_to_who_reads_it_as_html(client: Client, library: None) -> None:
    """An Atom summary is HTML (RFC 4287 §3.1.1.2): angle brackets of a text are no elements in it."""
    row = {"jurisdiction": "cn", "citation": "（2024）粤0391民初2号", "court": "虚构法院", "name": "虚构案",
           "applied": ["Cap. 9001 s. 2"], "proposition": "灯 <img src=x> 笼 & 光", "result": "ascertained"}  # fmt: skip
    record_judgments(Received("j", json.dumps(row).encode()), actor=system_actor("x"), at=AT)
    (summary,) = [one(entry, "summary") for entry in read(client, "applied.atom").findall(f"{ATOM}entry")
                  if "2号" in (one(entry, "summary").text or "")]  # fmt: skip
    assert summary.get("type") == "html"
    assert "灯 &lt;img src=x&gt; 笼 &amp; 光" in (summary.text or "")


def test_a_feed_of_a_search_holds_the_newest_however_far_down_they_are_found(
    client: Client, library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foreign_law.views.feeds.MOST_HITS", 2)
    version = ProvisionVersion.objects.filter(
        latest=True, superseded_at=None, expression__language="en"
    ).last()
    assert version is not None
    IndexTask.objects.create(act="upsert", target="version", record_id=version.pk, uid=version.uid,
                             queued_at=AT + timedelta(days=3), done_at=AT)  # fmt: skip
    entries = read(client, "search.atom?jurisdiction=cn-hk").findall(f"{ATOM}entry")
    assert len(entries) == 2
    assert one(entries[0], "updated").text == (AT + timedelta(days=3)).isoformat()


@pytest.mark.parametrize(
    ("error", "words"), [(SearchAway("cut"), "does not answer"), (IndexOutdated("old"), "built again")]
)
def test_a_feed_and_a_search_to_be_kept_say_why_there_is_no_answer(
    client: Client, library: None, monkeypatch: pytest.MonkeyPatch, error: SearchError, words: str
) -> None:
    def refuse(*args: object, **more: object) -> None:
        raise error

    monkeypatch.setattr("foreign_law.views.feeds.run", refuse)
    monkeypatch.setattr("foreign_law.views.following.run", refuse)
    answer = client.get("/en/law/feeds/search.atom?q=lantern")
    assert answer.status_code == 503 and words in answer.content.decode() and answer["Retry-After"]
    client.force_login(people.principal())
    page = client.post("/en/law/following/keep/", {"query": "q=lantern", "name": ""}, follow=True)
    assert words in page.content.decode()


def test_a_feed_of_nothing_yet_is_valid_and_of_no_place_is_not_found(
    client: Client, import_paths: Callable[..., Any], samples: Path
) -> None:
    import_paths(samples / "hk" / "cap_9001_20150301000000_en_c.xml")
    feed = read(client, "hk/cap-9001/s2.atom")
    assert not feed.findall(f"{ATOM}entry") and one(feed, "updated").text
    for missing in ("hk/cap-1.atom", "hk/cap-9001/zz.atom"):
        assert client.get(f"/en/law/feeds/{missing}").status_code == 404
    for nothing in ("search.atom", "search.atom?page=2"):
        assert client.get(f"/en/law/feeds/{nothing}")["Location"] == "/en/law/feeds/library.atom"
    for odd in (f"q={'9' * 10_000}", "q=%00", "q=(((", "q=%2B%2B&kind=zz"):
        assert client.get(f"/en/law/feeds/search.atom?{odd}").status_code in {200, 302}
