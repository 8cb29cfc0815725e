"""The words of acts and notices: complaints. Nothing in them names anybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mediation_registry.apps.roster_words import named
from mediation_registry.models import Complaint, ComplaintEvidence

OUTCOMES = {"outcome": dict(Complaint.Outcome.choices)}
SIDES = {"side": dict(ComplaintEvidence.Side.choices)}

ACT_WORDS: dict[str, tuple[Any, Any, Mapping[str, Mapping[str, Any]]]] = {
    "complaint_received": (
        _("Complaint received"), _("Complaint %(reference)s was received and lies before %(body)s."), {}),
    "complaint_evidence_added": (
        _("File added"), _("A file was added to complaint %(reference)s: %(side)s."), SIDES),
    "complaint_withdrawn": (_("Complaint withdrawn"), _("Complaint %(reference)s was withdrawn."), {}),
    "complaint_acknowledged": (
        _("Receipt confirmed"), _("%(body)s confirmed receipt of complaint %(reference)s."), {}),
    "complaint_jurisdiction_opened": (
        _("Competence being checked"), _("%(body)s checks whether it hears complaint %(reference)s."), {}),
    "complaint_jurisdiction_confirmed": (
        _("Competence confirmed"), _("%(body)s hears complaint %(reference)s."), {}),
    "complaint_transferred": (
        _("Complaint transferred"), _("Complaint %(reference)s went from %(earlier)s to %(body)s."), {}),
    "complaint_due_date_set": (
        _("Due date set"), _("This stage of complaint %(reference)s is due on %(until_date)s."), {}),
    "complaint_dismissed": (
        _("Complaint dismissed"), _("%(body)s found no case to answer in complaint %(reference)s."), {}),
    "complaint_investigation_opened": (
        _("Investigation opened"), _("%(body)s opened an investigation of complaint %(reference)s."), {}),
    "complaint_statement_asked": (
        _("Mediator asked for a statement"), _("%(body)s asked the mediator for a statement."), {}),
    "complaint_statement_given": (_("Statement given"), _("The mediator gave a statement."), {}),
    "complaint_decided": (
        _("Complaint decided"), _("%(body)s decided complaint %(reference)s: %(outcome)s."), OUTCOMES),
    "complaint_review_opened": (_("Review asked for"), _("A review of complaint %(reference)s was asked for."), {}),
    "complaint_review_decided": (
        _("Review decided"), _("%(body)s decided the review of complaint %(reference)s: %(outcome)s."), OUTCOMES),
    "complaint_closed": (_("Complaint closed"), _("Complaint %(reference)s is closed: %(outcome)s."), OUTCOMES),
    "complaint_published": (
        _("Decision published"), _("The decision on complaint %(reference)s was published by order: %(order)s."), {}),
    "removal_referral_taken_up": (
        _("Proposal of removal taken up"),
        _("Authority %(authority)s took up the proposal of removal in complaint %(reference)s."), {}),
    "removal_referral_not_pursued": (
        _("Proposal of removal not pursued"),
        _("Authority %(authority)s does not pursue the proposal of removal in complaint %(reference)s."), {}),
}  # fmt: skip

NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "complaint_received": (
        _("Your complaint was received"), _("Complaint %(reference)s was received"),
        _("Your complaint %(reference)s was received. It was sent to %(body)s, which confirms that it hears it or "
          "passes it on. The mediator is not told of it unless an investigation is opened.")),
    "complaint_waits": (
        _("A complaint waits"), _("Complaint %(reference)s waits at %(body)s"),
        _("Complaint %(reference)s waits at %(body)s. It is confidential until it is final.")),
    "complaint_moved": (
        _("Your complaint"), _("Complaint %(reference)s: %(state_word)s"),
        _("Your complaint %(reference)s, before %(body)s, now reads: %(state_word)s. Its page in the portal shows the "
          "reasons and what is next.")),
    "complaint_statement_asked": (
        _("A statement is asked of you"), _("%(body)s asks you for a statement (%(reference)s)"),
        _("%(body)s investigates complaint %(reference)s and asks you for a statement. Read what is put to you and "
          "answer in the portal. The matter is confidential.")),
    "complaint_decided": (
        _("A complaint about you was decided"), _("Complaint %(reference)s was decided"),
        _("%(body)s decided complaint %(reference)s. Its page in the portal shows the outcome and the reasons.")),
    "complaint_closed": (
        _("A complaint about you is closed"), _("Complaint %(reference)s is closed"),
        _("Complaint %(reference)s before %(body)s is closed. Its page in the portal shows the outcome.")),
}  # fmt: skip


def prepare(context: Mapping[str, Any]) -> dict[str, Any]:
    """Codes of a notice in words of the recipient's language, which is active."""
    return {
        "body": named(context.get("body_names")) or _now("The body"),
        "state_word": str(dict(Complaint.State.choices).get(context.get("state", ""), "")),
    }
