"""What a scope must hold before the judge fixes it (arts 1, 6): a basis, a law, numbered questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from foreign_law.rules.ascertainment import routes

#: ISO 3166-1, with a subdivision of ISO 3166-2 where a state has several laws.
_CODE: Final = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?\Z")
#: The law of the Mainland is not ascertained; the court knows it.
_OWN: Final = "CN"
_OF_CHINA: Final = frozenset({"CN-HK", "CN-MO", "CN-TW"})
MOST_QUESTIONS: Final = 20
#: What a request says, beside its questions.
PARTICULARS: Final = (
    "basis", "choice_clause", "conflict_rule", "jurisdiction", "fact_date", "field_of_law", "nature", "agreed_facts",
    "language", "is_confidential",
)  # fmt: skip


def jurisdiction_code(text: str) -> str:
    """The code as it is kept (``CN-HK``, ``US-NY``); "" where it is none, or the law of the Mainland."""
    code = "".join(text.split()).upper()
    if not _CODE.match(code) or code == _OWN:
        return ""
    return code if not code.startswith(f"{_OWN}-") or code in _OF_CHINA else ""


def missing_basis(basis: str, *, choice_clause: str, has_instrument: bool, conflict_rule: str) -> str:
    """Which field the basis still lacks, "" where none: a choice shows its clause, a conflict rule is named (art. 1)."""
    if basis not in routes.BASES:
        return "basis"
    if basis == routes.PARTY_CHOICE:
        return "" if choice_clause.strip() or has_instrument else "choice_clause"
    return "" if conflict_rule.strip() else "conflict_rule"


def cleaned_questions(questions: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Questions and their translations without the empty ones, in order; a translation needs its question."""
    trimmed = [(text.strip(), translation.strip()) for text, translation in questions]
    return [(text, translation) for text, translation in trimmed if text]


def remaining(numbers: Iterable[int], struck: Iterable[int], added: int) -> int:
    """How many questions live after an amendment."""
    return len(set(numbers) - set(struck)) + added


def unknown_strikes(numbers: Iterable[int], struck: Mapping[int, str]) -> list[int]:
    """Numbers to be struck that are no living question."""
    return sorted(set(struck) - set(numbers))


@dataclass(frozen=True)
class Fixing:
    """An order or minutes that brought questions into the scope: the day, its words, the numbers of the questions."""

    on: date
    order: str
    numbers: tuple[int, ...]


def fixings(
    numbers: Sequence[int], first: tuple[date, str], added: Sequence[tuple[date, str, int]]
) -> list[Fixing]:
    """By which order each question came into the scope, struck ones too.

    ``added`` tells day, words and number of new questions of each amendment in order. Numbers grow only and are never
    given anew, so the last belong to the last amendment.
    """
    rest, later = sorted(numbers), []
    for on, order, count in reversed(added):
        if count:
            later.append(Fixing(on, order, tuple(rest[-count:])))
            rest = rest[:-count]
    return [Fixing(*first, tuple(rest)), *reversed(later)]
