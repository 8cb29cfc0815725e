"""What happened to the law, in words: for digests, feeds and the page of what one follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from foreign_law.models import Instrument, Judgment, Jurisdiction, LawEvent, Provision, ProvisionVersion
from foreign_law.queries.graph import judgment_line, with_texts
from i18n import languages

MOST = 50


@dataclass(frozen=True)
class EventLine:
    """One event in a language: the place it is about, what happened, and where to read it (below ``/law/``).

    ``place_language``: of the place's name. ``cause``: who cited it, in ``cause_language``, at ``cause_path``.
    """

    id: int
    kind: str
    place: str
    place_language: str
    path: str
    sentence: str
    day: date | None
    at: datetime
    cause: str = ""
    cause_language: str = ""
    cause_path: str = ""


def events_of(
    *, instrument: Instrument | None = None, provision: Provision | None = None, most: int = MOST
) -> QuerySet[LawEvent]:
    """The newest events: of everything, of a work with its provisions, or of one provision."""
    found = LawEvent.objects.all()
    if provision is not None:
        found = found.filter(provision=provision)
    elif instrument is not None:
        found = found.filter(instrument=instrument)
    return found.order_by("-at", "-id")[:most]


def events_by_id(ids: Sequence[int]) -> list[LawEvent]:
    """These events, oldest first."""
    return list(LawEvent.objects.filter(pk__in=ids).order_by("at", "id"))


def applied_judgments(most: int = MOST) -> list[Judgment]:
    """The Mainland judgments that apply Hong Kong or Macao law, last recorded first, with their texts."""
    found = Judgment.objects.filter(jurisdiction=Jurisdiction.CN, recorded_at__isnull=False)
    return list(found.order_by("-recorded_at", "citation_id").prefetch_related(with_texts())[:most])


def lines(events: Iterable[LawEvent], language: str) -> list[EventLine]:
    """The events in words of the active language; titles in ``language`` or the nearest held. Four queries."""
    rows = list(events)
    works = Instrument.objects.prefetch_related("expressions").in_bulk(
        {e.instrument_id for e in rows if e.instrument_id}
    )
    names = _provision_names({e.provision_id for e in rows if e.provision_id}, language)
    judgments = Judgment.objects.prefetch_related(with_texts()).in_bulk(
        {e.judgment_id for e in rows if e.judgment_id}
    )
    return [
        _line(
            event, works.get(event.instrument_id),
            names.get(event.provision_id, ("", "")) if event.provision_id else ("", ""),
            judgments.get(event.judgment_id), language,
        )
        for event in rows
    ]  # fmt: skip


def _line(
    event: LawEvent, work: Instrument | None, name: tuple[str, str], judgment: Judgment | None, language: str
) -> EventLine:
    path, place, written = _place(work, name, judgment, language)
    cause = cause_language = cause_path = ""
    if work is not None and judgment is not None:
        citing = judgment_line(judgment, language)
        cause, cause_language, cause_path = citing.title, citing.language, citing.path
    elif event.kind == LawEvent.Kind.CITED and event.facts.get("by"):
        cause = cause_path = str(event.facts["by"])
    return EventLine(
        event.pk, event.kind, place, written, path, _sentence(event), event.day, event.at, cause, cause_language,
        cause_path,
    )  # fmt: skip


def _place(
    work: Instrument | None, name: tuple[str, str], judgment: Judgment | None, language: str
) -> tuple[str, str, str]:
    if work is None:
        if judgment is None:
            return "", "", language
        line = judgment_line(judgment, language)
        return line.path, line.title, line.language
    held = {one.language: one for one in work.expressions.all()}
    shown = next((held[code] for code in (language, *languages.FALLBACKS[language]) if code in held), None)
    title = shown.short_citation if shown else work.citation_id
    key, label = name
    place = f"{title} · {label}" if label else title
    return work.path + (f"/{key}" if key else ""), place, shown.language if shown else language


def _provision_names(ids: set[UUID], language: str) -> dict[UUID, tuple[str, str]]:
    """Key and name of provisions, by the newest text in the nearest language."""
    held: dict[UUID, list[ProvisionVersion]] = defaultdict(list)
    rows = ProvisionVersion.objects.filter(provision__in=ids).select_related("provision", "expression")
    for version in rows.defer("body", "text", "path"):
        held[version.provision_id].append(version)
    order = (language, *languages.FALLBACKS[language])
    found = {}
    for pk, versions in held.items():
        best = min(
            versions,
            key=lambda one: (
                order.index(one.expression.language), not one.latest, -(one.valid_from or date.min).toordinal()
            ),
        )  # fmt: skip
        label = f"{best.number_label or best.provision.key} {best.heading}".strip()
        found[pk] = (best.provision.key, label)
    return found


def _sentence(event: LawEvent) -> str:
    change = event.facts.get("change", "")
    if event.kind == LawEvent.Kind.AMENDED and change == "added":
        return _("Newly in the text")
    if event.kind == LawEvent.Kind.AMENDED and change == "absent":
        return _("No longer contained in the newest file")
    if event.kind == LawEvent.Kind.CITED and event.instrument_id is None:
        return _("Cites another judgment that is held")
    if event.kind == LawEvent.Kind.CITED and event.facts.get("how") == "applied":
        return _("Applied in a judgment")
    return {
        LawEvent.Kind.AMENDED: _("The text was amended"),
        LawEvent.Kind.REPEALED: _("Repealed or omitted"),
        LawEvent.Kind.COMMENCED: _("Came into operation"),
        LawEvent.Kind.CITED: _("Newly cited"),
        LawEvent.Kind.FOUND: _("Its content was found by an effective judgment"),
        LawEvent.Kind.CORRECTED: _("The text held was corrected by a later file of the same date"),
    }[LawEvent.Kind(event.kind)]


def of_these(instrument_ids: Iterable[UUID], provision_ids: Iterable[UUID], *, most: int) -> list[LawEvent]:
    """The newest events of several works and provisions."""
    found = LawEvent.objects.filter(
        Q(instrument__in=list(instrument_ids)) | Q(provision__in=list(provision_ids))
    )
    return list(found.order_by("-at", "-id")[:most])
