"""Questioning of an institution or expert (art. 7): on foreign law only, in person, online where that is really difficult."""

from __future__ import annotations

from typing import Final

from foreign_law.rules.ascertainment import lifecycle

ASKED, ALLOWED, REFUSED, HELD, CANCELLED = "asked", "allowed", "refused", "held", "cancelled"
IN_PERSON, ONLINE = "in_person", "online"

F = lifecycle.F
TRANSITIONS: Final[dict[tuple[str | None, str], str]] = {
    (None, F + "questioning_asked"): ASKED,
    (None, F + "questioning_allowed"): ALLOWED,  # of the court's own motion
    (ASKED, F + "questioning_allowed"): ALLOWED,
    (ASKED, F + "questioning_refused"): REFUSED,
    (ASKED, F + "questioning_cancelled"): CANCELLED,
    (ALLOWED, F + "questioning_allowed"): ALLOWED,  # another day, or another way
    (ALLOWED, F + "questioning_room_opened"): ALLOWED,
    (ALLOWED, F + "questioning_held"): HELD,
    (ALLOWED, F + "questioning_cancelled"): CANCELLED,
}

DIFFICULTY_MISSING, HOME_LAW_UNCHECKED, HOME_LAW_NOTE_MISSING = (
    "difficulty_missing", "home_law_unchecked", "home_law_note_missing",
)  # fmt: skip
FIELD: Final = {
    DIFFICULTY_MISSING: "difficulty", HOME_LAW_UNCHECKED: "home_law_checked", HOME_LAW_NOTE_MISSING: "home_law_note",
}  # fmt: skip


def after(state: str | None, act: str) -> str | None:
    """The state of a questioning after the act; None where it may not happen."""
    return TRANSITIONS.get((state, act))


def may_be_questioned(attempt_state: str) -> bool:
    """Whoever declined or was withdrawn gave no opinion and is not questioned."""
    return attempt_state in (lifecycle.ACCEPTED, lifecycle.ANSWERED_BY_PROVIDER, lifecycle.ASSESSED)


def online_problems(how: str, *, difficulty: str, home_law_checked: bool, home_law_note: str) -> list[str]:
    """What is missing before a questioning online is allowed: the difficulty, and that the home law was looked at."""
    if how != ONLINE:
        return []
    found = []
    if not difficulty.strip():
        found.append(DIFFICULTY_MISSING)
    if not home_law_checked:
        found.append(HOME_LAW_UNCHECKED)
    if not home_law_note.strip():
        found.append(HOME_LAW_NOTE_MISSING)
    return found


def may_enter(state: str, attempt_state: str) -> bool:
    """Whether the room is open to the one who is questioned: only while the questioning is allowed."""
    return state == ALLOWED and may_be_questioned(attempt_state)
