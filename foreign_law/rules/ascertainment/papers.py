"""Which paper may be made of which record, in which languages, and who may read it."""

from __future__ import annotations

from foreign_law.rules.ascertainment import lifecycle

PROCESS_STATEMENT, REQUEST_LETTER, SCOPE_NOTE, COST_SHEET, CITATION_PACK = (
    "process_statement", "request_letter", "scope_note", "cost_sheet", "citation_pack",
)  # fmt: skip
#: Made of the request itself; the others of an attempt or a questioning of it.
OF_REQUEST = (PROCESS_STATEMENT, COST_SHEET, CITATION_PACK)
CHINESE = ("zh-hans", "zh-hant")
_UNSCOPED = (lifecycle.DRAFT, lifecycle.SUBMITTED, lifecycle.DECLINED)


def possible(
    kind: str, state: str, *, attempt_state: str = "", questioning_state: str = "", has_cited: bool = False
) -> bool:
    """Whether the record holds what the paper says.

    A statement before the judge's answer is a draft and says so; a letter goes with an attempt that still waits; a note
    with a questioning that was allowed (art. 7).
    """
    if state in _UNSCOPED:
        return False
    if kind == REQUEST_LETTER:
        return bool(attempt_state) and attempt_state not in lifecycle.ATTEMPT_OVER
    if kind == SCOPE_NOTE:
        return questioning_state in ("allowed", "held")
    return kind in (PROCESS_STATEMENT, COST_SHEET) or (kind == CITATION_PACK and has_cited)


def open_to_provider(kind: str) -> bool:
    """Whether the institution or expert may read the paper, where it concerns the own attempt (art. 7, third paragraph)."""
    return kind in (REQUEST_LETTER, SCOPE_NOTE)


def languages_of(language: str, second: str) -> tuple[str, ...]:
    """The languages of a paper, the prevailing one first.

    Raises ValueError where the first is no Chinese, or both are the same.
    """
    if language not in CHINESE or second == language:
        raise ValueError("a paper is Chinese first, with another language beside it")
    return (language, second) if second else (language,)
