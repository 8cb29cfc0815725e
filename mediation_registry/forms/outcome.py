"""Forms of the outcome: the record, notes, the settlement and its signatures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation_registry.actions.records import GivenAddress
from mediation_registry.actions.settlements import Draft
from mediation_registry.models import (
    Mediation,
    MediationParty,
    MediationRecord,
    PrivilegedNote,
    RecordItem,
    Settlement,
)
from portal.cases.forms.people import AddressForm
from portal.cases.rules.scripts import is_chinese
from portal.drafts.forms import DraftMixin

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RecordForm(forms.Form):
    """Begin the record."""

    basis = forms.ChoiceField(
        label=_("Basis of the record"), choices=MediationRecord.Basis.choices, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(label=_("Language of the record"), choices=Mediation.Language.choices)


class ItemForm(DraftMixin, forms.Form):
    """One undisputed fact, or one point of procedure."""

    kind = forms.ChoiceField(label=_("What it is"), choices=RecordItem.Kind.choices)
    topic = forms.ChoiceField(label=_("Subject"), choices=RecordItem.Topic.choices)
    text = forms.CharField(
        label=_("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only what nobody disputes. What somebody concedes to reach a settlement has no place here."),
    )  # fmt: skip


class GivenAddressForm(AddressForm):
    """The confirmation of the address for service given in mediation, and where else it serves."""

    for_litigation = forms.BooleanField(
        label=_("This address also serves in litigation about this dispute (Shenzhen ordinance, art. 74)"),
        required=False,
    )
    for_arbitration = forms.BooleanField(
        label=_("This address also serves in arbitration about this dispute (Shenzhen ordinance, art. 74)"),
        required=False,
    )

    def address(self) -> GivenAddress:
        """What was entered, as the action takes it."""
        return GivenAddress(**self.cleaned_data)


class TypedNameForm(forms.Form):
    """The name typed when signing, and the party for which it is signed."""

    party = forms.ModelChoiceField(label=_("For"), queryset=MediationParty.objects.none(), empty_label=None)
    typed_name = forms.CharField(
        label=_("Your name"), max_length=200, help_text=_("Type it as it is entered in the portal. This is your signature."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, parties: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parties is None:
            del self.fields["party"]
            return
        choice: Any = self.fields["party"]
        choice.queryset = parties
        choice.label_from_instance = lambda party: party.name
        choice.widget.attrs["lang"] = "zh"


class SignRecordForm(TypedNameForm):
    """A party answers each item and signs the record."""

    confirms = forms.MultipleChoiceField(
        label=_("I confirm"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("What you do not tick is not recorded as undisputed."),
    )  # fmt: skip
    may_be_used = forms.BooleanField(
        label=_("I agree that this record may be submitted as evidence in later arbitration or litigation"),
        required=False,
    )

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["confirms"]
        choice.choices = [(str(item.pk), item.text) for item in items]


class SignSettlementForm(TypedNameForm):
    """A party, the mediator or the organisation signs the version that the page shows."""

    digest = forms.CharField(widget=forms.HiddenInput)
    has_read = forms.BooleanField(label=_("I have read the settlement and sign it of my own will"))


class NoteForm(DraftMixin, forms.Form):
    """A confidential note."""

    audience = forms.ChoiceField(label=_("Who may read it"), choices=PrivilegedNote.Audience.choices)
    text = forms.CharField(label=_("Note"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, is_mediator: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = ("mediator", "everybody") if is_mediator else ("one_side", "everybody")
        choice: Any = self.fields["audience"]
        choice.choices = [row for row in PrivilegedNote.Audience.choices if row[0] in wanted]


class SettlementForm(DraftMixin, forms.Form):
    """What the settlement says (2016 art. 24)."""

    form = forms.ChoiceField(label=_("Form"), choices=Settlement.Form.choices)
    covers = forms.ChoiceField(label=_("Covers"), choices=Settlement.Covers.choices)
    language = forms.ChoiceField(label=_("Language of the text"), choices=Mediation.Language.choices)
    parties = forms.CharField(
        label=_("The parties with their particulars"), widget=forms.Textarea(attrs={"rows": 3})
    )
    facts = forms.CharField(
        label=_("Main facts and matters in dispute"), widget=forms.Textarea(attrs={"rows": 5})
    )
    result = forms.CharField(label=_("What the parties agree"), widget=forms.Textarea(attrs={"rows": 8}))
    second_language = forms.ChoiceField(label=_("Second language"), required=False)
    second_text = forms.CharField(
        label=_("The same in the second language"), required=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    has_performance = forms.BooleanField(label=_("Something is to be performed"), required=False)
    is_money = forms.BooleanField(label=_("Money or securities are to be paid"), required=False)
    perform_by_date = forms.DateField(label=_("To be performed by"), required=False, widget=DATE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["second_language"]
        choice.choices = [("", _("None")), *Mediation.Language.choices]
        for name in ("parties", "facts", "result", "second_text"):
            if is_chinese(str(self[name].value() or "")):
                self.fields[name].widget.attrs["lang"] = "zh"

    def draft(self) -> Draft:
        """What was entered, as the action takes it."""
        names = Draft.__dataclass_fields__
        return Draft(**{name: value for name, value in self.cleaned_data.items() if name in names})

    @classmethod
    def initial_of(cls, settlement: Settlement) -> dict[str, Any]:
        """The entries of the present version."""
        version = settlement.text
        own = {name: getattr(settlement, name) for name in
               ("form", "covers", "has_performance", "is_money", "perform_by_date")}  # fmt: skip
        texts = ("language", "parties", "facts", "result", "second_language", "second_text")
        return {**own, **{name: getattr(version, name) for name in texts}}


class PaperSettlementForm(SettlementForm):
    """A settlement that was signed on paper, with its copy."""

    effective_date = forms.DateField(
        label=_("Day of the last party's signature (t0)"), widget=DATE,
        help_text=_("As it stands on the signed document; the thirty days run from here."),
    )  # fmt: skip
    upload = forms.FileField(label=_("Signed agreement"))


class SealedCopyForm(forms.Form):
    """The agreement with the organisation's seal."""

    upload = forms.FileField(label=_("Copy with the organisation's seal"))


class WhyForm(forms.Form):
    """A reason; which party, where a party refuses."""

    party = forms.ModelChoiceField(label=_("For"), queryset=MediationParty.objects.none(), empty_label=None)
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, parties: Any = None, wants_reason: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = wants_reason
        if parties is None:
            del self.fields["party"]
            return
        choice: Any = self.fields["party"]
        choice.queryset = parties
        choice.label_from_instance = lambda party: party.name
        choice.widget.attrs["lang"] = "zh"
