"""From a citation as somebody typed it to the provision that was meant, and how a cited law stands."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foreign_law.models import Authenticity, CitedLaw, Provision, ProvisionVersion
from foreign_law.queries.cited_places import CitedTarget, targets
from foreign_law.queries.point_in_time import HELD, pick
from foreign_law.rules.citations import Citation, recognise

LONGEST_CITATION = 300
MOST_CITATIONS = 200

# -- how a cited law stands
PINNED, NOT_READ, NO_WORK, NO_PROVISION, WHOLE_WORK, NOT_ON_DATE, JUDGMENT_WANTED, JUDGMENT_HELD = (
    "pinned", "not_read", "no_work", "no_provision", "whole_work", "not_on_date", "judgment_wanted", "judgment_held",
)  # fmt: skip
SENTENCES: Mapping[str, str | Promise] = {
    PINNED: "",
    NOT_READ: _(
        "“%(citation)s” is not a citation that the portal can read. It stays as typed; enter the text with its source."
    ),
    NO_WORK: _("The library does not hold %(citation)s. Enter the text with its source."),
    NO_PROVISION: _(
        "The library holds the work, but no such provision: %(citation)s. Check it, or enter the text."
    ),
    WHOLE_WORK: _(
        "%(citation)s names a whole work. Name the specific provision (art. 3), or enter its text."
    ),
    NOT_ON_DATE: _(
        "The library does not prove the text of %(citation)s for %(day)s. Enter the text with its source."
    ),
    JUDGMENT_WANTED: _("%(citation)s: attach the full judgment (art. 3)."),
    JUDGMENT_HELD: "",
}


NOWHERE = CitedTarget()


@dataclass(frozen=True)
class Resolved:
    """One citation out of what was typed. ``citation_id`` is empty where nothing could be read."""

    citation: str
    citation_id: str = ""
    kind: str = CitedLaw.Kind.LEGISLATION
    target: CitedTarget = NOWHERE


def resolve(lines: list[str], jurisdiction: str) -> list[Resolved]:
    """Every citation of these lines, in order, each once; a line without one stays as it is. At most five queries."""
    read: list[tuple[str, Citation | None]] = []
    for line in lines[:MOST_CITATIONS]:
        words = " ".join(line.replace("\x00", " ").split())[:LONGEST_CITATION]
        found = recognise(words, jurisdiction=jurisdiction) if words else []
        read += [(words[one.start : one.end], one) for one in found]
        if words and not found:
            read.append((words, None))
    held = targets([(one.id, one.provision) for _words, one in read if one is not None])
    known: dict[tuple[str, str], Resolved] = {}
    for words, one in read:
        row = _resolved(words, one, held)
        known.setdefault((row.citation_id, "" if row.citation_id else row.citation), row)
    return list(known.values())


def _resolved(words: str, one: Citation | None, held: Mapping[tuple[str, str], CitedTarget]) -> Resolved:
    if one is None:
        return Resolved(words)
    target = held.get((one.id.lower(), one.provision.lower()), NOWHERE)
    kind = CitedLaw.Kind.CASE_LAW if one.kind == "case" else CitedLaw.Kind.LEGISLATION
    key = target.provision.key if target.provision is not None else one.provision
    return Resolved(words, f"{one.id}:{key}" if key else one.id, kind, target)


def versions_on(provision: Provision, on: date | None) -> list[ProvisionVersion]:
    """The text of a provision on a day in each official language, where the sources prove it. One query.

    Texts that the publisher converted by machine are left out; without a day, the latest held.
    """
    by_language: dict[str, list[ProvisionVersion]] = {}
    rows = ProvisionVersion.objects.filter(provision=provision, superseded_at=None).exclude(
        authenticity=Authenticity.MACHINE
    )
    for version in rows.select_related("expression", "source", "provision__instrument").defer("body", "path"):
        by_language.setdefault(version.expression.language, []).append(version)
    chosen = (pick(versions, on, provision.instrument.year) for versions in by_language.values())
    return [one.version for one in chosen if one.outcome == HELD and one.version is not None]


def digest_of(text: str) -> str:
    """SHA-256 of a text, in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def standing_of(cited: CitedLaw) -> str:
    """How a cited law stands: its text pinned, or why not. No query where texts and work are loaded."""
    if cited.kind == CitedLaw.Kind.CASE_LAW:
        return JUDGMENT_HELD if cited.full_text_exhibit_id else JUDGMENT_WANTED
    if cited.texts.all():
        return PINNED
    if not cited.citation_id:
        return NOT_READ
    if cited.instrument is None:
        return NO_WORK
    if cited.provision is None:
        return WHOLE_WORK if cited.citation_id == cited.instrument.citation_id else NO_PROVISION
    return NOT_ON_DATE


def sentence_of(cited: CitedLaw) -> str:
    """What the reader is told of a cited law whose text is not there; "" where all is well."""
    day = date_format(cited.on_date, "DATE_FORMAT") if cited.on_date else "—"
    return str(SENTENCES[standing_of(cited)]) % {"citation": cited.citation, "day": day}
