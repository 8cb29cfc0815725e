"""Forms of the court's desk: each belongs to one act on one mediation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation_registry.actions.mediations import COURT_RULES, Dispute
from mediation_registry.forms.conduct import DAY, YES_NO, ReasonForm, StepForm, called
from mediation_registry.forms.conduct_sessions import EndForm
from mediation_registry.models import Appointment, CourtFollowUp, Mediation, MediationParty
from mediation_registry.queries.candidates import candidates
from mediation_registry.rules import conduct
from portal.cases.models import Case

RULES = [(code, label) for code, label in Mediation.Rules.choices if code in COURT_RULES]


class ReferForm(forms.Form):
    """The court refers one of its cases."""

    case = forms.ModelChoiceField(label=_("Case"), queryset=Case.objects.none())
    matter = forms.CharField(label=_("The dispute in one line"), max_length=300)
    dispute_type = forms.CharField(label=_("Kind of dispute"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language of the mediation"), choices=Mediation.Language.choices)
    rules_chosen = forms.ChoiceField(label=_("Rules"), choices=RULES, widget=forms.RadioSelect)
    applicant = forms.IntegerField(
        label=_("Number of the party that applied for mediation"), required=False, min_value=1,
        help_text=_("If a party applied by mouth or in writing (Provisions on Invited Mediation, art. 11); its consent is "
                    "recorded."),
    )  # fmt: skip
    applied_online_date = forms.DateField(
        label=_("Application for mediation received on"), required=False, widget=DAY
    )
    invested = forms.CharField(
        label=_("Numbers of the parties that are Mainland enterprises with Hong Kong or Macao investment"), required=False,
        help_text=_("Separated by commas; article 6 of the Online Mediation Rules asks for it."),
    )  # fmt: skip

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["case"]
        choice.queryset = cases
        choice.label_from_instance = lambda case: f"{case.reference} · {case.court_number}"
        choice.widget.attrs["lang"] = "zh"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        case = cleaned.get("case")
        numbers = dict(case.parties.values_list("number", "pk")) if case else {}
        wanted = [part for part in cleaned.get("invested", "").replace("，", ",").split(",") if part.strip()]
        keys = [numbers.get(int(part)) if part.strip().isdigit() else None for part in wanted]
        if None in keys:
            self.add_error("invested", _("Enter the numbers of parties of this case."))
        applicant = cleaned.get("applicant")
        if applicant and applicant not in numbers:
            self.add_error("applicant", _("Enter the number of a party of this case."))
        cleaned["connections"] = {
            str(key): MediationParty.Connection.HKMO_INVESTED.value for key in keys if key
        }
        cleaned["applicant_id"] = numbers.get(applicant)
        return cleaned

    def entries(self) -> dict[str, Any]:
        """What was entered, as the action takes it."""
        given = self.cleaned_data
        return {
            "case_id": given["case"].pk,
            "dispute": Dispute(
                given["matter"], given["language"], given["rules_chosen"], given["dispute_type"]
            ),
            "connections": given["connections"],
            "applicant_id": given["applicant_id"],
            "applied_online_date": given["applied_online_date"],
        }


class RecordedConsentForm(StepForm):
    party = forms.ChoiceField(label=_("Which party?"))
    agrees = forms.ChoiceField(label=_("Does it agree to mediate?"), choices=YES_NO, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("How was the answer given?"),
        max_length=300,
        help_text=_("For example: by mouth at the counter, on 3 March 2026."),
    )

    def fill(self) -> None:
        rows = [party for party in self.situation.parties if party.consents is None]
        self.offer("party", [(str(row.pk), row.name) for row in rows])
        self.only_party = ""


class DesignateForm(ReasonForm):
    registrant = forms.ChoiceField(label=_("Mediator or organisation"))
    field_order = ("registrant", "reason")

    def fill(self) -> None:
        situation = self.situation
        fit = candidates(situation.mediation, situation.on)
        standing = {key for row in situation.appointments for key in (row.mediator_id, row.organisation_id)}
        language = situation.actor.language
        self.offer(
            "registrant",
            [
                (str(c.registrant.pk), self._label(c, language))
                for c in fit
                if c.registrant.pk not in standing
            ],
        )

    @staticmethod
    def _label(candidate: Any, language: str) -> str:
        words = [called(candidate.registrant, language), *candidate.notices]
        return " · ".join(words)

    @property
    def registrant_id(self) -> UUID:
        return UUID(self.cleaned_data["registrant"])


class OneAppointmentForm(StepForm):
    appointment = forms.ChoiceField(label=_("Which mediator?"))

    def fill(self) -> None:
        language = self.situation.actor.language
        rows = [(row, row.mediator or row.organisation) for row in self.situation.appointments]
        self.offer("appointment", [(str(row.pk), called(who, language)) for row, who in rows if who])


class LapseForm(OneAppointmentForm):
    def fill(self) -> None:
        language = self.situation.actor.language
        rows = [(row, row.mediator or row.organisation) for row in self.situation.appointments]
        told = [(row, who) for row, who in rows if row.state == Appointment.State.TOLD and who]
        self.offer("appointment", [(str(row.pk), called(who, language)) for row, who in told])


class CourtEndForm(EndForm):
    standing_code = "court"


class FollowUpForm(StepForm):
    step = forms.ChoiceField(
        label=_("What did the court do?"), choices=CourtFollowUp.Step.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def fill(self) -> None:
        is_delegated = conduct.track_for("pre_filing") == self.situation.mediation.track
        fitting = (
            (CourtFollowUp.Step.FILED, CourtFollowUp.Step.NOT_PURSUED)
            if is_delegated
            else (CourtFollowUp.Step.TRIAL_RESUMED,)
        )
        self.offer("step", [(step.value, step.label) for step in fitting])
