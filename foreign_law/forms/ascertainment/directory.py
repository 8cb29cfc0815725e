"""Forms of the back office: entries of the directory, accounts, invitations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foreign_law.models import Jurisdiction, LawProvider, RouteAttempt
from foreign_law.rules.ascertainment import providers as rules
from i18n import languages
from portal.identity.models import Institution

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONG = forms.Textarea(attrs={"rows": 3})


class ProviderForm(forms.Form):
    """An entry of the directory. Fees and turnaround as the provider states them, with source and day."""

    kind = forms.ChoiceField(label=_("Kind"), choices=LawProvider.Kind.choices)
    name_zh_hant = forms.CharField(label=_("Name in Traditional Chinese"), max_length=200, required=False)
    name_zh_hans = forms.CharField(label=_("Name in Simplified Chinese"), max_length=200, required=False)
    name_pt = forms.CharField(label=_("Name in Portuguese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    institution_id = forms.TypedChoiceField(
        label=_("Institution of the portal"), required=False, empty_value=None,
        help_text=_("Where people hold the office of an expert, if it is one of the portal's institutions."),
    )  # fmt: skip
    home_jurisdiction = forms.CharField(
        label=_("Place of residence"), max_length=12, required=False,
        help_text=_("ISO 3166 code, such as CN-HK or PT. Its law may forbid answering online (art. 7)."),
    )  # fmt: skip
    routes = forms.TypedMultipleChoiceField(
        label=_("Routes on which it is asked"), coerce=int, widget=forms.CheckboxSelectMultiple,
        choices=[(number, RouteAttempt.Route(number).label) for number in rules.DIRECTORY_ROUTES],
    )  # fmt: skip
    jurisdictions = forms.CharField(
        label=_("Laws it ascertains"), max_length=300, required=False,
        help_text=_("ISO 3166 codes, separated by spaces, such as CN-HK CN-MO GB"),
    )  # fmt: skip
    fields_of_law = forms.CharField(label=_("Fields of law"), max_length=300, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple, choices=languages.LANGUAGES
    )
    fees = forms.CharField(label=_("Fees as stated by the provider"), required=False, widget=LONG)
    turnaround = forms.CharField(
        label=_("Turnaround as stated by the provider"), max_length=200, required=False
    )
    source = forms.CharField(label=_("Source"), max_length=500, required=False)
    stated_date = forms.DateField(label=_("Stated on"), required=False, widget=DAY)
    contact_email = forms.EmailField(label=_("E-mail address"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    is_public = forms.BooleanField(
        label=_("Shown in the open directory"), required=False, help_text=_("Only where it agreed to it.")
    )

    def __init__(self, *args: Any, provider: LawProvider | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {str(row.pk): row for row in Institution.objects.all()}
        self.fields["institution_id"].choices = [  # type: ignore[attr-defined]
            ("", "---------"), *((key, str(row)) for key, row in known.items()),
        ]  # fmt: skip
        self.fields["institution_id"].coerce = lambda key: known[key].pk  # type: ignore[attr-defined]
        for name in self.fields if provider is not None else ():
            value = getattr(provider, name)
            self.initial.setdefault(name, " ".join(value) if name == "jurisdictions" else value)

    def clean_jurisdictions(self) -> list[str]:
        """Codes in capitals; the known ones and any of the form of ISO 3166."""
        codes = str(self.cleaned_data["jurisdictions"]).replace(",", " ").upper().split()
        for code in codes:
            country, _dash, part = code.partition("-")
            known = code in Jurisdiction.values
            formed = len(country) == 2 and country.isalpha() and country.isascii()
            if not known and not (formed and (not _dash or (part.isalnum() and 1 <= len(part) <= 3))):
                raise forms.ValidationError(
                    _("%(code)s is not an ISO 3166 code, such as CN-HK or GB."), params={"code": code}
                )
        return codes


class ReasonForm(forms.Form):
    """A reason, and nothing else."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=LONG)


class InviteForm(forms.Form):
    """To whom the code is sent."""

    email = forms.EmailField(label=_("E-mail address"))
    language = forms.ChoiceField(label=_("Language of the message"), choices=languages.LANGUAGES)


class BindForm(forms.Form):
    """Whose account answers, by office."""

    email = forms.EmailField(
        label=_("E-mail address of the account"), help_text=_("It must hold the office of an expert there.")
    )
    valid_from = forms.DateField(label=_("From"), widget=DAY)


class NothingForm(forms.Form):
    """Only the button."""
