"""Forms on the pages of parties and agents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.cases.actions.addresses import Address
from portal.cases.models import AddressConfirmation, AuthorityLink, Party
from portal.cases.rules.scripts import is_chinese
from portal.drafts.forms import DraftMixin


class AddressForm(DraftMixin, forms.Form):
    """The confirmation of the address for service, with consent to electronic service."""

    addressee = forms.CharField(
        label=_("Who receives the documents"), max_length=200, help_text=_("Your name, or the person whom you name."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    region = forms.ChoiceField(label=_("Place"), choices=Party.Region.choices)
    postal_address = forms.CharField(
        label=_("Postal address"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("With flat, floor, building, street and district, as the post needs it."),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    consents = forms.BooleanField(label=_("I consent to electronic service"), required=False)
    scope = forms.MultipleChoiceField(
        label=_("My consent covers"), choices=AddressConfirmation.Scope.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail address for service"), required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    fax = forms.CharField(label=_("Fax number"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("addressee", "postal_address"):
            if is_chinese(str(self[name].value() or "")):
                self.fields[name].widget.attrs["lang"] = "zh-Hant"

    def address(self) -> Address:
        """What was entered, as the action takes it."""
        return Address(**self.cleaned_data)

    @classmethod
    def initial_of(cls, confirmation: AddressConfirmation) -> dict[str, Any]:
        """The entries of an earlier confirmation; consent is asked anew each time."""
        names = ("addressee", "region", "postal_address", "phone", "email", "fax")
        return {name: getattr(confirmation, name) for name in names}


class ExhibitForm(forms.Form):
    """One file for the court."""

    party = forms.ModelChoiceField(label=_("Filed for"), queryset=Party.objects.none(), empty_label=None)
    description = forms.CharField(
        label=_("What it is"), max_length=200, help_text=_("For example: contract of 3 March 2025, copy.")
    )
    upload = forms.FileField(
        label=_("File"),
        help_text=_(
            "PDF, image, office or text file, up to 50 MB. Files that could run programs are refused."
        ),
    )

    def __init__(self, *args: Any, parties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["party"]
        choice.queryset = parties
        choice.label_from_instance = lambda party: party.name
        if any(is_chinese(party.name) for party in parties):
            choice.widget.attrs["lang"] = "zh-Hant"


class AuthorityForm(DraftMixin, forms.Form):
    """Who acts for an entity, and the document on which that rests."""

    holder_name = forms.CharField(label=_("Who acts"), max_length=200)
    capacity = forms.ChoiceField(label=_("Capacity"), choices=AuthorityLink.Capacity.choices)
    document_name = forms.CharField(
        label=_("Document"), max_length=200,
        help_text=_("For example: certificate of incumbency, resolution of the board, extract of the register."),
    )  # fmt: skip
    document_date = forms.DateField(
        label=_("Date of the document"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    acts_for = forms.ModelChoiceField(
        label=_("Authorised by"), queryset=AuthorityLink.objects.none(), required=False,
        empty_label=_("The entity itself"),
    )  # fmt: skip

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["acts_for"]
        choice.queryset = party.authority_links.filter(valid_to=None)
        choice.label_from_instance = lambda link: link.holder_name


class ReasonForm(forms.Form):
    """A reason, where an act needs one."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
