"""Forms of the home authority: what becomes of a listing, with ground, body, day and instrument."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation_registry.forms.desk import day


class ListingForm(forms.Form):
    """A form of one act on one listing."""

    sentence: Any = ""
    upload = forms.FileField(label=_("Instrument (file)"), required=False)

    def entries(self) -> dict[str, Any]:
        """What the action takes, without the file."""
        return {name: value for name, value in self.cleaned_data.items() if name != "upload"}


class DecidedForm(ListingForm):
    """A body decided it on a ground."""

    ground = forms.CharField(label=_("Ground"), max_length=500)
    deciding_body = forms.CharField(label=_("Deciding body"), max_length=200)
    instrument_no = forms.CharField(label=_("Number of the instrument"), max_length=100, required=False)
    effective_date = day(label=_("Takes effect on"))
    field_order = ["ground", "deciding_body", "instrument_no", "effective_date", "upload"]


class RemoveForm(DecidedForm):
    sentence = _(
        "The page of the register becomes a status page with ground and body; nothing is deleted. The mediator is told."
    )


class SuspendForm(DecidedForm):
    sentence = _("A rule of this place that is cited and confirmed gives this power.")


class ReinstateForm(DecidedForm):
    sentence = _("The suspension ends; the listing is in force again from the day that you enter.")


class SetAsideForm(ListingForm):
    sentence = _(
        "The last entry stays legible and counts no more; the listing stands again from the day it had taken effect."
    )
    ground = forms.CharField(label=_("Ground"), max_length=500)
    deciding_body = forms.CharField(label=_("Deciding body"), max_length=200)
    instrument_no = forms.CharField(label=_("Number of the instrument"), max_length=100, required=False)
    field_order = ["ground", "deciding_body", "instrument_no", "upload"]


class DeathForm(ListingForm):
    sentence = _("The listing ends with that day.")
    death_date = day(label=_("Date of death"))
    instrument_no = forms.CharField(label=_("Number of the instrument"), max_length=100, required=False)
    field_order = ["death_date", "instrument_no", "upload"]


class WithdrawForm(forms.Form):
    sentence = _("At the mediator's own request, from today.")
    reason = forms.CharField(label=_("What the mediator wrote"), max_length=500, required=False)

    def entries(self) -> dict[str, Any]:
        """What the action takes."""
        return dict(self.cleaned_data)


class ExpireForm(forms.Form):
    sentence = _("The dated term, set under a cited rule, has ended.")

    def entries(self) -> dict[str, Any]:
        """Nothing is entered."""
        return {}
