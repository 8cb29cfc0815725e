"""The acts of the court in a mediation: which form, which action, when it is offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mediation_registry.actions import agreeing, appointments, changing, endings, extending, preparing
from mediation_registry.forms import conduct as forms
from mediation_registry.forms import conduct_sessions as later
from mediation_registry.forms import mediation_staff as staff
from mediation_registry.models import CourtFollowUp, Mediation
from mediation_registry.queries.mediation_page import Situation
from mediation_registry.rules import mediation as rules
from portal.identity.permissions import may

M = "mediation_registry."


@dataclass(frozen=True)
class CourtAct:
    """One button of the court: the act, its words, its form, the action, when it is offered."""

    act: str
    label: Any
    form: type[forms.StepForm]
    run: Callable[[Situation, Any], Any]
    offered: Callable[[Situation], Any] = lambda situation: True


def offered(situation: Situation) -> dict[str, CourtAct]:
    """The buttons of this mediation for this member of the court."""
    mediation = situation.mediation
    return {
        name: act
        for name, act in COURT_ACTS.items()
        if may(situation.actor, f"{M}{act.act}")
        and rules.after(mediation.state, f"{M}{act.act}") is not None
        and (mediation.stopped_at is None or rules.allows_while_stopped(f"{M}{act.act}"))
        and act.offered(situation)
    }


def _who(situation: Situation) -> dict[str, Any]:
    return {"actor": situation.actor, "at": situation.at, "mediation_id": situation.mediation.pk}


def _plain(action: Callable[..., Any]) -> Callable[[Situation, Any], Any]:
    return lambda situation, form: action(**_who(situation), **form.cleaned_data)


def _consent(situation: Situation, form: Any) -> Any:
    given = form.cleaned_data
    return agreeing.answer_consent(
        **_who(situation),
        party_id=UUID(given["party"]),
        agrees=given["agrees"] == "yes",
        reason=given["reason"],
    )


def _contact(situation: Situation, form: Any) -> Any:
    entries = dict(form.cleaned_data)
    return agreeing.record_contact(**_who(situation), party_id=UUID(entries.pop("party")), **entries)


def _appoint(action: Callable[..., Any]) -> Callable[[Situation, Any], Any]:
    return lambda situation, form: action(
        **_who(situation), registrant_id=form.registrant_id, reason=form.cleaned_data["reason"]
    )


def _on_appointment(action: Callable[..., Any]) -> Callable[[Situation, Any], Any]:
    return lambda situation, form: action(
        **_who(situation), appointment_id=UUID(form.cleaned_data["appointment"])
    )


def _recusal(situation: Situation, form: Any) -> Any:
    given = form.cleaned_data
    return changing.decide_recusal(
        **_who(situation),
        request_id=UUID(given["request"]),
        grants=given["grants"] == "yes",
        reason=given["reason"],
    )


def _identity(situation: Situation, form: Any) -> Any:
    return preparing.check_identity(**_who(situation), basis=form.cleaned_data["basis"], **form.keys())


def _open_consent(situation: Situation) -> bool:
    return any(party.consents is None for party in situation.parties)


def _one_agreed(situation: Situation) -> bool:
    agreed = any(party.consents for party in situation.parties)
    return situation.mediation.kind == Mediation.Kind.DELEGATED and agreed


def _several(situation: Situation) -> bool:
    return len(situation.appointments) > 1


def _prefiling(situation: Situation) -> bool:
    return situation.mediation.track == Mediation.Track.PREFILING


def _no_follow_up(situation: Situation) -> bool:
    return not CourtFollowUp.objects.filter(mediation=situation.mediation).exists()


COURT_ACTS: dict[str, CourtAct] = {
    "record-consent": CourtAct(
        "mediation_consented", _("Record a party's answer"), staff.RecordedConsentForm, _consent, _open_consent),
    "contact": CourtAct(
        "contact_attempted", _("Record an attempt to reach a party"), forms.ContactForm, _contact, _open_consent),
    "open-choice": CourtAct(
        "choice_opened", _("Go on with the one party's consent"), forms.ConfirmForm,
        lambda situation, form: agreeing.open_choice(**_who(situation)), _one_agreed),
    "designate": CourtAct(
        "mediator_designated", _("Designate a mediator"), staff.DesignateForm, _appoint(appointments.designate)),
    "add-mediator": CourtAct(
        "co_mediator_added", _("Add a mediator"), staff.DesignateForm, _appoint(appointments.add_mediator)),
    "presiding": CourtAct(
        "presiding_named", _("Name who presides"), staff.OneAppointmentForm,
        _on_appointment(appointments.name_presiding), _several),
    "lapse": CourtAct(
        "appointment_lapsed", _("No answer: choose again"), staff.LapseForm,
        _on_appointment(changing.record_lapse), lambda situation: situation.overdue),
    "lapse-joining": CourtAct(
        "co_mediator_left", _("No answer: go on without"), staff.LapseForm,
        _on_appointment(changing.record_lapse),
        lambda situation: situation.overdue and situation.mediation.state != rules.ACCEPTANCE),
    "decide-recusal": CourtAct(
        "recusal_decided", _("Decide on a request for recusal"), forms.RecusalDecisionForm, _recusal,
        lambda situation: any(row.decided_at is None for row in situation.recusals)),
    "identity": CourtAct(
        "identity_checked", _("Record an identity check"), later.IdentityForm, _identity,
        lambda situation: situation.identities_open),
    "appraisal": CourtAct(
        "appraisal_entered", _("Enter an appraisal"), later.AppraisalForm, _plain(extending.enter_appraisal),
        lambda situation: _prefiling(situation) and situation.running_appraisal is None),
    "appraisal-end": CourtAct(
        "appraisal_ended", _("End of the appraisal"), later.AppraisalEndForm, _plain(extending.end_appraisal),
        lambda situation: situation.running_appraisal is not None),
    "examine": CourtAct(
        "sham_decided", _("Examine the report"), later.ExamineForm, _plain(extending.decide_suspicion),
        lambda situation: situation.suspicion is not None),
    "end": CourtAct("mediation_ended", _("End the mediation"), staff.CourtEndForm, _plain(endings.end_mediation)),
    "follow-up": CourtAct(
        "court_followed_up", _("Record the court's step"), staff.FollowUpForm, _plain(endings.follow_up), _no_follow_up),
}  # fmt: skip
