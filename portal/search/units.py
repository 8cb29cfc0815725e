"""What is indexed: a unit of reading, citation and search hit (a section, article, schedule or paragraph)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import NamedTuple

from portal.search.plan import Notice

OPEN_END = 99_991_231
"""`valid_to` of a unit still valid, as an integer date."""

NEVER_IN_FORCE = frozenset(
    {"pending", "not-yet", "omitted", "repealed", "withdrawn", "suspended", "expired", "not-in-force"}
)
"""Statuses of provisions that are kept and shown but are never counted as in force."""

KEYWORDS = ("uid", "provision", "work", "jurisdiction", "language", "kind", "court", "status", "topic")
"""The first two may hold capitals."""
_NUMBERS = ("year", "valid_from", "valid_to")
_keywords = attrgetter(*KEYWORDS)
_numbers = attrgetter(*_NUMBERS)
_NUMBER = re.compile(r"(\d+[a-z]*)")


@lru_cache(maxsize=10_000)
def work_key(work: str) -> int:
    """A work as an integer: for grouping, and as its place on the ring."""
    return int.from_bytes(blake2b(work.encode(), digest_size=8).digest(), "big") >> 1


class InvalidUnit(ValueError):
    """A unit that no engine may take, with the field and the reason."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One provision version in one language (or one paragraph of a judgment).

    Keyword fields are lower case without white space; dates are integers YYYYMMDD, half-open
    (`valid_from` 0 = beginning not known, `valid_to` OPEN_END = still valid). `citations` are the
    normalised ids this unit answers to (`hk:cap:486`, `hk:cap:486:s2`), `cites` those its text mentions.
    `latest` marks the newest version held of the provision in its language. `tags` are any further keywords,
    several at once (`language:yue`), by which units are filtered and counted.
    """

    uid: str
    work: str
    provision: str
    jurisdiction: str
    language: str
    kind: str
    heading: str
    body: str
    title: str = ""
    court: str = ""
    status: str = "in-force"
    topic: str = ""
    year: int = 0
    valid_from: int = 0
    valid_to: int = OPEN_END
    citations: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    number: str = ""
    latest: bool = True
    tags: tuple[str, ...] = ()

    def number_or_derived(self) -> str:
        """The number sought by `art:`: given, or the first one in the provision id (`s26A` → `26a`)."""
        found = _NUMBER.search(self.provision.lower())
        return (self.number or (found.group(1) if found else "")).lower()

    def in_force_on(self, on: int) -> bool:
        """In force on the integer date; pending, omitted and repealed units never are."""
        return self.status not in NEVER_IN_FORCE and self.valid_on(on)

    def valid_on(self, on: int) -> bool:
        return self.valid_from <= on < self.valid_to

    def check(self) -> None:
        """Raise `InvalidUnit` for anything an engine would choke on."""
        keywords = _keywords(self)
        joined, lower = "\0".join(keywords), "\0".join(keywords[2:])
        if joined.split() != [joined] or lower != lower.lower():
            self._check_keywords()
        if not self.uid or not self.work or not self.language:
            raise InvalidUnit(f"{self.uid!r}: uid, work and language must not be empty")
        for name, value in zip(_NUMBERS, _numbers(self), strict=True):
            if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= OPEN_END:
                raise InvalidUnit(f"{self.uid!r}: {name} is not an integer from 0 to {OPEN_END}: {value!r}")

    def _check_keywords(self) -> None:
        for name in KEYWORDS:
            value = getattr(self, name)
            if value.split() != ([value] if value else []):
                raise InvalidUnit(f"{self.uid!r}: {name} contains white space: {value!r}")
            if name not in KEYWORDS[:2] and value != value.lower():
                raise InvalidUnit(f"{self.uid!r}: {name} is not lower case: {value!r}")


class Prepared(NamedTuple):
    """A unit with its texts as white-space separated tokens: all that an engine sees."""

    unit: Unit
    heading: str
    body: str
    title: str
    written: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One unit found: its stored fields, the score (comparable inside one result only) and the tier."""

    unit: Unit
    score: float
    in_force: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one work: the best of them, and how many units of the work match in all."""

    work: str
    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """`total` counts units; `groups` are ordered by their best hit; `facets` name → value → units.

    `notices`: what the reader must know about where the answer came from.
    """

    total: int
    groups: tuple[Group, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    page: int = 1
    has_next: bool = False
    notices: tuple[Notice, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        return tuple(hit for group in self.groups for hit in group.hits)
