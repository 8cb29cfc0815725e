"""Forms of the back office: each belongs to one act on one case."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.cases.forms.people import AddressForm
from portal.cases.models import (
    Assignment,
    AuthorityLink,
    Case,
    Cause,
    Party,
    Representation,
    RepresentationProof,
)
from portal.exhibits.models import Exhibit
from portal.identity.models import Court, Person, User

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AccountField(forms.EmailField):
    """The e-mail address of an account; gives the person behind it, or None where it stays empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("E-mail address of the account"))
        kwargs.setdefault("help_text", _("Leave empty if the person has no account yet."))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Person | None:
        address = super().clean(value)
        if not address:
            return None
        person = Person.objects.filter(user__email__iexact=address, user__is_active=True).first()
        if person is None:
            raise ValidationError(_("There is no account of a known person with this address."))
        return person


class CaseActForm(forms.Form):
    """A form of one act on one case; choices are those of the case today."""

    def __init__(self, *args: Any, case: Case, today: date, **kwargs: Any) -> None:
        self.case = case
        self.today = today
        super().__init__(*args, **kwargs)
        self.fill()

    def fill(self) -> None:
        """Set the choices that depend on the case."""
        parties = Party.objects.on(self.today).filter(case=self.case)
        self.choose(
            "party", parties, lambda party: f"{party.number}. {party.name} ({party.get_role_display()})"
        )
        agents = Representation.objects.on(self.today).filter(party__case=self.case).select_related("party")
        self.choose(
            "agent", agents, lambda agent: f"{agent.agent_name} ({agent.party.number}. {agent.party.name})"
        )
        links = AuthorityLink.objects.on(self.today).filter(party__case=self.case).select_related("party")
        self.choose("link", links, _link_label)
        self.choose("acts_for", links, _link_label)

    def choose(self, name: str, rows: Any, label: Any) -> None:
        """Give a field its rows and their labels."""
        if name in self.fields:
            field: Any = self.fields[name]
            field.queryset = rows
            field.label_from_instance = label


def _link_label(link: AuthorityLink) -> str:
    return f"{link.party.number}.{link.position} {link.holder_name}"


def rows(model: Any, label: Any, **kwargs: Any) -> forms.ModelChoiceField:
    """A choice among rows that the form fills in."""
    return forms.ModelChoiceField(queryset=model.objects.none(), label=label, **kwargs)


class OpenForm(forms.Form):
    """A new case."""

    court = rows(Court, _("Court"), empty_label=None)
    court_number = forms.CharField(label=_("Court's case number"), max_length=80)
    procedure = forms.ChoiceField(label=_("Procedure"), choices=Case.Procedure.choices, initial="ordinary")
    filed_date = forms.DateField(label=_("Date of filing"), widget=DAY)
    cause = rows(Cause, _("Cause of action"), required=False)
    follows = rows(Case, _("Continues the case"), required=False)

    def __init__(self, *args: Any, courts: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {"court": courts, "cause": Cause.objects.all(), "follows": cases}
        for name, known in choices.items():
            field: Any = self.fields[name]
            field.queryset = known


class ReasonActForm(CaseActForm):
    """An act that needs nothing but a reason."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class ConcludeForm(ReasonActForm):
    concluded_date = forms.DateField(label=_("Date of conclusion"), widget=DAY)


class AssignForm(CaseActForm):
    seat = forms.ChoiceField(label=_("Seat"), choices=Assignment.Seat.choices)
    holder = rows(User, _("Holder"))

    def fill(self) -> None:
        offices = self.case.court.offices.on(self.today).filter(role__in=["judge", "clerk"])
        holders = User.objects.filter(pk__in=offices.values("holder"))
        self.choose("holder", holders.select_related("person"), _called)


def _called(user: User) -> str:
    person = getattr(user, "person", None)
    return f"{person} ({user.email})" if person else user.email


class PartyForm(CaseActForm):
    role = forms.ChoiceField(label=_("Standing"), choices=Party.Role.choices)
    kind = forms.ChoiceField(label=_("Kind"), choices=Party.Kind.choices)
    name = forms.CharField(label=_("Name"), max_length=200)
    other_name = forms.CharField(label=_("Name in another script"), max_length=200, required=False)
    region = forms.ChoiceField(label=_("Place"), choices=Party.Region.choices)
    person = AccountField(required=False)
    continues = rows(Party, _("Same party in the earlier case"), required=False)

    def fill(self) -> None:
        earlier = (
            Party.objects.filter(case=self.case.follows) if self.case.follows_id else Party.objects.none()
        )
        self.choose("continues", earlier, lambda party: f"{party.number}. {party.name}")


class SucceedForm(CaseActForm):
    party = rows(Party, _("Party"))
    name = forms.CharField(label=_("Name of the successor"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Party.Kind.choices)
    region = forms.ChoiceField(label=_("Place"), choices=Party.Region.choices)
    basis = forms.CharField(label=_("Ruling or fact on which the succession rests"), max_length=300)
    person = AccountField(required=False)


class LinkAccountForm(CaseActForm):
    party = rows(Party, _("Party"), required=False)
    link = rows(AuthorityLink, _("Authority to act"), required=False)
    agent = rows(Representation, _("Agent"), required=False)
    person = AccountField(help_text="")

    def clean(self) -> dict[str, Any]:
        """Exactly one entry is linked."""
        entries = super().clean() or {}
        chosen = [entries[name] for name in ("party", "link", "agent") if entries.get(name)]
        if len(chosen) != 1:
            raise ValidationError(_("Choose one entry: a party, an authority or an agent."))
        return {"person": entries.get("person"), "record_of": chosen[0]}


class EnterAuthorityForm(CaseActForm):
    party = rows(Party, _("Party"))
    holder_name = forms.CharField(label=_("Who acts"), max_length=200)
    capacity = forms.ChoiceField(label=_("Capacity"), choices=AuthorityLink.Capacity.choices)
    document_name = forms.CharField(label=_("Document"), max_length=200)
    document_date = forms.DateField(label=_("Date of the document"), required=False, widget=DAY)
    upload = forms.FileField(label=_("File"), required=False)
    acts_for = rows(AuthorityLink, _("Authorised by"), required=False)
    holder = AccountField(required=False)


class LinkForm(CaseActForm):
    link = rows(AuthorityLink, _("Authority to act"))


class EndLinkForm(LinkForm):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class AgentForm(CaseActForm):
    """An agent with papers; the action says which papers the kind of agent needs."""

    kind = forms.ChoiceField(label=_("Kind of agent"), choices=Representation.Kind.choices)
    name = forms.CharField(label=_("Name of the agent"), max_length=200)
    person = AccountField(required=False)
    special_powers = forms.MultipleChoiceField(
        label=_("Special powers"), choices=Representation.Power.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    stages = forms.MultipleChoiceField(
        label=_("Stages"), choices=Representation.Stage.choices, widget=forms.CheckboxSelectMultiple,
        initial=["first_instance"],
    )  # fmt: skip
    receives_service = forms.BooleanField(
        label=_("May receive service"), required=False, initial=True,
        help_text=_("Unless the power of attorney expressly excludes it, the agent receives documents for the party."),
    )  # fmt: skip

    def fill(self) -> None:
        super().fill()
        for kind, label in RepresentationProof.Kind.choices:
            self.fields[f"proof_{kind}"] = forms.FileField(label=label, required=False)

    def uploads(self) -> dict[str, Any]:
        """The papers that were attached, by kind."""
        return {
            name.removeprefix("proof_"): upload
            for name, upload in self.cleaned_data.items()
            if name.startswith("proof_") and upload
        }


class AddAgentForm(AgentForm):
    party = rows(Party, _("Party"))
    field_order = ["party"]


class ChangeAgentForm(AgentForm):
    agent = rows(Representation, _("Agent whose place is taken"))
    reason = forms.CharField(label=_("Reason"), max_length=300)
    field_order = ["agent"]


class EndAgentForm(CaseActForm):
    agent = rows(Representation, _("Agent"))
    reason = forms.CharField(label=_("Reason"), max_length=300)


class PaperAddressForm(CaseActForm, AddressForm):
    """The paper form of a confirmation, entered by the court."""

    party = rows(Party, _("Party"))
    upload = forms.FileField(label=_("Signed confirmation form"))
    field_order = ["party"]


class WithdrawForm(CaseActForm):
    party = rows(Party, _("Party"))
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class FileForm(CaseActForm):
    party = rows(Party, _("Filed for"), required=False, empty_label=_("The court"))
    description = forms.CharField(label=_("What it is"), max_length=200)
    upload = forms.FileField(label=_("File"))


class ReleaseForm(CaseActForm):
    exhibit = rows(Exhibit, _("Exhibit"))
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def fill(self) -> None:
        held = Exhibit.objects.filter(scope=self.case.chain, state=Exhibit.State.QUARANTINED)
        self.choose("exhibit", held, lambda exhibit: exhibit.declared_name)
