"""What the outcome tells people: kinds of notices with their words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mediation_registry.apps.outcome_words import ACTS
from portal.notices.kinds import court_of

M = "mediation_registry."
C = M + "confirmation_"

NOTICES: dict[str, tuple[Any, Any, Any]] = {
    M + "record_to_sign": (
        _("A record is to be signed"), _("Mediation %(reference)s: the record waits for your signature"),
        _("In mediation %(reference)s the mediator has put the record to the parties: undisputed facts, addresses for "
          "service and agreed procedure. Read every item, answer it and sign.")),
    M + "record_completed": (
        _("A record is complete"), _("Mediation %(reference)s: every party has signed the record"),
        _("In mediation %(reference)s every party has signed the record. It can be read in the portal.")),
    M + "settlement_to_sign": (
        _("A settlement is to be signed"), _("Mediation %(reference)s: a settlement waits for your signature"),
        _("In mediation %(reference)s the mediator has drawn up the settlement. Read it in the portal before you sign. "
          "It takes effect when the last party has signed.")),
    M + "settlement_withdrawn": (
        _("A settlement was taken back"), _("Mediation %(reference)s: the settlement was taken back"),
        _("In mediation %(reference)s the mediator has taken the settlement back. The mediation goes on.")),
    M + "settlement_refused": (
        _("A party refused to sign"), _("Mediation %(reference)s has ended without settlement"),
        _("In mediation %(reference)s a party refused to sign the settlement. The mediation has ended (Online Mediation "
          "Rules, art. 25 no. 7).")),
    M + "settlement_in_force": (
        _("A settlement is in force"), _("Mediation %(reference)s: the settlement was signed by all parties"),
        _("In mediation %(reference)s the settlement was signed by all parties on %(effective_date)s. It is served on "
          "you with this notice and can be read in the portal.")),
    M + "settlement_in_force_confirm": (
        _("A settlement is in force; judicial confirmation"),
        _("Mediation %(reference)s: the settlement is in force; confirmation until %(due_date)s"),
        _("In mediation %(reference)s the settlement took effect on %(effective_date)s. It is served on you with this "
          "notice. If you want it to be enforceable, all parties apply together for judicial confirmation by "
          "%(due_date)s at the latest (Civil Procedure Law, art. 205).")),
    M + "judgment_asked": (
        _("A settlement was submitted to the court"),
        _("Mediation %(reference)s: the settlement was submitted to the court"),
        _("In mediation %(reference)s the mediator has submitted the settlement to the court, which makes the mediation "
          "judgment or rules on the withdrawal of the action.")),
    M + "judgment_step": (
        _("The court took a step"), _("Mediation %(reference)s: %(step)s"),
        _("In mediation %(reference)s: %(step)s. The page shows what follows.")),
    C + "reminder": (
        _("Reminder: judicial confirmation"),
        _("Mediation %(reference)s: %(left)s days left to apply together, until %(due_date)s"),
        _("In mediation %(reference)s the parties can apply together for judicial confirmation until %(due_date)s. No "
          "application has been filed. Afterwards only the other ways are open: payment order, notarised instrument, "
          "action on the settlement.")),
    C + "lapsed": (
        _("The thirty days have passed"), _("Mediation %(reference)s: a joint application is no longer possible"),
        _("In mediation %(reference)s the thirty days ended on %(due_date)s without a joint application. The settlement "
          "binds the parties all the same. The page shows the other ways: payment order, notarised instrument, action "
          "on the settlement.")),
    C + "prepared": (
        _("An application for confirmation was prepared"), _("%(reference)s: please join the application"),
        _("Application %(reference)s for judicial confirmation of the settlement in mediation %(mediation)s was prepared "
          "by another party. Every party joins it; it is filed by %(due_date)s at the latest.")),
    C + "joined": (
        _("A party joined the application"), _("%(reference)s: a party joined the application"),
        _("Another party joined application %(reference)s. It can be filed when every party has joined, by %(due_date)s "
          "at the latest.")),
    C + "paper_added": (
        _("A paper was added"), _("%(reference)s: a paper was added"),
        _("A party added a paper to application %(reference)s.")),
    C + "filed": (
        _("A joint application was filed"), _("%(reference)s: the joint application was filed"),
        _("The joint application %(reference)s for judicial confirmation was filed with %(court)s.")),
    C + "withdrawal_asked": (
        _("Withdrawal asked for"), _("%(reference)s: a party withdraws the application"),
        _("A party has asked to withdraw application %(reference)s. The court decides whether to permit it.")),
    C + "step": (
        _("The court took a step"), _("%(reference)s: %(step)s"),
        _("%(court)s, application %(reference)s: %(step)s. The page shows what follows.")),
    C + "ruling_served": (
        _("The ruling was served"), _("%(reference)s: the service of the ruling was entered"),
        _("%(court)s has entered when you received the ruling on application %(reference)s. The page shows until when "
          "an objection is possible.")),
    C + "objection_raised": (
        _("An objection was raised"), _("%(reference)s: an objection was raised"),
        _("An objection was raised against the ruling on application %(reference)s.")),
    M + "feedback_invited": (
        _("Your feedback on a mediation"), _("Mediation %(reference)s: four questions"),
        _("Mediation %(reference)s has ended. You may answer four questions about it, once, by %(expires_date)s. The "
          "answer does not say who gave it.")),
}  # fmt: skip


def prepare(context: Mapping[str, Any]) -> dict[str, Any]:
    """The court and the step in words of the recipient's language, which is active."""
    act = context.get("act", "")
    words = ACTS.get(C + act) or ACTS.get(M + act)
    return {
        "court": court_of(context),
        "step": str(words[0]) if words else "",
    }
