"""The words of the draft: labels of acts in the log, and notices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from i18n import languages
from portal.notices.kinds import court_of

P = "power_of_attorney."

ACT_WORDS: dict[str, tuple[Any, Any]] = {
    "drafted": (_("Draft begun"), _("The draft of power of attorney %(reference)s was begun.")),
    "edited": (_("Draft changed"), _("Changed: %(fields)s.")),
    "agent_invited": (_("Agent invited"), _("Agent %(position)s, %(agent)s, was invited: %(kind)s.")),
    "agent_removed": (_("Agent taken out"), _("%(agent)s was taken out by the principal.")),
    "agent_accepted": (
        _("Agent accepted"),
        _("Agent %(position)s, %(agent)s, accepted and stated that there is no conflict: %(kind)s."),
    ),
    "agent_declined": (_("Agent declined"), _("Agent %(position)s, %(agent)s, declined.")),
    "agent_paper_filed": (_("Paper of an agent filed"), _("For agent %(position)s: %(paper)s.")),
    "agent_paper_withdrawn": (_("Paper of an agent withdrawn"), _("For agent %(position)s, withdrawn: %(paper)s.")),
    "consent_given": (_("Consent given"), _("%(purpose)s, text of version %(version)s.")),
    "consent_withdrawn": (_("Consent withdrawn"), _("%(purpose)s: the consent was withdrawn.")),
    "warning_answered": (_("Question answered"), _("%(subject)s: read and answered, text of version %(version)s.")),
    "taken_offline": (
        _("Offline way taken"),
        _("%(purpose)s: the consent was withdrawn, so the power is not witnessed by video."),
    ),
    "submitted": (_("Handed in"), _("Power of attorney %(reference)s was handed in to the court. Powers: %(powers)s.")),
    "resubmitted": (_("Handed in again"), _("The corrected power was handed in again. Powers: %(powers)s.")),
    "withdrawn": (_("Taken back"), _("The principal took the power back before it took effect.")),
}  # fmt: skip

QUESTIONS: dict[str, Any] = {
    "principal": _("who gives the power"), "authority": _("authority of the representative"), "case": _("case"),
    "party": _("place in the case"), "court": _("court"), "cause": _("cause of action"),
    "matter": _("what the dispute is about"), "opponent_name": _("other side"), "stages": _("stages"),
    "powers": _("powers"), "excludes_service": _("receipt of documents"), "valid_from": _("first day"),
    "valid_to": _("last day"), "language": _("language of the text"), "second_language": _("second language"),
    "translated_by": _("translator"),
}  # fmt: skip

NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "agent_invited": (
        _("You are invited to act as agent"),
        _("%(principal)s asks you to act as agent (power of attorney %(reference)s)"),
        _("%(principal)s wishes to give you a power of attorney for proceedings before %(court)s, to be signed before a judge "
          "by video. Open the link to read what it says, and to accept or decline. The link is yours alone, works once, and "
          "is valid until %(expires_date)s. You need an account of the portal in your own name."),
    ),
    "agent_accepted": (
        _("Your agent has accepted"), _("Power of attorney %(reference)s: %(agent)s has accepted"),
        _("%(agent)s accepted, stated that there is no conflict of interest, and now sees the power of attorney. The page of "
          "the power says which papers are still to be filed."),
    ),
    "agent_declined": (
        _("An agent declined"), _("Power of attorney %(reference)s: %(agent)s declined"),
        _("%(agent)s does not take the mandate. Take the agent out of the draft and name another one, or go on with one "
          "agent."),
    ),
    "agent_removed": (
        _("You are no longer named as agent"), _("Power of attorney %(reference)s: you are no longer named as agent"),
        _("The principal took you out of the draft. You no longer see it."),
    ),
    "submitted": (
        _("A power of attorney was handed in"), _("Power of attorney %(reference)s was handed in"),
        _("Power of attorney %(reference)s was handed in to %(court)s. Next, identity is verified; then the papers are "
          "reviewed."),
    ),
    "resubmitted": (
        _("A corrected power of attorney was handed in"), _("Power of attorney %(reference)s was corrected"),
        _("The principal corrected power of attorney %(reference)s and handed it in again. It is under review."),
    ),
    "withdrawn": (
        _("A power of attorney was taken back"), _("Power of attorney %(reference)s was taken back"),
        _("The principal took power of attorney %(reference)s back before it took effect. A time that was booked is free."),
    ),
    "consent_withdrawn": (
        _("A consent was withdrawn"), _("Power of attorney %(reference)s: a consent was withdrawn"),
        _("This consent was withdrawn: %(purpose_word)s. Without it the session by video cannot be held with this person."),
    ),
    "taken_offline": (
        _("The power is not witnessed by video"), _("Power of attorney %(reference)s takes the offline way"),
        _("The principal withdrew this consent: %(purpose_word)s. The power is therefore not witnessed by video; a time that "
          "was booked is free. In Hong Kong and Macao an attesting officer appointed by China attests it; in the Mainland it "
          "is notarised, or signed in person before the judge. The page of the power says more."),
    ),
}  # fmt: skip


def prepare(context: Mapping[str, Any]) -> dict[str, Any]:
    """Codes of a notice in words of the recipient's language, which is active."""
    from portal.power_of_attorney.models import Consent

    purposes = dict(Consent.Purpose.choices)
    return {
        "court": court_of(context),
        "principal": languages.nearest(context.get("principal_names"), get_language())
        or _now("The principal"),
        "purpose_word": str(purposes.get(context.get("purpose", ""), "")),
    }


def register() -> None:
    """Called once, when the portal starts."""
    from portal.audit.labels import register_acts
    from portal.notices.kinds import register_kinds
    from portal.power_of_attorney.models import Acknowledgement, Agent, AgentProof, Consent, GrantedPower

    words: dict[str, Mapping[str, Any]] = {
        "fields": QUESTIONS,
        "kind": dict(Agent.Kind.choices),
        "paper": dict(AgentProof.Kind.choices),
        "purpose": dict(Consent.Purpose.choices),
        "subject": dict(Acknowledgement.Subject.choices),
        "powers": dict(GrantedPower.Power.choices),
    }
    register_acts("power_of_attorney", ACT_WORDS, words=words)
    register_kinds("power_of_attorney", NOTICE_WORDS, prepare=prepare)
