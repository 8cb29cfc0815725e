"""Forms of acts on many applications at once: the same session, number and day for all that are ticked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation_registry.forms.desk import day, text
from mediation_registry.models import Application, Determination


class BatchForm(forms.Form):
    """Which applications; ``rows`` are those that wait for this act."""

    sentence: Any = _(
        "All of it is recorded, or nothing: a line that is refused is named, and the others wait with it."
    )

    def __init__(
        self, *args: Any, rows: list[Application], today: date, places: list[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.fields["applications"] = forms.MultipleChoiceField(
            label=_("Applications"), choices=[(str(row.pk), row.reference) for row in rows],
            widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Tick at least one application.")},
        )  # fmt: skip
        if "decided_date" in self.fields:
            self.fields["decided_date"].initial = today
        if "jurisdiction" in self.fields:
            place_field: Any = self.fields["jurisdiction"]
            place_field.choices = [(place.code, str(place.name)) for place in places]

    @property
    def shared_fields(self) -> list[Any]:
        """The fields that are entered once for all."""
        return [field for field in self if field.name != "applications"]

    @property
    def ticked(self) -> set[str]:
        """The keys that were ticked; all of them on a fresh page stay open."""
        return set(self["applications"].value() or [])

    def entries(self) -> dict[str, Any]:
        """What the action takes for each application."""
        skipped = {"applications", "no_conflict"}
        return {name: value for name, value in self.cleaned_data.items() if name not in skipped}


class PutForwardForm(BatchForm):
    """No more than which applications."""


class DecidedBatchForm(BatchForm):
    """A body decided on all of them in one session."""

    no_conflict = forms.BooleanField(
        label=_("I have no conflict of interest with any of the applicants ticked"), required=False,
        help_text=_("Where you declared on an application before, that declaration stands."),
    )  # fmt: skip
    reason = text(label=_("Reason"), required=False)
    body = forms.CharField(label=_("Session"), max_length=200)
    instrument_no = forms.CharField(label=_("Number of the instrument"), max_length=100, required=False)
    decided_date = day(label=_("Decided on"))


class PositionsForm(DecidedBatchForm):
    """One place's position on many applications."""

    jurisdiction = forms.ChoiceField(label=_("Place for which you sit"))
    outcome = forms.ChoiceField(
        label=_("Position"),
        choices=[(value, Determination.Outcome(value).label) for value in ("agreed", "referred_back")],
    )
    field_order = [
        "jurisdiction",
        "outcome",
        "reason",
        "body",
        "instrument_no",
        "decided_date",
        "no_conflict",
    ]


class OutcomesForm(DecidedBatchForm):
    """The conference's outcome on many applications."""

    instrument_no = forms.CharField(label=_("Number of the instrument"), max_length=100)
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[(value, Determination.Outcome(value).label) for value in ("determined", "not_determined")],
    )
    field_order = ["outcome", "reason", "body", "instrument_no", "decided_date", "no_conflict"]
