"""Forms of a mediation that goes on: identity, sessions, minutes, period, end."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mediation_registry.forms.conduct import DAY, YES_NO, ReasonForm, StepForm
from mediation_registry.models import Mediation, Session, SuspicionReport, Terms
from mediation_registry.models.mediations import GROUNDS
from mediation_registry.rules import mediation as rules


class PersonForm(StepForm):
    """Choose one person: a party or a participant."""

    person = forms.ChoiceField(label=_("Who?"))

    def keys(self) -> dict[str, UUID]:
        """``party_id`` or ``participant_id`` of the person chosen."""
        kind, _colon, key = self.cleaned_data["person"].partition(":")
        return {f"{kind}_id": UUID(key)}


class IdentityForm(PersonForm):
    basis = forms.CharField(
        label=_("By which document or comparison was the identity checked?"), max_length=200,
        help_text=_("For example: identity card seen on video and compared. Enter no document numbers."),
    )  # fmt: skip

    def fill(self) -> None:
        self.offer("person", list(self.situation.identities_open))


class PaperForm(PersonForm):
    language = forms.ChoiceField(
        label=_("In which language was it read?"), choices=Mediation.Language.choices
    )
    signed = forms.BooleanField(label=_("The person read and signed the notice of confidentiality before me"))

    def fill(self) -> None:
        self.offer("person", list(self.situation.on_paper_open))


class LeaveForm(StepForm):
    participant = forms.ChoiceField(label=_("Who no longer takes part?"))

    def fill(self) -> None:
        own = {party.pk for party in self.situation.own}
        rows = [p for p in self.situation.participants if not self.situation.own or p.party_id in own]
        self.offer("participant", [(str(row.pk), row.name) for row in rows])


class SessionForm(StepForm):
    day = forms.DateField(label=_("Day"), widget=DAY)
    hour = forms.TimeField(
        label=_("Time (Hong Kong, Macao, Mainland)"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    way = forms.ChoiceField(label=_("How is the session held?"), choices=Terms.Way.choices)
    place = forms.CharField(
        label=_("Place, or how to join"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For a session online: which platform, and how each party comes in."),
    )  # fmt: skip

    def fill(self) -> None:
        terms = self.situation.terms
        if terms is not None:
            self.fields["way"].initial = terms.way
            self.fields["place"].initial = terms.place

    def starts_at(self) -> datetime:
        """When it begins, on the clock of the three places."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"]))


class OneSessionForm(StepForm):
    session = forms.ChoiceField(label=_("Which session?"))

    def fill(self) -> None:
        planned = [row for row in self.situation.sessions if row.state == Session.State.PLANNED]
        shown = "%Y-%m-%d %H:%M"
        self.offer(
            "session", [(str(row.pk), f"{row.number}. {timezone.localtime(row.starts_at).strftime(shown)}") for row in planned]
        )  # fmt: skip


class CancelSessionForm(OneSessionForm):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class MinutesForm(OneSessionForm):
    upload = forms.FileField(
        label=_("Minutes"),
        help_text=_(
            "The written minutes as PDF or office file. The parties and the mediators read them; the court does not."
        ),
    )


class ExtensionForm(StepForm):
    to_date = forms.DateField(label=_("New last day"), widget=DAY)
    reason = forms.CharField(label=_("Reason"), max_length=300)


class ExtensionAnswerForm(StepForm):
    agrees = forms.ChoiceField(
        label=_("Do you agree to extend the period?"), choices=YES_NO, widget=forms.RadioSelect
    )

    def fill(self) -> None:
        self.offer_parties(self.situation.own_to_extend)


class AppraisalForm(StepForm):
    subject = forms.CharField(label=_("What is appraised?"), max_length=300)
    first_date = forms.DateField(label=_("First day"), widget=DAY)
    last_date = forms.DateField(label=_("Last day, if it has ended"), widget=DAY, required=False)


class AppraisalEndForm(StepForm):
    last_date = forms.DateField(label=_("Last day of the appraisal"), widget=DAY)


class SuspicionForm(StepForm):
    text = forms.CharField(
        label=_("What did you notice?"), widget=forms.Textarea(attrs={"rows": 5}), max_length=6000,
        help_text=_("The court or the organisation reads this; the parties learn only that the mediation is stopped."),
    )  # fmt: skip


class ExamineForm(ReasonForm):
    outcome = forms.ChoiceField(
        label=_("What did the examination find?"),
        choices=SuspicionReport.Outcome.choices,
        widget=forms.RadioSelect,
    )
    field_order = ("outcome", "reason")


class EndForm(ReasonForm):
    """A party ends: it does not wish to go on, or the matter was settled outside."""

    ground = forms.ChoiceField(label=_("Why does the mediation end?"), widget=forms.RadioSelect)
    field_order: tuple[str, ...] = ("ground", "reason")
    standing_code = "party"

    def fill(self) -> None:
        state = self.situation.mediation.state
        open_ = [
            (code, label)
            for code, label in GROUNDS
            if rules.ground_problem(
                code, standing=self.standing_code, state=state, is_period_over=self._is_over()
            ) is None
        ]  # fmt: skip
        self.offer("ground", open_)

    def _is_over(self) -> bool:
        last = self.situation.last_day
        return last is not None and self.situation.on > last


class ReportForm(StepForm):
    course = forms.CharField(
        label=_("How did the mediation go?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=6000,
        help_text=_("Sessions, who took part, what the dispute is about. Not: what anybody conceded or offered."),
    )  # fmt: skip
    cause = forms.CharField(
        label=_("Why was no agreement reached?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
    costs = forms.CharField(
        label=_("Conduct that made the proceedings dearer for the others"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    remarks = forms.CharField(
        label=_("What else should the court know?"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class MediatorEndForm(EndForm):
    """The mediator ends and reports in the same step, where a court referred."""

    course = forms.CharField(
        label=_("Report: how did the mediation go?"), required=False, max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sessions, who took part, what the dispute is about. Not: what anybody conceded or offered."),
    )  # fmt: skip
    costs = forms.CharField(
        label=_("Conduct that made the proceedings dearer for the others"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    remarks = forms.CharField(
        label=_("What else should the court know?"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    field_order = ("ground", "reason", "course", "costs", "remarks")
    standing_code = "mediator"

    def fill(self) -> None:
        super().fill()
        if self.situation.mediation.court_id is None:
            for name in ("course", "costs", "remarks"):
                del self.fields[name]

    def report(self) -> dict[str, Any] | None:
        """The report's entries, or None where it was left for later or no court referred."""
        if not self.cleaned_data.get("course", "").strip():
            return None
        return {
            "course": self.cleaned_data["course"],
            "cause": self.cleaned_data["reason"],
            "costs": self.cleaned_data["costs"],
            "remarks": self.cleaned_data["remarks"],
        }
