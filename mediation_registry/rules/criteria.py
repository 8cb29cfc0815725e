"""One criterion against what an applicant says and shows. The authority decides; this only says what is there.

Hong Kong's six criteria and their numbers: local Accreditation Rules of 28 March 2024. Where an authority's rule
gives no number, there is no threshold, and nothing is judged by one.
"""

from __future__ import annotations

from dataclasses import dataclass

DECLARATION = "declaration"
DOCUMENT = "document"
NUMBERED = frozenset({"years", "count", "hours"})
LARGEST_NUMBER = 99_999

MET = "met"
MISSING = "missing"
UNKNOWN = "unknown"

#: What may be lacking, in the order in which it is said.
WANTS_DECLARATION = "declaration"
WANTS_NUMBER = "number"
BELOW = "below"
WANTS_EVIDENCE = "evidence"


@dataclass(frozen=True)
class Wanted:
    """What a criterion asks: how it is measured, the least number (None: the source gives none), evidence."""

    measure: str
    threshold: int | None
    wants_evidence: bool


@dataclass(frozen=True)
class Said:
    """What the applicant says and shows to one criterion."""

    declared: bool = False
    number: int | None = None
    files: int = 0


@dataclass(frozen=True)
class Verdict:
    """``met``, ``missing`` or ``unknown``, what is lacking, and how much is short of the threshold."""

    standing: str
    lacking: tuple[str, ...] = ()
    short_by: int = 0


def unanswered(wanted: Wanted, said: Said | None) -> tuple[str, ...]:
    """What must still be given before the application can be submitted: the answer and, where wanted, a file.

    A number below the threshold is an answer: whether a criterion is met is for the assessor.
    """
    said = said or Said()
    lacking = []
    if wanted.measure == DECLARATION and not said.declared:
        lacking.append(WANTS_DECLARATION)
    if wanted.measure in NUMBERED and said.number is None:
        lacking.append(WANTS_NUMBER)
    if (wanted.wants_evidence or wanted.measure == DOCUMENT) and not said.files:
        lacking.append(WANTS_EVIDENCE)
    return tuple(lacking)


def judge(wanted: Wanted, said: Said | None) -> Verdict:
    """How a criterion stands before anybody assessed it; without any answer it is unknown."""
    if said is None:
        return Verdict(UNKNOWN, unanswered(wanted, None))
    lacking, short_by = list(unanswered(wanted, said)), 0
    if wanted.measure in NUMBERED and said.number is not None and wanted.threshold is not None:
        short_by = max(0, wanted.threshold - said.number)
    if short_by:
        lacking.insert(0, BELOW)
    return Verdict(MISSING, tuple(lacking), short_by) if lacking else Verdict(MET)


def blocks_recognition(
    results: dict[str, str], criteria: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(criteria not assessed, criteria found not met): recognition needs both to be empty.

    ``results``: latest result by code of the criterion; a waived criterion does not block.
    """
    open_ones = tuple(code for code in criteria if code not in results)
    return open_ones, tuple(code for code in criteria if results.get(code) == "not_met")
