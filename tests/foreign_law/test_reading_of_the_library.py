"""Reading pages: a date, its neighbours, languages side by side, holes in words, comparison, four languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foreign_law.models import Concept, Instrument, ProvisionVersion, Source
from i18n import languages
from tests.factories import people

CHINESE = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture
def library(db: None, samples: Path, import_paths: Callable[..., object]) -> None:
    """The fictitious samples, imported."""
    import_paths(samples / "hk", samples / "macao")


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def outside_chinese(html: str) -> str:
    """The page's words without those that stand in an element with a Chinese ``lang``."""
    kept, stack = [], [False]
    for tag in re.finditer(r"<(/?)([a-z0-9]+)([^>]*)>|([^<]+)", html):
        closing, name, attributes, text = tag.groups()
        if text is not None:
            if not stack[-1]:
                kept.append(text)
        elif closing:
            stack.pop()
        elif name not in ("input", "meta", "link", "br", "img", "hr"):
            own = re.search(r'\blang="([^"]+)"', attributes)
            stack.append(own.group(1).startswith("zh") if own else stack[-1])
    return "".join(kept)


PAGES = (
    "law/", "law/hk/", "law/mo/", "law/hk/cap-9001/", "law/hk/cap-9001/s2/", "law/hk/cap-9001/s2/?on=2013-01-01",
    "law/hk/cap-9001/s2/?on=2015-03-01&compare=2010-01-01", "law/hk/cap-9001/sch1/", "law/hk/cap-9001/longTitle/",
    "law/hk/cap-9001/?on=2015-03-01&compare=2010-01-01", "law/mo/lei-901-2031/", "law/mo/lei-901-2031/art2/",
    "law/mo/lei-901-2031/art3/", "law/mo/codigo-penal/art1/", "law/judgments/",
    "law/judgments/mo-case-tsi-901-2031-a/",
)  # fmt: skip


@pytest.mark.parametrize("code", languages.CODES)
def test_every_page_stands_in_every_language_and_names_foreign_passages(
    client: Client, library: None, code: str
) -> None:
    for address in PAGES:
        page = page_of(client, f"/{code}/{address}")
        if not languages.is_chinese(code):
            assert not CHINESE.findall(outside_chinese(main_of(page))), address


def test_two_languages_stand_row_by_row(client: Client, library: None) -> None:
    rows = client.get("/zh-hant/law/hk/cap-9001/s2/").context["rows"]
    pairs = {row.anchor: (bool(row.left), bool(row.right)) for row in rows}
    assert pairs["s2_1"] == (True, True)
    assert sum(both == (True, True) for both in pairs.values()) >= 4


def test_the_second_language_is_chosen_and_can_be_put_away(client: Client, library: None) -> None:
    address = "/en/law/hk/cap-9001/s2/"
    assert client.get(address).context["right"].expression.language == "zh-hant"
    assert client.get(f"{address}?with=zh-hans").context["right"].expression.language == "zh-hans"
    assert client.get(f"{address}?with=none").context["right"] is None


def test_a_missing_language_is_shown_in_the_nearest_one_with_a_label(client: Client, library: None) -> None:
    page = page_of(client, "/pt/law/hk/cap-9001/s2/")
    assert '<h1 lang="en">' in page
    answer = client.get("/en/law/mo/decreto-lei-40-99-m/art1/")
    assert "No text in English is held; shown is the text in Portuguese." in answer.content.decode()


def test_a_day_in_a_hole_says_what_is_not_held_and_what_is(client: Client, library: None) -> None:
    answer = client.get("/en/law/hk/cap-9001/s2/?on=2013-01-01")
    page = answer.content.decode()
    assert answer.context["reading"].version is None
    assert "is not known: nothing is held between" in page
    assert "What the portal holds are the versions of:" in page
    assert "?on=2012-06-01" in page and "?on=2015-03-01" in page
    assert "No source proves that this text stood on" in page


def test_the_timeline_shows_the_holes_between_the_texts(client: Client, library: None) -> None:
    stretches = client.get("/en/law/hk/cap-9001/s2/").context["stretches"]
    assert [stretch.span.kind for stretch in stretches] == ["text", "not-held", "text"]


def test_two_days_compared_mark_insertions_and_deletions_also_in_words(client: Client, library: None) -> None:
    page = page_of(client, "/en/law/hk/cap-9001/s2/?on=2015-03-01&compare=2010-01-01")
    assert re.search(r"<del>.*?deleted:.*?paper.*?</del>", page)
    assert re.search(r"<ins>.*?inserted:.*?silk.*?</ins>", page)


def test_a_comparison_with_a_hole_compares_nothing(client: Client, library: None) -> None:
    page = page_of(client, "/en/law/hk/cap-9001/s2/?on=2015-03-01&compare=2013-01-01")
    assert "so nothing can be compared" in page
    assert "<ins>" not in page


def test_the_work_lists_what_changed_between_two_days(client: Client, library: None) -> None:
    changes = client.get("/en/law/hk/cap-9001/?on=2015-03-01&compare=2010-01-01").context["changes"]
    assert {change.key: change.change for change in changes}["s2"] == "changed"


def test_citation_source_and_standing_are_stated(client: Client, library: None) -> None:
    page = page_of(client, "/en/law/hk/cap-9001/s2/")
    version = ProvisionVersion.objects.get(
        provision__key="s2", latest=True, expression__language="en", superseded_at=None
    )
    assert 'value="Cap. 9001, s. 2 (version of 2014-06-01)"' in page
    assert 'value="第9001章第2條（' in page
    assert "Not a verified copy" in page and "Authentic text" in page
    assert version.source.digest in page


def test_an_excerpt_says_so_on_every_page(client: Client, library: None) -> None:
    for address in ("law/mo/codigo-penal/", "law/mo/codigo-penal/art1/"):
        assert "Excerpt" in main_of(page_of(client, f"/en/{address}"))


def test_the_terms_of_a_provision_stand_beside_it_in_their_languages(client: Client, library: None) -> None:
    terms = client.get("/en/law/hk/cap-9001/s2/").context["terms"]
    lantern = next(row for row in terms if row.term == "lantern")
    assert lantern.defined
    assert {"en", "zh-hant"} <= {cell.language for cell in lantern.cells}


def test_neighbours_and_the_sections_of_a_schedule_are_linked(client: Client, library: None) -> None:
    reading = client.get("/en/law/hk/cap-9001/s2/").context["reading"]
    assert (reading.previous.key, reading.following.key) == ("s1", "s3")
    page = page_of(client, "/en/law/hk/cap-9001/sch1/")
    assert "/en/law/hk/cap-9001/sch1_s1/" in page


@pytest.mark.parametrize(
    "address",
    ["law/hk/cap-1/", "law/hk/cap-9001/s99/", "law/xx/", "law/xx/cap-9001/", "law/judgments/mo-none/",
     "law/judgments/nothing/", "law/hk/cap-9001/s2%00/"],
)  # fmt: skip
def test_what_is_not_held_is_404(client: Client, library: None, address: str) -> None:
    assert client.get(f"/en/{address}").status_code == 404


def test_reading_costs_a_bounded_number_of_queries(client: Client, library: None) -> None:
    counts = []
    for address in ("/en/law/hk/cap-9001/s1/", "/en/law/hk/cap-9001/s2/"):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert max(counts) <= 20
    assert abs(counts[0] - counts[1]) <= 2


def test_an_empty_library_says_how_law_comes_in(client: Client, db: None) -> None:
    assert "manage.py import_law" in page_of(client, "/en/law/")
    assert "No judgment has been entered yet." in page_of(client, "/en/law/judgments/")


def test_the_home_search_leads_to_the_library_and_the_sitemap_lists_it(client: Client, library: None) -> None:
    assert client.get("/en/find/", {"q": "lantern"})["Location"] == "/en/law/?q=lantern"
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "/pt/law/hk/cap-9001/s2/" in sitemap and "/en/law/judgments/mo-case-tsi-901-2031-a/" in sitemap


@pytest.mark.parametrize("code", languages.CODES)
def test_the_librarian_opens_a_work_a_source_and_a_term(client: Client, library: None, code: str) -> None:
    librarian = people.sign_in(client, people.librarian())
    librarian.cookies["portal_language"] = code
    for name, model in (("works", Instrument), ("sources", Source), ("terms", Concept)):
        address = reverse(f"library_{name}:inspect", args=(model.objects.order_by("pk").first().pk,))
        assert librarian.get(address).status_code == 200


@pytest.mark.parametrize("name", ["library_works", "library_sources", "library_terms"])
def test_the_librarian_reads_the_lists_and_a_party_does_not(client: Client, library: None, name: str) -> None:
    librarian = people.sign_in(client, people.librarian())
    assert librarian.get(reverse(f"{name}:index")).status_code == 200
    stranger = people.sign_in(Client(), people.stranger())
    assert stranger.get(reverse(f"{name}:index")).status_code in (302, 404)
