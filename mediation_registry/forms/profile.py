"""Forms of a mediator's or organisation's own pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation_registry.actions.profiles import Language
from mediation_registry.models import Claim, LegalSystem, Profile, ProfileLanguage, Registrant, Subject
from mediation_registry.models.field_names import LABELS
from mediation_registry.rules import profile_fields
from mediation_registry.rules.windows import on_the_clock
from portal.drafts.forms import DraftMixin
from portal.identity.models import Court

FEE = (("", _("Not stated")), ("yes", _("Yes, a fee is charged")), ("no", _("No, free of charge")))


class ProfileForm(DraftMixin, forms.Form):
    """Work, fee, mode and contact; what is published is chosen on the page on consent."""

    profession = forms.CharField(
        label=_("Profession"),
        required=False,
        max_length=200,
        help_text=_("For example: solicitor, engineer."),
    )
    education = forms.CharField(
        label=_("Education"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    since_year = forms.IntegerField(
        label=_("Mediator since (year)"), required=False, min_value=1950, max_value=2200,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )  # fmt: skip
    residence = forms.ChoiceField(
        label=_("Resident of"), required=False, choices=[("", _("Not stated")), *Profile.Residence.choices],
        help_text=_(
            "Residents of Hong Kong and Macao mediate online at a Mainland court only in certain disputes (Online "
            "Mediation Rules, art. 6). The portal needs this to warn you in time."
        ),
    )  # fmt: skip
    about = forms.CharField(
        label=_("About"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    fee = forms.ChoiceField(
        label=_("Is a fee charged?"), required=False, choices=FEE, widget=forms.RadioSelect,
        help_text=_("Always public (Online Mediation Rules, art. 5)."),
    )  # fmt: skip
    fee_basis = forms.CharField(
        label=_("Basis of the fee"), required=False, max_length=500,
        help_text=_("Only where a fee is charged. For example: by the hour, by the session, by the sum in dispute."),
    )  # fmt: skip
    mediates_online = forms.BooleanField(label=_("I mediate online"), required=False)
    mediates_on_site = forms.BooleanField(label=_("I mediate on site"), required=False)
    places = forms.CharField(
        label=_("Places for sessions on site"), required=False, max_length=500,
        help_text=_("Districts or cities, not your home address."),
    )  # fmt: skip
    accepts_appointments = forms.BooleanField(label=_("I accept new appointments"), required=False)
    takes_messages = forms.BooleanField(
        label=_("I can be written to through the portal"), required=False,
        help_text=_("Messages are passed on to you. Your address is not shown."),
    )  # fmt: skip

    def __init__(self, *args: Any, registrant: Registrant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if registrant.is_organisation:
            for field in ("profession", "education", "residence"):
                del self.fields[field]
            self.fields["since_year"].label = _("Mediation organisation since (year)")
            self.fields["mediates_online"].label = _("Sessions are held online")
            self.fields["mediates_on_site"].label = _("Sessions are held on site")
            self.fields["accepts_appointments"].label = _("We accept new appointments")
            self.fields["takes_messages"].label = _("We can be written to through the portal")

    @staticmethod
    def initial_of(profile: Profile) -> dict[str, Any]:
        """The entries as they stand."""
        names = [name for name in ProfileForm.base_fields if name != "fee"]
        fee = {None: "", True: "yes", False: "no"}[profile.charges_fee]
        return {**{name: getattr(profile, name) for name in names}, "fee": fee}

    def entries(self) -> dict[str, Any]:
        """What was entered, as the action takes it."""
        values = dict(self.cleaned_data)
        values["charges_fee"] = {"": None, "yes": True, "no": False}[values.pop("fee")]
        return values


class LanguagesForm(forms.Form):
    """The level in each language of the list, and up to three other languages."""

    OTHERS = 3

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [("", _("Not a working language")), *ProfileLanguage.Level.choices]
        for code, label in ProfileLanguage.Language.choices:
            if code != ProfileLanguage.Language.OTHER:
                self.fields[f"level_{code}"] = forms.ChoiceField(label=label, choices=levels, required=False)
        for place in range(1, self.OTHERS + 1):
            self.fields[f"name_{place}"] = forms.CharField(
                label=_("Another language (%(place)s)") % {"place": place}, required=False, max_length=60
            )
            self.fields[f"level_other_{place}"] = forms.ChoiceField(
                label=_("Level in that language (%(place)s)") % {"place": place},
                choices=levels,
                required=False,
            )

    @classmethod
    def initial_of(cls, profile: Profile) -> dict[str, Any]:
        """The languages as they stand; ``profile`` may be unsaved."""
        rows = list(profile.languages.all()) if not profile._state.adding else []
        others = [row for row in rows if row.language == ProfileLanguage.Language.OTHER]
        initial = {f"level_{row.language}": row.level for row in rows if row not in others}
        for place, row in enumerate(others[: cls.OTHERS], start=1):
            initial |= {f"name_{place}": row.other_name, f"level_other_{place}": row.level}
        return initial

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for place in range(1, self.OTHERS + 1):
            name, level = values.get(f"name_{place}"), values.get(f"level_other_{place}")
            if name and not level:
                self.add_error(f"level_other_{place}", _("Choose the level in this language."))
            if level and not name:
                self.add_error(f"name_{place}", _("Enter the name of the other language."))
        return values

    def languages(self) -> list[Language]:
        """What was entered, as the action takes it."""
        values = self.cleaned_data
        found = [
            Language(code, values[f"level_{code}"])
            for code in ProfileLanguage.Language.values
            if values.get(f"level_{code}")
        ]
        return found + [
            Language("other", values[f"level_other_{place}"], values[f"name_{place}"])
            for place in range(1, self.OTHERS + 1)
            if values.get(f"name_{place}")
        ]


class PracticeForm(DraftMixin, forms.Form):
    """What is chosen from the lists: kinds of dispute, areas of strength, legal systems."""

    dispute_type = forms.MultipleChoiceField(
        label=_("Kinds of dispute accepted"), choices=Subject.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Always public (Online Mediation Rules, art. 5)."),
    )  # fmt: skip
    speciality = forms.MultipleChoiceField(
        label=_("Areas of strength"), choices=Subject.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Always public (Online Mediation Rules, art. 5)."),
    )  # fmt: skip
    legal_system = forms.MultipleChoiceField(
        label=_("Legal systems"), choices=LegalSystem.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Published only if you consent."),
    )  # fmt: skip
    KINDS = ("dispute_type", "speciality", "legal_system")


class ClaimForm(forms.Form):
    """One entry in own words."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Claim.Kind.choices, initial=Claim.Kind.QUALIFICATION)
    text = forms.CharField(
        label=_("In own words"), max_length=200,
        help_text=_("For example: accredited general mediator, name of the body, 2019."),
    )  # fmt: skip


class EvidenceForm(forms.Form):
    """A file that shows what was declared."""

    upload = forms.FileField(
        label=_("File"),
        help_text=_(
            "PDF, image, office or text file, up to 50 MB. Only you and the assessors of your home place see it."
        ),
    )


class ConsentForm(forms.Form):
    """One switch for each field that is published only with consent."""

    text_version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, registrant: Registrant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = profile_fields.fields_of(registrant.is_organisation)
        for name in self.names:
            label: Any = LABELS[name]
            self.fields[name] = forms.BooleanField(label=label, required=False)

    def chosen(self) -> set[str]:
        """The fields to be published."""
        return {name for name in self.names if self.cleaned_data.get(name)}


class MomentField(forms.DateTimeField):
    """A day and time on the clock that Guangdong, Hong Kong and Macao share."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "short"}, format="%Y-%m-%dT%H:%M"
        )
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **kwargs)

    def clean(self, value: Any) -> datetime | None:
        moment = super().clean(value)
        return on_the_clock(moment) if moment is not None else None


class UnavailableForm(forms.Form):
    """A stretch of time without sessions."""

    starts_at = MomentField(label=_("From"))
    ends_at = MomentField(label=_("Until"))


class JoinForm(forms.Form):
    """Asking to work under an organisation."""

    organisation_no = forms.CharField(
        label=_("Register number of the organisation"), max_length=32,
        help_text=_("It stands on the organisation's page in the register."),
    )  # fmt: skip


class EstablishmentForm(DraftMixin, forms.Form):
    """How the organisation was established, and where its seat is."""

    legal_form = forms.CharField(label=_("Legal form"), required=False, max_length=200)
    registered_by = forms.CharField(label=_("Registered by"), required=False, max_length=200)
    registration_no = forms.CharField(label=_("Registration number"), required=False, max_length=100)
    registration_date = forms.DateField(
        label=_("Date of registration"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    seat = forms.CharField(
        label=_("Seat of the organisation"), required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    seat_court: forms.ModelChoiceField[Court] = forms.ModelChoiceField(
        label=_("Basic court at the seat"), queryset=Court.objects.none(), required=False,
        empty_label=_("None in the Mainland"),
        help_text=_("A joint application for judicial confirmation may go to this court (Civil Procedure Law, art. 205)."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["seat_court"]
        field.queryset = Court.objects.filter(jurisdiction__code="CN", level=Court.Level.BASIC).order_by(
            "code"
        )
