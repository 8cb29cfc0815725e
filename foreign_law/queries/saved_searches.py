"""A search kept as its parameters: read them, write them, run it for its hits alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from foreign_law.models import IndexTask
from foreign_law.queries.searching import Ask
from foreign_law.rules.citations import recognise
from foreign_law.search import term_base
from foreign_law.search.indexing import INDEX
from foreign_law.search.units import JUDGMENT_KINDS
from portal.search.engine import Page
from portal.search.engines import search_service
from portal.search.units import Unit

MOST = 300
PER_PAGE = 50


@dataclass(frozen=True)
class Run:
    """The first hits of a search, at most `MOST`, and the state of the index. ``total`` counts all."""

    units: tuple[Unit, ...]
    total: int
    stamp: str


def index_stamp() -> str:
    """The state of the index now; the same as long as nothing changed."""
    stamp = search_service(INDEX).health().stamp
    return f"{stamp.build}:{stamp.commit}"[:120] if stamp is not None else ""


def run(ask: Ask, *, most: int = MOST) -> Run:
    """Run a search for its units, best first; no passage is cut out and no database asked but for the terms.

    :raises SearchError: the index cannot answer.
    """
    service = search_service(INDEX)
    stamp, units, total = index_stamp(), [], 0
    for number in range(1, most // PER_PAGE + 1):
        found = service.search(
            ask.text.replace("\x00", " "), on=ask.on or ask.today, filters=ask.filters(), recognise=recognise,
            expander=term_base().expansions, expand=ask.expand, without=ask.without,
            page=Page(number=number, size=PER_PAGE, grouped=False), facets=(),
        )  # fmt: skip
        total = found.total
        units += [hit.unit for group in found.groups for hit in group.hits]
        if not found.has_next:
            break
    return Run(tuple(units[:most]), total, stamp)


def path_of(unit: Unit) -> str:
    """The address of a unit below ``/law/``, with its anchor."""
    if unit.kind in JUDGMENT_KINDS:
        place, _, slug = unit.work.partition("/judgments/")
        return f"judgments/{place}-{slug}/" + (f"#{unit.provision}" if unit.provision else "")
    return f"{unit.work}/{unit.provision}/" if unit.provision else f"{unit.work}/"


def name_of(unit: Unit) -> str:
    """Title and heading of a unit in its own language."""
    label = unit.provision if unit.kind not in JUDGMENT_KINDS else ""
    heading = unit.heading if unit.heading != unit.title else ""
    return " · ".join(filter(None, (unit.title, " ".join(filter(None, (label, heading))))))[:300]


def written_at(units: Sequence[Unit]) -> dict[str, datetime]:
    """When each unit was last put into the index's outbox; units of whole works stand in none. One query."""
    names: dict[str, list[str]] = {}
    for unit in units:
        names.setdefault(outbox_name(unit), []).append(unit.uid)
    rows = (
        IndexTask.objects.filter(uid__in=list(names), act=IndexTask.Act.UPSERT)
        .order_by()
        .values_list("uid")
        .annotate(last=Max("queued_at"))
    )
    return {uid: last for name, last in rows for uid in names[name]}


def written_since(units: Sequence[Unit], since: datetime) -> list[Unit]:
    """The units that were put into the outbox after this moment. One query."""
    written = written_at(units)
    return [unit for unit in units if unit.uid in written and written[unit.uid] > since]


def outbox_name(unit: Unit) -> str:
    """The name under which the outbox speaks of a unit: a judgment as a whole."""
    place, mark, slug = unit.work.partition("/judgments/")
    return f"{place}/{slug}/{unit.language}" if mark else unit.uid
