"""Forms before the session: of the people who book and test, and of the court's desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.power_of_attorney.queries.schedule import ZONES


def text_field(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 3) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(
        label=label, required=required, max_length=2000, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class ZoneForm(forms.Form):
    """In which time zone the reader wants to read the times."""

    zone = forms.ChoiceField(label=_("Your time zone"), choices=list(ZONES.items()))


class OptionalReasonForm(forms.Form):
    """Why the time is moved or given back; people need not say."""

    reason = text_field(_("Reason (may be left empty)"), required=False, rows=2)


class NothingForm(forms.Form):
    """Nothing but the button."""


class PledgeForm(forms.Form):
    """The interpreter says that the text was read and is pledged."""

    pledged = forms.BooleanField(
        label=_("I have read these sentences and pledge them."),
        error_messages={"required": _("Without the pledge you cannot interpret at the session.")},
    )


class DeviceForm(forms.Form):
    """What the page measured; without a script, the two questions are answered by hand."""

    camera = forms.TypedChoiceField(
        label=_("Do you see yourself in the picture?"), choices=[("yes", _("yes")), ("no", _("no"))],
        widget=forms.RadioSelect, coerce=lambda answer: answer == "yes",
    )  # fmt: skip
    microphone = forms.TypedChoiceField(
        label=_("Does the bar move when you speak?"), choices=[("yes", _("yes")), ("no", _("no"))],
        widget=forms.RadioSelect, coerce=lambda answer: answer == "yes",
    )  # fmt: skip
    brightness = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kilobits_up = forms.IntegerField(required=False, widget=forms.HiddenInput)
    clock_offset_ms = forms.IntegerField(required=False, widget=forms.HiddenInput)
    device = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
