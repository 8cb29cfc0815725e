"""What a draft still lacks before it may be handed in, and what its author should know.

CPL arts 61 (one or two agents) and 62 (matters and powers stated; special powers each by itself); Interp. 2022 arts 88
and 89 (papers of the agents; "full agency" gives no special power); art. 525 (Chinese text); Electronic Signature Law
art. 3; Online Litigation Rules art. 4 (consent); PIPL arts 14–16 and 29. Pure: facts in, problems out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

SPECIAL_POWERS = ("admit_claims", "waive_claims", "change_claims", "settle", "counterclaim", "appeal")
OTHER_POWERS = ("enforcement", "receive_money", "sub_delegation")
POWERS = (*SPECIAL_POWERS, *OTHER_POWERS)
STAGES = ("first_instance", "second_instance", "retrial", "enforcement")
LANGUAGES = ("zh-hant", "zh-hans", "pt", "en")
CHINESE = ("zh-hant", "zh-hans")
MOST_AGENTS = 2
NEEDED_CONSENTS = ("online", "recording")
#: Each warning and its answers; the ones that stop the draft come with their problem.
ANSWERS: dict[str, tuple[str, ...]] = {
    "coercion": ("free", "pressed"),
    "capacity": ("capable", "not_capable"),
    "family_status": ("no", "yes"),
    "no_private_recording": ("understood",),
}
STOPPING = {("coercion", "pressed"): "under_pressure", ("capacity", "not_capable"): "not_capable"}

#: Words that give everything and therefore nothing (Interp. 89), in the four languages.
_FULL_AGENCY = re.compile(
    r"全[權权](?:代理|委[託托]|授[權权]|[處处]理|代[為为]|[負负][責责])"
    r"|一切(?:[訴诉][訟讼])?[權权](?:利|限|力)"
    r"|\b(?:full|unlimited|plenary|all)\s+(?:and\s+\w+\s+)?(?:agency|powers?|authority|power of attorney)\b"
    r"|\bplen[oa]s?\s+poderes\b|\bpoderes\s+(?:plenos|totais|ilimitados)\b|\b(?:amplos|todos\s+os)\s+poderes\b"
    r"|\bprocuração\s+plena\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Problem:
    """What is wrong, at which question of the draft: ``field`` names the question, ``code`` the sentence."""

    field: str
    code: str


@dataclass(frozen=True)
class AgentFacts:
    """One agent as far as the draft is concerned."""

    kind: str = "lawyer"
    email: str = "agent@example.test"
    has_accepted: bool = True
    has_declined: bool = False
    missing_papers: tuple[str, ...] = ()


@dataclass(frozen=True)
class DraftFacts:
    """The draft as facts. ``valid_to`` is exclusive; ``free_texts`` maps a question to what was typed there."""

    today: date
    is_entity: bool = False
    has_representative: bool = False
    signer_is_natural: bool = True
    authority_documents: tuple[bool, ...] = ()
    has_identity_paper: bool = True
    has_case: bool = False
    matter: str = ""
    opponent: str = ""
    stages: tuple[str, ...] = ()
    powers: tuple[str, ...] = ()
    agents: tuple[AgentFacts, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    language: str = "zh-hant"
    second_language: str = ""
    translated_by: str = ""
    prevailing_language: str = "zh-hant"
    court_ordered_prevailing: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    consents: frozenset[str] = frozenset()
    free_texts: Mapping[str, str] = field(default_factory=dict)


def claims_full_agency(text: str) -> bool:
    """True when the text speaks of full agency (全權代理, plenos poderes, full power …) instead of naming the powers.

    Interp. 2022 art. 89: such words confer none of the special powers of CPL art. 62(2).
    """
    return bool(_FULL_AGENCY.search(" ".join(text.split())))


def prevailing(language: str, second_language: str) -> str:
    """The text that prevails unless the court orders otherwise: the Chinese one, the first of two Chinese ones."""
    return next((code for code in (language, second_language) if code in CHINESE), "")


def problems(facts: DraftFacts) -> list[Problem]:
    """Everything that has to be mended before the draft may be handed in, in the order of the questions."""
    return [
        *_of_principal(facts), *_of_matter(facts), *_of_agents(facts), *_of_powers(facts),
        *_of_languages(facts), *_of_answers(facts),
    ]  # fmt: skip


def advice(facts: DraftFacts) -> list[Problem]:
    """What does not stop the draft but should be known: it decides what the court will ask for next."""
    found = []
    if not facts.has_identity_paper:
        found.append(Problem("principal", "no_identity_paper"))
    waiting = [agent for agent in facts.agents if not agent.has_declined]
    if any(not agent.has_accepted for agent in waiting):
        found.append(Problem("agents", "not_accepted_yet"))
    if any(agent.has_accepted and agent.missing_papers for agent in waiting):
        found.append(Problem("agents", "papers_missing"))
    if any(agent.kind != "lawyer" for agent in waiting):
        found.append(Problem("agents", "not_a_lawyer"))
    if not set(facts.powers) & set(SPECIAL_POWERS):
        found.append(Problem("powers", "no_special_power"))
    if facts.answers.get("family_status") == "yes":
        found.append(Problem("family_status", "family_matter"))
    return found


def _of_principal(facts: DraftFacts) -> list[Problem]:
    found = []
    if not facts.signer_is_natural:
        found.append(Problem("principal", "signer_is_no_human_being"))
    if facts.is_entity and not facts.has_representative:
        found.append(Problem("principal", "no_representative"))
    if facts.is_entity and not facts.authority_documents:
        found.append(Problem("authority", "no_authority"))
    elif facts.is_entity and not all(facts.authority_documents):
        found.append(Problem("authority", "authority_without_document"))
    return found


def _of_matter(facts: DraftFacts) -> list[Problem]:
    found = []
    if not facts.has_case and not facts.matter.strip():
        found.append(Problem("matter", "no_matter"))
    if not facts.has_case and not facts.opponent.strip():
        found.append(Problem("opponent", "no_opponent"))
    texts = {"matter": facts.matter, "opponent": facts.opponent, "translator": facts.translated_by}
    for name, text in {**texts, **facts.free_texts}.items():
        if claims_full_agency(text):
            found.append(Problem(name, "full_agency"))
    return found


def _of_agents(facts: DraftFacts) -> list[Problem]:
    standing = [agent for agent in facts.agents if not agent.has_declined]
    found = []
    if any(agent.has_declined for agent in facts.agents):
        found.append(Problem("agents", "agent_declined"))
    if not standing:
        found.append(Problem("agents", "no_agent"))
    if len(standing) > MOST_AGENTS:
        found.append(Problem("agents", "too_many_agents"))
    addresses = [agent.email.casefold() for agent in standing]
    if len(addresses) != len(set(addresses)):
        found.append(Problem("agents", "same_agent_twice"))
    return found


def _of_powers(facts: DraftFacts) -> list[Problem]:
    found = []
    if set(facts.powers) - set(POWERS):
        found.append(Problem("powers", "unknown_power"))
    if not facts.stages:
        found.append(Problem("stages", "no_stage"))
    elif set(facts.stages) - set(STAGES):
        found.append(Problem("stages", "unknown_stage"))
    if facts.valid_from and facts.valid_to and facts.valid_to <= facts.valid_from:
        found.append(Problem("validity", "ends_before_it_begins"))
    elif facts.valid_to and facts.valid_to <= facts.today:
        found.append(Problem("validity", "ends_in_the_past"))
    return found


def _of_languages(facts: DraftFacts) -> list[Problem]:
    pair = [code for code in (facts.language, facts.second_language) if code]
    found = []
    if not set(pair) & set(CHINESE):
        found.append(Problem("languages", "no_chinese_text"))
    elif facts.prevailing_language not in CHINESE and not facts.court_ordered_prevailing:
        found.append(Problem("languages", "chinese_prevails"))
    if len(pair) != len(set(pair)):
        found.append(Problem("languages", "same_language_twice"))
    if set(pair) - set(CHINESE) and not facts.translated_by.strip():
        found.append(Problem("translator", "no_translator"))
    return found


def _of_answers(facts: DraftFacts) -> list[Problem]:
    found = []
    for subject, possible in ANSWERS.items():
        answer = facts.answers.get(subject, "")
        if answer not in possible:
            found.append(Problem(subject, "not_answered"))
        elif (subject, answer) in STOPPING:
            found.append(Problem(subject, STOPPING[subject, answer]))
    found += [Problem(purpose, "no_consent") for purpose in NEEDED_CONSENTS if purpose not in facts.consents]
    return found
