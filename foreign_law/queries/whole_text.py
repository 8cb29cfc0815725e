"""A work on a date in a language, whole, for export. A bounded number of queries."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import QuerySet

from foreign_law.models import Expression, HeldVersion, Instrument, ProvisionVersion, StatusNote
from foreign_law.models.codes import rank
from foreign_law.queries.point_in_time import known_on
from foreign_law.queries.reading import Contents, ContentsEntry, contents_at
from foreign_law.rules.law_document import Entry, Origin, Remark, WholeProvision, WholeWork, nested


def whole_text(instrument: Instrument, *, language: str, on: date | None) -> WholeWork | None:
    """The work as the sources prove it for the date (None: the newest held); None when the language is not held.

    What no source proves for the date keeps its place in the contents, without a text. The whole is worth what the least
    of its texts is worth.
    """
    expression = next((one for one in instrument.expressions.all() if one.language == language), None)
    held = _held(expression) if expression is not None else []
    if expression is None or not held:
        return None
    contents = contents_at(instrument, on=on, language=language)
    shown = next((one for one in held if one.held_date == contents.held_date), held[-1])
    exact = contents.exact or contents.held_date is None
    day = contents.held_date if exact else on
    newest = shown.pk == held[-1].pk and exact
    texts = ProvisionVersion.objects.filter(known_on(instrument, on), expression=expression)
    worths = [shown.authenticity, *texts.order_by().values_list("authenticity", flat=True).distinct()]
    return WholeWork(
        citation_id=instrument.citation_id, jurisdiction=instrument.jurisdiction, kind=instrument.kind,
        number=instrument.number, year=instrument.year, gazette_number=instrument.gazette_number,
        published_date=instrument.published_date, approved_by=instrument.approved_by_citation, language=language,
        authenticity=min(worths, key=rank), is_excerpt=expression.excerpt, title=expression.title,
        short_citation=expression.short_citation, currency=shown.currency if newest else "past", version_date=day,
        entries=_entries(texts, contents), notes=contents.notes, origin=_origin(shown),
    )  # fmt: skip


def _held(expression: Expression) -> list[HeldVersion]:
    rows = HeldVersion.objects.filter(expression=expression, superseded_at=None).select_related("source")
    return list(rows.defer("outline").order_by("held_date", "source__retrieved_at"))


def _origin(held: HeldVersion) -> Origin:
    source = held.source
    retrieved = source.retrieved_at.isoformat()
    return Origin(source.address, source.publisher, source.attribution, source.digest, retrieved)


def _entries(versions: QuerySet[ProvisionVersion], contents: Contents) -> list[Entry]:
    found = {
        one.provision.key: one for one in versions.select_related("provision").order_by("provision__order")
    }
    remarks: dict[object, list[Remark]] = defaultdict(list)
    for note in StatusNote.objects.filter(version__in=list(found.values())).order_by(
        "anchor", "mark", "text"
    ):
        remarks[note.version_id].append(
            Remark(note.anchor, note.mark, note.text, note.citation_id, note.status)
        )
    flat = [(entry.level, _entry(entry, found.get(entry.key), remarks)) for entry in contents.entries]
    listed = {entry.key for entry in contents.entries if entry.type == "provision"}
    flat += [(0, _unlisted(one, remarks)) for key, one in found.items() if key not in listed]
    return nested(flat)


def _entry(
    entry: ContentsEntry, version: ProvisionVersion | None, remarks: dict[object, list[Remark]]
) -> Entry:
    whole = _provision(version, remarks) if version is not None and entry.type == "provision" else None
    return Entry(
        entry.type, entry.key, entry.kind, entry.number, entry.heading, entry.status, entry.notes, whole
    )


def _unlisted(version: ProvisionVersion, remarks: dict[object, list[Remark]]) -> Entry:
    """A text that is proved for the date and stands in no contents held of it."""
    whole = _provision(version, remarks)
    return Entry(
        "provision", whole.key, whole.unit, whole.number_label, whole.heading, whole.status, (), whole
    )


def _provision(version: ProvisionVersion, remarks: dict[object, list[Remark]]) -> WholeProvision:
    provision = version.provision
    return WholeProvision(
        provision.key, provision.unit, provision.number, version.number_label, version.heading, version.status,
        version.reason, version.source_key, version.valid_from, version.body, remarks.get(version.pk, ()),
    )  # fmt: skip
