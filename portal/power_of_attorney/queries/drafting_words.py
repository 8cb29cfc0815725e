"""What is wrong with a draft, in words: one sentence for each code of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.power_of_attorney.rules.drafting import Problem

SENTENCES: dict[str, Any] = {
    "signer_is_no_human_being": _(
        "Your account stands for a company. A human being has to sign: sign in with a personal account and name the "
        "company as principal."
    ),
    "no_representative": _("Nobody is named who signs for the entity."),
    "no_authority": _("Show by which document the representative may act for the entity."),
    "authority_without_document": _(
        "A link of the chain of authority has no document yet. Take it out, or add it anew with its document."
    ),
    "no_matter": _("Say in a few words what the dispute is about (CPL art. 62: the power states its matter)."),
    "no_opponent": _("Name the other side, so that the court and the agent can see conflicts of interest."),
    "full_agency": _(
        "Words such as “full agency” or “full powers” give the agent none of the special powers (Interpretation of the "
        "CPL, art. 89). Take them out of the text, and tick each power that you mean to give."
    ),
    "agent_declined": _("An agent declined. Take the agent out, or name another one."),
    "no_agent": _("Name the agent: one, or two (CPL art. 61)."),
    "too_many_agents": _("At most two agents may be named (CPL art. 61)."),
    "same_agent_twice": _("The two agents have the same e-mail address. Give each agent an address of their own."),
    "unknown_power": _("This power is not on the list."),
    "no_stage": _("Tick at least one stage of the proceedings for which the power is given."),
    "unknown_stage": _("This stage is not on the list."),
    "ends_before_it_begins": _("The last day lies before the first day."),
    "ends_in_the_past": _("The last day has passed already."),
    "no_chinese_text": _("One of the two texts must be Chinese (Interpretation of the CPL, art. 525)."),
    "chinese_prevails": _("The Chinese text prevails unless the court orders otherwise."),
    "same_language_twice": _("The two texts are in the same language. Leave the second one empty, or choose another."),
    "no_translator": _("Say who translated what you wrote."),
    "not_answered": _("This question has not been answered yet."),
    "under_pressure": _(
        "You answered that you are under pressure or not sure. The draft cannot be handed in like this. Please contact "
        "the court in private; what you entered is kept."
    ),
    "not_capable": _(
        "You answered that you are not of age, or not sure that you can decide this yourself. Please contact the court: "
        "the statutory agent gives the power, and not in this way."
    ),
    "no_consent": _("Without this consent there is no session by video. The page of the consent names the offline way."),
    "no_identity_paper": _(
        "The court has no identity paper of everybody who stands on your side yet. Give one, so that identity can be "
        "verified."
    ),
    "not_accepted_yet": _("An agent has not accepted yet. You may hand the draft in; the session needs the acceptance."),
    "papers_missing": _("An agent has still to file papers (Interpretation of the CPL, art. 88)."),
    "not_a_lawyer": _(
        "An agent is not a lawyer. The Provisions on online filing (2021, art. 6) speak of lawyers; whether the court "
        "witnesses the power on another footing (Interpretation of the CPL, art. 523) is for the judge to say."
    ),
    "no_special_power": _(
        "You give no special power. The agent may plead and file for you, but not admit, waive or change claims, settle, "
        "counterclaim or appeal."
    ),
    "family_matter": _(
        "The case is about family status. The judge decides whether a power signed online is accepted (Electronic "
        "Signature Law, art. 3)."
    ),
}  # fmt: skip


def sentence_of(code: str) -> str:
    """The sentence for a code, in the active language.

    :raises KeyError: no such code.
    """
    return str(SENTENCES[code])


@dataclass(frozen=True)
class Missing:
    """One problem for people: the question at which it is mended, and the sentence."""

    field: str
    sentence: str


def in_words(found: Iterable[Problem]) -> list[Missing]:
    """Problems or advice as sentences, in their order."""
    return [Missing(problem.field, sentence_of(problem.code)) for problem in found]
