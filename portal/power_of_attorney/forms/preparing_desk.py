"""Forms of the court's desk before the session. Each that needs the record takes ``power``, ``actor`` and ``on``."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from i18n import languages
from portal.audit.actors import Actor
from portal.cases.models import Case, Party
from portal.identity.models import Court, Person, User
from portal.identity.queries import holders_of
from portal.identity.roles import Role
from portal.power_of_attorney.forms.preparing import text_field
from portal.power_of_attorney.models import PowerOfAttorney, Slot
from portal.power_of_attorney.queries.preparing import basis_facts, cure_proposal, missing_for_clearing
from portal.power_of_attorney.queries.schedule import ABSENT, COURT_ZONE, ZONES, free_slots, local_times
from portal.power_of_attorney.queries.words import clearing_sentences
from portal.power_of_attorney.rules import basis as basis_rules
from portal.time_limits.sentences import render

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DeskForm(forms.Form):
    """A form of one act on one power; ``sentences`` stand above it."""

    needs_record: ClassVar[bool] = True

    def __init__(
        self, *args: Any, power: PowerOfAttorney, actor: Actor, at: datetime, on: date, **kwargs: Any
    ) -> None:
        self.power, self.actor, self.at, self.on = power, actor, at, on
        super().__init__(*args, **kwargs)
        self.sentences: list[Any] = self.read_first()

    def read_first(self) -> list[Any]:
        """What must be read before the button is pressed."""
        return []


class BareForm(DeskForm):
    """Nothing to enter."""


class ReasonForm(DeskForm):
    """A reason that people read."""

    reason = text_field(_("Reason"), help_text=_("The people concerned read it."))


class ComparedForm(DeskForm):
    """What was compared when an identity was established."""

    basis = text_field(
        _("What you compared"),
        help_text=_(
            "For example: original seen, notarised copy of the attesting officer, answer of the platform."
        ),
    )

    def read_first(self) -> list[Any]:
        return [_("An answer of a platform decides nothing. You decide, and what you write here is kept.")]


class LegalBasisForm(DeskForm):
    """On which footing the signing is witnessed."""

    basis = forms.ChoiceField(
        label=_("Legal basis"), choices=PowerOfAttorney.Basis.choices, widget=forms.RadioSelect
    )
    reason = text_field(
        _("Reason"),
        required=False,
        help_text=_("Needed for the Interpretation, arts 523 and 549. It is printed."),
    )
    platform_reference = forms.CharField(
        label=_("Reference of the official platform"), max_length=80, required=False,
        help_text=_("Needed for the Provisions of 2021, art. 6."),
    )  # fmt: skip
    uses_mandarin = forms.TypedChoiceField(
        label=_("Does the principal use the common language of the Mainland?"), required=False, empty_value=None,
        choices=[("", _("not established")), ("yes", _("yes")), ("no", _("no, an interpreter is needed"))],
        coerce=lambda answer: answer == "yes",
    )  # fmt: skip

    def read_first(self) -> list[Any]:
        facts = basis_facts(self.power, self.on)
        found = [_("Without a legal basis there is no session. It is printed on the power.")]
        if "gba" in facts.licences:
            found.append(_(
                "An agent holds a licence for the Greater Bay Area. That it counts as a Mainland lawyer's under art. 6 "
                "is the court's reading, and is printed as such."
            ))  # fmt: skip
        if set(self.power.stages) != {basis_rules.FIRST_INSTANCE}:
            found.append(
                _("This power goes beyond the first instance: art. 6 of the Provisions does not hold for it.")
            )
        return found


class PartyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A place in a case: reference, number, standing."""

    def label_from_instance(self, obj: Party) -> str:
        return f"{obj.case.reference} · {obj.number} · {obj.get_role_display()}"


class CaseForm(DeskForm):
    """The principal's place in a case of this court."""

    party = PartyChoice(
        label=_("The principal's place in a case"), queryset=Party.objects.none(), empty_label=None,
        help_text=_("Cases of this court in which the principal is entered with the account."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cases = Case.objects.for_staff(self.actor, self.on).filter(court=self.power.court_id)
        rows = Party.objects.on(self.on).filter(case__in=cases, person=self.power.principal_id)
        field: Any = self.fields["party"]
        field.queryset = rows.select_related("case").order_by("-case__filed_date")


class CureForm(DeskForm):
    """What is to be corrected, and by when; the day of the clock stands in the field as a proposal."""

    grounds = text_field(
        _("What is to be corrected"), rows=6, help_text=_("Tell everything at once (art. 9).")
    )
    by_date = forms.DateField(
        label=_("To be corrected by"), widget=DAY, help_text=_("The court fixes the day.")
    )

    def read_first(self) -> list[Any]:
        found: list[Any] = []
        if self.power.reviews.filter(outcome="cure").exists():
            found.append(
                _("Defects were told once already; art. 9 of the Provisions speaks of telling them once.")
            )
        proposal = cure_proposal(self.on)
        if proposal is None:
            return [*found, _("No calendar is loaded, so no day is proposed.")]
        self.fields["by_date"].initial = proposal.due
        language = get_language() or languages.DEFAULT
        return [
            *found,
            _("A proposal with its working:"),
            *(render(step, language) for step in proposal.working),
        ]


class LaterForm(DeskForm):
    """More time to correct."""

    by_date = forms.DateField(label=_("New day"), widget=DAY)
    reason = text_field(_("Reason"), help_text=_("The people concerned read it."))

    def read_first(self) -> list[Any]:
        return [
            _("Whether the period may reach thirty days in all was not verified; the court fixes the day.")
        ]


class LapseForm(ReasonForm):
    """The judge's finding that nothing was corrected in time."""

    def read_first(self) -> list[Any]:
        return [
            _(
                "The clock proposes; the judge decides. Was nothing handed in, by post or at the counter either?"
            )
        ]


class ClearForm(BareForm):
    """What is still missing, or that nothing is."""

    def read_first(self) -> list[Any]:
        missing = clearing_sentences(missing_for_clearing(self.power, self.on))
        return missing or [_("Everything that has to stand before a session stands.")]


class SlotChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A free time in the court's own time."""

    def label_from_instance(self, obj: Slot) -> str:
        court_time = local_times(obj, [], None)[0]
        return court_time.words


class BookForm(DeskForm):
    """One of the court's free times."""

    slot = SlotChoice(label=_("Time"), queryset=Slot.objects.none(), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["slot"]
        field.queryset = free_slots(self.power, self.at)


class MoveForm(BookForm):
    """Another time, and why."""

    reason = text_field(_("Reason"), help_text=_("The people concerned read it."))


class NoShowForm(DeskForm):
    """Who did not come, and what is known of why."""

    absent = forms.MultipleChoiceField(
        label=_("Who did not come"), choices=list(ABSENT.items()), widget=forms.CheckboxSelectMultiple
    )
    reason = text_field(_("Reason, as far as it is known"))


class InterpreterChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A person by the name nearest to the reader's language."""

    def label_from_instance(self, obj: Person) -> str:
        return obj.name_for(get_language() or languages.DEFAULT) or str(obj.pk)


class InterpreterForm(DeskForm):
    """Who interprets between which languages, and how the person is identified."""

    person = InterpreterChoice(label=_("Interpreter"), queryset=Person.objects.none(), empty_label=None)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=languages.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    identity_basis = text_field(
        _("How the person is identified"), required=False, rows=2,
        help_text=_("Needed where no verified paper of the interpreter is kept here."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        holders = holders_of(Role.INTERPRETER.value, self.on)
        field.queryset = Person.objects.filter(user__in=holders).prefetch_related("names")

    def read_first(self) -> list[Any]:
        return [_(
            "Not a party's lawyer or agent, and no relative. The register refuses whoever stands or stood for a party; "
            "family ties it does not know: the pledge asks for them."
        )]  # fmt: skip


class AccountChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An account by its person's name."""

    def label_from_instance(self, obj: User) -> str:
        person = getattr(obj, "person", None)
        return (person.name_for(get_language() or languages.DEFAULT) if person else "") or obj.email


class OfferForm(forms.Form):
    """Times to offer on one day: from, until, in pieces of so many minutes, in one time zone."""

    court: forms.ModelChoiceField[Court] = forms.ModelChoiceField(
        label=_("Court"), queryset=Court.objects.none(), empty_label=None
    )
    judge = AccountChoice(label=_("Judge"), queryset=User.objects.none(), empty_label=None)
    clerk = AccountChoice(
        label=_("Clerk"),
        queryset=User.objects.none(),
        required=False,
        empty_label=pgettext_lazy("clerk", "none"),
    )
    day = forms.DateField(label=_("Day"), widget=DAY)
    from_time = forms.TimeField(
        label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    to_time = forms.TimeField(
        label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(label=_("Minutes for each session"), min_value=15, max_value=180, initial=30)
    zone = forms.ChoiceField(
        label=_("Time zone of these times"), choices=list(ZONES.items()), initial=COURT_ZONE
    )

    def __init__(self, *args: Any, courts: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["court"].queryset = courts
        for role in ("judge", "clerk"):
            holders = User.objects.filter(
                is_active=True, offices__role=role, offices__court__in=courts, offices__valid_from__lte=on
            ).distinct()
            fields[role].queryset = holders.select_related("person").prefetch_related("person__names")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("from_time") and found.get("to_time") and not self.starts():
            raise ValidationError({"to_time": _now("Not even one session fits between these times.")})
        return found

    def starts(self) -> list[datetime]:
        """The beginnings of the sessions that fit, at most forty."""
        entries = self.cleaned_data
        if not {"day", "from_time", "to_time", "minutes", "zone"} <= set(entries):
            return []
        zone = ZoneInfo(entries["zone"])
        start = datetime.combine(entries["day"], entries["from_time"], zone)
        end = datetime.combine(entries["day"], entries["to_time"], zone)
        length = timedelta(minutes=entries["minutes"])
        count = min(int((end - start) / length), 40) if end > start else 0
        return [start + length * number for number in range(count)]


class WithdrawSlotForm(forms.Form):
    """Why an offered time is taken back."""

    reason = text_field(_("Reason"))
