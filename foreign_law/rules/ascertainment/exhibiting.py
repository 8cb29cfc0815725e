"""Guard 3: what may be shown in court (法释〔2023〕12号 art. 5), and to whom a material is open before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from foreign_law.rules.ascertainment.materials import LIVING, Missing

NOTHING, NO_LONGER, PARTS_MISSING = "nothing", "no_longer", "parts_missing"
REASONS: Final = (NOTHING, NO_LONGER, PARTS_MISSING)


@dataclass(frozen=True)
class Shown:
    """One material that is to be shown: its number, its state, what is missing."""

    number: int
    state: str
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True)
class Obstacle:
    """Why a material cannot be shown; ``number`` 0 where no material was named at all."""

    number: int
    reason: str
    missing: tuple[Missing, ...] = ()


def against_exhibiting(chosen: Sequence[Shown]) -> tuple[Obstacle, ...]:
    """What stands against showing these materials in court; empty where they may all be shown.

    Blocks a material that was withdrawn or left out, and one of which a part is missing (arts 3, 4; Interp. 525).
    """
    if not chosen:
        return (Obstacle(0, NOTHING),)
    found = []
    for one in chosen:
        if one.state not in LIVING:
            found.append(Obstacle(one.number, NO_LONGER))
        elif one.missing:
            found.append(Obstacle(one.number, PARTS_MISSING, one.missing))
    return tuple(found)


def is_open_to(
    *, submitted_it: bool, is_staff: bool, is_side: bool, was_shown: bool, is_finding: bool
) -> bool:
    """Whether somebody may read a material: whoever submitted it and the court; the sides once it was shown in court.

    A finding of an effective judgment is open to the sides at once: they may rebut it (art. 8(3)). Another institution
    or expert never sees it.
    """
    return submitted_it or is_staff or (is_side and (was_shown or is_finding))
