"""What has to stand before the court finds the papers in order and a session may be booked.

CPL arts 61, 62 and 275; Interp. 2022 arts 88, 523, 549; Provisions on cross-border online filing 2021 arts 4–6; PIPL
arts 14 and 29; Online Litigation Rules 2021 arts 4 and 7.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

SESSION_CONSENTS = ("online", "recording")

NO_BASIS = "no_basis"
BASIS_NO_LONGER_HOLDS = "basis_no_longer_holds"
NO_INSTRUMENT = "no_instrument"
INSTRUMENT_OUTDATED = "instrument_outdated"
NUMBER_OF_AGENTS = "number_of_agents"
AGENT_NOT_BOUND = "agent_not_bound"
PAPERS_MISSING = "papers_missing"
LICENCE_UNUSABLE = "licence_unusable"
AGENT_UNIDENTIFIED = "agent_unidentified"
OPPONENTS_AGENT = "opponents_agent"
IDENTITY_MISSING = "identity_missing"
IDENTITY_EXPIRED = "identity_expired"
CONSENT_MISSING = "consent_missing"
AUTHORITY_MISSING = "authority_missing"

ARTICLES: dict[str, str] = {
    NO_BASIS: "Provisions 2021 art. 6; Interp. 523, 549", BASIS_NO_LONGER_HOLDS: "Provisions 2021 art. 6",
    NO_INSTRUMENT: "CPL 62", INSTRUMENT_OUTDATED: "CPL 62", NUMBER_OF_AGENTS: "CPL 61", AGENT_NOT_BOUND: "CPL 61",
    PAPERS_MISSING: "Interp. 88", LICENCE_UNUSABLE: "Interp. 88(1)", AGENT_UNIDENTIFIED: "Interp. 88",
    OPPONENTS_AGENT: "Lawyers Law 39", IDENTITY_MISSING: "Provisions 2021 art. 4", IDENTITY_EXPIRED: "Provisions 2021 art. 5",
    CONSENT_MISSING: "Online Litigation Rules 4; PIPL 14", AUTHORITY_MISSING: "CPL 62; Provisions 2021 art. 5",
}  # fmt: skip


@dataclass(frozen=True)
class AgentFacts:
    """One agent who was named and not taken out."""

    is_bound: bool
    is_lawyer: bool
    has_usable_licence: bool
    is_identified: bool
    missing_papers: Collection[str]
    consents: Collection[str]
    acts_for_opponent: bool


@dataclass(frozen=True)
class ClearingFacts:
    """Everything the decision depends on, as it stands on the day."""

    has_basis: bool
    does_basis_hold: bool
    has_instrument: bool
    is_instrument_current: bool
    is_identified: bool
    is_identity_expired: bool
    consents: Collection[str]
    is_entity: bool
    has_authority: bool
    agents: Collection[AgentFacts]


def problems(facts: ClearingFacts) -> tuple[tuple[str, int], ...]:
    """What is missing, as (code, number of the agent; 0 where it is nobody's); empty when all stands."""
    found = [(code, 0) for code in _of_the_record(facts)]
    for place, agent in enumerate(facts.agents, start=1):
        found += [(code, place) for code in _of_an_agent(agent)]
    return tuple(found)


def _of_the_record(facts: ClearingFacts) -> list[str]:
    tests = (
        (not facts.has_basis, NO_BASIS),
        (facts.has_basis and not facts.does_basis_hold, BASIS_NO_LONGER_HOLDS),
        (not facts.is_identified, IDENTITY_MISSING),
        (facts.is_identified and facts.is_identity_expired, IDENTITY_EXPIRED),
        (facts.is_entity and not facts.has_authority, AUTHORITY_MISSING),
        (not set(SESSION_CONSENTS) <= set(facts.consents), CONSENT_MISSING),
        (not 1 <= len(facts.agents) <= 2, NUMBER_OF_AGENTS),
        (not facts.has_instrument, NO_INSTRUMENT),
        (facts.has_instrument and not facts.is_instrument_current, INSTRUMENT_OUTDATED),
    )
    return [code for is_so, code in tests if is_so]


def _of_an_agent(agent: AgentFacts) -> list[str]:
    if not agent.is_bound:
        return [AGENT_NOT_BOUND]
    tests = (
        (agent.is_lawyer and not agent.has_usable_licence, LICENCE_UNUSABLE),
        (not agent.is_lawyer and not agent.is_identified, AGENT_UNIDENTIFIED),
        (bool(agent.missing_papers), PAPERS_MISSING),
        (agent.acts_for_opponent, OPPONENTS_AGENT),
        (not set(SESSION_CONSENTS) <= set(agent.consents), CONSENT_MISSING),
    )
    return [code for is_so, code in tests if is_so]
