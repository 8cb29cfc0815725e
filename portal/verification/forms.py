"""What the public door asks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class NumberForm(forms.Form):
    """Number, date, and the access code that some kinds ask for."""

    number = forms.CharField(
        label=_("Number of the document"), max_length=60, strip=True,
        help_text=_("As printed on the document, capital letters and hyphens included."),
    )  # fmt: skip
    on = forms.DateField(
        label=_("Date"), help_text=_("The portal answers how the document stood on this date."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip
    code = forms.CharField(
        label=_("Access code"), max_length=40, required=False, strip=True,
        help_text=_("Only where the document bears one."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean_number(self) -> str:
        return str(self.cleaned_data["number"]).upper().replace(" ", "")
