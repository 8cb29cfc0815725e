"""The term base as TBX (ISO 30042:2019, dialect TBX-Basic, DCA style) and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr  # nosec B406  # escapes what is written; nothing is parsed

from foreign_law.models import Concept, ConceptForm
from foreign_law.rules.term_states import FIELDS
from i18n import languages
from portal.web.spreadsheets import csv_line

TBX_TYPE = "application/x-tbx+xml"
CSV_TYPE = "text/csv; charset=utf-8"
COLUMNS = ("concept", "field", *FIELDS)
#: Official forms are the preferred ones; a working translation is admitted. Values of TBX-Basic.
STANDING = {"official": "preferredTerm-admn-sts", "working": "admittedTerm-admn-sts"}


def as_tbx(concepts: Iterable[Concept], *, sources: Iterable[str]) -> Iterator[str]:
    """The concepts (with ``living`` forms) as a TBX document, piece by piece.

    A form's degree stands in a note of its term, ``degree: near``: TBX-Basic has no category for it.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">\n'
    yield "<tbxHeader><fileDesc><titleStmt><title>Legal terms of the Mainland, Hong Kong and Macao</title>"
    yield "</titleStmt><sourceDesc>"
    yield "".join(f"<p>{_words(source)}</p>" for source in sources) or "<p>term base</p>"
    yield "</sourceDesc></fileDesc><encodingDesc>"
    yield '<p type="XCSURI">TBXXCSV02.xcs</p></encodingDesc></tbxHeader>\n<text><body>\n'
    for concept in concepts:
        yield _entry(concept)
    yield "</body></text>\n</tbx>\n"


def as_csv(concepts: Iterable[Concept]) -> Iterator[str]:
    """The concepts (with ``living`` forms) as CSV: one line for each form, codes and not words."""
    yield csv_line(COLUMNS)
    for concept in concepts:
        for form in concept.living:  # type: ignore[attr-defined]  # prefetched
            yield csv_line([concept.slug, concept.domain, *(str(getattr(form, name)) for name in FIELDS)])


def _entry(concept: Concept) -> str:
    sections = []
    for code in languages.CODES:
        forms: list[ConceptForm] = [
            form
            for form in concept.living  # type: ignore[attr-defined]  # prefetched
            if form.language == code and form.text
        ]
        if forms:
            terms = "".join(_term(form) for form in forms)
            sections.append(f"<langSec xml:lang={quoteattr(languages.html_lang(code))}>{terms}</langSec>")
    if not sections:
        return ""
    field = f'<descrip type="subjectField">{_words(concept.domain)}</descrip>'
    return f"<conceptEntry id={quoteattr(entry_id(concept.slug))}>{field}{''.join(sections)}</conceptEntry>\n"


def entry_id(slug: str) -> str:
    """The identifier as an XML name: ``hk:cap:486:data-user`` gives ``c-hk.cap.486.data-user``."""
    return "c-" + "".join(mark if mark.isalnum() or mark in "-._" else "." for mark in slug)


def _term(form: ConceptForm) -> str:
    parts = [
        f"<term>{_words(form.text)}</term>",
        f'<termNote type="administrativeStatus">{STANDING[form.status]}</termNote>',
    ]
    if form.jurisdiction:
        parts.append(f'<termNote type="geographicalUsage">{form.jurisdiction}</termNote>')
    if form.source:
        parts.append(f'<admin type="source">{_words(form.source)}</admin>')
    parts.append(f"<note>degree: {form.degree}</note>")
    if form.note:
        parts.append(f"<note>{_words(form.note)}</note>")
    return f"<termSec>{''.join(parts)}</termSec>"


def _words(text: str) -> str:
    """Escaped, and without characters that XML cannot bear."""
    return escape("".join(mark for mark in text if mark >= " " or mark in "\t\n"))
