"""The words of mediations in the log: one label and one sentence for each act. None of them names who put whom forward."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mediation_registry.models import (
    Acknowledgement,
    Appointment,
    ContactAttempt,
    CourtFollowUp,
    Disclosure,
    Mediation,
    MediationParty,
    Participant,
    RecusalRequest,
    SuspicionReport,
    Terms,
)
from mediation_registry.models.mediations import GROUNDS
from portal.audit.labels import register_acts

M = "mediation_registry."
YES_NO = {"yes": _("yes"), "no": _("no")}
OUTCOMES = {
    "granted": _("granted"),
    "refused": _("not granted"),
    **dict(Appointment.State.choices),
    **dict(SuspicionReport.Outcome.choices),
}
WORDS: Mapping[str, Mapping[str, Any]] = {
    "kind": {**dict(Mediation.Kind.choices), **dict(Participant.Kind.choices)},
    "rules": dict(Mediation.Rules.choices),
    "side": dict(MediationParty.Side.choices),
    "means": dict(ContactAttempt.Means.choices),
    "result": dict(ContactAttempt.Result.choices),
    "way": {**dict(Appointment.Way.choices), **dict(Terms.Way.choices)},
    "ground": {**dict(RecusalRequest.Ground.choices), **dict(GROUNDS)},
    "tie": dict(Disclosure.Tie.choices),
    "text": dict(Acknowledgement.Text.choices),
    "step": dict(CourtFollowUp.Step.choices),
    "outcome": OUTCOMES,
    "waives": YES_NO,
    "agrees": YES_NO,
    "late": YES_NO,
}

ACT_WORDS: dict[str, tuple[Any, Any]] = {
    "mediation_opened": (_("Mediation opened"), _("Mediation %(reference)s was opened: %(kind)s. %(rules)s.")),
    "side_invited": (_("Other side invited"), _("The other side was invited with a one-time code.")),
    "invitation_taken": (_("Invitation taken"), _("The other side joined with the one-time code.")),
    "mediation_consented": (_("Agrees to mediate"), _("%(side)s: a party agrees to mediate.")),
    "consent_refused": (_("Does not agree to mediate"), _("%(side)s: a party does not agree to mediate.")),
    "contact_attempted": (_("Attempt to reach a party"), _("%(side)s: %(means)s. %(result)s.")),
    "choice_opened": (_("Choice of a mediator opened"), _("The choice of a mediator was opened.")),
    "shortlist_given": (_("Names put forward"), _("A side gave its answer to the question of names.")),
    "names_merged": (_("List of names made"), _("One list of names, in an order drawn at random, was put to both sides.")),
    "names_answered": (_("List of names answered"), _("A side answered to the list of names.")),
    "choice_failed": (_("No common name"), _("No name was found that both sides accept.")),
    "mediator_chosen": (_("Mediator chosen together"), _("Both sides chose %(mediator)s.")),
    "mediator_designated": (_("Mediator designated"), _("The court designated %(mediator)s.")),
    "co_mediator_added": (_("Further mediator"), _("The court added %(mediator)s.")),
    "co_mediator_left": (_("A mediator no longer takes part"), _("%(mediator)s no longer takes part: %(outcome)s.")),
    "presiding_named": (_("Presiding mediator named"), _("The court named who presides.")),
    "member_named": (_("Organisation named its mediator"), _("The organisation named %(mediator)s.")),
    "appointment_accepted": (_("Appointment accepted"), _("%(mediator)s accepted the appointment. Late: %(late)s.")),
    "appointment_declined": (_("Appointment declined"), _("%(mediator)s declined the appointment.")),
    "appointment_lapsed": (_("No answer in time"), _("%(mediator)s did not answer in time; the choice was opened anew.")),
    "designation_refused": (_("Designation refused"), _("A party does not agree to the mediator designated.")),
    "disclosure_made": (_("Tie disclosed"), _("The mediator disclosed a tie: %(tie)s.")),
    "disclosure_answered": (_("Disclosure answered"), _("%(side)s: the mediator may go on: %(waives)s.")),
    "recusal_requested": (_("Recusal requested"), _("%(side)s: recusal or replacement requested. %(ground)s.")),
    "recusal_decided": (_("Recusal decided"), _("The request for recusal was decided: %(outcome)s.")),
    "mediator_replaced": (_("Mediator replaced"), _("%(mediator)s no longer mediates; the choice was opened anew.")),
    "notice_acknowledged": (_("Notice read"), _("%(text)s: read.")),
    "participant_entered": (_("Participant entered"), _("A participant was entered: %(kind)s.")),
    "participant_left": (_("Participant left"), _("A participant no longer takes part: %(kind)s.")),
    "identity_checked": (_("Identity checked"), _("The identity of a party or participant was checked.")),
    "terms_drawn_up": (_("Agreement to mediate drawn up"), _("Version %(number)s of the agreement to mediate was drawn up.")),
    "terms_answered": (_("Agreement to mediate answered"), _("%(side)s: agrees to version %(number)s: %(agrees)s.")),
    "mediation_begun": (_("Mediation begun"), _("The mediation began.")),
    "session_planned": (_("Session planned"), _("Session %(number)s was planned: %(way)s.")),
    "session_cancelled": (_("Session cancelled"), _("Session %(number)s was cancelled.")),
    "minutes_filed": (_("Minutes filed"), _("The minutes of session %(number)s were filed.")),
    "extension_proposed": (_("Extension proposed"), _("An extension to %(to_date)s was proposed.")),
    "extension_answered": (_("Extension answered"), _("%(side)s: agrees to the extension: %(agrees)s.")),
    "period_extended": (_("Period extended"), _("All parties agreed to extend the period to %(to_date)s.")),
    "appraisal_entered": (_("Appraisal entered"), _("An appraisal before filing was entered, from %(first_date)s.")),
    "appraisal_ended": (_("Appraisal ended"), _("The appraisal ended on %(last_date)s.")),
    "sham_suspected": (_("Mediation stopped"), _("The mediator reported to the court or organisation and stopped.")),
    "sham_decided": (_("Report examined"), _("The mediator's report was examined: %(outcome)s.")),
    "mediation_ended": (_("Mediation ended"), _("The mediation ended without settlement: %(ground)s.")),
    "end_reported": (_("Report to the court"), _("The mediator reported to the court.")),
    "court_followed_up": (_("Step of the court"), _("The court's step: %(step)s.")),
}  # fmt: skip


def register() -> None:
    """Called once, when the portal starts."""
    register_acts("mediation_registry", ACT_WORDS, words=WORDS)
