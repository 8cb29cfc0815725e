"""The versions of a provision through time, and two dates compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from foreign_law.models import Expression, HeldVersion, Instrument, ProvisionVersion, Sighting
from foreign_law.queries.point_in_time import known_on
from foreign_law.queries.reading import Reading, provision_at
from foreign_law.rules.comparison import DiffRow, compared, said

TEXT, NOT_HELD, ABSENT = "text", "not-held", "absent"


@dataclass(frozen=True)
class Span:
    """A stretch of time. ``kind``: text (with its version), not-held (a hole), absent (a file lacks it)."""

    valid_from: date | None
    valid_to: date | None
    version: ProvisionVersion | None
    held_dates: tuple[date, ...]
    kind: str


@dataclass(frozen=True)
class Comparison:
    """A provision on two dates. ``same`` True: both dates are held and the words do not differ."""

    first: Reading
    second: Reading
    rows: list[DiffRow]
    same: bool


@dataclass(frozen=True)
class ProvisionChange:
    """What happened to a provision between two dates: same, changed, added, removed or not-held."""

    key: str
    number_label: str
    heading: str
    change: str


def timeline(instrument: Instrument, key: str, *, language: str) -> list[Span]:
    """All stretches of a provision in a language, oldest first, holes included. Three queries."""
    versions = list(
        ProvisionVersion.objects.filter(
            provision__instrument=instrument,
            provision__key=key,
            expression__language=language,
            superseded_at=None,
        )
        .select_related("provision__instrument", "expression", "source")
        .defer("body", "text")
    )
    versions.sort(key=lambda version: version.valid_from or date.min)
    if not versions:
        return []
    dates: dict[object, list[date]] = {}
    for version_id, held in Sighting.objects.filter(
        version__in=versions, held_version__superseded_at=None
    ).values_list("version_id", "held_version__held_date"):
        if held is not None:
            dates.setdefault(version_id, []).append(held)
    spans: list[Span] = []
    for version in versions:
        span = Span(
            version.valid_from, version.valid_to, version, tuple(sorted(dates.get(version.pk, ()))), TEXT
        )
        _append(spans, span)
    return [*spans, *_after(spans[-1], versions[0].expression)]


def _append(spans: list[Span], span: Span) -> None:
    """Add a stretch: a hole before it if days are missing; one stretch with an equal text that it touches."""
    last = spans[-1] if spans else None
    if last is not None and last.valid_to is not None and span.valid_from is not None:
        if last.valid_to < span.valid_from:
            spans.append(Span(last.valid_to, span.valid_from, None, (), NOT_HELD))
        elif last.version and span.version and last.version.digest == span.version.digest:
            spans[-1] = Span(
                last.valid_from, span.valid_to, span.version, (*last.held_dates, *span.held_dates), TEXT
            )
            return
    spans.append(span)


def _after(last: Span, expression: Expression) -> list[Span]:
    """What follows the last text: nothing, a hole, or its absence from a later file."""
    if last.valid_to is None:
        return []
    newest = (
        HeldVersion.objects.filter(expression=expression, superseded_at=None, held_date__gte=last.valid_to)
        .order_by("held_date")
        .values_list("held_date", flat=True)
        .first()
    )
    if newest is None:
        return [Span(last.valid_to, None, None, (), NOT_HELD)]
    hole = [Span(last.valid_to, newest, None, (), NOT_HELD)] if last.valid_to < newest else []
    return [*hole, Span(newest, None, None, (newest,), ABSENT)]


def compare(
    instrument: Instrument, key: str, *, language: str, first: date, second: date
) -> Comparison | None:
    """A provision on two dates, paragraph by paragraph; None when the work has no such provision."""
    one = provision_at(instrument, key, on=first, language=language)
    two = provision_at(instrument, key, on=second, language=language)
    if one is None or two is None:
        return None
    if one.version is None or two.version is None:
        return Comparison(one, two, [], False)
    rows = compared(_with_heading(one.version), _with_heading(two.version))
    return Comparison(one, two, rows, _said(one.version) == _said(two.version))


def changed_provisions(
    instrument: Instrument, *, language: str, first: date, second: date
) -> list[ProvisionChange]:
    """Every provision of a work with what happened to it between two dates. At most six queries."""
    one, two = _on(instrument, language, first), _on(instrument, language, second)
    certain = {day: _exact(instrument, language, day) for day in (first, second)}
    doubtful = [
        version.pk
        for key in one.keys() & two.keys()
        if one[key].digest != two[key].digest
        for version in (one[key], two[key])
    ]
    rows = ProvisionVersion.objects.filter(pk__in=doubtful).values_list("pk", "heading", "status", "body")
    words = {pk: said(heading, status, body) for pk, heading, status, body in rows}
    changes: list[ProvisionChange] = []
    together = {**one, **two}
    for key in sorted(together, key=lambda key: together[key].provision.order):
        left, right = one.get(key), two.get(key)
        if left and right:
            same = left.digest == right.digest or words[left.pk] == words[right.pk]
            change = "same" if same else "changed"
        elif left:
            change = "removed" if certain[second] else NOT_HELD
        else:
            change = "added" if certain[first] else NOT_HELD
        shown = right or left
        if shown is not None:
            changes.append(ProvisionChange(key, shown.number_label, shown.heading, change))
    return changes


def _on(instrument: Instrument, language: str, day: date) -> dict[str, ProvisionVersion]:
    versions = (
        ProvisionVersion.objects.filter(known_on(instrument, day))
        .filter(expression__instrument=instrument, expression__language=language)
        .select_related("provision")
        .only("digest", "number_label", "heading", "provision__key", "provision__order")
    )
    return {version.provision.key: version for version in versions}


def _exact(instrument: Instrument, language: str, day: date) -> bool:
    """True when a file shows the whole work on that day: its own date, or after the newest, if current."""
    held = HeldVersion.objects.filter(
        expression__instrument=instrument, expression__language=language, superseded_at=None
    )
    newest = held.exclude(held_date=None).order_by("-held_date").values_list("held_date", "currency").first()
    if newest and newest[0] and newest[1] == "current" and day >= newest[0]:
        return True
    return held.filter(held_date=day).exists()


def _said(version: ProvisionVersion) -> tuple[str, ...]:
    return said(version.heading, version.status, version.body)


def _with_heading(version: ProvisionVersion) -> list[dict[str, Any]]:
    heading = [{"a": "", "kind": "heading", "num": version.number_label, "text": version.heading}]
    return [*heading, *version.body] if version.heading or version.number_label else list(version.body)
