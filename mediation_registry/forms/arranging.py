"""Forms with which people arrange a mediation themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation_registry.actions.mediations import ARRANGED_RULES, Dispute, OtherSide
from mediation_registry.models import Mediation, MediationParty
from portal.drafts.forms import DraftMixin

RULES = [(code, label) for code, label in Mediation.Rules.choices if code in ARRANGED_RULES]


class ArrangeForm(DraftMixin, forms.Form):
    """What the dispute is about, who the other side is, and under which rules."""

    matter = forms.CharField(
        label=_("What is the dispute about, in one line?"), max_length=300,
        help_text=_("The other side and the mediator read this. Say what, not who is right."),
    )  # fmt: skip
    dispute_type = forms.CharField(label=_("Kind of dispute"), max_length=40, required=False)
    own_connection = forms.ChoiceField(
        label=_("Where do you come from?"), choices=MediationParty.Connection.choices
    )
    name = forms.CharField(label=_("Name of the other side"), max_length=200)
    connection = forms.ChoiceField(
        label=_("Where does the other side come from?"), choices=MediationParty.Connection.choices
    )
    email = forms.EmailField(label=_("E-mail address of the other side"))
    language = forms.ChoiceField(label=_("Language of the mediation"), choices=Mediation.Language.choices)
    rules_chosen = forms.ChoiceField(
        label=_("Under which rules?"), choices=RULES, widget=forms.RadioSelect,
        help_text=_("The Model Rules are voluntary. Under the Online Mediation Rules a mediator from Hong Kong or Macao "
                    "needs a party from there, or a Mainland enterprise with investment from there (art. 6)."),
    )  # fmt: skip

    def entries(self) -> dict[str, Any]:
        """What was entered, as the action takes it."""
        given = self.cleaned_data
        dispute = Dispute(given["matter"], given["language"], given["rules_chosen"], given["dispute_type"])
        other = OtherSide(given["name"], given["email"], given["connection"])
        return {"dispute": dispute, "own_connection": given["own_connection"], "other": other}


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("One-time code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )
