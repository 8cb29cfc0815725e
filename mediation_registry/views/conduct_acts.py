"""The steps that people take in a mediation: which question, which form, which action, for whom it is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from mediation_registry.actions import appointments, changing, extending, mediations, preparing
from mediation_registry.forms import conduct as forms
from mediation_registry.forms import conduct_sessions as later
from mediation_registry.models import ChoiceRound
from mediation_registry.queries.mediation_page import Situation
from mediation_registry.rules import mediation as rules
from mediation_registry.views import conduct_runs as do
from portal.identity.permissions import may

M = "mediation_registry."


@dataclass(frozen=True)
class Step:
    """One step: the act in the tables, its link, the question, the form, the action, for whom it is open.

    ``text`` names a notice that stands above the form; ``alarming`` marks what cannot be taken back.
    """

    act: str
    label: Any
    question: Any
    form: type[forms.StepForm]
    run: do.Run
    offered: Callable[[Situation], Any]
    lede: Any = ""
    text: str = ""
    alarming: bool = False


def steps_open(situation: Situation) -> dict[str, Step]:
    """The steps that this reader may take now, by name."""
    mediation = situation.mediation
    if mediation.stopped_at is not None:
        allowed = {name: step for name, step in STEPS.items() if rules.allows_while_stopped(f"{M}{step.act}")}
    else:
        allowed = STEPS
    return {
        name: step
        for name, step in allowed.items()
        if rules.after(mediation.state, f"{M}{step.act}") is not None
        and may(situation.actor, f"{M}{step.act}")
        and step.offered(situation)
    }


STEPS: dict[str, Step] = {
    "consent": Step(
        "mediation_consented", _("Answer whether you agree"), _("Do you agree to mediate?"), forms.ConsentForm, do.consent,
        lambda s: any(party.consents is None for party in s.own),
        _("Mediation is voluntary. If you do not agree, the mediation ends and your right to sue or defend stays as it is."),
    ),
    "invite": Step(
        "side_invited", _("Send the invitation again"), _("To which address does the invitation go?"), forms.InviteForm,
        do.plain(mediations.invite_again), lambda s: do.is_party(s) and s.invited_party is not None,
        _("The earlier code no longer opens the mediation."),
    ),
    "contact": Step(
        "contact_attempted", _("Record an attempt to reach a party"), _("Whom did you try to reach, and what was the answer?"),
        forms.ContactForm, do.contact, do.asks_outside,
        _("Within three working days the mediator helps the court to ask the other side (Online Mediation Rules, art. 15)."),
    ),
    "shortlist": Step(
        "shortlist_given", _("Put forward names"), _("Whom do you put forward?"), forms.ShortlistForm, do.shortlist,
        do.phase(ChoiceRound.Phase.NAMING),
        _("Only your side sees this list. Both lists become one, with further names, in an order drawn at random; whose name "
          "it was is shown to nobody before both sides have answered."),
    ),
    "names": Step(
        "names_answered", _("Answer to the list of names"), _("Which of these would you accept?"), forms.NamesForm, do.names,
        do.waits_for_names,
        _("Give each name that you accept a place; 1 is your first wish. Leave the others as they are. Your answer stands."),
    ),
    "accept": Step(
        "appointment_accepted", _("Accept the appointment"), _("Do you accept, and is there a tie to disclose?"),
        forms.AcceptForm, do.accept, lambda s: s.standing.is_told,
        _("With your acceptance the code of conduct and the notice of confidentiality bind you, and you may not later be "
          "juror, agent, witness, expert or interpreter in this matter (Provisions on Invited Mediation, arts 16 and 28)."),
        "confidentiality",
    ),
    "decline": Step(
        "appointment_declined", _("Decline the appointment"), _("Why do you not accept?"), forms.ReasonForm,
        do.plain(appointments.decline), do.is_told,
    ),
    "decline-joining": Step(
        "co_mediator_left", _("Decline the appointment"), _("Why do you not accept?"), forms.ReasonForm,
        do.plain(appointments.decline), lambda s: do.is_told(s) and s.mediation.state != rules.ACCEPTANCE,
    ),
    "name-member": Step(
        "member_named", _("Name the mediator"), _("Which of your mediators do you name?"), forms.MemberForm, do.member,
        do.names_member,
    ),
    "lapse": Step(
        "appointment_lapsed", _("Choose again"), _("The mediator has not answered. Choose again?"), forms.ConfirmForm,
        do.lapse, do.is_overdue, _("You may also wait: nothing happens by itself."),
    ),
    "refuse-designation": Step(
        "designation_refused", _("Do not agree to the mediator designated"), _("Do you refuse the mediator designated?"),
        forms.ReasonForm, do.plain(appointments.refuse_designation), do.designated,
        _("That counts as not agreeing to mediate: the mediation ends (Provisions on Invited Mediation, art. 12). If the "
          "mediator has a tie to the dispute, ask for recusal instead."), alarming=True,
    ),
    "disclose": Step(
        "disclosure_made", _("Disclose a tie"), _("Which tie do you disclose?"), forms.TieForm, do.disclose, do.mediates,
        _("Every party is told and says whether you may go on (Online Mediation Rules, art. 13)."),
    ),
    "disclosure": Step(
        "disclosure_answered", _("Answer to the disclosure"), _("May the mediator go on, knowing this tie?"),
        forms.DisclosureAnswerForm, do.answer_disclosure, lambda s: s.unanswered_disclosures(), text="disclosures",
    ),
    "recusal": Step(
        "recusal_requested", _("Ask for recusal or replacement"), _("Why should the mediator step aside or be replaced?"),
        forms.RecusalForm, do.recusal, lambda s: do.is_party(s) and any(row.mediator_id for row in s.appointments),
        _("The court or the organisation decides and gives its reason."),
    ),
    "decide-recusal": Step(
        "recusal_decided", _("Decide on a request for recusal"), _("Is the request granted?"), forms.RecusalDecisionForm,
        do.decide_recusal, lambda s: do.led(s) and any(row.decided_at is None for row in s.recusals),
    ),
    "step-aside": Step(
        "mediator_replaced", _("Step aside"), _("Why do you step aside?"), forms.ReasonForm, do.plain(changing.step_aside),
        do.mediates, alarming=True,
    ),
    "rights": Step(
        "notice_acknowledged", _("Read the notice of rights"), _("What mediation means for your rights"), forms.RightsForm,
        do.read("rights"), lambda s: s.unread("rights"), text="rights",
    ),
    "confidentiality": Step(
        "notice_acknowledged", _("Read the notice of confidentiality"), _("What is said here stays here"),
        forms.ConfidentialityForm, do.read("confidentiality"), lambda s: s.unread("confidentiality"), text="confidentiality",
    ),
    "draw-up": Step(
        "terms_drawn_up", _("Draw up the agreement to mediate"), _("What does the agreement to mediate say?"), forms.TermsForm,
        do.draw_up, do.presides, _("A new version sets the earlier one aside, with its answers."),
    ),
    "terms": Step(
        "terms_answered", _("Answer to the agreement to mediate"), _("Do you agree to this agreement to mediate?"),
        forms.AnswerTermsForm, do.answer_terms, lambda s: s.own_to_agree, text="agreement",
    ),
    "participant": Step(
        "participant_entered", _("Enter somebody who takes part"), _("Who else takes part?"), forms.ParticipantForm,
        do.participant, lambda s: do.mediates(s) or do.is_party(s),
        _("Companions, interpreters and invited persons show who they are and keep what they hear to themselves."),
    ),
    "participant-left": Step(
        "participant_left", _("Somebody no longer takes part"), _("Who no longer takes part?"), later.LeaveForm, do.let_go,
        do.has_own_people,
    ),
    "identity": Step(
        "identity_checked", _("Record an identity check"), _("Whose identity did you check?"), later.IdentityForm, do.identity,
        lambda s: do.mediates(s) and s.identities_open,
    ),
    "paper": Step(
        "notice_acknowledged", _("Record a notice signed before you"), _("Who read and signed the notice of confidentiality?"),
        later.PaperForm, do.paper, lambda s: do.mediates(s) and s.on_paper_open, text="confidentiality",
    ),
    "begin": Step(
        "mediation_begun", _("Begin the mediation"), _("Begin the mediation?"), forms.ConfirmForm, do.bare(preparing.begin),
        lambda s: do.presides(s) and not s.missing,
    ),
    "session": Step(
        "session_planned", _("Plan a session"), _("When, where and how is the next session?"), later.SessionForm, do.session,
        do.mediates,
    ),
    "cancel-session": Step(
        "session_cancelled", _("Cancel a session"), _("Which session does not take place, and why?"), later.CancelSessionForm,
        do.cancel, do.has_planned,
    ),
    "minutes": Step(
        "minutes_filed", _("File minutes"), _("The written minutes of which session?"), later.MinutesForm, do.minutes,
        do.has_past,
    ),
    "extension": Step(
        "extension_proposed", _("Propose an extension"), _("Until when should the mediation go on?"), later.ExtensionForm,
        do.plain(extending.propose_extension), do.may_propose,
        _("The period is extended only if every party agrees (Online Mediation Rules, art. 24)."),
    ),
    "extension-answer": Step(
        "extension_answered", _("Answer to the extension"), _("Do you agree to extend the period?"), later.ExtensionAnswerForm,
        do.answer_extension, lambda s: s.own_to_extend, text="proposal",
    ),
    "appraisal": Step(
        "appraisal_entered", _("Enter an appraisal"), _("Which appraisal was entrusted before filing?"), later.AppraisalForm,
        do.plain(extending.enter_appraisal), lambda s: do.prefiling(s) and s.running_appraisal is None,
        _("Its days do not count in the period (Online Mediation Rules, art. 26)."),
    ),
    "appraisal-end": Step(
        "appraisal_ended", _("End of the appraisal"), _("When did the appraisal end?"), later.AppraisalEndForm,
        do.plain(extending.end_appraisal), lambda s: do.prefiling(s) and s.running_appraisal is not None,
    ),
    "suspicion": Step(
        "sham_suspected", _("Report a suspicion of sham mediation"), _("What makes you suspect a sham mediation?"),
        later.SuspicionForm, do.plain(extending.report_suspicion),
        lambda s: do.mediates(s) and (s.mediation.court_id is not None or any(row.organisation_id for row in s.appointments)),
        _("The mediation stops until the court or the organisation has examined the report (Provisions on Invited "
          "Mediation, art. 18)."), alarming=True,
    ),
    "examine": Step(
        "sham_decided", _("Examine the report"), _("What did the examination find?"), later.ExamineForm,
        do.plain(extending.decide_suspicion), lambda s: do.led(s) and s.suspicion is not None, text="suspicion",
    ),
    "end": Step(
        "mediation_ended", _("Leave the mediation"), _("Do you wish to end the mediation?"), later.EndForm, do.end,
        lambda s: do.is_party(s) and not do.mediates(s),
        _("Anybody may leave at any time. What was conceded in order to settle may not be used against you."), alarming=True,
    ),
    "end-mediation": Step(
        "mediation_ended", _("End the mediation"), _("Why does the mediation end?"), later.MediatorEndForm, do.end_and_report,
        do.mediates, alarming=True,
    ),
    "report": Step(
        "end_reported", _("Report to the court"), _("How did the mediation go?"), later.ReportForm, do.report, do.may_report,
        _("Never what anybody conceded or offered (Online Mediation Rules, arts 18 and 21)."),
    ),
}  # fmt: skip
