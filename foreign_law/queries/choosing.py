"""The statements on the choice of law that stand, their history, and the answer of the plain check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foreign_law.models import ChoiceStatement, Section
from foreign_law.rules.choosing import Facts, answer, silent_sections, verdict


@dataclass(frozen=True)
class Answered:
    """The check's answer: the verdict, the sections in order with their statements, and where no source speaks."""

    facts: Facts
    verdict: str
    sections: Sequence[tuple[Section, Sequence[ChoiceStatement]]]
    rests_on_press: bool


def standing() -> list[ChoiceStatement]:
    """The statements that are shown, in the order of reading. One query."""
    living = ChoiceStatement.objects.filter(superseded_at=None, withdrawn=False)
    places = {section: place for place, section in enumerate(Section.values)}
    return sorted(living, key=lambda one: (places[one.section], one.order, one.code))


def answered(facts: Facts) -> Answered:
    """The answer in statements; a section without one is there too, empty: no source held decides."""
    found = answer(standing(), facts)
    silent = silent_sections(found, facts)
    sections = [
        (section, found.get(section, [])) for section in Section if section in found or section in silent
    ]
    press = any(one.confidence == "press" for _section, rows in sections for one in rows)
    return Answered(facts, verdict(facts), sections, press)


def newest(code: str) -> ChoiceStatement | None:
    """The newest version of a statement, withdrawn or not."""
    return ChoiceStatement.objects.filter(code=code, superseded_at=None).first()


def versions(code: str) -> list[ChoiceStatement]:
    """Every version of a statement, the newest first."""
    return list(ChoiceStatement.objects.filter(code=code).order_by("-version"))
