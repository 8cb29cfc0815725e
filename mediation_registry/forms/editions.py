"""Forms of the publisher: an edition begun, its lines, why it is discarded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation_registry.forms.certificates import LanguagesForm
from mediation_registry.forms.desk import day, text
from mediation_registry.models import Scheme


class EditionFacts(forms.Form):
    """What the Joint Conference decided, and when the panel takes effect."""

    scheme: forms.ModelChoiceField[Scheme] = forms.ModelChoiceField(
        label=_("Scheme"), queryset=Scheme.objects.none()
    )
    year = forms.IntegerField(label=_("Year of the edition"), min_value=2020, max_value=2200)
    session = forms.CharField(label=_("Session of the Joint Conference"), max_length=200)
    instrument_no = forms.CharField(label=_("Number of the instrument"), max_length=100, required=False)
    determined_date = day(label=_("Determined on"))
    valid_from = day(label=_("In force from"))
    source_url = forms.URLField(
        label=_("Address of the announcement"), max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, schemes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scheme: Any = self.fields["scheme"]
        scheme.queryset = schemes
        if len(schemes) == 1:
            scheme.initial = schemes[0]


class PrepareForm(EditionFacts):
    """A new edition."""

    sentence = _("Another person publishes the edition; until then nobody outside sees it.")
    with_determined = forms.BooleanField(
        label=_("Put in every application that the Joint Conference determined"), required=False, initial=True
    )
    with_listed = forms.BooleanField(
        label=_("Carry forward every listing in force"), required=False,
        help_text=_("Otherwise choose them one by one on the next page; whoever is left out ends with the edition before."),
    )  # fmt: skip


class LinesForm(forms.Form):
    """Which determined applications and which listings in force go into the edition."""

    applications = forms.MultipleChoiceField(
        label=_("Determined applications"), required=False, widget=forms.CheckboxSelectMultiple
    )
    listings = forms.MultipleChoiceField(
        label=_("Listings in force, to be carried forward"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, applications: Any, listings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        determined: Any = self.fields["applications"]
        determined.choices = [(str(row.pk), row.reference) for row in applications]
        in_force: Any = self.fields["listings"]
        in_force.choices = [(str(row.pk), row.certificate_no) for row in listings]


class DiscardForm(forms.Form):
    """Given up before publication."""

    reason = text(label=_("Reason"))


class PublishForm(forms.Form):
    """No more than pressing it."""

    sentence = _(
        "Every line becomes a listing with its certificate number, in force from the day of the edition. Listings of the "
        "edition before that are not carried forward end. Nothing of this is deleted later."
    )


class SealingForm(LanguagesForm):
    """In which two languages the certificates are sealed."""

    sentence = _(
        "Jobs seal one certificate after the other and go on where they were stopped; this page shows how far."
    )
