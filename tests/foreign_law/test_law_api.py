"""The read API: shapes, dates, errors, snippets that carry nothing but marks."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foreign_law.models import Expression, HeldVersion, Instrument, Judgment, JudgmentText, Source
from foreign_law.queries.works import works
from foreign_law.search import index_pending

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
HIT = {
    "uid", "instrument", "provision", "language", "heading", "snippet", "valid_from", "valid_to", "url",
}  # fmt: skip


@pytest.fixture
def library(
    db: None, settings: object, tmp_path: Path, samples: Path, import_paths: Callable[..., object]
) -> None:
    """The fictitious samples, imported and indexed."""
    settings.PORTAL_VAR = tmp_path  # type: ignore[attr-defined]
    import_paths(samples / "hk", samples / "macao")
    index_pending(at=AT)


def test_the_search_answers_in_the_promised_shape(client: Client, library: None) -> None:
    answer = client.get("/api/v1/law/search", {"q": "lantern"}).json()
    assert set(answer) == {"total", "page", "notices", "expansions", "facets", "hits"}
    assert answer["page"] == 1 and answer["total"] >= len(answer["hits"]) > 0
    assert all(set(hit) == HIT for hit in answer["hits"])
    assert {one["form"] for one in answer["expansions"]} >= {"燈籠"}


def test_expand_0_searches_only_the_words_and_says_what_was_not_used(client: Client, library: None) -> None:
    wide = client.get("/api/v1/law/search", {"q": "lantern"}).json()
    narrow = client.get("/api/v1/law/search", {"q": "lantern", "expand": "0"}).json()
    assert narrow["total"] < wide["total"]
    assert not any(one["used"] for one in narrow["expansions"])


def test_language_jurisdiction_and_day_narrow_the_search(client: Client, library: None) -> None:
    def hits(**parameters: str) -> list[dict[str, str]]:
        return client.get("/api/v1/law/search", {"q": "lantern", **parameters}).json()["hits"]

    assert {hit["language"] for hit in hits(lang="zh-hant")} == {"zh-hant"}
    assert {hit["instrument"].split("/")[0] for hit in hits(jurisdiction="mo")} <= {"mo"}
    paper = [hit["uid"] for hit in hits(on="2011-01-01", lang="en") if hit["provision"] == "s2"]
    assert paper == ["hk/cap-9001/en/s2@2010-01-01"]


def test_every_url_of_a_hit_opens(client: Client, library: None) -> None:
    for day in ("", "2015-03-01"):
        for hit in client.get("/api/v1/law/search", {"q": "lantern", "on": day}).json()["hits"]:
            assert client.get(hit["url"].split("#")[0]).status_code == 200


def test_a_snippet_holds_no_tag_but_mark(client: Client, library: None) -> None:
    for hit in client.get("/api/v1/law/search", {"q": "lantern OR lanterna"}).json()["hits"]:
        for html in (hit["heading"], hit["snippet"]):
            assert not re.search(r"<(?!/?mark>)", html)


def test_a_provision_on_a_day_and_in_a_hole(client: Client, library: None) -> None:
    held = client.get("/api/v1/law/hk/cap-9001/s2", {"on": "2010-06-01", "lang": "en"}).json()
    assert held["outcome"] == "held" and "lamp of paper" in held["text"]["text"]
    hole = client.get("/api/v1/law/hk/cap-9001/s2", {"on": "2013-01-01", "lang": "en"}).json()
    assert hole["outcome"] == "not-held" and hole["text"] is None
    assert hole["held_dates"] == ["2010-01-01", "2012-06-01", "2015-03-01"]
    assert hole["before"]["uid"] == "hk/cap-9001/en/s2@2010-01-01"
    assert hole["after"]["uid"] == "hk/cap-9001/en/s2@2014-06-01"


def test_lists_answer_total_page_results(client: Client, library: None) -> None:
    for address in ("/api/v1/law/", "/api/v1/law/hk/cap-9001/provisions", "/api/v1/law/judgments"):
        answer = client.get(address).json()
        assert set(answer) == {"total", "page", "results"}
        assert answer["total"] >= len(answer["results"]) > 0
        assert client.get(address, {"page": "2"}).json()["page"] == 2


@pytest.mark.parametrize(
    "address",
    ["/api/v1/law/hk/cap-1", "/api/v1/law/hk/cap-1/s2", "/api/v1/law/hk/cap-9001/s99", "/api/v1/law/xx/cap-9001/s2",
     "/api/v1/law/hk/cap-9001/s2%00", "/api/v1/law/hk/%00/s2"],
)  # fmt: skip
def test_what_is_not_held_is_404_in_json(client: Client, library: None, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.json()


@pytest.mark.parametrize(
    ("address", "parameters"),
    [
        ("/api/v1/law/search", {"q": "x", "on": "2018-13-01"}),
        ("/api/v1/law/search", {"q": "x", "lang": "fr"}),
        ("/api/v1/law/search", {"q": "x", "page": "0"}),
        ("/api/v1/law/search", {"q": "x", "page": "many"}),
        ("/api/v1/law/search", {"q": "x", "jurisdiction": "uk"}),
        ("/api/v1/law/search", {"q": "x", "expand": "2"}),
        ("/api/v1/law/hk/cap-9001/s2", {"on": "yesterday"}),
        ("/api/v1/law/", {"page": "0"}),
    ],
)
def test_a_bad_parameter_is_422_in_json_and_named(
    client: Client, library: None, address: str, parameters: dict[str, str]
) -> None:
    answer = client.get(address, parameters)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["parameter"]


def test_the_search_costs_the_same_queries_for_few_and_many_hits(client: Client, library: None) -> None:
    client.get("/api/v1/law/search", {"q": "silk"})
    counts = []
    for words in ("silk", "lantern OR lanterna OR 虛構"):
        with CaptureQueriesContext(connection) as queries:
            client.get("/api/v1/law/search", {"q": words})
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 2 <= 8


def test_openapi_describes_the_library(client: Client, db: None) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert "/api/v1/law/search" in paths
    assert "/api/v1/law/{place}/{slug}/{key}" in paths
    described = {one["name"] for one in paths["/api/v1/law/search"]["get"]["parameters"]}
    assert described == {"q", "on", "lang", "jurisdiction", "expand", "page"}


def works_held(first: int, last: int) -> None:
    """Works of Hong Kong and Macao in two languages, each held as a copy of 2010 and as the original of 2015."""
    for number in range(first, last):
        place = ("CN-HK", "CN-MO")[number % 2]
        work = Instrument.objects.create(
            jurisdiction=place, slug=f"w-{number:02}", citation_id=f"x:{number}", kind="ordinance",
            year=None if number % 3 else 1990 + number, number=str(number),
        )  # fmt: skip
        for language in ("en", "zh-hant"):
            expression = Expression.objects.create(
                instrument=work, language=language, title="t", short_citation="c"
            )
            for day, worth in ((date(2010, 1, 1), "convenience"), (date(2015, 1, 1), "authentic")):
                source = Source.objects.create(
                    digest=f"{number:02}{language[0]}{day.year}".ljust(64, "0").replace("z", "a"),
                    file_name="w", size=1, retrieved_at=AT,
                )  # fmt: skip
                HeldVersion.objects.create(
                    expression=expression,
                    source=source,
                    held_date=day,
                    currency="past",
                    authenticity=worth,
                )


@pytest.mark.django_db
def test_works_are_paged_by_the_database_in_one_order(client: Client) -> None:
    """However many works are held: three questions, and no more rows than are told."""

    def asked(page: int, **more: str) -> tuple[dict[str, Any], list[str]]:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get("/api/v1/law/", {"page": str(page), **more}).json()
        return answer, [one["sql"] for one in queries if "foreign_law_" in one["sql"]]

    works_held(0, 21)
    few = asked(1)[1]
    works_held(21, 45)
    pages = [asked(page) for page in (1, 2, 3, 4)]
    assert {one["total"] for one, _sql in pages} == {45}
    assert [len(one["results"]) for one, _sql in pages] == [20, 20, 5, 0]
    assert all(len(sql) <= len(few) == 3 for _one, sql in pages)
    assert "LIMIT 20 OFFSET 20" in " ".join(pages[1][1])
    told = [row for one, _sql in pages for row in one["results"]]
    assert [row["instrument"] for row in told] == [work.path for work in works()]
    assert asked(2, jurisdiction="mo")[0]["total"] == 22
    assert told[0]["expressions"] == [
        {"language": code, "title": "t", "citation": "c", "authenticity": "authentic", "excerpt": False}
        for code in ("en", "zh-hant")
    ]


@pytest.mark.django_db
def test_judgments_are_paged_by_the_database_in_one_order(client: Client) -> None:
    """However many judgments are recorded: three questions, and no more rows than are told."""
    source = Source.objects.create(digest="0" * 64, file_name="j", size=1, retrieved_at=AT)

    def recorded(first: int, last: int) -> None:
        for number in range(first, last):
            judgment = Judgment.objects.create(
                jurisdiction="CN-MO", court="tsi", number=f"{number:03}", year=2031 - number % 3, slug=f"tsi-{number}",
                citation_id=f"mo:case:tsi:{number}", suffix="a" * (number % 2),
            )  # fmt: skip
            for language, superseded in (("zh-hant", None), ("pt", None), ("en", AT)):
                JudgmentText.objects.create(
                    judgment=judgment, language=language, authenticity="official", source=source, title="t",
                    digest=f"{number}", superseded_at=superseded,
                )  # fmt: skip

    def asked(page: int) -> tuple[dict[str, Any], list[str]]:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get("/api/v1/law/judgments", {"page": str(page)}).json()
        return answer, [one["sql"] for one in queries if "foreign_law_judgment" in one["sql"]]

    recorded(0, 21)
    few = asked(1)[1]
    recorded(21, 45)
    pages = [asked(page) for page in (1, 2, 3, 4)]
    assert {one["total"] for one, _sql in pages} == {45}
    assert [len(one["results"]) for one, _sql in pages] == [20, 20, 5, 0]
    assert all(len(sql) <= len(few) == 3 for _one, sql in pages)
    assert "LIMIT 20 OFFSET 20" in " ".join(pages[1][1]) and not [sql for sql in few if "paragraphs" in sql]
    told = [row for one, _sql in pages for row in one["results"]]
    assert [row["judgment"] for row in told] == [
        f"mo-{one.slug}" for one in Judgment.objects.order_by("court", "-year", "number", "suffix")
    ]
    assert {tuple(row["languages"]) for row in told} == {("pt", "zh-hant")}
