"""The clerk's one page: a matter with its address, documents and first routes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from portal.cases.models import Cause, Party
from portal.cases.queries import address_in_force, agents_in_force
from portal.identity.models import Court
from service_of_process.forms.planning import DAY, LANGUAGES, MOMENT, SECOND, words
from service_of_process.models import (
    AddresseeAddress,
    Channel,
    CourtPractice,
    DocumentToBeServed,
    Region,
    ServiceMatter,
)
from service_of_process.rules import channels

ENTRUSTED = {"HK": channels.ENTRUSTED_HK, "MO": channels.ENTRUSTED_MACAO}
#: Columns of the matter and the addressee that the page fills.
PARTICULARS = (
    "region", "kind", "nature", "claimed_amount", "is_judgment", "answer_days", "evidence_date", "hearing_at",
    "second_language", "name", "name_en", "name_pt", "former_names", "identity_number", "language",
)  # fmt: skip


class NewMatterForm(forms.Form):
    """What is served on whom, where, by which routes. ``routes`` are opened at once; others come later."""

    kind = forms.ChoiceField(label=_("What is asked for"), choices=ServiceMatter.Kind.choices)
    region = forms.ChoiceField(label=_("Where the documents are served"), choices=Region.choices)
    nature = forms.CharField(
        label=_("Nature of the case"), max_length=200, help_text=_("As the letter states it, in Chinese.")
    )
    claimed_amount = forms.CharField(label=_("Amount in dispute"), max_length=80, required=False)
    is_judgment = forms.BooleanField(label=_("A judgment or ruling is served"), required=False)
    answer_days = forms.IntegerField(
        label=_("Days to answer stated in the papers"), min_value=1, max_value=365, required=False, initial=30,
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
    # -- addressee
    name = forms.CharField(
        label=_("Name on the papers"), max_length=200, help_text=_("The same, word for word, on every paper.")
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    name_pt = forms.CharField(label=_("Name in Portuguese"), max_length=200, required=False)
    former_names = words(label=_("Former names"), required=False, help_text=_("One a line."))
    identity_number = forms.CharField(
        label=_("Identity or registration number"), max_length=60, required=False
    )
    language = forms.ChoiceField(label=_("Language of the addressee"), choices=LANGUAGES)
    # -- address
    address = words(
        label=_("Address at the addressee's place"), required=False,
        help_text=_("Street, number, building, floor and flat; not a mailbox. Confirmed addresses are taken over."),
    )  # fmt: skip
    address_kind = forms.ChoiceField(label=_("Kind of address"), choices=AddresseeAddress.Kind.choices[:3])
    address_source = forms.ChoiceField(
        label=_("Source of the address"), choices=AddresseeAddress.Source.choices, initial="claim"
    )
    email = forms.EmailField(label=_("E-mail address, if the addressee gave one"), required=False)
    # -- routes
    routes = forms.MultipleChoiceField(
        label=_("Routes to open at once"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Several may run side by side; a public notice never does (2009 Provisions, art. 10)."),
    )  # fmt: skip

    def __init__(self, *args: Any, party: Party, on: date, **kwargs: Any) -> None:
        self.party = party
        super().__init__(*args, **kwargs)
        region = party.region if party.region in Region.values else "HK"
        self.initial = {
            "region": region, "name": party.name, "second_language": "pt" if region == "MO" else "en",
            "nature": in_chinese(party.case.cause) if party.case.cause else "", "routes": [ENTRUSTED[region]],
            "address_kind": "registered" if party.kind == "entity" else "residence",
            "language": _language(party), **self.initial,
        }  # fmt: skip
        choices: Any = self.fields["routes"]
        choices.choices = [(code, Channel(code).label) for code in _offered(party, on)]
        confirmed = address_in_force(party, on)
        self.confirmed = confirmed.confirmation if confirmed else None

    def clean_former_names(self) -> list[str]:
        return [line for line in self.cleaned_data["former_names"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        entered = super().clean() or {}
        chosen = {ENTRUSTED.get(entered.get("region", ""), "") if code in ENTRUSTED.values() else code
                  for code in entered.get("routes", [])}  # fmt: skip
        entered["routes"] = [code for code in _routes() if code in chosen]
        if entered.get("kind") == ServiceMatter.Kind.EVIDENCE:
            entered["routes"] = []  # the letter is written first
        return entered

    def particulars(self) -> dict[str, Any]:
        """What the matter takes."""
        return {name: self.cleaned_data[name] for name in PARTICULARS}


def in_chinese(cause: Cause) -> str:
    """The cause as the letter states it, whatever the language of the page."""
    return str(getattr(cause, build_localized_fieldname("name", "zh-hans")) or "")


def _language(party: Party) -> str:
    user = getattr(party.person, "user", None)
    return str(user.language) if user is not None else "zh-hant"


def _routes() -> Iterator[str]:
    yield from (
        channels.AGENT,
        channels.ENTRUSTED_HK,
        channels.ENTRUSTED_MACAO,
        channels.MAIL,
        channels.ELECTRONIC,
    )


def _offered(party: Party, on: date) -> list[str]:
    """Routes that can be opened without further entries: the region's court, post, e-mail, and an agent if there is one."""
    other = {"HK": channels.ENTRUSTED_MACAO, "MO": channels.ENTRUSTED_HK}.get(party.region, "")
    agents = any(agent.is_in_force(on) for agent in agents_in_force(party, on))
    return [code for code in _routes() if code != other and (code != channels.AGENT or agents)]


class NewDocumentForm(forms.Form):
    """One document of the set; a row left empty is not entered."""

    upload = forms.FileField(label=_("File"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", "–"), *DocumentToBeServed.Kind.choices], required=False
    )
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False, initial="zh-hans")
    pages = forms.IntegerField(
        label=_("Number of pages"), min_value=1, max_value=20_000, required=False,
        help_text=_("Leave empty for a PDF; its pages are counted."),
    )  # fmt: skip
    translation = forms.FileField(label=_("Chinese translation"), required=False)
    translated_by = forms.CharField(label=_("Translated by"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "empty_permitted": True, "use_required_attribute": False})

    def clean(self) -> dict[str, Any]:
        entered = super().clean() or {}
        if self.has_changed() and not entered.get("upload"):
            self.add_error("upload", _("Choose the file again; files are not kept between tries."))
        if entered.get("upload") and not entered.get("kind"):
            self.add_error("kind", _("Choose the kind of document."))
        return entered

    def document(self) -> dict[str, Any]:
        """What the action takes; without a title, the kind is the title."""
        entered = self.cleaned_data
        title = entered["title"] or str(dict(DocumentToBeServed.Kind.choices)[entered["kind"]])
        return {**entered, "title": title, "language": entered["language"] or "zh-hans"}


DocumentFormSet = forms.formset_factory(NewDocumentForm, extra=3, max_num=12, absolute_max=12)


class RoutesForm(forms.Form):
    """The routes to open now, of those that the planner finds lawful."""

    routes = forms.MultipleChoiceField(
        label=_("Routes to open"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, routes: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["routes"].choices = routes  # type: ignore[attr-defined]


class PracticeForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a court sets for itself; every count of days is practice, never law."""

    class Meta:
        model = CourtPractice
        fields = (
            "letters", "upper_court", "case_word", "address", "telephone", "hearing_warn_days",
            "hearing_short_days", "register_days", "first_service_days", "return_days", "pilot_is_open",
            "pilot_days", "smallest_cell",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        upper: Any = self.fields["upper_court"]
        upper.queryset = upper.queryset.filter(level="high", jurisdiction__code="CN")


class AuthorisationForm(forms.Form):
    """A court that deals with Macao's Court of Final Appeal directly."""

    court: forms.ModelChoiceField[Court] = forms.ModelChoiceField(label=_("Court"), queryset=None)
    valid_from = forms.DateField(label=_("From"), widget=DAY)
    valid_to = forms.DateField(label=_("Until (exclusive)"), widget=DAY, required=False)
    source = words(label=_("Source"), max_length=300, help_text=_("The order, or where it was announced."))

    def __init__(self, *args: Any, courts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["court"].queryset = courts  # type: ignore[attr-defined]


class EndAuthorisationForm(forms.Form):
    """The day on which an authorisation ends."""

    valid_to = forms.DateField(label=_("Until (exclusive)"), widget=DAY)
    reason = words(label=_("Reason"))
