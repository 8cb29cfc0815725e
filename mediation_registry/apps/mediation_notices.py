"""The words of notices about mediations. Nothing in them tells who put a name forward, or what was conceded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mediation_registry.apps.mediation_words import OUTCOMES
from mediation_registry.models import CourtFollowUp, Mediation, Terms
from mediation_registry.models.mediations import GROUNDS
from portal.notices.kinds import court_of, register_kinds

M = "mediation_registry."

#: kind → label, subject, body
NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "consent_asked": (
        _("You are asked whether you agree to mediate"),
        _("Mediation %(reference)s: do you agree to mediate?"),
        _("%(court)s proposes mediation in this matter: %(matter)s. Mediation is voluntary. Please answer on the page of "
          "the mediation; without your agreement nothing begins."),
    ),
    "side_invited": (
        _("You are invited to a mediation"),
        _("You are invited to mediation %(reference)s"),
        _("Somebody invites you to settle this matter by mediation: %(matter)s. Sign in to the portal and enter this "
          "one-time code: %(code)s. The code is valid until %(expires_date)s. Joining does not yet mean that you agree."),
    ),
    "side_joined": (
        _("The other side has joined"), _("Mediation %(reference)s: the other side has joined"),
        _("The other side has joined the mediation and is asked whether it agrees to mediate."),
    ),
    "choice_opened": (
        _("Choose a mediator together"), _("Mediation %(reference)s: choose a mediator together"),
        _("Everybody agrees to mediate. Each side may now put forward up to five names; nobody sees whose name it was "
          "before both sides have answered. In a matter that a court referred, the court designates if no common name is "
          "found within two working days (Online Mediation Rules, art. 10)."),
    ),
    "names_to_answer": (
        _("A list of names waits for your side's answer"), _("Mediation %(reference)s: answer to the list of names"),
        _("Both sides have answered to the question of names. One list, in an order drawn at random, waits for your "
          "side's answer."),
    ),
    "choice_failed": (
        _("No common name was found"), _("Mediation %(reference)s: no common name was found"),
        _("No name was found that both sides accept. In a matter that a court referred, the court now designates; "
          "otherwise a new choice is open."),
    ),
    "designation_needed": (
        _("A mediator is to be designated"), _("Mediation %(reference)s: a mediator is to be designated"),
        _("The parties have not chosen a mediator together, or one party alone applied. The court designates (Online "
          "Mediation Rules, art. 10)."),
    ),
    "mediator_named": (
        _("A mediator was told"), _("Mediation %(reference)s: a mediator was told"),
        _("A mediator or organisation was told and has three working days to accept or to decline with a reason. The page "
          "of the mediation says who it is."),
    ),
    "mediator_told": (
        _("You are appointed as mediator: please answer"), _("Mediation %(reference)s: do you accept the appointment?"),
        _("You were chosen or designated in this matter: %(matter)s. Please accept, or decline with a reason, by "
          "%(due_date)s. Before accepting, disclose every tie to the parties, their agents or the dispute."),
    ),
    "mediator_told_no_day": (
        _("You are appointed as mediator: please answer"), _("Mediation %(reference)s: do you accept the appointment?"),
        _("You were chosen or designated in this matter: %(matter)s. Please accept, or decline with a reason; the rules "
          "chosen name no day. Before accepting, disclose every tie to the parties, their agents or the dispute."),
    ),
    "appointment_accepted": (
        _("The mediator has accepted"), _("Mediation %(reference)s: the mediator has accepted"),
        _("The mediator has accepted the appointment. Where the rules set a period, it runs from today."),
    ),
    "mediator_left": (
        _("A mediator no longer takes part"), _("Mediation %(reference)s: a mediator no longer takes part"),
        _("A mediator no longer takes part: %(outcome_word)s. Where nobody else was appointed, the choice is open anew."),
    ),
    "presiding_named": (
        _("The presiding mediator was named"), _("Mediation %(reference)s: the presiding mediator was named"),
        _("The court named which mediator presides. The page of the mediation says who it is."),
    ),
    "disclosure_made": (
        _("The mediator disclosed a tie"), _("Mediation %(reference)s: the mediator disclosed a tie"),
        _("The mediator disclosed a tie. Read it on the page of the mediation and say whether the mediator may go on."),
    ),
    "recusal_requested": (
        _("Recusal was requested"), _("Mediation %(reference)s: recusal was requested"),
        _("A party asks that the mediator step aside or be replaced. The court or the organisation decides."),
    ),
    "recusal_decided": (
        _("The request for recusal was decided"), _("Mediation %(reference)s: the request for recusal was decided"),
        _("The request for recusal was decided: %(outcome_word)s. The reason stands on the page of the mediation."),
    ),
    "terms_drawn_up": (
        _("The agreement to mediate is ready"), _("Mediation %(reference)s: read the agreement to mediate"),
        _("The mediator has drawn up the agreement to mediate, with the way of the sessions and who pays. Please read it "
          "and answer."),
    ),
    "terms_answered": (
        _("A party answered to the agreement to mediate"), _("Mediation %(reference)s: a party answered to the agreement"),
        _("A party answered to the agreement to mediate. The page of the mediation shows the answer."),
    ),
    "mediation_begun": (
        _("The mediation has begun"), _("Mediation %(reference)s has begun"),
        _("Everything that has to stand before a mediation stands; the mediator has begun."),
    ),
    "session_planned": (
        _("A session is planned"), _("Mediation %(reference)s: session %(number)s on %(starts_at)s"),
        _("Session %(number)s begins on %(starts_at)s. %(way_word)s. Place, or how to join: %(place)s"),
    ),
    "session_cancelled": (
        _("A session was cancelled"), _("Mediation %(reference)s: session %(number)s was cancelled"),
        _("Session %(number)s on %(starts_at)s does not take place. The reason stands on the page of the mediation."),
    ),
    "minutes_filed": (
        _("Minutes were filed"), _("Mediation %(reference)s: the minutes of session %(number)s were filed"),
        _("The minutes of session %(number)s can be read on the page of the mediation. They are confidential."),
    ),
    "extension_proposed": (
        _("An extension is proposed"), _("Mediation %(reference)s: extend the period to %(to_date)s?"),
        _("It is proposed to extend the period of the mediation to %(to_date)s. It is extended only if every party agrees."),
    ),
    "extension_declined": (
        _("The extension was not agreed"), _("Mediation %(reference)s: the period is not extended"),
        _("A party did not agree to extend the period to %(to_date)s. The present last day stays."),
    ),
    "period_extended": (
        _("The period was extended"), _("Mediation %(reference)s: the period runs until %(to_date)s"),
        _("All parties agreed: the period of the mediation is extended to %(to_date)s."),
    ),
    "period_ending": (
        _("The period of a mediation ends soon"), _("Mediation %(reference)s: the period ends on %(due_date)s"),
        _("The period of the mediation ends on %(due_date)s. Until then all parties may agree to extend it. %(remark)s"),
    ),
    "period_over": (
        _("The period of a mediation has ended"), _("Mediation %(reference)s: the period ended on %(due_date)s"),
        _("The period of the mediation ended on %(due_date)s without a settlement or an extension. The mediator or the "
          "court ends the mediation and the file goes back to the court. %(remark)s"),
    ),
    "answer_overdue": (
        _("A mediator has not answered in time"), _("Mediation %(reference)s: the mediator has not answered in time"),
        _("The time for the mediator's answer ended on %(due_date)s. A new choice may be opened, or the answer awaited; "
          "nothing happens by itself. %(remark)s"),
    ),
    "choice_overdue": (
        _("The time to choose a mediator has ended"), _("Mediation %(reference)s: the time to choose has ended"),
        _("The parties' time to choose together ended on %(due_date)s. The court designates (Online Mediation Rules, art. "
          "10). %(remark)s"),
    ),
    "contact_overdue": (
        _("The other side has still to be asked"), _("Mediation %(reference)s: the other side has still to be asked"),
        _("The three working days within which the mediator helps to ask the other side ended on %(due_date)s (Online "
          "Mediation Rules, art. 15). %(remark)s"),
    ),
    "sham_suspected": (
        _("A mediator reports a suspicion"), _("Mediation %(reference)s was stopped: a report waits for examination"),
        _("The mediator stopped the mediation and reports a suspicion of sham mediation (Provisions on Invited Mediation, "
          "art. 18). The report waits for examination."),
    ),
    "sham_decided": (
        _("The report was examined"), _("Mediation %(reference)s: your report was examined"),
        _("Your report was examined: %(outcome_word)s."),
    ),
    "mediation_stopped": (
        _("The mediation is stopped for the time being"), _("Mediation %(reference)s is stopped for the time being"),
        _("The mediation is stopped for the time being. You will be told when it goes on or ends."),
    ),
    "mediation_goes_on": (
        _("The mediation goes on"), _("Mediation %(reference)s goes on"), _("The mediation goes on where it was stopped."),
    ),
    "mediation_ended": (
        _("The mediation has ended"), _("Mediation %(reference)s has ended without settlement"),
        _("The mediation ended without settlement: %(ground_word)s. What was conceded in order to settle may not be used "
          "against you. A file that a court referred goes back to it."),
    ),
    "file_returned": (
        _("A file comes back from mediation"), _("Mediation %(reference)s ended: the file is with the court again"),
        _("%(kind_word)s: the mediation ended without settlement (%(ground_word)s). Register the case, or resume the "
          "trial (Online Mediation Rules, art. 21)."),
    ),
    "end_reported": (
        _("A mediator has reported"), _("Mediation %(reference)s: the mediator has reported"),
        _("The mediator's report on the mediation can be read on the desk (Online Mediation Rules, art. 21)."),
    ),
    "court_followed_up": (
        _("The court goes on with the matter"), _("Mediation %(reference)s: the court goes on with the matter"),
        _("After the mediation, the court records: %(step_word)s."),
    ),
}  # fmt: skip


def prepare(context: Mapping[str, Any]) -> dict[str, Any]:
    """Codes of a notice in words of the recipient's language, which is active."""
    remark = _now("The day is provisional: the official list of holidays of that year is not out yet.")
    return {
        "court": court_of(context),
        "remark": remark if context.get("provisional") else "",
        "kind_word": _word(Mediation.Kind.choices, context, "kind"),
        "ground_word": _word(GROUNDS, context, "ground"),
        "outcome_word": _word(tuple(OUTCOMES.items()), context, "outcome"),
        "way_word": _word(Terms.Way.choices, context, "way"),
        "step_word": _word(CourtFollowUp.Step.choices, context, "step"),
    }


def _word(choices: Any, context: Mapping[str, Any], name: str) -> str:
    return str(dict(choices).get(context.get(name, ""), ""))


def register() -> None:
    """Called once, when the portal starts."""
    register_kinds("mediation_registry", NOTICE_WORDS, prepare=prepare)
