"""Macao gazette texts (page text, one language or ``[zh]``/``[pt]`` lines) into documents.

A code that stands in the same file as the decree approving it becomes a document of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from foreign_law.importers.hardened import MAX_BYTES
from foreign_law.importers.macao_body import ANCHOR, TABLE, BodyText
from foreign_law.importers.macao_header import Header, code_instrument, read_header
from foreign_law.importers.parsed import ParsedDocument, ParsedProvision, Received, Refused, UnknownKind
from foreign_law.rules.codes import CODES, Code
from foreign_law.rules.refusals import Reason

PUBLISHER = "Imprensa Oficial, Macao"
ATTRIBUTION = "Macao Official Gazette (Imprensa Oficial). Only the gazetted text prevails; this is a copy."
_TAGGED = re.compile(r"^\[(?P<language>zh|pt)\]\s*(?P<text>.*)$")
_OFFICIAL_HOST = re.compile(r"^https?://(?:[a-z0-9-]+\.)*(?:io\.gov\.mo|dsaj\.gov\.mo)/", re.IGNORECASE)
_APPROVES = re.compile(r"[ée]\s+aprovado\s+o\s+C[óo]digo|核准.{0,6}《?[^。]{0,12}法典", re.IGNORECASE)


def lines_of(received: Received) -> list[str]:
    """The lines without empty ones.

    :raises Refused: too large, or not UTF-8.
    """
    if len(received.data) > MAX_BYTES:
        raise Refused("file_too_large", size=MAX_BYTES)
    try:
        text = received.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("not_utf8") from error
    if "\x00" in text:
        raise Refused("not_text")
    text = text.translate({ord(TABLE): None, ord(ANCHOR): None})  # signs of the page reader, not of a file
    return [line.strip() for line in text.splitlines() if line.strip()]


def read(
    received: Received, lines: list[str] | None = None, warnings: list[Reason] | None = None
) -> list[ParsedDocument]:  # fmt: skip
    """The documents in a file: one for each language and work.

    :param lines: those of the file, if another reader has taken them from a page already, with its ``warnings``.

    :raises UnknownKind: the text does not open with a Macao act or code.
    :raises Refused: no article was found, or it is no text.
    """
    lines = lines_of(received) if lines is None else lines
    header = read_header(lines, received.file_name)
    if header is None:
        raise UnknownKind("macao_name")
    header.url = received.address or ("" if header.url == "-" else header.url)
    header.warnings += warnings or []
    documents: list[ParsedDocument] = []
    for language, spoken in _by_language(lines[header.size :], header).items():
        decree, code, annexed = _split_code(spoken, language, header)
        documents.append(_document(received, header, language, decree, joined=len(header.languages) > 1))
        if code is not None:
            documents.append(_annexed_code(received, header, code, language, annexed))
    return documents


def _by_language(lines: list[str], header: Header) -> dict[str, list[str]]:
    """The lines of each language; a line without a tag belongs to the text before it."""
    if len(header.languages) == 1 and not any(_TAGGED.match(line) for line in lines):
        return {header.languages[0]: lines}
    chinese = next((code for code in header.languages if code != "pt"), "zh-hant")
    spoken: dict[str, list[str]] = {chinese: [], "pt": []}
    current = chinese
    for line in lines:
        tagged = _TAGGED.match(line)
        if tagged:
            current = "pt" if tagged["language"] == "pt" else chinese
        spoken[current].append(tagged["text"] if tagged else line)
    return {language: found for language, found in spoken.items() if found}


def _split_code(lines: list[str], language: str, header: Header) -> tuple[list[str], Code | None, list[str]]:
    """Cut where an act ends and the code it approves begins: the code's bare name, then article 1."""
    if header.instrument.kind == "code":
        return lines, None, []
    for position, line in enumerate(lines):
        for code in CODES:
            name = code.portuguese if language == "pt" else code.chinese
            if line.casefold() == name.casefold() and code.approved_by == header.instrument.citation_id:
                return lines[:position], code, lines[position + 1 :]
    return lines, None, []


def _document(
    received: Received, header: Header, language: str, lines: list[str], *, joined: bool
) -> ParsedDocument:
    body = BodyText(language, joined=joined)
    body.read(lines)
    articles = [provision for provision in body.provisions if provision.unit == "article"]
    if not articles:
        raise Refused("macao_articles", language=language)
    document = ParsedDocument(
        received=received,
        instrument=header.instrument,
        language=language,
        authenticity=_authenticity(header.url, language),
        title=header.titles.get(language) or header.citations.get(language, ""),
        short_citation=header.citations.get(language) or next(iter(header.citations.values())),
        currency="unstated",
        provisions=iter(body.provisions),
        excerpt=header.excerpt or _has_gaps(articles),
        address=header.url,
        publisher=PUBLISHER if _authenticity(header.url, language) == "official" else "",
        attribution=ATTRIBUTION,
        outline=body.outline,
        notes=[{"kind": "closing", "text": line} for line in body.closing],
        warnings=[*header.warnings, *body.warnings],
    )
    if header.instrument.kind == "code" and articles[0].body and _APPROVES.search(articles[0].text):
        raise Refused("macao_decree")
    return document


def _annexed_code(
    received: Received, header: Header, code: Code, language: str, lines: list[str]
) -> ParsedDocument:
    name = code.portuguese if language == "pt" else code.chinese
    annexed = Header(
        instrument=code_instrument(code),
        languages=(language,),
        citations={language: name},
        titles={language: name},
        url=header.url,
        excerpt=header.excerpt,
    )
    return _document(received, annexed, language, lines, joined=False)


def _authenticity(url: str, language: str) -> str:
    if language == "zh-hans" or not _OFFICIAL_HOST.match(url):
        return "convenience"
    return "official"


def _has_gaps(articles: list[ParsedProvision]) -> bool:
    """True when the numbers do not run from 1 without a hole: the file holds part of the work."""
    numbers = [int(re.sub(r"\D", "", article.number) or 0) for article in articles if "_" not in article.key]
    steps: Iterator[tuple[int, int]] = pairwise(numbers)
    return bool(numbers) and (numbers[0] != 1 or any(later - earlier > 1 for earlier, later in steps))
