"""The concordance: forms looked up, side by side, passages, letters and fields, TBX and CSV, the API."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from lxml import etree

from foreign_law.documents.term_base import as_csv, as_tbx, entry_id
from foreign_law.models import Concept, ConceptForm
from foreign_law.queries import concordance
from foreign_law.queries.concordance import Wanted, concepts
from foreign_law.search import index_pending
from i18n import languages

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
TBX = "{urn:iso:std:iso:30042:ed-2}"
FORMS = (
    ("applicable-law", "foreign_law", "zh-hans", "CN", "准据法", "working", "", "same", ""),
    ("applicable-law", "foreign_law", "zh-hant", "CN-HK", "適用法律", "official", "Cap. 609", "same", ""),
    ("applicable-law", "foreign_law", "en", "CN-HK", "applicable law", "official", "Cap. 609", "same", ""),
    ("applicable-law", "foreign_law", "pt", "CN-MO", "lei aplicável", "working", "", "near", "not of courts"),
    ("trust", "property", "en", "CN-HK", "trust", "working", "", "same", ""),
    ("trust", "property", "pt", "CN-MO", "=fidúcia", "working", "", "none", "no such institution"),
    ("hk:cap:9001:lantern", "hk:cap:9001", "en", "CN-HK", "paper lantern", "official", "Cap. 9001", "same", ""),
)  # fmt: skip


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def base(db: None) -> None:
    """A small term base."""
    for slug, domain, language, jurisdiction, text, status, source, degree, note in FORMS:
        origin = domain if ":" in domain else "glossary"
        concept, _new = Concept.objects.get_or_create(
            slug=slug, defaults={"domain": domain, "origin": origin}
        )
        ConceptForm.objects.create(
            concept=concept, language=language, jurisdiction=jurisdiction, text=text, status=status, source=source,
            degree=degree, note=note,
        )  # fmt: skip


@pytest.fixture
def library(
    base: None, settings: object, tmp_path: Path, samples: Path, import_paths: Callable[..., object]
) -> None:
    settings.PORTAL_VAR = tmp_path  # type: ignore[attr-defined]
    import_paths(samples / "hk", samples / "macao")
    index_pending(at=AT)


def slugs(**wanted: object) -> list[str]:
    return [one.slug for one in concepts(Wanted(**wanted)).concepts]  # type: ignore[arg-type]


def test_a_term_is_found_in_any_script_and_without_accents(base: None) -> None:
    for text in ("準據法", "准据法", "LEI APLICAVEL", "適用法", "适用法律"):
        assert slugs(text=text) == ["applicable-law"], text
    assert slugs(text="law") == ["applicable-law"] and slugs(text="nothing of the kind") == []


def test_letters_and_fields_narrow_the_list(base: None) -> None:
    listed = concepts(Wanted())
    assert listed.letters == ["A", "P", "T"] and listed.fields == [
        ("foreign_law", 1),
        ("hk", 1),
        ("property", 1),
    ]
    assert slugs(letter="T") == ["trust"] and slugs(field="hk") == ["hk:cap:9001:lantern"]
    assert [one.slug for one in listed.concepts] == ["applicable-law", "hk:cap:9001:lantern", "trust"]


def test_hostile_words_find_nothing_and_break_nothing(client: Client, base: None) -> None:
    for text in ("\x00", '"', "((((" * 500, "%", "\u202e", "." * 3000, "#" * 20000):
        answer = client.get("/en/law/terms/", {"q": text})
        assert answer.status_code == 200
    answer = client.get("/en/law/terms/", {"q": "law", "page": "x", "letter": "%", "field": "none"})
    assert answer.status_code == 200 and b"applicable law" in answer.content


def test_a_term_stands_in_four_languages_and_three_regions_with_degree_and_source(
    client: Client, base: None, settings: object, tmp_path: Path
) -> None:
    settings.PORTAL_VAR = tmp_path  # type: ignore[attr-defined]
    concept = concordance.concept_at("applicable-law")
    assert concept is not None
    rows = concordance.side_by_side(concept)
    assert [row.language for row in rows] == list(languages.CODES)
    assert {region: [form.text for form in forms] for region, forms in rows[0].cells}["CN-HK"] == ["適用法律"]
    page = client.get("/en/law/terms/applicable-law/").content.decode()
    assert "Near meaning" in page and "Cap. 609" in page and "not of courts" in page
    assert client.get("/en/law/terms/no-such-term/").status_code == 404


def test_a_note_is_told_in_the_language_of_the_page_else_as_it_was_written(
    client: Client, base: None
) -> None:
    ConceptForm.objects.filter(concept__slug="trust", language="pt").update(
        note="no general doctrine; rendering only"
    )
    told = '<span lang="{}">{}</span>'
    assert (
        told.format("pt", "sem doutrina geral; mera tradução")
        in client.get("/pt/law/terms/trust/").content.decode()
    )
    page = client.get("/zh-hant/law/terms/trust/").content.decode()
    assert told.format("zh-Hant", "沒有一般理論；僅為譯名") in page
    assert told.format("en", "not of courts") in client.get("/pt/law/terms/applicable-law/").content.decode()


def test_passages_use_the_form_as_a_phrase_in_its_own_language(client: Client, library: None) -> None:
    concept = concordance.concept_at("hk:cap:9001:lantern")
    assert concept is not None
    found = concordance.usage(concept, on=None, today=date(2026, 11, 22))
    spoken = {one.form.language: one for one in found if one.form.text.casefold() == "lantern"}
    assert spoken["en"].total and len(spoken["en"].hits) <= 5
    assert all("<mark>" in hit.snippet + hit.heading for hit in spoken["en"].hits)
    assert {hit.unit.language for hit in spoken["en"].hits} == {"en"}
    early = concordance.usage(concept, on=date(1950, 1, 1), today=date(2026, 11, 22))
    assert {one.total for one in early} == {0}
    page = client.get("/en/law/terms/hk:cap:9001:lantern/").content.decode()
    assert "<mark>" in page and "?q=%22Lantern%22" in page.replace("lantern", "Lantern")
    assert b"Enter the day" in client.get("/en/law/terms/hk:cap:9001:lantern/?on=yesterday").content


def test_a_page_asks_few_questions_of_the_database(client: Client, base: None) -> None:
    client.get("/en/law/terms/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/en/law/terms/?q=law")
    assert len(asked) <= 8


def test_the_term_base_goes_out_as_tbx(client: Client, base: None) -> None:
    held = concordance.in_order(["applicable-law", "trust"])
    tree = etree.fromstring("".join(as_tbx(held, sources=["here & there"])).encode())
    assert (tree.tag, tree.get("type"), tree.get("style")) == (f"{TBX}tbx", "TBX-Basic", "dca")
    entry = tree.find(f".//{TBX}conceptEntry[@id='c-applicable-law']")
    assert entry is not None
    tongues = {one.get("{http://www.w3.org/XML/1998/namespace}lang") for one in entry.iter(f"{TBX}langSec")}
    assert tongues == {"zh-Hant", "zh-Hans", "pt", "en"}
    kinds = {one.get("type") for one in entry.iter(f"{TBX}termNote")}
    assert kinds == {"administrativeStatus", "geographicalUsage"}
    assert entry_id("hk:cap:486:data user") == "c-hk.cap.486.data.user"
    answer = client.get("/en/law/terms/download/terms.tbx")
    assert etree.fromstring(b"".join(answer.streaming_content)) is not None  # type: ignore[attr-defined]


def test_no_cell_of_the_csv_is_a_formula(base: None) -> None:
    lines = list(csv.DictReader(StringIO("".join(as_csv(concordance.in_order(["trust"]))))))
    assert [line["text"] for line in lines] == ["trust", "'=fidúcia"]


def test_terms_of_a_law_that_may_not_be_given_out_stay_at_home(client: Client, base: None) -> None:
    macao = Concept.objects.create(
        slug="mo:codigo-penal:art1", domain="mo:codigo-penal", origin="mo:codigo-penal"
    )
    ConceptForm.objects.create(
        concept=macao, language="pt", text="Princípio", status="official", source="art. 1"
    )
    file = b"".join(client.get("/en/law/terms/download/terms.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "hk:cap:9001:lantern" in file and "Princípio" not in file


def test_the_api_lists_and_shows_terms(client: Client, base: None) -> None:
    listed = client.get("/api/v1/law/terms", {"q": "lei aplicavel"}).json()
    assert listed["total"] == 1 and {form["language"] for form in listed["results"][0]["forms"]} == set(
        languages.CODES
    )
    one = client.get("/api/v1/law/terms/applicable-law").json()
    assert one["version"] == 1 and one["url"] == "/zh-hant/law/terms/applicable-law/"
    assert client.get("/api/v1/law/terms/none").status_code == 404
    assert client.get("/api/v1/law/terms", {"field": "none"}).status_code == 422
