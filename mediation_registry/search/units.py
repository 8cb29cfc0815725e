"""From a registrant in public to the units of the search index: one for each stretch of unchanged standing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.search.planner import integer_date
from portal.search.units import OPEN_END, Unit

#: What the index knows of the standing on a day. The last three are never counted as in force.
VALID = "valid"
ROSTER_ONLY = "roster"  # on a court's roster or established as an organisation, never certified jointly
SUSPENDED = "suspended"
ENDED = "not-in-force"
NOT_YET = "not-yet"
STATUSES = (VALID, ROSTER_ONLY, SUSPENDED, ENDED)

#: Facets that a registrant may answer to with several values at once; in the index ``name:value``.
TAGS = (
    "language", "speciality", "dispute", "fee", "mode", "organisation", "court", "edition", "resides", "accepts",
)  # fmt: skip


@dataclass(frozen=True)
class Stretch:
    """A stretch of time with one standing; ``begin`` None: from the beginning."""

    begin: date | None
    end: date | None
    status: str


@dataclass(frozen=True)
class RegisterLine:
    """What everybody may read of a registrant, as plain words: nothing else ever reaches the index."""

    register_no: str
    kind: str
    jurisdiction: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    tags: tuple[str, ...]
    stretches: tuple[Stretch, ...]


def tag(name: str, value: str) -> str:
    """A facet and its value as one keyword.

    :raises ValueError: there is no such facet.
    """
    if name not in TAGS:
        raise ValueError(f"no such facet of the register: {name}")
    return f"{name}:{value}"


def units_of(line: RegisterLine) -> Iterator[Unit]:
    """The units of one registrant: together they cover the time since she stands in the register, without overlap."""
    for place, stretch in enumerate(line.stretches):
        yield Unit(
            uid=f"{line.register_no}@{place}",
            work=line.register_no.lower(),
            provision="",
            jurisdiction=line.jurisdiction.lower(),
            language="zh-hant",
            kind=line.kind,
            heading=" · ".join(line.names),
            body=" · ".join(line.words),
            status=stretch.status,
            valid_from=integer_date(stretch.begin) if stretch.begin else 0,
            valid_to=integer_date(stretch.end) if stretch.end else OPEN_END,
            tags=line.tags,
        )
