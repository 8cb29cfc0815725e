"""The editorial texts as data: whole in four languages, of plain markup, citing the same articles in each."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest
from django.urls import resolve
from django.utils import translation

from i18n import languages
from portal.pages.actions import read_seed

SEEDS = {row["slug"]: row for row in read_seed()}
PLAIN = {"title", "lede"}
GUIDES = [row for row in SEEDS.values() if row["type"] == "GuidancePage"]
CHINESE = re.compile(r"[⺀-鿿豈-﫿、。「」『』〔〕《》（），：；！？]")
BRAZILIAN = re.compile(
    r"\b(você|usuário|senha|tela|arquivo|celular|registro|contato|fato|ação|ações|direção|eletrôni\w*|econômic\w*"
    r"|objeto|ativo|atos?|atual\w*|efetu\w*|exceto|correto|projeto|respectivament|gerenciar|cadastr\w*|equipe"
    r"|prêmio|gênero|acadêmic\w*|anônim\w*|telefôni\w*|download|site|link|e-mail|online)\b",
    re.IGNORECASE,
)
ARTICLES = {
    "zh-hant": re.compile(r"第(\d+[A-Z]?)條"),
    "zh-hans": re.compile(r"第(\d+[A-Z]?)条"),
    "pt": re.compile(r"(?<!n)\b(\d+)\.º(?:-([A-Z]))?"),
    "en": re.compile(r"\b(?:arts?|ss?)\. ((?:\d+[A-Z]?(?:, | and )?)+)"),
}


class Markup(HTMLParser):
    """Collects the tags and addresses of one text, and whether every tag was closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {f"{tag}.{name}" for name, _value in attrs}
        self.addresses += [value or "" for name, value in attrs if name == "href"]
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def texts_of(row: dict[str, Any], code: str) -> dict[str, str]:
    return {name: texts[code] for name, texts in row["fields"].items()}


def articles_in(text: str, code: str) -> Counter[str]:
    """How often each article number is cited in a text of this language."""
    if code == "en":
        groups = ARTICLES["en"].findall(text)
        return Counter(number for group in groups for number in re.findall(r"\d+[A-Z]?", group))
    return Counter("".join(found) for found in ARTICLES[code].findall(text))


@pytest.mark.parametrize("slug", sorted(SEEDS))
def test_every_field_speaks_every_language(slug: str) -> None:
    for name, texts in SEEDS[slug]["fields"].items():
        assert set(texts) == set(languages.CODES), name
        assert all(text.strip() for text in texts.values()), name


@pytest.mark.parametrize("slug", sorted(SEEDS))
def test_no_chinese_stands_on_portuguese_and_english_pages(slug: str) -> None:
    for code in ("pt", "en"):
        for name, text in texts_of(SEEDS[slug], code).items():
            assert not CHINESE.findall(text), (name, code)


@pytest.mark.parametrize("slug", sorted(SEEDS))
def test_portuguese_is_that_of_macao(slug: str) -> None:
    for name, text in texts_of(SEEDS[slug], "pt").items():
        assert not BRAZILIAN.findall(Markup(text).words), name


@pytest.mark.parametrize("slug", sorted(SEEDS))
def test_markup_is_plain_and_closed(slug: str) -> None:
    row = SEEDS[slug]
    allowed = {"p", "h3", "ul", "ol", "li", "b", "a"} | ({"h2"} if row["type"] == "StatementPage" else set())
    for code in languages.CODES:
        for name, text in texts_of(row, code).items():
            found = Markup(text)
            assert found.tags <= (set() if name in PLAIN else allowed), (name, code)
            assert found.attributes <= {"a.href"} and not found.open, (name, code)
            assert all(address.startswith(f"/{code}/") for address in found.addresses), (name, code)


@pytest.mark.parametrize("slug", sorted(SEEDS))
def test_the_four_languages_have_the_same_parts(slug: str) -> None:
    for name, texts in SEEDS[slug]["fields"].items():
        shapes = {tuple(re.findall(r"<(h2|h3|ul|ol|li|p)>", text)) for text in texts.values()}
        links = {tuple(sorted(a.split("/", 2)[2] for a in Markup(text).addresses)) for text in texts.values()}
        assert len(shapes) == 1 and len(links) == 1, name


@pytest.mark.parametrize("slug", sorted(SEEDS))
def test_the_same_articles_are_cited_in_every_language(slug: str) -> None:
    for name, texts in SEEDS[slug]["fields"].items():
        cited = {code: articles_in(text, code) for code, text in texts.items()}
        assert all(found == cited[languages.DEFAULT] for found in cited.values()), (name, cited)


@pytest.mark.parametrize("row", GUIDES, ids=lambda row: row["slug"])
def test_every_guide_names_its_legal_basis(row: dict[str, Any]) -> None:
    for code in languages.CODES:
        assert articles_in(row["fields"]["legal_basis"][code], code), code


@pytest.mark.parametrize("row", GUIDES, ids=lambda row: row["slug"])
def test_every_article_cited_in_a_guide_stands_in_its_legal_basis(row: dict[str, Any]) -> None:
    texts = texts_of(row, "en")
    basis = articles_in(texts.pop("legal_basis"), "en")
    cited = articles_in(" ".join(texts.values()), "en")
    assert set(cited) == set(basis)


def test_the_promised_pages_are_there() -> None:
    promised = {
        "before-you-file", "ascertaining-foreign-law", "power-of-attorney", "service-of-documents",
        "joint-mediators", "using-the-library", "identity-and-account",
    }  # fmt: skip
    assert promised <= {row["slug"] for row in GUIDES}
    assert SEEDS["privacy"]["type"] == SEEDS["accessibility"]["type"] == "StatementPage"


@pytest.mark.parametrize("slug", sorted(SEEDS))
def test_every_link_leads_to_an_address_of_the_portal(slug: str) -> None:
    for code in languages.CODES:
        for text in texts_of(SEEDS[slug], code).values():
            for address in Markup(text).addresses:
                path = address.removeprefix(f"/{code}/").strip("/")
                known = not path or path.rpartition("/")[2] in SEEDS
                with translation.override(code):
                    assert known or resolve(address).url_name != "wagtail_serve", address
