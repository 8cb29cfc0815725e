"""Forms of a mediation, one question each: consent, choice, appointment, notices, agreement."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation_registry.models import (
    ContactAttempt,
    Disclosure,
    Mediation,
    MediationParty,
    Participant,
    RecusalRequest,
    Registrant,
    Terms,
)
from mediation_registry.queries.candidates import members_of
from mediation_registry.queries.mediation_page import Situation
from mediation_registry.rules.conduct import MOST_NAMES
from portal.drafts.forms import DraftMixin

YES_NO = (("yes", _("Yes")), ("no", _("No")))
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CHINESE = re.compile("[\u3400-\u9fff]")


def called(registrant: Registrant, language: str) -> str:
    """Name and register number of a mediator or organisation, as a choice shows it."""
    return f"{registrant.name_for(language)} ({registrant.register_no})"


class StepForm(DraftMixin, forms.Form):
    """A form of one step; choices are those of the situation. ``party`` is asked only where there are several."""

    def __init__(self, *args: Any, situation: Situation, **kwargs: Any) -> None:
        self.situation = situation
        super().__init__(*args, **kwargs)
        self.fill()

    def fill(self) -> None:
        """Set the choices that depend on the mediation."""

    def offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        """Give a choice field its choices; the field goes where there is nothing to choose between."""
        field: Any = self.fields[name]
        field.choices = choices
        if any(CHINESE.search(str(label)) for _key, label in choices):
            field.widget.attrs["lang"] = "zh"

    def offer_parties(self, parties: list[MediationParty]) -> None:
        """The parties for whom the reader may answer; one alone is not asked for."""
        if len(parties) > 1:
            self.fields["party"] = forms.ChoiceField(label=_("For which party"))
            self.order_fields(["party", *[name for name in self.fields if name != "party"]])
            self.offer("party", [(str(party.pk), party.name) for party in parties])
        self.only_party = str(parties[0].pk) if parties else ""

    @property
    def party_id(self) -> UUID:
        """The party that answers."""
        return UUID(self.cleaned_data.get("party") or self.only_party)


class ConfirmForm(StepForm):
    """A step that needs nothing but the button."""


class ReasonForm(StepForm):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class ConsentForm(StepForm):
    agrees = forms.ChoiceField(label=_("Do you agree to mediate?"), choices=YES_NO, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("If you do not agree: do you wish to give a reason?"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def fill(self) -> None:
        self.offer_parties([party for party in self.situation.own if party.consents is None])


class InviteForm(StepForm):
    email = forms.EmailField(label=_("E-mail address of the other side"))


class ContactForm(StepForm):
    party = forms.ChoiceField(label=_("Whom did you try to reach?"))
    means = forms.ChoiceField(label=_("By which means?"), choices=ContactAttempt.Means.choices)
    result = forms.ChoiceField(
        label=_("With which result?"), choices=ContactAttempt.Result.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def fill(self) -> None:
        self.only_party = ""
        open_ = [party for party in self.situation.parties if party.consents is None]
        self.offer("party", [(str(party.pk), party.name) for party in open_])


class ShortlistForm(StepForm):
    """Up to five names: ticked in a short pool, entered by register number in a long one."""

    names = forms.MultipleChoiceField(
        label=_("Which mediators or organisations do you put forward?"), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Up to five, or none."),
    )  # fmt: skip
    numbers = forms.CharField(
        label=_("Register numbers of the mediators or organisations you put forward"), required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Up to five, one a line, as the register shows them; or none."),
    )  # fmt: skip
    leaves = forms.BooleanField(label=_("We leave the choice to the court"), required=False)

    def fill(self) -> None:
        situation = self.situation
        if situation.pool_is_short:
            del self.fields["numbers"]
            rows = [candidate.registrant for candidate in situation.candidates]
            self.offer("names", [(str(row.pk), called(row, situation.actor.language)) for row in rows])
        else:
            del self.fields["names"]
        if situation.mediation.court_id is None:
            del self.fields["leaves"]

    def clean_numbers(self) -> list[UUID]:
        """Keys of the registrants with these numbers."""
        given = [part.upper() for part in re.split(r"[\s,;，；]+", self.cleaned_data["numbers"]) if part]
        known = dict(Registrant.objects.filter(register_no__in=given).values_list("register_no", "pk"))
        for number in given:
            if number not in known:
                raise forms.ValidationError(
                    _("%(number)s is not in the register."), params={"number": number}
                )
        return [known[number] for number in given]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if len(self.chosen()) > MOST_NAMES:
            field = "names" if "names" in self.fields else "numbers"
            self.add_error(
                field,
                forms.ValidationError(_("Put forward at most %(most)s names."), params={"most": MOST_NAMES}),
            )
        return cleaned

    def chosen(self) -> list[UUID]:
        """The keys put forward."""
        ticked = [UUID(key) for key in self.cleaned_data.get("names") or []]
        return ticked or list(self.cleaned_data.get("numbers") or [])


class NamesForm(StepForm):
    """One choice for each name of the list: not acceptable, or its place among the reader's wishes."""

    def fill(self) -> None:
        places = [(str(place), str(place)) for place in range(1, len(self.situation.names) + 1)]
        for name in self.situation.names:
            label = called(name.registrant, self.situation.actor.language)
            self.fields[f"name_{name.pk}"] = forms.ChoiceField(
                label=label, choices=[("", _("Not accepted")), *places], required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [place for place in cleaned.values() if place]
        if len(given) != len(set(given)):
            raise forms.ValidationError(
                _("Give each accepted name a place of its own: 1 is your first wish.")
            )
        return cleaned

    def ranked(self) -> list[UUID]:
        """The accepted names, the first wish first."""
        given = [
            (int(place), name)
            for name, place in self.cleaned_data.items()
            if name.startswith("name_") and place
        ]
        return [UUID(name.removeprefix("name_")) for _place, name in sorted(given)]


class TieForm(StepForm):
    tie = forms.ChoiceField(label=_("What kind of tie is it?"), choices=[("", "—"), *Disclosure.Tie.choices])
    text = forms.CharField(
        label=_("What is to be disclosed?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )


class AcceptForm(StepForm):
    """Accept with a declaration: free of ties, or the tie."""

    declares_free = forms.BooleanField(
        label=_(
            "I declare that I have no tie to the parties, their agents or the dispute that has to be disclosed"
        ),
        required=False,
    )
    tie = forms.ChoiceField(
        label=_("Or: what kind of tie do you disclose?"),
        choices=[("", "—"), *Disclosure.Tie.choices],
        required=False,
    )
    text = forms.CharField(
        label=_("What is to be disclosed?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )


class DisclosureAnswerForm(StepForm):
    disclosure = forms.ChoiceField(label=_("Which tie?"))
    waives = forms.ChoiceField(
        label=_("May the mediator go on?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text=_("If not, your answer is a request for recusal on this ground."),
    )

    def fill(self) -> None:
        rows = self.situation.unanswered_disclosures()
        seen = {str(row.pk): row.get_tie_display() for row, _party in rows}
        self.offer("disclosure", list(seen.items()))
        if len(seen) == 1:
            self.fields["disclosure"].widget = forms.HiddenInput()
            self.fields["disclosure"].initial = next(iter(seen))
        parties = {party.pk: party for _row, party in rows}
        self.offer_parties(list(parties.values()))


class RecusalForm(StepForm):
    appointment = forms.ChoiceField(label=_("Which mediator?"))
    ground = forms.ChoiceField(label=_("On which ground?"), choices=RecusalRequest.Ground.choices)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)

    def fill(self) -> None:
        language = self.situation.actor.language
        rows = [row for row in self.situation.appointments if row.mediator is not None]
        self.offer(
            "appointment", [(str(row.pk), called(row.mediator, language)) for row in rows if row.mediator]
        )
        self.offer_parties(self.situation.own)


class RecusalDecisionForm(StepForm):
    request = forms.ChoiceField(label=_("Which request?"))
    grants = forms.ChoiceField(label=_("Is the request granted?"), choices=YES_NO, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason of the decision"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    def fill(self) -> None:
        rows = [row for row in self.situation.recusals if row.decided_at is None]
        self.offer(
            "request", [(str(row.pk), f"{row.party.name} · {row.get_ground_display()}") for row in rows]
        )


class MemberForm(StepForm):
    registrant = forms.ChoiceField(label=_("Which of your mediators?"))

    def fill(self) -> None:
        situation = self.situation
        rows = [row for row in situation.standing.organisation_of if row.mediator_id is None]
        fit = (
            members_of(rows[0].organisation, situation.mediation, situation.on)
            if rows and rows[0].organisation
            else []
        )
        language = situation.actor.language
        self.offer("registrant", [(str(c.registrant.pk), called(c.registrant, language)) for c in fit])


class AcknowledgeForm(StepForm):
    read = forms.BooleanField(label=_("I have read this notice"))
    text_code = ""

    def fill(self) -> None:
        self.offer_parties(self.situation.unread(self.text_code))


class RightsForm(AcknowledgeForm):
    text_code = "rights"


class ConfidentialityForm(AcknowledgeForm):
    text_code = "confidentiality"


class TermsForm(StepForm):
    language = forms.ChoiceField(label=_("Language of the mediation"), choices=Mediation.Language.choices)
    way = forms.ChoiceField(
        label=_("How are the sessions held?"), choices=Terms.Way.choices, widget=forms.RadioSelect
    )
    place = forms.CharField(label=_("Place on site"), required=False, max_length=300)
    fee_bearer = forms.ChoiceField(label=_("Who pays?"), choices=Terms.Bearer.choices)
    fee_basis = forms.CharField(
        label=_("Basis of the fee"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: HKD 3,000 an hour, to be paid in advance for two hours."),
    )  # fmt: skip
    fee_list = forms.CharField(
        label=_("Fee list of the organisation"), required=False, max_length=300,
        help_text=_("Commercial mediation organisations in Shenzhen file their fees with the justice department "
                    "(Shenzhen Ordinance on resolving disputes, art. 39): name the list and its date."),
    )  # fmt: skip
    model_rules_too = forms.BooleanField(
        label=_("The parties also choose the Cross-boundary Disputes Mediation Model Rules (2022)"), required=False,
        help_text=_("The Model Rules are voluntary: they hold only if every party agrees to this."),
    )  # fmt: skip

    def fill(self) -> None:
        mediation = self.situation.mediation
        if mediation.rules_chosen == Mediation.Rules.GBA_MODEL_2022:
            del self.fields["model_rules_too"]
        self.fields["language"].initial = mediation.language


class AnswerTermsForm(StepForm):
    terms = forms.UUIDField(widget=forms.HiddenInput)
    agrees = forms.ChoiceField(
        label=_("Do you agree to this agreement to mediate?"), choices=YES_NO, widget=forms.RadioSelect
    )

    def fill(self) -> None:
        self.offer_parties(self.situation.own_to_agree)
        if self.situation.terms is not None:
            self.fields["terms"].initial = self.situation.terms.pk


class ParticipantForm(StepForm):
    kind = forms.ChoiceField(label=_("As what does this person take part?"), choices=Participant.Kind.choices)
    name = forms.CharField(label=_("Name"), max_length=200)

    def fill(self) -> None:
        if self.situation.standing.is_party:
            own = (Participant.Kind.COMPANION, Participant.Kind.INTERPRETER)
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in own]  # type: ignore[attr-defined]
            self.offer_parties(self.situation.own)
