"""Reading: a provision on a date with all that stands around it, and the contents of a work."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from foreign_law.models import Expression, HeldVersion, Instrument, Provision, ProvisionVersion, StatusNote
from foreign_law.models.codes import rank
from foreign_law.queries.point_in_time import NO_LONGER, NO_TEXT, Pick, known_on, pick
from foreign_law.rules.alignment import AlignedRow, rows

_HEAVY = ("body", "text")


@dataclass(frozen=True)
class Neighbour:
    """A provision to go on to."""

    key: str
    number_label: str
    heading: str


@dataclass(frozen=True)
class OtherLanguage:
    """Another language version of the work; ``version`` is its text on the same date, if held."""

    expression: Expression
    version: ProvisionVersion | None
    aligned: bool


@dataclass
class Reading:
    """A provision as it stood on a date in one language, or why it cannot be shown.

    ``outcome``: held, not-held (no file proves the date), no-longer (the newest file lacks it),
    no-text (not in this language). ``held_dates`` are the dates of files held in this language.
    """

    provision: Provision
    on: date | None
    language: str
    version: ProvisionVersion | None
    expression: Expression | None
    outcome: str
    before: ProvisionVersion | None = None
    after: ProvisionVersion | None = None
    held: list[HeldVersion] = field(default_factory=list)
    others: list[OtherLanguage] = field(default_factory=list)
    previous: Neighbour | None = None
    following: Neighbour | None = None
    children: list[ProvisionVersion] = field(default_factory=list)
    notes: list[StatusNote] = field(default_factory=list)
    parent: Neighbour | None = None
    continued_from: Provision | None = None

    @property
    def held_dates(self) -> list[date]:
        """The version dates held in this language, oldest first."""
        return [held.held_date for held in self.held if held.held_date is not None]


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the contents. ``held``: the library can show it on the date that was asked for."""

    type: str
    key: str
    kind: str
    number: str
    heading: str
    status: str
    level: int
    held: bool
    notes: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class Contents:
    """The contents of a work. ``exact`` False: they are those of ``held_date``, the nearest date held."""

    entries: tuple[ContentsEntry, ...]
    held_date: date | None
    exact: bool
    language: str
    notes: tuple[dict[str, str], ...] = ()


def provision_at(
    instrument: Instrument, key: str, *, on: date | None, language: str | None
) -> Reading | None:
    """A provision on a date in a language; None when the work has no such provision.

    Without a date the latest held text; without a language the first authentic one. At most ten queries.
    """
    provision = Provision.objects.filter(instrument=instrument, key=key).select_related("formerly").first()
    if provision is None:
        return None
    by_language: dict[str, list[ProvisionVersion]] = {}
    for version in (
        ProvisionVersion.objects.filter(provision=provision, superseded_at=None)
        .select_related("expression", "source", "provision__instrument")
        .defer(*_HEAVY)
    ):
        by_language.setdefault(version.expression.language, []).append(version)
    chosen = {code: pick(versions, on, instrument.year) for code, versions in by_language.items()}
    expressions = {expression.language: expression for expression in _expressions(instrument, chosen)}
    wanted = language or next((code for code in expressions if code in by_language), "")
    expression = expressions.get(wanted)
    mine = chosen.get(wanted, Pick(None, NO_TEXT))
    _load_texts([choice.version for choice in chosen.values()] + [mine.before, mine.after])
    reading = Reading(
        provision, on, wanted, mine.version, expression, mine.outcome, mine.before, mine.after,
        continued_from=provision.formerly,
    )  # fmt: skip
    reading.others = [
        _other(expressions[code], chosen.get(code, Pick(None, NO_TEXT)), mine.version)
        for code in expressions
        if code != wanted
    ]
    if expression is not None:
        _surround(reading, instrument, expression)
    return reading


def side_by_side(left: ProvisionVersion, right: ProvisionVersion) -> list[AlignedRow]:
    """Two language versions of one provision, paragraph facing paragraph."""
    return rows(left.body, right.body)


def contents_at(instrument: Instrument, *, on: date | None, language: str) -> Contents:
    """The contents of a work on a date in a language, with what can be shown on that date. Four queries."""
    held = list(
        HeldVersion.objects.filter(
            expression__instrument=instrument, expression__language=language, superseded_at=None
        )
        .defer("outline")
        .order_by("held_date", "source__retrieved_at")
    )
    if not held:
        return Contents((), None, False, language)
    dated = [version for version in held if version.held_date is not None]
    if not dated:
        outline, notes = _merged(instrument, held)
        return _contents(instrument, on, language, outline, notes, None, True)
    chosen = _nearest(dated, on)
    newest = chosen.pk == dated[-1].pk
    exact = on is None or on == chosen.held_date
    if (
        not exact
        and newest
        and chosen.currency == "current"
        and on is not None
        and chosen.held_date is not None
    ):
        exact = on > chosen.held_date
    return _contents(instrument, on, language, chosen.outline, chosen.notes, chosen.held_date, exact)


def _expressions(instrument: Instrument, chosen: dict[str, Pick]) -> list[Expression]:
    """Languages whose text is authentic or official before those with a convenience or a machine text."""

    def worth(one: Expression) -> int:
        choice = chosen.get(one.language, Pick(None, NO_TEXT))
        text = choice.version or choice.before or choice.after
        return -rank(text.authenticity) if text is not None else 1

    return sorted(instrument.expressions.all(), key=lambda one: (worth(one), one.language))


def _load_texts(versions: list[ProvisionVersion | None]) -> None:
    """Fetch the deferred bodies of the chosen versions in one query."""
    present = {version.pk: version for version in versions if version is not None}
    for pk, body, text in ProvisionVersion.objects.filter(pk__in=present).values_list("pk", "body", "text"):
        present[pk].body, present[pk].text = body, text


def _other(expression: Expression, choice: Pick, mine: ProvisionVersion | None) -> OtherLanguage:
    aligned = bool(choice.version and choice.version.aligned and mine and mine.aligned)
    return OtherLanguage(expression, choice.version, aligned)


def _surround(reading: Reading, instrument: Instrument, expression: Expression) -> None:
    """Files held, neighbours, the schedule above, the sections below, the publisher's notes."""
    provision = reading.provision
    reading.held = list(
        HeldVersion.objects.filter(expression=expression, superseded_at=None)
        .select_related("source")
        .defer("outline")
        .order_by("held_date")
    )
    around = ProvisionVersion.objects.filter(expression=expression, superseded_at=None)
    if reading.version is not None or reading.outcome == NO_LONGER:
        around = around.filter(known_on(instrument, reading.on))
    around = around.exclude(provision=provision).select_related("provision").defer(*_HEAVY)
    order = provision.order
    reading.previous = _neighbour(
        around.filter(provision__order__lt=order).order_by("-provision__order").first()
    )
    reading.following = _neighbour(
        around.filter(provision__order__gt=order).order_by("provision__order").first()
    )
    if provision.parent_key:
        reading.parent = _neighbour(around.filter(provision__key=provision.parent_key).first())
    if provision.unit == "schedule":
        reading.children = list(
            ProvisionVersion.objects.filter(known_on(instrument, reading.on), expression=expression)
            .filter(provision__parent_key=provision.key)
            .select_related("provision__instrument", "expression")
            .order_by("provision__order")
        )
    if reading.version is not None:
        reading.notes = list(StatusNote.objects.filter(version=reading.version))


def _neighbour(version: ProvisionVersion | None) -> Neighbour | None:
    if version is None:
        return None
    return Neighbour(version.provision.key, version.number_label, version.heading)


def _nearest(dated: list[HeldVersion], on: date | None) -> HeldVersion:
    """The newest file not after the date, else the oldest; without a date the newest."""
    if on is None:
        return dated[-1]
    before = [version for version in dated if version.held_date is not None and version.held_date <= on]
    return before[-1] if before else dated[0]


def _merged(
    instrument: Instrument, held: list[HeldVersion]
) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """The contents of undated files together, in the order of the work: several excerpts make one list."""
    outlines = HeldVersion.objects.filter(pk__in=[version.pk for version in held]).values_list(
        "outline", flat=True
    )
    order = dict(Provision.objects.filter(instrument=instrument).values_list("key", "order"))
    placed: dict[tuple[str, str], tuple[int, int, dict[str, Any]]] = {}
    for outline in outlines:
        position = 0
        for back, entry in enumerate(reversed(outline)):
            if entry["type"] == "provision":
                position = order.get(entry["id"], 0)
            key = (entry["type"], entry["id"])
            if key not in placed or placed[key][0] > position:
                placed[key] = (position, -back, entry)
    entries = sorted(placed.values(), key=lambda place: place[:2])
    return [entry for _position, _back, entry in entries], [
        note for version in held for note in version.notes
    ]


def _contents(
    instrument: Instrument,
    on: date | None,
    language: str,
    outline: list[dict[str, Any]],
    notes: list[dict[str, str]],
    held_date: date | None,
    exact: bool,
) -> Contents:
    shown = set(
        ProvisionVersion.objects.filter(known_on(instrument, on))
        .filter(expression__instrument=instrument, expression__language=language)
        .values_list("provision__key", flat=True)
    )
    entries = tuple(
        ContentsEntry(
            type=entry["type"],
            key=entry["id"],
            kind=entry["kind"],
            number=entry.get("num", ""),
            heading=entry.get("heading", ""),
            status=entry.get("status", ""),
            level=entry.get("level", 0),
            held=entry["type"] == "division" or entry["id"] in shown,
            notes=tuple(entry.get("notes", ())),
        )
        for entry in outline
    )
    return Contents(entries, held_date, exact, language, tuple(notes))
