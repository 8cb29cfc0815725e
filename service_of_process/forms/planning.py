"""Forms of the clerk who plans service: each about one matter or leg, as the desk offers them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from i18n import languages
from portal.cases.models import Party
from portal.cases.models.parties import Script
from service_of_process.forms.acts import MatterForm
from service_of_process.models import (
    Addressee,
    AddresseeAddress,
    Channel,
    DocumentToBeServed,
    EvidenceLetter,
    LegalBasis,
    Means,
    ServiceMatter,
)
from service_of_process.rules import channels, lifecycle
from service_of_process.rules.contacts import WITH_CONTACT

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
LANGUAGES = [(language.code, language.own_name) for language in languages.ALL]
SECOND = [(code, name) for code, name in LANGUAGES if code in ("pt", "en")]
ON_BASIS = [basis for channel in (*channels.OUTBOUND, *channels.EVIDENCE_CHANNELS)
            for basis in channels.BASES_OF[channel]]  # fmt: skip
LABELS = dict(LegalBasis.choices)


def words(**entries: Any) -> forms.CharField:
    """A field of several lines."""
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **entries)


class NumberedChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A record of the matter, told by its number and a few words."""

    def label_from_instance(self, obj: Any) -> str:
        if isinstance(obj, AddresseeAddress):
            return f"{obj.number} · {obj.get_kind_display()} · {obj.text}"
        if isinstance(obj, DocumentToBeServed):
            return f"{obj.number} · {obj.get_kind_display()} · {obj.title}"
        if hasattr(obj, "channel"):
            return f"{obj.number} · {Channel(obj.channel).label} · {obj.name}"
        return f"{obj.agent_name}" if hasattr(obj, "agent_name") else f"{obj.number} · {obj.name}"


class ReasonForm(MatterForm):
    """A reason, on record."""

    reason = words(label=_("Reason"))


class WithdrawForm(ReasonForm):
    """A reason; and what it means while papers are beyond the border."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        legs = [self.leg] if self.leg is not None else list(self.matter.legs.all())
        abroad = [leg.reference for leg in legs if leg.state in lifecycle.ABROAD]
        if abroad:
            sentence = _(
                "Papers of %(legs)s are beyond the border and do not come back by themselves: ask the requested side "
                "to return them. A result that arrives later is recorded without effect; results on record stay."
            )
            self.fields["reason"].help_text = sentence % {"legs": ", ".join(abroad)}


class ParticularsForm(MatterForm):
    """What the papers say, and how the addressee is named."""

    nature = forms.CharField(
        label=_("Nature of the case"), max_length=200, help_text=_("As the letter states it, in Chinese.")
    )
    claimed_amount = forms.CharField(label=_("Amount in dispute"), max_length=80, required=False)
    is_judgment = forms.BooleanField(label=_("A judgment or ruling is served"), required=False)
    answer_days = forms.IntegerField(
        label=_("Days to answer stated in the papers"), min_value=1, max_value=365, required=False,
        help_text=_("30 for parties without domicile in the Mainland (Civil Procedure Law, arts 285, 286)."),
    )  # fmt: skip
    evidence_date = forms.DateField(label=_("Last day for filing evidence"), widget=DAY, required=False)
    hearing_at = forms.DateTimeField(
        label=_("Hearing"),
        widget=MOMENT,
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    second_language = forms.ChoiceField(label=_("Language beside the Chinese"), choices=SECOND)
    foreign_court = forms.CharField(
        label=_("Requested authority, if another"), max_length=200, required=False
    )
    note = words(label=_("Internal note"), required=False)


class EditForm(ParticularsForm):
    """The particulars as they stand, and the addressee's names."""

    name = forms.CharField(label=_("Name on the papers"), max_length=200)
    name_script = forms.ChoiceField(label=_("Script of the name"), choices=Script.choices)
    name_zh_hans = forms.CharField(label=_("Name in simplified characters"), max_length=200, required=False)
    name_zh_hant = forms.CharField(label=_("Name in traditional characters"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    name_pt = forms.CharField(label=_("Name in Portuguese"), max_length=200, required=False)
    former_names = words(label=_("Former names"), required=False, help_text=_("One a line."))
    identity_number = forms.CharField(
        label=_("Identity or registration number"), max_length=60, required=False
    )
    has_mainland_domicile = forms.BooleanField(label=_("Domiciled in the Mainland"), required=False)
    language = forms.ChoiceField(label=_("Language of the addressee"), choices=LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        addressee: Addressee = self.matter.addressee
        for name, field in self.fields.items():
            row: Any = self.matter if hasattr(self.matter, name) else addressee
            value = getattr(row, name)
            field.initial = "\n".join(value) if isinstance(value, list) else value

    def clean_former_names(self) -> list[str]:
        return [line for line in self.cleaned_data["former_names"].splitlines() if line.strip()]


class DocumentForm(MatterForm):
    """One more document of the set."""

    upload = forms.FileField(label=_("File"))
    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentToBeServed.Kind.choices)
    title = forms.CharField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial="zh-hans")
    pages = forms.IntegerField(
        label=_("Number of pages"), min_value=1, max_value=20_000, required=False,
        help_text=_("Leave empty for a PDF; its pages are counted."),
    )  # fmt: skip
    translation = forms.FileField(label=_("Chinese translation"), required=False)
    translated_by = forms.CharField(label=_("Translated by"), max_length=200, required=False)
    name_on_document = forms.CharField(
        label=_("The addressee's name on the document"), max_length=200, required=False,
        help_text=_("Word for word, as it stands there; it is compared with the letter."),
    )  # fmt: skip
    address_on_document = words(label=_("The addressee's address on the document"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name_on_document"].initial = self.matter.addressee.name


class WithdrawDocumentForm(ReasonForm):
    """Which document is served no longer."""

    field_order = ("document", "reason")
    document = NumberedChoice(label=_("Document"), queryset=DocumentToBeServed.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = self.matter.documents.filter(withdrawn_at=None)  # type: ignore[attr-defined]


class AddressForm(MatterForm):
    """One more address of the addressee."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AddresseeAddress.Kind.choices)
    text = words(label=_("Address"), help_text=_("Street, number, building, floor and flat; not a mailbox."))
    place = forms.ChoiceField(label=_("Place"), choices=Party.Region.choices)
    source = forms.ChoiceField(label=_("Source"), choices=AddresseeAddress.Source.choices, initial="claim")
    verified_date = forms.DateField(label=_("Verified on"), widget=DAY, required=False)
    confidence = forms.ChoiceField(
        label=_("Confidence"), required=False, choices=[("", "–"), *AddresseeAddress.Confidence.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].initial = self.matter.region


class WithdrawAddressForm(ReasonForm):
    """Which address no longer counts."""

    field_order = ("address", "reason")
    address = NumberedChoice(label=_("Address"), queryset=AddresseeAddress.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].queryset = self.matter.addresses.filter(withdrawn_at=None)  # type: ignore[attr-defined]


class ContactForm(MatterForm):
    """Somebody who may receive for the addressee."""

    channel = forms.ChoiceField(
        label=_("Route"), choices=[(code, Channel(code).label) for code in WITH_CONTACT]
    )
    representation = NumberedChoice(
        label=_("Agent in the proceedings"), queryset=None, required=False,
        help_text=_("The register of powers is asked whether receipt is excluded."),
    )  # fmt: skip
    party = NumberedChoice(label=_("Entity sued together with the addressee"), queryset=None, required=False)
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        required=False,
        help_text=_("Of an office, enterprise, branch or lawyer."),
    )
    name_script = forms.ChoiceField(label=_("Script of the name"), choices=Script.choices)
    address = words(label=_("Address"), required=False)
    is_authorised = forms.NullBooleanField(label=_("Authorised to receive"))
    agreed_mode = forms.CharField(
        label=_("Mode to which the addressee agreed"), max_length=300, required=False
    )
    proof = forms.FileField(
        label=_("Proof"), required=False, help_text=_("Authority, extract from the register, or agreement.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party = self.matter.addressee.party
        case = self.matter.case
        agents: Any = self.fields["representation"]
        agents.queryset = party.representations.filter(valid_to=None) if party else _nobody("Representation")
        others: Any = self.fields["party"]
        others.queryset = case.parties.filter(kind="entity", valid_to=None) if case else Party.objects.none()
        self.fields["name_script"].initial = "zh-hans"


def _nobody(name: str) -> Any:
    from django.apps import apps

    return apps.get_model("cases", name)._default_manager.none()


class WithdrawContactForm(ReasonForm):
    """Who no longer counts as one who may receive."""

    field_order = ("contact", "reason")
    contact = NumberedChoice(label=_("Person who may receive"), queryset=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = self.matter.contacts.filter(withdrawn_at=None)  # type: ignore[attr-defined]


class LegForm(MatterForm):
    """One more way to the addressee, on a legal basis."""

    channel = forms.ChoiceField(label=_("Route"))
    legal_basis = forms.ChoiceField(
        label=_("Legal basis"), required=False, choices=[("", _("the first that carries the route"))],
    )  # fmt: skip
    basis_reason = words(
        label=_("Reason for the legal basis"), required=False,
        help_text=_("Needed for a branch without authority, and for consent that is not on record."),
    )  # fmt: skip
    address = NumberedChoice(label=_("Address"), queryset=AddresseeAddress.objects.none(), required=False)
    contact = NumberedChoice(label=_("Person who may receive"), queryset=None, required=False)
    means = forms.ChoiceField(
        label=_("Sent by"), required=False, choices=[("", _("as the Arrangement says")), *Means.choices]
    )
    special_method = forms.CharField(label=_("Special method asked for"), max_length=300, required=False)
    bears_costs = forms.BooleanField(
        label=_("The court undertakes the costs of the special method"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        evidence = self.matter.kind == ServiceMatter.Kind.EVIDENCE
        offered = channels.EVIDENCE_CHANNELS if evidence else channels.OUTBOUND
        region = {"HK": channels.ENTRUSTED_MACAO, "MO": channels.ENTRUSTED_HK}[self.matter.region]
        barred = {channels.PILOT_LAWYER, region}
        barred.add(channels.EVIDENCE_MACAO if self.matter.region == "HK" else channels.EVIDENCE_HK)
        chosen = [code for code in offered if code not in barred]
        fields["channel"].choices = [(code, Channel(code).label) for code in chosen]
        bases = dict.fromkeys(basis for code in chosen for basis in channels.BASES_OF[code])
        fields["legal_basis"].choices += [(basis, LABELS[basis]) for basis in bases]
        fields["address"].queryset = self.matter.addresses.filter(withdrawn_at=None)
        fields["contact"].queryset = self.matter.contacts.filter(withdrawn_at=None)


class EvidenceLetterForm(MatterForm):
    """What a letter of request for evidence must say (Macao 2020 art. 17; Hong Kong 2017 art. 8)."""

    measure = forms.ChoiceField(label=_("Measure"), choices=EvidenceLetter.Measure.choices)
    parties = words(label=_("Parties and agents, with addresses"))
    purpose = words(label=_("Why the evidence is needed"))
    items = words(label=_("What is to be taken"))
    person = words(label=_("Person to be examined"), required=False)
    questions = words(label=_("Questions"), required=False)
    special_method = forms.CharField(label=_("Special method asked for"), max_length=300, required=False)
    wants_attendance = forms.BooleanField(
        label=_("The court asks for time and place, to attend"), required=False
    )
    wants_video = forms.BooleanField(label=_("The court asks for testimony by video"), required=False)
    other = words(label=_("Other circumstances"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        letter = EvidenceLetter.objects.filter(matter=self.matter).first()
        if letter is not None:
            for name, field in self.fields.items():
                field.initial = getattr(letter, name)
