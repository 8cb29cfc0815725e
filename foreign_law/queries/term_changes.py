"""The history of a concept, what changed since an editor looked, and where a renewed glossary differs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from foreign_law.models import Concept, ConceptChange, ConceptForm
from foreign_law.rules.term_states import FIELDS, Difference, differences, ordered
from i18n import glossary


@dataclass(frozen=True)
class Changed:
    """One act with the terms that it altered."""

    change: ConceptChange
    differences: list[Difference]


@dataclass(frozen=True)
class Proposal:
    """A concept that an editor keeps, and what the glossary would have instead."""

    concept: Concept
    differences: list[Difference]


def history(concept: Concept) -> list[Changed]:
    """All acts on a concept, the newest first. One query."""
    return [Changed(one, differences(one.before, one.after)) for one in concept.changes.order_by("-number")]


def changed_since(concept: Concept, version: int) -> list[Changed]:
    """The acts after the version that an editor saw, the oldest first."""
    later = concept.changes.filter(number__gt=version).order_by("number")
    return [Changed(one, differences(one.before, one.after)) for one in later]


def state_after(concept: Concept, number: int) -> list[dict[str, str]] | None:
    """The terms as they stood after an act; 1 is before the first; None where there was no such state."""
    chosen = concept.changes.filter(number=number).first()
    if chosen is not None:
        return list(chosen.after)
    first = concept.changes.filter(number=2).first()
    if number == 1 and first is not None:
        return list(first.before)
    return _living([concept])[concept.pk] if number == concept.version else None


def seed_differences() -> list[Proposal]:
    """Concepts that editors have touched and that the glossary has otherwise. Two queries."""
    seeded = {one.slug: one for one in glossary.load()}
    concepts = list(Concept.objects.filter(version__gt=1, merged_into=None, slug__in=seeded).order_by("slug"))
    states = _living(concepts)
    found = []
    for concept in concepts:
        wanted = [{name: str(getattr(form, name)) for name in FIELDS} for form in seeded[concept.slug].forms]
        differing = differences(states[concept.pk], ordered(wanted))
        if differing:
            found.append(Proposal(concept, differing))
    return found


def _living(concepts: list[Concept]) -> dict[Any, list[dict[str, str]]]:
    states: dict[Any, list[dict[str, str]]] = defaultdict(list)
    rows = ConceptForm.objects.filter(concept__in=concepts, superseded_at=None)
    for values in rows.values("concept_id", *FIELDS):
        states[values.pop("concept_id")].append(values)
    return defaultdict(list, {key: ordered(state) for key, state in states.items()})
