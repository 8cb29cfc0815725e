"""The state of a concept: its terms as plain rows, what is wrong with one, and how two states differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

FIELDS = ("language", "jurisdiction", "text", "status", "source", "degree", "note")
PLACE = ("language", "jurisdiction", "text")
Row = Mapping[str, str]
State = Sequence[Row]


@dataclass(frozen=True)
class Difference:
    """One term that two states do not share: ``before`` None where it is new, ``after`` None where it is gone."""

    before: Row | None
    after: Row | None

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that differ; all of them for a term that is new or gone."""
        if self.before is None or self.after is None:
            return FIELDS
        return tuple(name for name in FIELDS if self.before[name] != self.after[name])


def row(**values: str) -> dict[str, str]:
    """A row of a state, blanks at the ends taken away; a column that is not given is empty."""
    return {name: values.get(name, "").strip() for name in FIELDS}


def fault(entered: Row) -> str:
    """What is wrong with a term: ``text``, ``source`` or nothing.

    A term has words, unless it says that the jurisdiction has no such institution; an official term names the text
    in which it stands.
    """
    if not entered["text"] and entered["degree"] != "none":
        return "text"
    if entered["status"] == "official" and not entered["source"]:
        return "source"
    return ""


def place_of(entered: Row) -> tuple[str, ...]:
    """What makes a term one term: language, jurisdiction and words."""
    return tuple(entered[name] for name in PLACE)


def ordered(state: Iterable[Row]) -> list[dict[str, str]]:
    """The state in one order, so that equal states are equal lists."""
    return sorted(({name: one[name] for name in FIELDS} for one in state), key=place_of)


def differences(before: State, after: State) -> list[Difference]:
    """The terms in which two states differ, in the order of language, jurisdiction and words."""
    old, new = ({place_of(one): one for one in state} for state in (before, after))
    found = [Difference(old.get(place), new.get(place)) for place in sorted(old.keys() | new.keys())]
    return [one for one in found if one.before is None or one.after is None or one.fields]


def united(first: State, second: State) -> list[dict[str, str]]:
    """Both states in one: where both have a term, the first one's standing, source and degree stay."""
    together = {place_of(one): one for one in second}
    together.update({place_of(one): one for one in first})
    return ordered(together.values())
