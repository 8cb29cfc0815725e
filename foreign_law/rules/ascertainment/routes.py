"""The seven routes of art. 2, first paragraph, the outcomes of an attempt, the two bases of art. 1."""

from __future__ import annotations

from typing import Final

#: Art. 1: who chose the law must provide it; with no choice, the court ascertains it.
PARTY_CHOICE, CONFLICT_RULE = "party_choice", "conflict_rule"
BASES: Final = (PARTY_CHOICE, CONFLICT_RULE)

#: Art. 2, first paragraph, items 1 to 7.
PARTY, CENTRAL_AUTHORITY, EMBASSY, COOPERATION, EXPERT_COMMITTEE, INSTITUTION_OR_EXPERT, OTHER = range(1, 8)
ROUTES: Final = (
    PARTY, CENTRAL_AUTHORITY, EMBASSY, COOPERATION, EXPERT_COMMITTEE, INSTITUTION_OR_EXPERT, OTHER,
)  # fmt: skip
#: Routes on which an institution or expert answers: what art. 4 asks besides art. 3 is asked of them.
BY_PROVIDER: Final = frozenset({COOPERATION, EXPERT_COMMITTEE, INSTITUTION_OR_EXPERT})

#: Whoever is asked knows the case, or is asked from authority to authority: their letters state the court's number of it
#: (London Convention of 1968, art. 4; letters of request to Macao, 2020 Arrangement, arts 2 to 5, 25).
_KNOW_THE_CASE: Final = frozenset({PARTY, CENTRAL_AUTHORITY, EMBASSY})

NONE, UNCLEAR, INSUFFICIENT, SUFFICIENT = "none", "unclear", "insufficient", "sufficient"
OUTCOMES: Final = (NONE, UNCLEAR, INSUFFICIENT, SUFFICIENT)
#: Art. 2, second paragraph: after one of these a different route must be used to supplement.
FAILED: Final = frozenset({NONE, UNCLEAR, INSUFFICIENT})

#: Art. 8: what a party is heard on; art. 5 the same.
CONTENT, MEANING, APPLICATION = "content", "meaning", "application"
ASPECTS: Final = (CONTENT, MEANING, APPLICATION)
AGREE, OBJECT = "agree", "object"


def states_case(route: int, *, names_parties: bool) -> bool:
    """Whether what goes out on this route may bear the court's number of the case, by which the parties can be found."""
    return names_parties or route in _KNOW_THE_CASE
