"""A provision as it stood on a date: languages side by side, its versions, two dates compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from foreign_law.actions.figures import count_view
from foreign_law.forms.searching import ReadingForm
from foreign_law.models import Authenticity, Expression, Instrument, ProvisionVersion
from foreign_law.queries.defined_terms import TermRow, terms_in
from foreign_law.queries.history import Comparison, Span, compare, timeline
from foreign_law.queries.reading import OtherLanguage, Reading, provision_at, side_by_side
from foreign_law.rules.alignment import AlignedRow, rows
from foreign_law.rules.visitors import Readers, is_machine
from foreign_law.views.citing import citation, label
from foreign_law.views.following import button
from foreign_law.views.graph import of_provision
from foreign_law.views.shown import interface_language, language_name, last_day, nearest, today
from foreign_law.views.works import in_order, work_or_404
from portal.web.addresses import client_address

READERS = Readers()


@dataclass(frozen=True)
class Column:
    """One language of the page: its version with how it is named and cited."""

    version: ProvisionVersion
    expression: Expression
    label: str
    citation: str


@dataclass(frozen=True)
class Stretch:
    """A line of the timeline; ``last`` is the last day proved."""

    span: Span
    last: date | None
    shown: bool


def provision(request: HttpRequest, place: str, slug: str, key: str) -> HttpResponse:
    """The reading page."""
    work = work_or_404(place, slug)
    form = ReadingForm(request.GET.dict())
    reading = read(work, key, form.on_date, _wanted(work))
    left = _left(reading)
    second = _second(reading, form.second_language)
    right = column(second.version, second.expression, reading) if second and second.version and left else None
    aligned = bool(second and second.aligned)
    near = None if left else _near(reading)
    context: dict[str, Any] = {
        "work": work,
        "form": form,
        "reading": reading,
        "expression": reading.expression,
        "left": left,
        "right": right,
        "columns": [one for one in (left, right) if one],
        "rows": _rows(left, right if aligned else None),
        "near": near,
        "near_rows": _rows(near, None),
        "unaligned": rows(right.version.body, []) if right and not aligned else [],
        "title": left.label if left else _title(reading),
        "heading": left.version.heading if left else "",
        "others": [other for other in reading.others if other.version is not None],
        "missing_language": _missing(reading),
        "stretches": _stretches(work, key, reading),
        "terms": terms_in(left.version, work) if left else TermRow.none(),
        "no_longer_proved": _no_longer_proved(reading),
        "before_last": last_day(reading.before.valid_to) if reading.before else None,
        "expressions": in_order(work),
    }
    if form.compare_date is not None:
        context |= _compared(work, key, reading, form.compare_date)
    reading.provision.instrument = work
    context |= of_provision(reading.provision, [one.version for one in context["columns"]])
    context |= button(request, work, reading.provision)
    _count(request, reading)
    return render(request, "foreign_law/provision.html", context)


def _count(request: HttpRequest, reading: Reading) -> None:
    """One more reader, unless a machine asked, or one address asks again and again; who it was is not kept."""
    if request.method != "GET" or is_machine(request.headers.get("User-Agent", "")):
        return
    who = salted_hmac("law-views", client_address(request)).hexdigest()
    if READERS.counts(who, int(timezone.now().timestamp()) // 3600):
        count_view(reading.provision.pk, day=today())


def read(work: Instrument, key: str, on: date | None, language: str) -> Reading:
    """The provision in the language, or in another where this one has no text of it."""
    reading = provision_at(work, key, on=on, language=language)
    if reading is None:
        raise Http404
    if reading.outcome != "no-text":
        return reading
    with_text = [other.expression for other in reading.others if other.version is not None]
    instead = nearest(with_text, interface_language())
    if instead is None:
        return reading
    return provision_at(work, key, on=on, language=instead.language) or reading


def column(version: ProvisionVersion, expression: Expression, reading: Reading) -> Column:
    """A language of the page."""
    parent = reading.parent.number_label if reading.parent and expression == reading.expression else ""
    if reading.parent and not parent:
        parent = reading.parent.key.replace(
            "sch", "附表" if expression.language.startswith("zh") else "Schedule "
        )
    return Column(
        version,
        expression,
        label(reading.provision, version.number_label, expression.language, parent=parent),
        citation(expression, version, parent=parent),
    )


def _wanted(work: Instrument) -> str:
    shown = nearest(in_order(work), interface_language())
    return shown.language if shown else interface_language()


def _left(reading: Reading) -> Column | None:
    if reading.version is None or reading.expression is None:
        return None
    return column(reading.version, reading.expression, reading)


def _near(reading: Reading) -> Column | None:
    """The nearest dated text before the day asked for, else after it; shown as what it is."""
    version = reading.before or reading.after
    if reading.on is None or version is None or version.valid_from is None or reading.expression is None:
        return None
    return column(version, reading.expression, reading)


def _second(reading: Reading, chosen: str) -> OtherLanguage | None:
    """The language put beside: the one chosen, else the other authentic one, else none."""
    if chosen == "none":
        return None
    held = [other for other in reading.others if other.version is not None]
    for other in held:
        if other.expression.language == chosen:
            return other
    good = (Authenticity.AUTHENTIC, Authenticity.OFFICIAL, Authenticity.CONVENIENCE)
    ranked = sorted(
        (other for other in held if _worth(other) in good and other.aligned),
        key=lambda other: good.index(Authenticity(_worth(other))),
    )
    return ranked[0] if ranked else None


def _worth(other: OtherLanguage) -> str:
    return other.version.authenticity if other.version is not None else ""


def _rows(left: Column | None, right: Column | None) -> list[AlignedRow]:
    if left is None:
        return []
    return side_by_side(left.version, right.version) if right else rows(left.version.body, [])


def _title(reading: Reading) -> str:
    """The provision's name where no text of the day is held: as the nearest version prints it."""
    near = reading.before or reading.after
    if near is None:
        return reading.provision.key
    return label(reading.provision, near.number_label, near.expression.language)


def _missing(reading: Reading) -> str:
    """The name of the reader's language when the page must show another."""
    wanted = interface_language()
    return language_name(wanted) if reading.language != wanted else ""


def _stretches(work: Instrument, key: str, reading: Reading) -> list[Stretch]:
    return [
        Stretch(
            span,
            last_day(span.valid_to),
            bool(reading.version and span.version and span.version.digest == reading.version.digest),
        )
        for span in timeline(work, key, language=reading.language)
    ]


def _no_longer_proved(reading: Reading) -> bool:
    """Without a date the latest text is shown; the files may not prove that it still stands."""
    version = reading.version
    ends = version.valid_to if version else None
    return bool(reading.on is None and ends and ends <= today())


def _compared(work: Instrument, key: str, reading: Reading, other: date) -> dict[str, Any]:
    version = reading.version
    here = reading.on or (version.valid_from if version and version.valid_from else today())
    first, second = sorted((here, other))
    comparison: Comparison | None = compare(work, key, language=reading.language, first=first, second=second)
    changed = sum(row.change != "same" for row in comparison.rows) if comparison else 0
    return {"comparison": comparison, "first": first, "second": second, "changed_count": changed}
