"""Searching the register: words, filters with counts, the neutral order, and art. 6 for a case of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b

from mediation_registry.models import Registrant
from mediation_registry.queries.public_profile import PublicProfile, public_profiles
from mediation_registry.queries.register import courts_of
from mediation_registry.queries.status import Status, statuses_on
from mediation_registry.rules import eligibility
from mediation_registry.rules.mediation import ONLINE_2021
from mediation_registry.search.units import ENDED, NOT_YET, ROSTER_ONLY, SUSPENDED, TAGS, VALID, tag
from portal.search.engine import Page
from portal.search.engines import search_service
from portal.search.plan import All, Either, Everything, Filters, Keyword, Node, Plan
from portal.search.planner import integer_date, plan_query
from portal.search.service import SearchService
from portal.search.units import Result

INDEX = "mediators"
KEYWORDS = ("jurisdiction", "kind", "status")
CURRENT = (VALID, ROSTER_ONLY, SUSPENDED)
EVERY_STATUS = (VALID, ROSTER_ONLY, SUSPENDED, ENDED, NOT_YET)
RESIDENCES = ("CN", "HK", "MO", "other", "unknown")
FACETS = (*KEYWORDS, "tags")


@dataclass(frozen=True)
class Ask:
    """A question to the register.

    ``chosen`` holds one value for each filter: jurisdiction, kind, status, and the tags of the index; ``parties`` the
    connections of the parties of one's own case (MediationParty.Connection), empty when the question is not asked.
    ``everybody`` also without words finds those who stand in force no more.
    """

    today: date
    text: str = ""
    on: date | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)
    parties: tuple[str, ...] = ()
    page: int = 1
    size: int = 20
    everybody: bool = False

    @property
    def day(self) -> date:
        return self.on or self.today

    def plan(self) -> Plan:
        """What to find, for any engine. Pure.

        Every registrant has exactly one unit for each day, so that the plan's day makes hits and registrants equal.
        """
        values: dict[str, tuple[str, ...]] = {
            name: (self.chosen[name],) for name in KEYWORDS if self.chosen.get(name)
        }
        if "status" not in values and not self.text and not self.everybody:
            values["status"] = CURRENT
        filters = Filters(values=values, on=integer_date(self.day))
        planned = plan_query(self.text, filters=filters)
        root: Node | None = planned.root if self.text else Everything()
        if root is not None:
            root = All((root, *self._narrowing()))
        return Plan(planned.query, root, filters, planned.written, planned.marks, notices=planned.notices)

    def _narrowing(self) -> list[Node]:
        nodes: list[Node] = [
            Keyword("tags", (tag(name, value),))
            for name, value in self.chosen.items()
            if name in TAGS and value
        ]
        if self.parties:
            allowed = tuple(tag("resides", place) for place in admitted_residences(self.parties))
            organisations = Keyword("kind", (Registrant.Kind.ORGANISATION.value,))
            nodes.append(Either((Keyword("tags", allowed), organisations)))
        return nodes


@dataclass(frozen=True)
class Line:
    """One registrant found, as the list shows her."""

    registrant: Registrant
    profile: PublicProfile
    status: Status
    courts: Mapping[str, str]


@dataclass(frozen=True)
class Findings:
    """What was found: all of it counted, one page of it in full."""

    ask: Ask
    plan: Plan
    total: int
    lines: tuple[Line, ...]
    counts: Mapping[str, Mapping[str, int]]
    has_next: bool


def find(ask: Ask) -> Findings:
    """Ask the index, then read the page from the records: what is shown of anybody is never older than the answer.

    Raises `IndexOutdated` while the index has to be built again, `SearchAway` when the cluster does not answer.
    """
    plan = ask.plan()
    result = found(search_service(INDEX), ask, plan)
    plan = replace(plan, notices=(*plan.notices, *result.notices))
    return Findings(ask, plan, result.total, lines_of(result, ask.day), counts_of(result), result.has_next)


def found(service: SearchService, ask: Ask, plan: Plan) -> Result:
    """The engine's answer: with words the closest first, without words in the order of the day."""
    turn = None if ask.text else turn_of(ask.today)
    page = Page(number=ask.page, size=ask.size, grouped=False, turn=turn)
    return service.engine.search(plan, facets=FACETS, on=integer_date(ask.day), page=page)


def turn_of(day: date) -> int:
    """Where the list begins on a day: drawn from the date alone, so that nobody chooses it and everybody can check.

    Everybody stands on a ring in the order of a digest of the register number; the list begins at this place of the
    ring (modulo the number found). No figure about anybody's work enters.
    """
    return int.from_bytes(blake2b(f"mediators {day.isoformat()}".encode(), digest_size=6).digest(), "big")


def admitted_residences(parties: tuple[str, ...]) -> list[str]:
    """The residences of mediators whom art. 6 of the Online Mediation Rules admits between these parties."""
    return [
        place for place in RESIDENCES
        if not eligibility.article_6(
            rules_chosen=ONLINE_2021, residence="" if place == "unknown" else place, connections=parties
        ).forbids
    ]  # fmt: skip


def lines_of(result: Result, day: date) -> tuple[Line, ...]:
    """The registrants of a page, in the engine's order. A fixed number of queries."""
    numbers = [hit.unit.uid.partition("@")[0] for hit in result.hits]
    rows = Registrant.objects.filter(register_no__in=numbers).select_related("person", "home_jurisdiction")
    by_number = {one.register_no: one for one in rows}
    registrants = [by_number[number] for number in numbers if number in by_number]
    if not registrants:
        return ()
    profiles = public_profiles(registrants, day)
    statuses = statuses_on(registrants, day)
    courts = courts_of([one.pk for one in registrants], day)
    return tuple(Line(one, profiles[one.pk], statuses[one.pk], courts.get(one.pk, {})) for one in registrants)


def counts_of(result: Result) -> dict[str, dict[str, int]]:
    """How many have which value of which filter."""
    counts: dict[str, dict[str, int]] = {name: dict(result.facets.get(name, {})) for name in KEYWORDS}
    for word, count in result.facets.get("tags", {}).items():
        name, _colon, value = word.partition(":")
        counts.setdefault(name, {})[value] = count
    return counts
