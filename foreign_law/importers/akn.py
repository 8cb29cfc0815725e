"""Akoma Ntoso 3.0 acts: those that the library exports, read back without loss, and those of others as far as they say.

The name of the work decides (``/akn/hk/act/cap/486``): only works of Hong Kong, Macao and the Mainland are taken. What
another hand made is read by the words of the standard alone; its text is a convenience copy. So is what calls itself
authentic or official, unless whoever brings it in vouches for it: anybody can write a file in the library's own words.
"""

from __future__ import annotations

import re
from datetime import date

from lxml import etree

from foreign_law.importers.akn_body import AknWalker
from foreign_law.importers.hardened import tree
from foreign_law.importers.inline import settled
from foreign_law.importers.parsed import ParsedDocument, ParsedInstrument, Received, Refused, UnknownKind
from foreign_law.rules.akn_names import PLACES, citation_of, language_of
from foreign_law.rules.akn_words import AKN, LIBRARY
from foreign_law.rules.redistribution import PUBLISHERS
from foreign_law.rules.refusals import reason

KINDS = frozenset(
    {
        "ordinance", "subsidiary", "instrument", "law", "decree-law", "regulation", "executive-order", "dispatch",
        "order", "code",
    }
)  # fmt: skip
AUTHENTICITY = frozenset({"authentic", "official", "convenience", "machine"})
CLAIMS = frozenset({"authentic", "official"})
CURRENCIES = frozenset({"current", "past", "unstated"})
_FROM_KIND = {
    "lei": "law", "decreto-lei": "decree-law", "regulamento-administrativo": "regulation", "cap": "ordinance",
    "ordem-executiva": "executive-order", "despacho-chefe-executivo": "dispatch", "portaria": "order",
}  # fmt: skip
_NS = {"a": AKN, "lib": LIBRARY}


def is_akn(data: bytes) -> bool:
    """True when the head of the file names the schema."""
    return AKN.encode() in data[:4096]


def read(received: Received) -> ParsedDocument:
    """The document; its tree is read whole, its size is capped like that of every file.

    :raises Refused: malformed, unsafe, no act, of another country, without language or version date.
    """
    root = tree(received.data)
    act = root.find("a:act", _NS)
    if root.tag != f"{{{AKN}}}akomaNtoso" or act is None:
        raise UnknownKind("akn_no_act")
    meta, body = act.find("a:meta", _NS), act.find("a:body", _NS)
    if meta is None or body is None:
        raise Refused("akn_incomplete")
    ours = meta.find("a:proprietary/lib:work", _NS) is not None
    instrument = _instrument(meta)
    language, day = _expression(meta)
    walker = AknWalker(meta, exact=ours, place=instrument.jurisdiction)
    document = ParsedDocument(
        received=received, instrument=instrument, language=language, authenticity="convenience",
        title=_title(act, meta), short_citation=_value(meta, "FRBRWork/a:FRBRname") or instrument.citation_id,
        currency="unstated", provisions=iter(()), held_date=day,
        publisher=_vouched(received, _publisher(meta)), outline=walker.outline, warnings=walker.warnings,
        from_another_hand=True,
    )  # fmt: skip
    if ours:
        _own_facts(document, meta)
    provisions = walker.read(body)
    if not provisions:
        raise Refused("akn_provisions")
    document.provisions = iter(provisions)
    document.notes = _closing(act, ours)
    return document


def _value(meta: etree._Element, path: str, attribute: str = "value") -> str:
    found = meta.find(f"a:identification/a:{path}", _NS)
    return (found.get(attribute) or "").strip() if found is not None else ""


def _instrument(meta: etree._Element) -> ParsedInstrument:
    uri = _value(meta, "FRBRWork/a:FRBRuri") or _value(meta, "FRBRWork/a:FRBRthis")
    citation = citation_of(uri)
    if not citation:
        raise Refused("akn_name", name=uri[:100])
    place, kind, *_rest = citation.split(":")
    stated = _value(meta, "FRBRWork/a:FRBRsubtype")
    known = stated if stated in KINDS else _FROM_KIND.get(kind, "instrument")
    facts = meta.find("a:proprietary/lib:work", _NS)
    year = (facts.get("year") or "") if facts is not None else ""
    dated = _value(meta, "FRBRWork/a:FRBRdate", "date")[:4]
    publication = meta.find("a:publication", _NS)
    return ParsedInstrument(
        jurisdiction=next(code for code, short in PLACES.items() if short == place),
        slug=citation.partition(":")[2].replace(":", "-"), citation_id=citation, kind=known,
        number=_value(meta, "FRBRWork/a:FRBRnumber")[:40],
        year=int(year) if re.fullmatch(r"\d{4}", year) else (_year(dated) if facts is None else None),
        gazette_number=((publication.get("number") or "") if publication is not None else "")[:40],
        published_date=_date((publication.get("date") or "") if publication is not None else ""),
        approved_by_citation=((facts.get("approvedBy") or "") if facts is not None else "")[:100],
    )  # fmt: skip


def _expression(meta: etree._Element) -> tuple[str, date | None]:
    spoken = _value(meta, "FRBRExpression/a:FRBRlanguage", "language")
    uri = _value(meta, "FRBRExpression/a:FRBRuri") or _value(meta, "FRBRExpression/a:FRBRthis")
    language = language_of(spoken)
    if not language:
        raise Refused("akn_language", language=spoken[:20])
    found = re.search(r"@(\d{4}-\d{2}-\d{2})", uri)
    return language, _date(found[1]) if found else None


def _own_facts(document: ParsedDocument, meta: etree._Element) -> None:
    """What the library wrote of the language version and of its source."""
    facts = meta.find("a:proprietary/lib:expression", _NS)
    source = meta.find("a:proprietary/lib:source", _NS)
    if facts is None or source is None:
        raise Refused("akn_own_facts")
    authenticity, currency = facts.get("authenticity", ""), facts.get("currency", "")
    if authenticity not in AUTHENTICITY or currency not in CURRENCIES:
        raise Refused("akn_own_words")
    highest = authenticity == "authentic"
    if authenticity in CLAIMS and not document.received.trusted:
        document.warnings.append(reason("claims_authentic" if highest else "claims_official"))
        authenticity = "convenience"
    document.authenticity, document.currency = authenticity, currency
    document.short_citation = facts.get("citation", "")
    document.excerpt = facts.get("excerpt") == "yes"
    document.address = source.get("address", "")
    document.publisher = _vouched(document.received, source.get("publisher", "")[:200])
    document.attribution = (source.text or "")[:500]


def _title(act: etree._Element, meta: etree._Element) -> str:
    found = act.find("a:preface//a:docTitle", _NS)
    written = settled("".join(found.itertext())) if found is not None else ""  # type: ignore[arg-type]
    return written or _value(meta, "FRBRWork/a:FRBRname") or _value(meta, "FRBRWork/a:FRBRuri")


def _publisher(meta: etree._Element) -> str:
    author = _value(meta, "FRBRExpression/a:FRBRauthor", "href").lstrip("#")
    for one in meta.iterfind("a:references/a:TLCOrganization", _NS):
        if one.get("eId") == author:
            return (one.get("showAs") or "")[:200]
    return ""


def _vouched(received: Received, publisher: str) -> str:
    """A file may name any publisher, and what a known one publishes is given out in bulk: that is not the file's to say."""
    return publisher if received.trusted or publisher not in PUBLISHERS else ""


def _closing(act: etree._Element, ours: bool) -> list[dict[str, str]]:
    """The words after the body."""
    notes = []
    for paragraph in act.iterfind("a:conclusions//a:p", _NS):
        text = "".join(paragraph.itertext())  # type: ignore[arg-type]
        text = text if ours else settled(text)
        if text:
            notes.append({"kind": (ours and paragraph.get("class")) or "closing", "text": text})
    return notes


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _year(text: str) -> int | None:
    return int(text) if re.fullmatch(r"1[89]\d\d|2\d{3}", text) else None
