"""On which footing the court may witness a power of attorney by live video.

Two ways: the Provisions on cross-border online filing (2021), art. 6, for a Mainland lawyer at the filing of a
first-instance case; or the Interpretation of the Civil Procedure Law (2022), arts 523 and 549, where the judge says
why. That the licence for the Greater Bay Area counts as that of a Mainland lawyer is the court's reading.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

FILING = "filing-2021-art6"
INTERPRETATION = "interp-2022-art523-549"
BASES = (FILING, INTERPRETATION)

FIRST_INSTANCE = "first_instance"
MAINLAND_LICENCES = frozenset({"prc", "gba"})

# -- what may stand in the way
UNKNOWN_BASIS = "unknown_basis"
REASON_MISSING = "reason_missing"
REFERENCE_MISSING = "reference_missing"
NOT_FIRST_INSTANCE = "not_first_instance"
IDENTITY_MISSING = "identity_missing"
NO_AGENT = "no_agent"
NOT_A_MAINLAND_LAWYER = "not_a_mainland_lawyer"
LANGUAGE_UNANSWERED = "language_unanswered"
NO_INTERPRETER = "no_interpreter"


@dataclass(frozen=True)
class BasisFacts:
    """What the legal basis depends on.

    ``licences`` has one entry for each agent: the kind of the licence that can be used today, or the empty string.
    ``uses_mandarin`` is None until the judge has answered.
    """

    basis: str
    reason: str
    platform_reference: str
    stages: Collection[str]
    is_identity_verified: bool
    licences: Collection[str]
    uses_mandarin: bool | None
    has_interpreter: bool


def problems(facts: BasisFacts) -> tuple[str, ...]:
    """What stands in the way of this basis, in the order of the article; empty when nothing does."""
    if facts.basis == INTERPRETATION:
        return () if facts.reason.strip() else (REASON_MISSING,)
    if facts.basis != FILING:
        return (UNKNOWN_BASIS,)
    return (*_of_the_matter(facts), *_of_the_agents(facts), *_of_the_language(facts))


def _of_the_matter(facts: BasisFacts) -> tuple[str, ...]:
    """Arts 2, 4 and 6: a first-instance filing, an identity that was verified, a reference of the platform."""
    found = []
    if set(facts.stages) != {FIRST_INSTANCE}:
        found.append(NOT_FIRST_INSTANCE)
    if not facts.is_identity_verified:
        found.append(IDENTITY_MISSING)
    if not facts.platform_reference.strip():
        found.append(REFERENCE_MISSING)
    return tuple(found)


def _of_the_agents(facts: BasisFacts) -> tuple[str, ...]:
    """Art. 6: the agents are Mainland lawyers."""
    if not facts.licences:
        return (NO_AGENT,)
    if all(kind in MAINLAND_LICENCES for kind in facts.licences):
        return ()
    return (NOT_A_MAINLAND_LAWYER,)


def _of_the_language(facts: BasisFacts) -> tuple[str, ...]:
    """Art. 6: the party uses the common language of the Mainland, or has a translator."""
    if facts.uses_mandarin is None:
        return (LANGUAGE_UNANSWERED,)
    return () if facts.uses_mandarin or facts.has_interpreter else (NO_INTERPRETER,)


def rests_on_reading(basis: str, licences: Collection[str]) -> bool:
    """True where art. 6 holds only because the court reads a Greater Bay Area licence as a Mainland lawyer's."""
    return basis == FILING and "gba" in licences
