"""May the parties choose the law, and which: the plain check.

Sources: Law on the Application of Law to Foreign-related Civil Relations (2010), "the Law"; Supreme People's Court,
Interpretation (I) on it (as amended 2020). What the SPC's reply of 14 February 2025 says is known from press reports
alone: where nothing but its title speaks, the answer is that no text held decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

PLACES = ("cn", "hk", "mo", "hk-sz", "mo-sz", "other")
LAWS = ("cn", "hk", "mo", "other", "none")
MOMENTS = ("before", "after")
DISPUTES = (
    "court-cn", "court-hk", "court-mo", "court-other", "arb-cn", "arb-hk", "arb-mo", "arb-other",
)  # fmt: skip
FOREIGN = ("yes", "no", "unknown")
VERDICTS = (
    "open", "free", "limited", "one-side", "after", "none", "domestic", "press", "undecided",
)  # fmt: skip

#: What the Law says of each relation: free (arts 16, 17, 18, 37, 38, 41, 47, 49), limited to named laws (24, 26),
#: left to one side (42, 45), free only after the event (44, 50), fixed by the Law (the rest).
RELATIONS: dict[str, str] = {
    "contract": "free", "labour": "none", "consumer": "one-side", "agency": "free", "trust": "free",
    "arbitration": "free", "immovable": "none", "movable": "free", "transport": "free", "securities": "none",
    "corporate": "none", "capacity": "none", "tort": "after", "product": "one-side", "personality": "none",
    "unjust": "free", "ip-ownership": "none", "ip-contract": "free", "ip-infringement": "after",
    "marriage": "none", "marital-personal": "none", "marital-property": "limited", "parent-child": "none",
    "divorce-agreed": "limited", "divorce-court": "none", "adoption": "none", "maintenance": "none",
    "succession": "none", "will": "none",
}  # fmt: skip
#: Registered in Shenzhen or Zhuhai with investment from a region, and that region's law.
INVESTED = {"hk-sz": "hk", "mo-sz": "mo"}
#: The names that a statement's conditions may use, with their values; ``party`` is either side.
CONDITIONS: dict[str, tuple[str, ...]] = {
    "relation": tuple(RELATIONS), "foreign": FOREIGN, "verdict": VERDICTS, "party": PLACES,
    "chosen": LAWS, "disputes": DISPUTES,
}  # fmt: skip
Conditions = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Facts:
    """What was answered; an empty text is no answer. Nothing here points at a person."""

    first: str = ""
    second: str = ""
    relation: str = ""
    subject_abroad: bool = False
    event_abroad: bool = False
    chosen: str = ""
    moment: str = ""
    disputes: str = ""

    @property
    def parties(self) -> frozenset[str]:
        """The places of both sides."""
        return frozenset({self.first, self.second}) - {""}

    @property
    def foreign(self) -> str:
        """Whether the relation is foreign-related: Interpretation (I) art. 1(1) to (4); art. 17 for the two regions.

        ``no`` says only that none of the four circumstances is there; art. 1(5) leaves others to the court.
        """
        if self.subject_abroad or self.event_abroad or self.parties & {"hk", "mo", "other"}:
            return "yes"
        return "no" if self.first and self.second else "unknown"


def verdict(facts: Facts) -> str:
    """May the parties choose the law of this relation? One of `VERDICTS`."""
    kind = RELATIONS.get(facts.relation, "")
    if not kind or facts.foreign == "unknown":
        return "open"
    if facts.foreign == "no":
        return _domestic(facts, kind)
    if kind == "after" and facts.moment == "before":
        return "none"  # Interpretation (I) art. 4: no provision lets them choose before the event
    return kind


def _domestic(facts: Facts, kind: str) -> str:
    """Without a foreign element: only the reply of 2025 speaks, and only its press report is at hand."""
    wanted = {INVESTED[place] for place in facts.parties if place in INVESTED}
    if facts.chosen not in wanted or kind == "none":
        return "domestic"
    return "press" if facts.relation == "contract" and facts.chosen == "hk" else "undecided"


def applies(conditions: Conditions, facts: Facts) -> bool:
    """Whether a statement belongs to the answer: every condition named is met; an empty one is met by all."""
    given = {
        "relation": {facts.relation}, "foreign": {facts.foreign}, "verdict": {verdict(facts)},
        "party": facts.parties, "chosen": {facts.chosen}, "disputes": {facts.disputes},
    }  # fmt: skip
    return all(not values or given[name] & set(values) for name, values in conditions.items())


def unknown_conditions(conditions: Conditions) -> list[str]:
    """The conditions that no answer could ever meet, as ``name`` or ``name=value``."""
    wrong = [name for name in conditions if name not in CONDITIONS]
    wrong += [
        f"{name}={value}"
        for name, values in conditions.items()
        if name in CONDITIONS
        for value in values
        if value not in CONDITIONS[name]
    ]
    return wrong


class Stated(Protocol):
    """A statement, as far as the check looks at it."""

    @property
    def section(self) -> str: ...
    @property
    def conditions(self) -> Conditions: ...


T = TypeVar("T", bound=Stated)


def answer(statements: Iterable[T], facts: Facts) -> dict[str, list[T]]:
    """The statements that belong to the answer, by section, in the order given."""
    found: dict[str, list[T]] = {}
    for one in statements:
        if applies(one.conditions, facts):
            found.setdefault(one.section, []).append(one)
    return found


def silent_sections(found: Mapping[str, Sequence[object]], facts: Facts) -> list[str]:
    """The sections that were asked about and have no statement: there, no source held decides."""
    asked = ["choice"] if verdict(facts) in ("domestic", "undecided") else []
    if facts.disputes.startswith("arb-"):
        asked.append("seat")
    if facts.disputes.startswith("court-"):
        asked.append("forum")
    return [section for section in asked if not found.get(section)]
