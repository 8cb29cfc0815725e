"""Forms of the certifying authorities: each belongs to one act on one application."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation_registry.models import Application, Criterion, CriterionAssessment, Determination, EnablingRule

YES_NO = ((False, _("No, I have none")), (True, _("Yes, I have one")))


def day(**words: Any) -> forms.DateField:
    """A day, chosen in the browser's calendar."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **words)


def text(**words: Any) -> forms.CharField:
    """Some lines of text."""
    words.setdefault("max_length", 4000)
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **words)


class ApplicationForm(forms.Form):
    """A form of one act on one application. ``places`` are those for which the officer sits in the committee."""

    sentence: Any = ""

    def __init__(
        self, *args: Any, application: Application, today: date, places: list[Any], **kwargs: Any
    ) -> None:
        self.application, self.today, self.places = application, today, places
        super().__init__(*args, **kwargs)
        if "decided_date" in self.fields:
            self.fields["decided_date"].initial = today

    def entries(self) -> dict[str, Any]:
        """What the action takes, without the file."""
        return {name: value for name, value in self.cleaned_data.items() if name != "upload"}


class CheckForm(ApplicationForm):
    sentence = _("The application moves to the check for completeness; the applicant sees that you hold it.")


class CompleteForm(ApplicationForm):
    sentence = _(
        "Every criterion is answered and each file can be read: the application goes to the assessor."
    )


class ReturnForm(ApplicationForm):
    """Back to the applicant."""

    sentence = _("The applicant reads the reason, corrects the application, and hands it in again.")
    reason = text(label=_("What is to be corrected"))
    correct_by_date = day(
        label=_("To be corrected by"),
        required=False,
        help_text=_("Leave empty where your rules give no day."),
    )


class ConflictForm(ApplicationForm):
    """Before assessing or deciding."""

    sentence = _(
        "Declare before you assess or decide. Whoever has a conflict of interest takes no further step here."
    )
    has_conflict = forms.TypedChoiceField(
        label=_("Have you a conflict of interest with this applicant?"), choices=YES_NO,
        coerce=lambda value: value == "True", widget=forms.RadioSelect,
    )  # fmt: skip
    statement = forms.CharField(label=_("What it is"), max_length=500, required=False)


class AssessForm(ApplicationForm):
    """Every criterion on one page; lines left empty are assessed another time."""

    sentence = _(
        "Lines that you leave empty stay open. A later finding takes the earlier one's place; both stay on record."
    )

    def __init__(self, *args: Any, waivers: list[EnablingRule] | None = None, **kwargs: Any) -> None:
        self.waivers = waivers or []
        super().__init__(*args, **kwargs)
        self.criteria: list[Criterion] = list(self.application.window.rule_version.criteria.all())
        for criterion in self.criteria:
            self._fields_of(criterion)

    def _fields_of(self, criterion: Criterion) -> None:
        results = [
            (value, label)
            for value, label in CriterionAssessment.Result.choices
            if value != CriterionAssessment.Result.WAIVED or self.waivers
        ]
        name = criterion.position
        self.fields[f"result_{name}"] = forms.ChoiceField(
            label=f"{name}. {criterion.text}", choices=[("", _("open")), *results], required=False
        )
        self.fields[f"reason_{name}"] = text(label=_("Reason"), required=False)
        self.fields[f"reason_{name}"].widget.attrs["rows"] = 2
        if self.waivers:
            self.fields[f"waiver_{name}"] = forms.ChoiceField(
                label=_("Rule that allows the waiver"), required=False,
                choices=[("", "–"), *((str(rule.pk), f"{rule.instrument} · {rule.provision}") for rule in self.waivers)],
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        entries = super().clean() or {}
        if not any(entries.get(f"result_{criterion.position}") for criterion in self.criteria):
            raise forms.ValidationError(_("Assess at least one criterion."))
        for criterion in self.criteria:
            place = criterion.position
            if entries.get(f"result_{place}") in ("not_met", "waived") and not entries.get(f"reason_{place}"):
                self.add_error(f"reason_{place}", _("Give the reason."))
        return entries

    def findings(self) -> list[tuple[Criterion, dict[str, Any]]]:
        """Each criterion that was assessed, with what the action takes."""
        rules = {str(rule.pk): rule for rule in self.waivers}
        found = []
        for criterion in self.criteria:
            place = criterion.position
            if result := self.cleaned_data.get(f"result_{place}"):
                rule = rules.get(self.cleaned_data.get(f"waiver_{place}") or "")
                reason = self.cleaned_data.get(f"reason_{place}") or ""
                found.append((criterion, {"result": result, "reason": reason, "waiver_rule": rule}))
        return found


class DecisionForm(ApplicationForm):
    """What a body decided: number, day, file."""

    reason = text(label=_("Reason"), required=False)
    instrument_no = forms.CharField(label=_("Number of the instrument"), max_length=100, required=False)
    decided_date = day(label=_("Decided on"))
    upload = forms.FileField(label=_("Instrument (file)"), required=False)


class RecogniseForm(DecisionForm):
    sentence = _("The authority of this place recognises the applicant under its own rules.")


class RefuseForm(DecisionForm):
    sentence = _(
        "The authority of this place refuses; the applicant reads the reason and the application ends."
    )
    reason = text(label=_("Reason"))


class ToCommitteeForm(ApplicationForm):
    sentence = _("The application goes before the Working Committee of the three legal departments.")


class ToConferenceForm(ApplicationForm):
    sentence = _("The application that the Working Committee agreed goes to the Joint Conference.")


class ReopenForm(ApplicationForm):
    sentence = _("The Working Committee referred the application back: the place assesses it again.")
    reason = text(label=_("Reason"))


class PositionForm(DecisionForm):
    """What this place says in the committee."""

    sentence = _("The third position moves the application: agreed when nobody refers it back.")
    jurisdiction = forms.ChoiceField(label=_("Place for which you sit"))
    outcome = forms.ChoiceField(
        label=_("Position"),
        choices=[(value, Determination.Outcome(value).label) for value in ("agreed", "referred_back")],
        widget=forms.RadioSelect,
    )
    body = forms.CharField(label=_("Session of the Working Committee"), max_length=200)
    field_order = ["jurisdiction", "outcome", "reason", "body", "instrument_no", "decided_date", "upload"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place_field: Any = self.fields["jurisdiction"]
        place_field.choices = [(place.code, str(place.name)) for place in self.places]


class ConferenceForm(DecisionForm):
    """What the conference decided."""

    sentence = _("The Joint Conference determines the panel; a court has no part in it.")
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[(value, Determination.Outcome(value).label) for value in ("determined", "not_determined")],
        widget=forms.RadioSelect,
    )
    body = forms.CharField(label=_("Session of the Joint Conference"), max_length=200)
    instrument_no = forms.CharField(label=_("Number of the instrument"), max_length=100)
    field_order = ["outcome", "reason", "body", "instrument_no", "decided_date", "upload"]
