"""Every form that cites an official text stands in that text, in the very article cited.

The texts are not part of the project. ``PORTAL_LAW_TEXTS`` names the folder of the Mainland instruments,
``PORTAL_CORPORA`` the folder with ``bulk``, ``hk`` and ``macao``; where one is absent its tests skip.
"""

from __future__ import annotations

import functools
import json
import lzma
import os
import re
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from pathlib import Path

import pytest

from i18n import glossary

ROOT = Path(__file__).resolve().parents[2]
LAW_TEXTS = ROOT / os.environ.get("PORTAL_LAW_TEXTS", "../shared/law/texts")
CORPORA = ROOT / os.environ.get("PORTAL_CORPORA", "../shared/corpora")
FOLDERS = {
    "law-texts": LAW_TEXTS,
    "bulk": CORPORA / "bulk",
    "hk": CORPORA / "hk",
    "macao": CORPORA / "macao",
}
HKLM = "{http://www.xml.gov.hk/schemas/hklm/1.0}"
TITLE = {"zh-hans": "序言", "zh-hant": "標題及序言", "pt": "título e preâmbulo"}
MAINLAND_ARTICLE = re.compile(r"^[\s　]*(第[一二三四五六七八九十百千零]+条)", re.M)
NUMBERED_PARAGRAPH = re.compile(r"^([一二三四五六七八九十]+)、", re.M)
MACAO_ARTICLE = {
    "pt": re.compile(r"^(?:\[pt\] )?(Artigo \d+\.º)(?=$| [A-ZÀ-Ú][a-zà-ú])", re.M),
    "zh-hant": re.compile(r"^(?:\[zh\] )?(第[一二三四五六七八九十百]+條)(?=$| )", re.M),
}


def squeeze(text: str, language: str) -> str:
    """Text as compared: Chinese without blanks, the others with single blanks and in small letters."""
    if language.startswith("zh"):
        return re.sub(r"\s+", "", text)
    return re.sub(r"\s+", " ", text).strip().casefold()


def stands_in(words: str, text: str, language: str) -> bool:
    """True when the words occur in the text; Portuguese and English as whole words."""
    wanted = re.escape(squeeze(words, language))
    if not language.startswith("zh"):
        wanted = rf"(?<!\w){wanted}(?!\w)"
    return re.search(wanted, squeeze(text, language)) is not None


def cut(text: str, heading: re.Pattern[str], title: str) -> dict[str, str]:
    """The articles of a text by number; what stands before the first one under ``title``."""
    articles: dict[str, str] = defaultdict(str)
    key, start = title, 0
    for match in heading.finditer(text):
        articles[key] += text[start : match.start()]
        key, start = match[1], match.start()
    articles[key] += text[start:]
    return dict(articles)


@functools.cache
def bulk_articles() -> dict[str, dict[str, str]]:
    """Document, article number, text of the bulk corpus. The books of the Civil Code are one document."""
    documents: dict[str, dict[str, str]] = defaultdict(lambda: defaultdict(str))
    with lzma.open(FOLDERS["bulk"] / "provisions.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["jur"] == "CN":
                name = "民法典" if row["cat"] == "民法典" else row["doc"]
                documents[name][row["num"]] += row["text"]
    return documents


@functools.cache
def mainland_articles(path: Path) -> dict[str, str]:
    """A Mainland instrument by article; numbered paragraphs count as articles where there are no others."""
    lines = path.read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith(("#", "<!--")))
    if MAINLAND_ARTICLE.search(text):
        return cut(text, MAINLAND_ARTICLE, TITLE["zh-hans"])
    found = cut(text, NUMBERED_PARAGRAPH, TITLE["zh-hans"])
    return {key if key == TITLE["zh-hans"] else f"第{key}条": part for key, part in found.items()}


@functools.cache
def hong_kong_sections(path: Path, language: str) -> dict[str, str]:
    """The sections of an ordinance outside its schedules, by ``s. 2`` or ``第2條``."""
    sections: dict[str, str] = defaultdict(str)
    main = ElementTree.parse(path).getroot().find(f"{HKLM}main")
    assert main is not None, f"{path.name} has no main part"
    for section in main.iter(f"{HKLM}section"):
        number = section.find(f"{HKLM}num")
        if number is not None and re.fullmatch(r"s\w+", section.get("temporalId", "")):
            key = f"s. {number.get('value')}" if language == "en" else f"第{number.get('value')}條"
            sections[key] += "".join(section.itertext())
    return dict(sections)


@functools.cache
def macao_articles(path: Path, language: str) -> dict[str, str]:
    """A Macao text by ``art. 1.º`` or ``第一條``; of a bilingual file the lines of one language."""
    lines = path.read_text(encoding="utf-8").splitlines()
    other = "[zh]" if language == "pt" else "[pt]"
    text = "\n".join(line for line in lines if not line.startswith((other, "URL:")))
    found = cut(text, MACAO_ARTICLE[language], TITLE[language])
    return {key.replace("Artigo", "art."): part for key, part in found.items()}


def articles_of(source: glossary.Source) -> dict[str, str]:
    """The text of an instrument by article, skipping where it is not at hand."""
    folder = FOLDERS[source.holding]
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent: set PORTAL_LAW_TEXTS and PORTAL_CORPORA to check cited forms")
    if source.holding == "bulk":
        return bulk_articles()[source.file]
    if source.holding == "law-texts":
        return mainland_articles(folder / source.file)
    if source.holding == "hk":
        return hong_kong_sections(folder / source.file, source.language)
    return macao_articles(folder / source.file, source.language)


def cited_by_instrument() -> dict[str, list[tuple[str, str, glossary.Form]]]:
    """Official forms with concept and article, by the instrument they cite."""
    known = glossary.sources()
    cited: dict[str, list[tuple[str, str, glossary.Form]]] = defaultdict(list)
    for concept in glossary.load():
        for form in concept.forms:
            if form.status == "official":
                source, article = glossary.split_source(form.source, known)
                cited[source.instrument].append((concept.slug, article, form))
    return cited


@pytest.mark.parametrize("instrument", sorted(glossary.sources()))
def test_every_cited_form_stands_in_the_article_it_cites(instrument: str) -> None:
    source = glossary.sources()[instrument]
    articles = articles_of(source)
    faults = []
    for slug, article, form in cited_by_instrument()[instrument]:
        if article not in articles:
            faults.append(f"{slug}: {instrument} has no {article}")
        elif not stands_in(form.attested, articles[article], form.language):
            faults.append(f"{slug}: “{form.attested}” is not in {instrument} {article}")
    assert not faults, "\n".join(faults)


def test_no_instrument_is_listed_without_being_cited() -> None:
    assert set(glossary.sources()) == set(cited_by_instrument())
