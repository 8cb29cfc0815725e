"""Searching the fictitious library: folding, terms, citations, facets, dates, other languages, hostile words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foreign_law.models import Concept, ConceptForm, IndexTask, ProvisionVersion
from foreign_law.queries.cited_places import place_cited
from foreign_law.queries.searching import Ask, Findings, find
from foreign_law.search import index_pending, rebuild
from foreign_law.search.indexing import INDEX, all_units, ask_index
from portal.search.engines import search_service

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.fixture
def library(
    db: None, settings: object, tmp_path: Path, samples: Path, import_paths: Callable[..., object]
) -> None:
    """The samples, imported and indexed in an index of this test's own."""
    settings.PORTAL_VAR = tmp_path  # type: ignore[attr-defined]
    import_paths(samples / "hk", samples / "macao")
    index_pending(at=AT)


def ask(text: str, **more: object) -> Findings:
    return find(Ask(text, TODAY, **more))  # type: ignore[arg-type]


def uids(text: str, **more: object) -> set[str]:
    return {hit.unit.uid for hit in ask(text, grouped=False, size=100, **more).hits}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("燈籠", "灯笼"),
        ("製作人", "制作人"),
        ("ficticio", "fictício"),
        ("licenca", "LICENÇA"),
        ("définições", "definicoes"),
    ],
)
def test_one_query_in_two_spellings_gives_the_same_hits(library: None, one: str, other: str) -> None:
    assert uids(one) == uids(other) != set()


def test_an_english_term_finds_the_chinese_text_and_says_so(library: None) -> None:
    found = ask("lantern", grouped=False, size=100)
    assert "zh-hant" in {hit.unit.language for hit in found.hits}
    assert [(one.form, one.used) for one in found.plan.expansions if one.language == "zh-hant"] == [
        ("燈籠", True)
    ]


def test_expansion_can_be_switched_off_as_a_whole_and_for_one_form(library: None) -> None:
    wide, narrow = uids("lantern"), uids("lantern", expand=False)
    assert narrow < wide
    assert "hk/cap-9001/zh-hant/longTitle@2010-01-01" in wide - narrow
    found = ask("lantern", without=("燈籠",))
    assert [one.used for one in found.plan.expansions if one.form == "燈籠"] == [False]


def test_no_equivalent_never_widens_a_search_and_near_weighs_less(library: None) -> None:
    concept = Concept.objects.create(slug="test:valsa", domain="test", origin="test")
    for language, text, degree in (
        ("pt", "valsa", "same"),
        ("en", "kite", "none"),
        ("zh-hant", "圓舞", "near"),
    ):
        ConceptForm.objects.create(
            concept=concept, language=language, text=text, degree=degree, status="working"
        )
    forms = {one.form: one for one in ask("valsa").plan.expansions}
    assert "kite" not in forms
    assert forms["圓舞"].degree == "near" and forms["圓舞"].weight < 1


@pytest.mark.parametrize("word", ["燈籠", "本條", "條例", "製作", "虛構", "法律", "紙燈"])
def test_two_characters_find_exactly_the_texts_that_contain_them(library: None, word: str) -> None:
    from i18n.folding import fold

    wanted = {
        version.uid
        for version in ProvisionVersion.objects.filter(superseded_at=None, latest=True).select_related(
            "provision__instrument", "expression"
        )
        if fold(word) in fold(version.heading + "\n" + version.text)
    }
    found = {uid for uid in uids(word, expand=False) if "@" in uid}
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "path", "key"),
    [
        ("Cap. 9001 s. 2", "hk/cap-9001", "s2"),
        ("第9001章第2條", "hk/cap-9001", "s2"),
        ("Cap. 9001", "hk/cap-9001", ""),
        ("第9001章", "hk/cap-9001", ""),
        ("Lei n.º 901/2031", "mo/lei-901-2031", ""),
        ("第901/2031號法律", "mo/lei-901-2031", ""),
        ("artigo 2.º da Lei n.º 901/2031", "mo/lei-901-2031", "art2"),
        ("Decreto-Lei n.º 40/99/M", "mo/decreto-lei-40-99-m", ""),
        ("Cap. 9001 s. 99", "hk/cap-9001", ""),
    ],
)
def test_a_citation_alone_goes_straight_to_its_place(
    library: None, client: Client, text: str, path: str, key: str
) -> None:
    place = place_cited(text)
    assert place is not None and (place.path, place.key) == (path, key)
    answer = client.get("/en/law/", {"q": text})
    assert answer.status_code == 302
    assert answer["Location"].split("#")[0] == f"/en/law/{path}/" + (f"{key}/" if key else "")


def test_a_case_number_without_its_court_goes_to_the_only_judgment_that_answers(
    library: None, client: Client
) -> None:
    answer = client.get("/pt/law/", {"q": "Processo n.º 901/2031/A"})
    assert answer["Location"] == "/pt/law/judgments/mo-case-tsi-901-2031-a/"


def test_a_citation_that_is_not_held_is_named_in_the_answer(library: None, client: Client) -> None:
    page = client.get("/en/law/", {"q": "Cap. 8888"}).content.decode()
    assert "The library does not hold Cap. 8888." in page


def test_without_a_date_only_the_newest_text_is_found_and_with_one_only_that_day_s(library: None) -> None:
    assert uids("silk") == {"hk/cap-9001/en/s2@2014-06-01"}
    assert uids("silk", on=date(2011, 1, 1)) == set()
    assert uids('"lamp of paper"', on=date(2011, 1, 1)) == {"hk/cap-9001/en/s2@2010-01-01"}


def test_facets_count_what_was_found_and_narrow_it(library: None) -> None:
    found = ask("燈籠", expand=False)
    assert sum(found.facets["language"].values()) == found.total
    only = ask("燈籠", expand=False, language="zh-hant")
    assert only.total == found.facets["language"]["zh-hant"]
    assert ask("lantern", jurisdiction="CN-MO", expand=False).total == 0


def test_provisions_not_yet_in_force_are_found_and_never_counted_as_in_force(library: None) -> None:
    hits = {hit.unit.uid: hit.in_force for hit in ask("licence hang", grouped=False).hits}
    assert hits == {"hk/cap-9001/en/s3@2010-01-01": False}


def test_every_hit_offers_the_other_languages_of_its_place(library: None) -> None:
    found = ask("silk", grouped=False)
    assert found.hits[0].others == ("zh-hans", "zh-hant")


def test_the_number_of_queries_does_not_grow_with_the_hits(library: None, client: Client) -> None:
    client.get("/en/law/", {"q": "silk"})
    counts = []
    for words in ("silk", "lantern OR lanterna OR 燈籠 OR ficticio OR 虛構"):
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/en/law/", {"q": words, "page": "1"})
        counts.append((page.context["findings"].total, len(queries)))
    (few, first), (many, second) = counts
    assert many > few
    assert first <= 5 and second <= 5  # the term base, versions, works, judgments: one query each


@pytest.mark.parametrize(
    "words",
    ["a" * 10_000, "\x00", "x\x00y", "。。。", "!!!", "(.*)+$", "[a-", "\\", '"', "OR OR", "-", "title:", "cap:", "on:x",
     "year:99999999999", "';--", "<script>alert(1)</script>", "燈" * 5000, "\U0001f600", "art:1 OR", "%00", "*?"],
)  # fmt: skip
def test_no_query_is_an_error(library: None, client: Client, words: str) -> None:
    page = client.get("/zh-hant/law/", {"q": words})
    assert page.status_code in (200, 302)
    assert b"<script>alert" not in page.content
    assert client.get("/api/v1/law/search", {"q": words}).status_code == 200


@pytest.mark.parametrize(
    "parameters",
    [
        {"on": "yesterday"},
        {"page": "0"},
        {"page": "99999"},
        {"year": "x"},
        {"jurisdiction": "xx"},
        {"work": "../../"},
    ],
)
def test_a_parameter_that_cannot_be_read_is_left_out(
    library: None, client: Client, parameters: dict[str, str]
) -> None:
    assert client.get("/en/law/", {"q": "lantern", **parameters}).status_code == 200


def test_an_unreadable_date_is_said_at_the_field(library: None, client: Client) -> None:
    page = client.get("/en/law/", {"q": "lantern", "on": "yesterday"}).content.decode()
    assert "Enter the day as year-month-day" in page


def test_a_second_run_of_the_index_has_nothing_to_do(library: None) -> None:
    assert not IndexTask.objects.filter(done_at=None).exists()
    assert index_pending(at=AT) == 0


def test_carrying_the_same_tasks_again_leaves_the_same_index(library: None) -> None:
    before = search_service(INDEX).health().units
    IndexTask.objects.update(done_at=None)
    index_pending(at=AT)
    assert search_service(INDEX).health().units == before == len(list(all_units()))


def test_a_rebuilt_index_answers_as_the_one_kept_up_to_date(library: None) -> None:
    words = ("燈籠", "lantern", "lanterna", "silk")
    before = [uids(word) for word in words]
    _stamp, units = rebuild(at=AT)
    assert [uids(word) for word in words] == before
    assert units == len(list(all_units()))


def test_the_command_rebuilds_the_index(library: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("rebuild_index")
    assert "units indexed" in capsys.readouterr().out


def test_a_withdrawn_text_leaves_the_index(library: None) -> None:
    version = ProvisionVersion.objects.get(expression__language="en", text__contains="silk")
    uid = version.uid
    ProvisionVersion.objects.filter(pk=version.pk).update(superseded_at=AT, latest=False)
    IndexTask.objects.create(act="delete", target="version", record_id=version.pk, uid=uid, queued_at=AT)
    assert index_pending(at=AT) == 1
    assert uid not in uids("silk")


def test_the_probe_of_an_empty_index_is_well(db: None, settings: object, tmp_path: Path) -> None:
    settings.PORTAL_VAR = tmp_path / "empty"  # type: ignore[attr-defined]
    ask_index()
    assert ask("lantern").total == 0


def test_paragraphs_of_a_judgment_are_found_and_lead_to_it(library: None) -> None:
    hit = ask("aprendiz fabricante", grouped=False).hits[0]
    assert hit.path == "judgments/mo-case-tsi-901-2031-a/"
    assert hit.anchor and hit.version is None
