"""The seed of the legal term base: concepts and their forms in four languages and three jurisdictions.

One file per field of law (``contract.csv``, ``service.csv`` …), one row per form, rows of a concept together.
The first row of a concept is its head form; ``degree`` says how far each other form names the same thing:

* ``same``: the two may stand for each other in court without a word of explanation. The name of one
  particular court or authority is the same in every language, though only one jurisdiction has it;
* ``near``: the institutions overlap; the difference has to be said;
* ``none``: the jurisdiction has no such institution. The text, if any, is a rendering for speech and print;
  a search must never expand to it.

``official`` forms occur in the instrument and article named in ``source``; ``sources.csv`` lists the
instruments. ``working`` forms are working translations and cite nothing. Where the source has the form in
another inflection, the note quotes it: ``attested as “negócios jurídicos”``. Notes are written in English;
``notes.csv`` says each of them in the other languages.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
COLUMNS = ("concept", "domain", "language", "jurisdiction", "form", "status", "source", "degree", "note")
SOURCE_COLUMNS = ("instrument", "language", "jurisdiction", "title", "edition", "holding", "file")
#: Languages of each jurisdiction's forms: a Portuguese form is always one of Macao.
LANGUAGES_OF = {"CN": {"zh-hans"}, "CN-HK": {"zh-hant", "en"}, "CN-MO": {"zh-hant", "pt"}}
LANGUAGES = ("zh-hant", "zh-hans", "pt", "en")
STATUSES = ("official", "working")
DEGREES = ("same", "near", "none")
HOLDINGS = ("law-texts", "bulk", "hk", "macao")
SOURCES_FILE, NOTES_FILE = "sources.csv", "notes.csv"
NOTE_COLUMNS = ("note", "zh-hant", "zh-hans", "pt")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ATTESTED = re.compile(r"attested as “([^”]+)”")


@dataclass(frozen=True)
class Source:
    """An instrument that forms are cited from.

    ``edition`` dates the version read; ``holding`` and ``file`` say where its text is kept for checking.
    """

    instrument: str
    language: str
    jurisdiction: str
    title: str
    edition: str
    holding: str
    file: str


@dataclass(frozen=True)
class Form:
    """A name of a concept in one language and jurisdiction; ``source`` is empty for working translations."""

    language: str
    jurisdiction: str
    text: str
    status: str
    source: str
    degree: str
    note: str

    @property
    def attested(self) -> str:
        """The words to look for in the source: the inflected form that the note quotes, else the form."""
        match = _ATTESTED.search(self.note)
        return match[1] if match else self.text


@dataclass(frozen=True)
class Concept:
    """A legal concept; ``forms[0]`` is the head form to which every degree refers."""

    slug: str
    domain: str
    forms: tuple[Form, ...]

    @property
    def head(self) -> Form:
        """The form that the degrees of all others are measured against."""
        return self.forms[0]

    def in_language(self, language: str) -> tuple[Form, ...]:
        """Forms of one language, in the order of the file."""
        return tuple(form for form in self.forms if form.language == language)


def load(folder: Path = FOLDER) -> tuple[Concept, ...]:
    """Every concept of the term base, by file name and then in the order of the file.

    :raises ValueError: a row breaks a rule of the format; the message names file and line.
    """
    known = sources(folder)
    concepts: list[Concept] = []
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.csv")):
        if path.name in (SOURCES_FILE, NOTES_FILE):
            continue
        for place, concept in _concepts(path, known):
            if concept.slug in seen:
                raise ValueError(f"{place}: concept {concept.slug} stands already at {seen[concept.slug]}")
            seen[concept.slug] = place
            concepts.append(concept)
    return tuple(concepts)


def sources(folder: Path = FOLDER) -> dict[str, Source]:
    """The instruments that may be cited, by the short name used in ``source``.

    :raises ValueError: a row is incomplete or repeated; the message names file and line.
    """
    path = folder / SOURCES_FILE
    found: dict[str, Source] = {}
    for place, row in _rows(path, SOURCE_COLUMNS):
        source = Source(**row)
        _demand(all(row.values()), place, "a column is empty")
        _demand(source.instrument not in found, place, f"{source.instrument} is listed twice")
        _demand(source.holding in HOLDINGS, place, f"unknown holding {source.holding!r}")
        _check_language(source.language, source.jurisdiction, place)
        found[source.instrument] = source
    return found


@cache
def notes(folder: Path = FOLDER) -> dict[str, dict[str, str]]:
    """The English notes of the term base in the other languages: note → language → words.

    :raises ValueError: a row is incomplete or repeated; the message names file and line.
    """
    found: dict[str, dict[str, str]] = {}
    for place, row in _rows(folder / NOTES_FILE, NOTE_COLUMNS):
        _demand(all(row.values()), place, "a column is empty")
        _demand(row["note"] not in found, place, "the note stands twice")
        found[row["note"]] = {language: row[language] for language in NOTE_COLUMNS[1:]}
    return found


def told_note(note: str, language: str) -> tuple[str, str]:
    """A note in the reader's language and that language; English where nobody has said it otherwise."""
    words = notes().get(note, {}).get(language)
    return (words, language) if words else (note, "en")


def split_source(text: str, known: dict[str, Source]) -> tuple[Source, str]:
    """Instrument and article of a citation: ``民法典 第四百七十二条`` gives (the Code, ``第四百七十二条``).

    :raises KeyError: no listed instrument begins the text, or no article follows it.
    """
    for instrument in sorted(known, key=len, reverse=True):
        if text.startswith(instrument + " ") and text[len(instrument) :].strip():
            return known[instrument], text[len(instrument) + 1 :]
    raise KeyError(text)


def _concepts(path: Path, known: dict[str, Source]) -> Iterator[tuple[str, Concept]]:
    """The concepts of one file with the place of their first row."""
    groups: list[tuple[str, str, list[Form]]] = []
    for place, row in _rows(path, COLUMNS):
        slug = row["concept"]
        _demand(bool(_SLUG.fullmatch(slug)), place, f"{slug!r} is no slug of letters, figures and hyphens")
        _demand(row["domain"] == path.stem, place, f"domain {row['domain']!r} does not belong in this file")
        form = _form(row, place, known)
        if groups and groups[-1][1] == slug:
            _demand(form not in groups[-1][2], place, "the row stands twice")
            groups[-1][2].append(form)
        else:
            groups.append((place, slug, [form]))
    for place, slug, forms in groups:
        _check_concept(forms, place)
        yield place, Concept(slug, path.stem, tuple(forms))


def _form(row: dict[str, str], place: str, known: dict[str, Source]) -> Form:
    """The form of one row, checked on its own."""
    form = Form(
        row["language"],
        row["jurisdiction"],
        row["form"],
        row["status"],
        row["source"],
        row["degree"],
        row["note"],
    )
    _check_language(form.language, form.jurisdiction, place)
    _demand(form.status in STATUSES, place, f"unknown status {form.status!r}")
    _demand(form.degree in DEGREES, place, f"unknown degree {form.degree!r}")
    _demand(bool(form.text) or form.degree == "none", place, "only a form without equivalent may be empty")
    _demand(form.degree != "none" or bool(form.note), place, "a form without equivalent needs a note")
    if form.status == "working":
        _demand(not form.source, place, "a working translation cites nothing")
    else:
        _check_citation(form, place, known)
    return form


def _check_citation(form: Form, place: str, known: dict[str, Source]) -> None:
    """An official form names a listed instrument of its own language and jurisdiction, and an article."""
    _demand(form.degree != "none", place, "a form without equivalent cannot be official")
    try:
        source, _article = split_source(form.source, known)
    except KeyError:
        message = f"{place}: no instrument of {SOURCES_FILE} with an article in {form.source!r}"
        raise ValueError(message) from None
    own = (source.language, source.jurisdiction) == (form.language, form.jurisdiction)
    _demand(own, place, f"{source.instrument} is a text of another language or jurisdiction")


def _check_concept(forms: list[Form], place: str) -> None:
    """A concept has a head, all four languages, and Portuguese only beside Macao Chinese."""
    _demand(forms[0].degree == "same", place, "the head form must be of degree same")
    missing = [language for language in LANGUAGES if all(form.language != language for form in forms)]
    _demand(not missing, place, f"no form and no explicit absence in {', '.join(missing)}")
    macao = {form.language for form in forms if form.jurisdiction == "CN-MO"}
    _demand(macao == {"zh-hant", "pt"}, place, "Portuguese and Macao Chinese must be paired")


def _check_language(language: str, jurisdiction: str, place: str) -> None:
    _demand(jurisdiction in LANGUAGES_OF, place, f"unknown jurisdiction {jurisdiction!r}")
    _demand(language in LANGUAGES, place, f"unknown language {language!r}")
    fits = language in LANGUAGES_OF[jurisdiction]
    _demand(fits, place, f"{language} is no language of the law of {jurisdiction}")


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a file, each with its place ``name, line n``."""
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle, strict=True)
        if tuple(reader.fieldnames or ()) != columns:
            raise ValueError(f"{path.name}, line 1: the columns must be {', '.join(columns)}")
        for row in reader:
            place = f"{path.name}, line {reader.line_num}"
            _demand(None not in row and None not in row.values(), place, "wrong number of columns")
            trimmed = all(value == value.strip() for value in row.values())
            _demand(trimmed, place, "blank at the edge of a column")
            yield place, row


def _demand(kept: bool, place: str, sentence: str) -> None:
    if not kept:
        raise ValueError(f"{place}: {sentence}")
