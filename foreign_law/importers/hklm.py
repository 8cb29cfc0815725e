"""Hong Kong e-Legislation XML (HKLM 1.0), current and past files, in English and both Chinese scripts.

Units are sections (also those inside schedules), schedules and the long title. ``startPeriod`` is the
date of a version, not of commencement; where it is missing the nearest division above gives it, else it
stays empty. A past file (``_p``) and a file that does not say which it is are never current law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lxml import etree

from foreign_law.importers.hardened import events
from foreign_law.importers.hklm_body import NOTES, BodyReader, local
from foreign_law.importers.inline import settled
from foreign_law.importers.parsed import (
    ParsedDocument,
    ParsedInstrument,
    ParsedProvision,
    Received,
    Refused,
    UnknownKind,
)
from foreign_law.rules.refusals import reason
from i18n import languages

NAMESPACE = "http://www.xml.gov.hk/schemas/hklm/1.0"
ROOTS = {"ordinance": "ordinance", "subLeg": "subsidiary", "amendment": "ordinance", "lawDoc": "instrument"}
DIVISIONS = frozenset(["part", "division", "subdivision", "chapter", "preliminary"])
UNITS = {"section": "section", "article": "article", "longTitle": "long-title", "preamble": "preamble"}
STATUSES = {
    "operational": "in-force",
    "pending": "not-yet",
    "repealed": "repealed",
    "omitted": "omitted",
    "suspended": "suspended",
    "expiredSpent": "expired",
}
AUTHENTICITY = {"en": "authentic", "zh-hant": "authentic", "zh-hans": "machine"}
PUBLISHER = "Department of Justice, Hong Kong: Hong Kong e-Legislation"
ATTRIBUTION = (
    "Hong Kong e-Legislation, Department of Justice, via DATA.GOV.HK; the Government of the Hong Kong "
    "Special Administrative Region owns the copyright. Not a verified copy (Cap. 614, s. 5)."
)
_WATCHED = [
    f"{{{NAMESPACE}}}{name}"
    for name in (
        *ROOTS,
        "meta",
        *DIVISIONS,
        *UNITS,
        "schedule",
        "annex",
        "num",
        "heading",
        *NOTES,
        "enactingFormula",
    )
]
_FILE_NAME = re.compile(r"_(?P<date>\d{8})\d{6}_.*_(?P<mark>[cp])\.xml$", re.IGNORECASE)
_ARCHIVE = re.compile(r"hkel_(?P<mark>[cp])_", re.IGNORECASE)


def is_hklm(data: bytes) -> bool:
    """True when the head of the file names the HKLM schema."""
    return NAMESPACE.encode() in data[:20_000]


def read(received: Received) -> ParsedDocument:
    """The document up to its first provision; the rest is read as ``provisions`` is consumed.

    :raises Refused: malformed, unsafe, without number, language or version date.
    """
    stream = events(received.data, _WATCHED)
    root, meta = _head(stream)
    language = languages.from_tag(meta.get("language", ""))
    if language not in AUTHENTICITY:
        raise Refused("hklm_language", language=meta.get("language", ""))
    instrument = _instrument(root, meta)
    marked = _FILE_NAME.search(received.file_name)
    held = _date(meta.get("date", "")) or (_file_date(marked.group("date")) if marked else None)
    if held is None:
        raise Refused("hklm_date")
    citation = settled(meta.get("docName", "")) or f"Cap. {instrument.number}"
    document = ParsedDocument(
        received=received,
        instrument=instrument,
        language=language,
        authenticity=AUTHENTICITY[language],
        title=citation,
        short_citation=citation,
        currency=_currency(received, marked),
        provisions=iter(()),
        held_date=held,
        address=_address(meta),
        publisher=PUBLISHER,
        attribution=ATTRIBUTION,
    )
    if marked and _file_date(marked.group("date")) != held:
        document.warnings.append(reason("name_and_date"))
    document.provisions = _Walker(document, stream).provisions()
    return document


def _head(stream: Iterator[tuple[str, etree._Element]]) -> tuple[str, dict[str, str]]:
    """The root's name and the values of ``meta``."""
    root = ""
    for event, element in stream:
        name = local(element)
        if event == "start" and not root:
            if name not in ROOTS or element.getparent() is not None:
                raise UnknownKind("hklm_root")
            root = name
        elif event == "start" and name in ROOTS:
            root = name
        elif event == "end" and name == "meta":
            return root, {local(child): settled(child.text) for child in element if local(child)}
    raise Refused("hklm_meta")


def _instrument(root: str, meta: dict[str, str]) -> ParsedInstrument:
    number, kind = meta.get("docNumber", ""), meta.get("docType", "cap").lower()
    if not re.fullmatch(r"[0-9A-Za-z]{1,12}", number) or not re.fullmatch(r"[a-z]{1,20}", kind):
        raise Refused("hklm_number")
    found = ROOTS.get(root, "instrument")
    if kind == "cap" and found == "ordinance" and number[-1].isalpha():
        found = "subsidiary"
    return ParsedInstrument(
        jurisdiction="CN-HK",
        slug=f"{kind}-{number.lower()}",
        citation_id=f"hk:{kind}:{number.lower()}",
        kind=found if kind == "cap" else "instrument",
        number=number,
    )


def _currency(received: Received, marked: re.Match[str] | None) -> str:
    mark = marked.group("mark").lower() if marked else ""
    if not mark and (archive := _ARCHIVE.search(received.archive)):
        mark = archive.group("mark").lower()
    return {"c": "current", "p": "past"}.get(mark, "unstated")


def _address(meta: dict[str, str]) -> str:
    identifier = meta.get("identifier", "")
    return f"https://www.elegislation.gov.hk{identifier}" if identifier.startswith("/hk/") else ""


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _file_date(digits: str) -> date | None:
    return _date(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")


@dataclass
class _Open:
    """A division or schedule that is being read: what its sections inherit."""

    name: str
    entry: dict[str, Any]
    status: str
    reason: str
    start_period: date | None
    order: int = 0


@dataclass
class _Walker:
    """Turns parse events into provisions, one at a time, and lets go of what was read."""

    document: ParsedDocument
    stream: Iterator[tuple[str, etree._Element]]
    above: list[_Open] = field(default_factory=list)
    unit: etree._Element | None = None
    unit_order: int = 0
    order: int = 0
    keys: dict[str, int] = field(default_factory=dict)

    def provisions(self) -> Iterator[ParsedProvision]:
        """All units by the order of their ends: a schedule comes after its sections, with its own order."""
        for event, element in self.stream:
            if element is self.unit:
                self.unit = None
                yield self._provision(element, local(element), self.unit_order)
                element.clear(keep_tail=True)  # type: ignore[call-arg]
            elif self.unit is not None:
                continue  # its inside is read when it ends
            elif event == "start":
                self._start(element, local(element))
            elif provision := self._end(element, local(element)):
                yield provision
        if not self.keys:
            raise Refused("hklm_provisions")

    def _start(self, element: etree._Element, name: str) -> None:
        if name in UNITS and not (name == "preamble" and self.above):
            self.unit, self.order = element, self.order + 1
            self.unit_order = self.order
        elif name in DIVISIONS or name in ("schedule", "annex"):
            self._open(element, name)

    def _open(self, element: etree._Element, name: str) -> None:
        self.order += 1
        parent = self.above[-1] if self.above else None
        entry: dict[str, Any] = {
            "type": "provision" if name in ("schedule", "annex") else "division",
            "id": element.get("temporalId") or f"{name}-{self.order}",
            "kind": "schedule" if name in ("schedule", "annex") else name,
            "num": "",
            "heading": "",
            "level": len(self.above),
            "status": "",
            "notes": [],
        }
        status = element.get("status") or (parent.status if parent else "")
        reason = element.get("reason") or (parent.reason if parent and not element.get("status") else "")
        start = _date(element.get("startPeriod", "")) or (parent.start_period if parent else None)
        entry["status"] = STATUSES.get(status, "unstated") if status else "in-force"
        self.document.outline.append(entry)
        self.above.append(_Open(name, entry, status, reason, start, self.order))

    def _end(self, element: etree._Element, name: str) -> ParsedProvision | None:
        parent = element.getparent()
        if self.above and parent is not None and local(parent) == self.above[-1].name:
            self._division_words(element, name)
        if name in ("schedule", "annex") and self.above:
            opened = self.above.pop()
            provision = self._provision(element, "schedule", opened.order, opened)
            element.clear(keep_tail=True)  # type: ignore[call-arg]
            return provision
        if name in DIVISIONS and self.above:
            self.above.pop()
        elif not self.above and parent is not None and local(parent) in ("main", "ordinance", "subLeg"):
            self._note(element, name, self.document.notes)
        return None

    def _division_words(self, element: etree._Element, name: str) -> None:
        entry = self.above[-1].entry
        if name in ("num", "heading") and not entry[name]:
            reader = BodyReader(self.document.language)
            entry[name] = reader.words(element, "", 0)
        else:
            self._note(element, name, entry["notes"])

    def _note(self, element: etree._Element, name: str, notes: list[dict[str, str]]) -> None:
        if name in NOTES or name == "enactingFormula":
            reader = BodyReader(self.document.language)
            words = " ".join(
                filter(None, (reader.words(element, "", 0), *(n.get("text", "") for n in reader.nodes)))
            )
            if words:
                notes.append({"kind": name, "text": words})

    def _provision(
        self, element: etree._Element, name: str, order: int, opened: _Open | None = None
    ) -> ParsedProvision:
        key = self._key(element, name)
        reader = BodyReader(self.document.language)
        reader.read(element, key)
        self.document.terms += reader.terms
        number = element.find(f"{{{NAMESPACE}}}num")
        schedule = next((o for o in reversed(self.above) if o.name in ("schedule", "annex")), None)
        provision = ParsedProvision(
            key=key,
            unit="schedule" if name == "schedule" else UNITS[name],
            number=(number.get("value") or "") if number is not None else "",
            number_label=reader.number_label,
            heading=reader.heading,
            order=order,
            body=reader.nodes,
            parent_key=schedule.entry["id"] if schedule and opened is None else "",
            source_key=element.get("id") or "",
            path=[{k: o.entry[k] for k in ("id", "kind", "num", "heading")} for o in self.above],
            **self._standing(element, key),
        )
        self._contents(provision, opened)
        self._title(element)
        return provision

    def _standing(self, element: etree._Element, key: str) -> dict[str, Any]:
        """Status, reason and version date: the unit's own, else those of the nearest division above."""
        nearest = self.above[-1] if self.above else None
        status = element.get("status") or (nearest.status if nearest else "")
        why = element.get("reason") or (nearest.reason if nearest and not element.get("status") else "")
        start = _date(element.get("startPeriod", "")) or (nearest.start_period if nearest else None)
        if status and status not in STATUSES:
            self.document.warnings.append(reason("status_unknown", place=key, status=status))
        known = STATUSES.get(status, "unstated") if status else "in-force"
        return {"status": known, "reason": why, "start_period": start}

    def _key(self, element: etree._Element, name: str) -> str:
        key = element.get("temporalId") or element.get("name") or element.get("id") or f"{name}-{self.order}"
        key = re.sub(r"[^0-9A-Za-z_.~-]", "-", key)[:100]
        self.keys[key] = self.keys.get(key, 0) + 1
        if self.keys[key] > 1:
            self.document.warnings.append(reason("stands_again", place=key, times=self.keys[key]))
            key = f"{key}~{self.keys[key]}"
        return key

    def _contents(self, provision: ParsedProvision, opened: _Open | None) -> None:
        if opened is not None:
            opened.entry["id"] = provision.key
            opened.entry.update(
                num=provision.number_label, heading=provision.heading, status=provision.status
            )
            return
        self.document.outline.append(
            {
                "type": "provision",
                "id": provision.key,
                "kind": provision.unit,
                "num": provision.number_label,
                "heading": provision.heading,
                "level": len(self.above),
                "status": provision.status,
            }
        )

    def _title(self, element: etree._Element) -> None:
        if self.document.title == self.document.short_citation:
            title = element.find(f".//{{{NAMESPACE}}}shortTitle")
            if title is not None:
                words = settled("".join(title.itertext()))  # type: ignore[arg-type]
                self.document.title = words.strip("《》") or self.document.title
