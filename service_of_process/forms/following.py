"""Forms of those outside the court: to follow, to submit, to object, to be told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Party
from service_of_process.forms.acts import MatterForm
from service_of_process.models import AccessCode, AddresseeAddress, ConfirmedFact
from service_of_process.queries.codes import LONGEST


class TrackForm(forms.Form):
    """Number and code, sent by POST alone."""

    number = forms.CharField(
        label=_("Number"),
        max_length=44,
        help_text=_("It begins with SD, for example SD-2026-QH-MO-O-00017-4."),
    )
    code = forms.CharField(
        label=_("Access code"), max_length=LONGEST, help_text=_("Sixteen letters and digits. Dashes do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class FactForm(forms.Form):
    """A circumstance of art. 12."""

    kind = forms.ChoiceField(
        label=_("What happened?"), choices=ConfirmedFact.Kind.choices, widget=forms.RadioSelect
    )
    fact_date = forms.DateField(label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date"}))
    description = forms.CharField(
        label=_("Describe it"), widget=forms.Textarea(attrs={"rows": 5}), max_length=4000
    )
    upload = forms.FileField(label=_("Evidence"), required=False, help_text=_("PDF, picture or text file."))


class AddressForm(forms.Form):
    """An address of the addressee, for the court alone."""

    kind = forms.ChoiceField(label=_("Kind of address"), choices=AddresseeAddress.Kind.choices)
    place = forms.ChoiceField(label=_("Place"), choices=Party.Region.choices)
    text = forms.CharField(
        label=_("Address"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
        help_text=_("As detailed as possible: street, number, building, floor, flat. Only the court sees it."),
    )  # fmt: skip


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, at most ten."""

    widget = ManyFiles
    MOST = 10

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files, each checked like one. Raises ValidationError for more than ten."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > self.MOST:
            raise forms.ValidationError(_("At most ten files at once."))
        return [super(FilesField, self).clean(one, initial) for one in files]


class ChallengeForm(forms.Form):
    """An objection to the service."""

    grounds = forms.CharField(label=_("Grounds"), widget=forms.Textarea(attrs={"rows": 8}), max_length=8000)
    uploads = FilesField(label=_("Evidence"), required=False, help_text=_("At most ten files."))


class WebhookForm(forms.Form):
    """Where a firm's own system wants to hear of milestones."""

    address = forms.URLField(
        label=_("Address"), max_length=400, assume_scheme="https", help_text=_("https only.")
    )


class CodeForm(MatterForm):
    """To whom a code for following the matter is given."""

    label = forms.CharField(
        label=_("Given to"), max_length=120, help_text=_("For your own list; shown to staff only.")
    )


class RevokeCodeForm(MatterForm):
    """Which code is to open nothing any more."""

    code_id = forms.ModelChoiceField(label=_("Access code"), queryset=AccessCode.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code_id"].queryset = self.matter.access_codes.filter(revoked_at=None)  # type: ignore[attr-defined]
        self.fields["code_id"].label_from_instance = lambda code: code.label  # type: ignore[attr-defined]


class DeskFactForm(MatterForm, FactForm):
    """A circumstance that came to the court on paper or by word of mouth."""


class DeskChallengeForm(MatterForm, ChallengeForm):
    """An objection that came on paper."""
