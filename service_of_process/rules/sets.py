"""How many sets of papers a request needs (Hong Kong 1999 art. 3; Macao 2020 art. 11)."""

from __future__ import annotations

#: Means by which paper travels; on the platform files travel, and an e-mail bears no sets.
ON_PAPER = frozenset({"post", "courier", "hand"})
SETS_FOR_EACH = 2


def sets_needed(addressees: int, means: str) -> int:
    """Sets of papers: two for each addressee when they travel on paper, none on the platform.

    :param addressees: how many people the request names, one at least.
    :raises ValueError: fewer than one addressee.
    """
    if addressees < 1:
        raise ValueError("a request names at least one addressee")
    return SETS_FOR_EACH * addressees if means in ON_PAPER else 0
