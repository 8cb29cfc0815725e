"""A work on a date in a language as an Akoma Ntoso 3.0 document (OASIS LegalDocML, 2018)."""

from __future__ import annotations

from datetime import date

from lxml import etree

from foreign_law.documents.akn_body import BodyWriter, el, own
from foreign_law.rules.akn_names import LANGUAGES, expression_uri, work_uri
from foreign_law.rules.akn_words import AKN, LIBRARY
from foreign_law.rules.law_document import WholeWork
from i18n import languages

MIXED = frozenset({"p", "num", "heading", "docTitle"})
"""Elements whose inside is words: no white space is put there."""
LIBRARY_NAME = "Law library of the portal"


def akn_document(work: WholeWork, *, made: date) -> bytes:
    """The document, UTF-8. ``made`` is the day of the file.

    Periods are those that the sources prove: a text without one has no stated beginning, and a text that no source
    proves for the date stands in its place with ``held="no"`` and without words.
    """
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN, "lib": LIBRARY})  # type: ignore[dict-item]
    root.append(act := el("act", name=work.kind, contains="singleVersion"))
    writer = BodyWriter()
    body = el("body")
    body.set("{http://www.w3.org/XML/1998/namespace}lang", languages.html_lang(work.language))
    body.extend([writer.entry(entry) for entry in work.entries])
    act.append(_meta(work, writer, made))
    act.append(preface := el("preface"))
    preface.append(paragraph := el("p"))
    paragraph.append(title := el("docTitle"))
    title.text = work.title
    act.append(body)
    if work.notes:
        act.append(conclusions := el("conclusions"))
        for note in work.notes:
            conclusions.append(line := el("p", **{"class": note["kind"]}))
            line.text = note["text"]
    _indent(root, 0)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _meta(work: WholeWork, writer: BodyWriter, made: date) -> etree._Element:
    meta = el("meta")
    meta.append(_identification(work, writer, made))
    if work.published_date is not None:
        publication = el(
            "publication", date=work.published_date.isoformat(), name="gazette", number=work.gazette_number
        )
        publication.set("showAs", work.gazette_number or work.published_date.isoformat())
        meta.append(publication)
    days = sorted(writer.days)
    if days:
        meta.append(lifecycle := el("lifecycle", source="#publisher"))
        meta.append(temporal := el("temporalData", source="#library"))
        for day in days:
            lifecycle.append(
                own(el("eventRef", eId=f"ev-{day}", date=day, source="#publisher"), means="known-from")
            )
            temporal.append(group := el("temporalGroup", eId=f"tg-{day}"))
            group.append(el("timeInterval", start=f"#ev-{day}", refersTo="#known"))
    meta.append(_references(work))
    if writer.remarks:
        meta.append(notes := el("notes", source="#publisher"))
        notes.extend(writer.remarks)
    meta.append(_proprietary(work))
    return meta


def _identification(work: WholeWork, writer: BodyWriter, made: date) -> etree._Element:
    name = work_uri(work.citation_id)
    day = work.version_date.isoformat() if work.version_date else ""
    spoken = expression_uri(work.citation_id, work.language, day)
    identification = el("identification", source="#library")
    identification.append(of_work := el("FRBRWork"))
    _core(
        of_work, f"{name}/!main", name, *_work_date(work, min(writer.days, default="")), author="#publisher"
    )
    of_work.insert(2, el("FRBRalias", value=work.citation_id, name="citation"))
    of_work.append(el("FRBRcountry", value=name.split("/")[2]))
    of_work.append(el("FRBRsubtype", value=work.kind))
    if work.number:
        of_work.append(el("FRBRnumber", value=work.number))
    of_work.append(el("FRBRname", value=work.short_citation))
    identification.append(expression := el("FRBRExpression"))
    _core(
        expression,
        f"{spoken}/!main",
        spoken,
        day or made.isoformat(),
        "version" if day else "undated",
        author="#publisher",
    )
    is_authentic = str(work.authenticity == "authentic").lower()
    expression.append(el("FRBRauthoritative", value=is_authentic))
    expression.append(el("FRBRlanguage", language=LANGUAGES[work.language]))
    identification.append(manifestation := el("FRBRManifestation"))
    _core(manifestation, f"{spoken}/main.xml", f"{spoken}.akn", made.isoformat(), "made", author="#library")
    manifestation.append(el("FRBRformat", value="application/akn+xml"))
    return identification


def _core(level: etree._Element, this: str, uri: str, day: str, meaning: str, *, author: str) -> None:
    level.append(el("FRBRthis", value=this))
    level.append(el("FRBRuri", value=uri))
    level.append(el("FRBRdate", date=day, name=meaning))
    level.append(el("FRBRauthor", href=author))


def _work_date(work: WholeWork, earliest: str) -> tuple[str, str]:
    """The schema wants a date of the work: of publication, else of its year, else the first that is proved."""
    if work.published_date is not None:
        return work.published_date.isoformat(), "publication"
    if work.year is not None:
        return f"{work.year:04d}-01-01", "year"
    day = work.version_date.isoformat() if work.version_date else "0001-01-01"
    return (earliest, "first-proved") if earliest else (day, "first-held")


def _references(work: WholeWork) -> etree._Element:
    references = el("references", source="#library")
    publisher = work.origin.publisher or "not stated"
    for eid, href, shown in (
        (
            "publisher",
            f"/akn/ontology/organization/{work_uri(work.citation_id).split('/')[2]}/publisher",
            publisher,
        ),
        ("library", "/akn/ontology/organization/portal/library", LIBRARY_NAME),
    ):
        references.append(el("TLCOrganization", eId=eid, href=href, showAs=shown))
    known = "known from the sources since"
    references.append(el("TLCConcept", eId="known", href="/akn/ontology/concept/known-from", showAs=known))
    return references


def _proprietary(work: WholeWork) -> etree._Element:
    """What the naming convention has no place for; ``received`` tells of the file that this library holds."""
    made = el("proprietary", source="#library")
    etree.SubElement(made, f"{{{LIBRARY}}}work").attrib.update(
        {"jurisdiction": work.jurisdiction, "year": str(work.year or ""), "approvedBy": work.approved_by}
    )
    etree.SubElement(made, f"{{{LIBRARY}}}expression").attrib.update(
        {
            "citation": work.short_citation, "authenticity": work.authenticity, "currency": work.currency,
            "excerpt": "yes" if work.is_excerpt else "no",
        }
    )  # fmt: skip
    origin = etree.SubElement(made, f"{{{LIBRARY}}}source")
    origin.attrib.update({"address": work.origin.address, "publisher": work.origin.publisher})
    origin.text = work.origin.attribution
    received = etree.SubElement(made, f"{{{LIBRARY}}}received")
    received.attrib.update({"sha256": work.origin.digest, "at": work.origin.retrieved})
    return made


def _indent(element: etree._Element, depth: int) -> None:
    """Line breaks between elements, never inside words."""
    if str(element.tag).rsplit("}", 1)[-1] in MIXED or not len(element):
        return
    element.text = "\n" + " " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + " " * (depth + 1)
    element[-1].tail = "\n" + " " * depth
