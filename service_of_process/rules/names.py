"""Whether a paper names the addressee as the letter does: word for word, in the other script, formerly, or not at all.

Simplified and traditional forms of one name are told from two different names by folding alone; folding joins a few
names that differ, so a name that agrees only when folded is never called the same: the clerk looks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

SAME, RECORDED, FORMER, OTHER_SCRIPT, DIFFERENT, NOT_ENTERED = (
    "same", "recorded", "former", "other_script", "different", "not_entered",
)  # fmt: skip


def comparison(
    on_paper: str,
    name: str,
    others: Iterable[str] = (),
    former: Iterable[str] = (),
    *,
    fold: Callable[[str], str],
) -> str:
    """How the name on a paper stands to the addressee's.

    ``same``: the name of the letter, but for spaces, width and Latin case. ``recorded``: another name recorded for her
    (her name in the other script, in English or Portuguese). ``former``: a former name. ``other_script``: like one of
    them only when traditional and simplified forms are folded together. ``different``: none of it.
    """
    if not on_paper.strip():
        return NOT_ENTERED
    bare = _bare(on_paper)
    if bare == _bare(name):
        return SAME
    if bare in {_bare(other) for other in others}:
        return RECORDED
    former = tuple(former)
    if bare in {_bare(other) for other in former}:
        return FORMER
    folded = _bare(fold(on_paper))
    if folded in {_bare(fold(other)) for other in (name, *others, *former)}:
        return OTHER_SCRIPT
    return DIFFERENT


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
