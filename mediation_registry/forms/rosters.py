"""Forms of court rosters and continuing training: the mediator's own, and those of the court's desk."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation_registry.models import CourtRoster, CourtRosterEntry, OrganisationMembership, Registrant
from mediation_registry.models.grounds import GROUND_CHOICES
from mediation_registry.queries.rosters import courts_of, published_rosters
from mediation_registry.rules.lifecycle import JURISDICTIONS
from portal.audit.actors import Actor
from portal.drafts.forms import DraftMixin
from portal.identity.models import Court, Jurisdiction


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A calendar day, entered with the browser's own field."""
    return forms.DateField(
        label=label, required=required, help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


def text_field(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 3) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(
        label=label, required=required, max_length=2000, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


# -- the mediator's own


class ApplyForm(DraftMixin, forms.Form):
    """An application to a court's roster; whoever is not in the register yet names the home place."""

    roster = forms.ModelChoiceField(label=_("Roster"), queryset=CourtRoster.objects.none(), empty_label=None)
    home: forms.ModelChoiceField[Jurisdiction] = forms.ModelChoiceField(
        label=_("Home place"), queryset=Jurisdiction.objects.none(), empty_label=None,
        help_text=_("You are not in the register yet. With the application you are entered and receive a number."),
    )  # fmt: skip
    statement = text_field(
        _("What the court should know"), required=False, rows=5,
        help_text=_("Experience, areas of strength, languages. The court reads it; it is not published."),
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, registrant: Registrant | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rosters: Any = self.fields["roster"]
        wanted = CourtRoster.Kind.ORGANISATIONS if kind == "organisation" else CourtRoster.Kind.INDIVIDUALS
        rosters.queryset = published_rosters().filter(kind=wanted)
        if registrant is not None:
            del self.fields["home"]
            return
        home: Any = self.fields["home"]
        home.queryset = Jurisdiction.objects.filter(code__in=JURISDICTIONS)


class OptionalReasonForm(forms.Form):
    """A reason, if somebody wishes to give one."""

    reason = text_field(_("Reason (may be left empty)"), required=False)


class ReasonForm(forms.Form):
    """A reason that the act needs."""

    reason = text_field(_("Reason"))


class NameMediatorForm(forms.Form):
    """A confirmed member of the organisation, to be named for the roster."""

    needs_record = True
    mediator = forms.ModelChoiceField(
        label=_("Mediator"), queryset=Registrant.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, record: CourtRosterEntry, on: date, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["mediator"]
        choice.queryset = members_of(record.registrant, on)
        choice.label_from_instance = lambda one: f"{one.register_no} {one.name_for(actor.language)}"


def members_of(organisation: Registrant, on: date) -> Any:
    """The mediators whose membership in the organisation is confirmed and in force."""
    members = OrganisationMembership.objects.on(on).filter(
        organisation=organisation, confirmed_at__isnull=False
    )
    return Registrant.objects.filter(pk__in=members.values("mediator")).select_related("person")


class TrainingForm(DraftMixin, forms.Form):
    """One event of continuing training."""

    event = forms.CharField(label=_("Training event"), max_length=300)
    organiser = forms.CharField(label=_("Organiser"), max_length=200)
    from_date = day_field(_("First day"))
    to_date = day_field(_("Ended on"))
    hours = forms.DecimalField(
        label=_("Number of hours"), min_value=0, max_digits=5, decimal_places=1,
        widget=forms.NumberInput(attrs={"class": "short", "step": "0.5", "inputmode": "decimal"}),
    )  # fmt: skip
    approving_body = forms.CharField(
        label=_("Body that approved the event"), max_length=200, required=False,
        help_text=_("Leave empty if nobody approved it."),
    )  # fmt: skip
    approved_in_advance = forms.TypedChoiceField(
        label=_("Approved before it took place"), required=False, empty_value=None,
        choices=(("", _("I do not know")), ("yes", _("Yes")), ("no", _("No"))), coerce=lambda said: said == "yes",
    )  # fmt: skip
    upload = forms.FileField(
        label=_("Evidence"), required=False,
        help_text=_("Certificate of attendance or similar. PDF or image. Only you and the assessor of your place see it."),
    )  # fmt: skip


# -- the court's desk


class DeskForm(forms.Form):
    """A form of the desk that knows its record, the officer and the day."""

    needs_record = True

    def __init__(self, *args: Any, record: Any, actor: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.actor, self.on = record, actor, on


class OpenRosterForm(forms.Form):
    """A new roster of one of the officer's courts."""

    court: forms.ModelChoiceField[Court] = forms.ModelChoiceField(
        label=_("Court"), queryset=Court.objects.none(), empty_label=None
    )
    kind = forms.ChoiceField(label=_("Roster of"), choices=CourtRoster.Kind.choices)
    speciality = forms.ChoiceField(
        label=_("Speciality"), choices=CourtRoster.Speciality.choices, required=False
    )
    level = forms.ChoiceField(label=_("Serves"), choices=CourtRoster.Level.choices)
    term_notice_days = forms.IntegerField(
        label=_("Notice before the end of a term (days)"), required=False, min_value=1, max_value=365,
        help_text=_("Empty: the court has set none, and nobody is reminded."),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        court: Any = self.fields["court"]
        court.queryset = courts_of(actor, on)


class InviteForm(forms.Form):
    """An invitation to a roster of the officer's courts, by register number."""

    roster = forms.ModelChoiceField(label=_("Roster"), queryset=CourtRoster.objects.none(), empty_label=None)
    registrant = forms.ModelChoiceField(
        label=_("Register number"), queryset=Registrant.objects.all(), to_field_name="register_no",
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"invalid_choice": _("This number is not in the register.")},
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roster: Any = self.fields["roster"]
        roster.queryset = published_rosters().filter(court__in=courts_of(actor, on))


class DatedForm(forms.Form):
    """The day from which the act counts."""

    effective_date = day_field(_("Takes effect on"))


class CourtTrainingForm(DatedForm):
    """Training by the court."""

    training = forms.CharField(label=_("Training"), max_length=300)
    hours = forms.DecimalField(
        label=_("Number of hours"), required=False, min_value=0, max_digits=5, decimal_places=1
    )


class CertifyForm(forms.Form):
    """The number of the court's own certificate."""

    certificate_no = forms.CharField(label=_("Number of the court's certificate"), max_length=100)


class TermForm(forms.Form):
    """The days of the entry on the roster."""

    valid_from = day_field(_("On the roster from"))
    valid_to = day_field(
        _("End of the term (exclusive)"),
        required=False,
        help_text=_("Leave empty if the court sets no term."),
    )


class RenewForm(forms.Form):
    """Another end of the term."""

    valid_to = day_field(_("New end of the term (exclusive)"))


class EvaluationForm(DatedForm):
    """A periodic evaluation; the grade is optional."""

    result = forms.CharField(label=_("Result"), max_length=300)
    grade = forms.CharField(label=_("Grade (may be left empty)"), max_length=60, required=False)
    reason = text_field(_("Remarks"), required=False)


class GradeForm(forms.Form):
    """A grade as a grading body announced it."""

    grade = forms.CharField(label=_("Grade"), max_length=60)
    grading_body = forms.CharField(label=_("Grading body"), max_length=200)
    grade_date = day_field(_("Graded on"))


class SanctionForm(forms.Form):
    """Ground and reason of a warning, a circular criticism or a proposal of removal."""

    ground = forms.ChoiceField(label=_("Ground"), choices=GROUND_CHOICES)
    reason = text_field(_("Reason"))


class RemoveForm(DatedForm):
    """The second officer's decision."""

    instrument_no = forms.CharField(label=_("Number of the instrument"), max_length=100, required=False)


class BorrowForm(DeskForm):
    """Which of the officer's courts asks."""

    court: forms.ModelChoiceField[Court] = forms.ModelChoiceField(
        label=_("Court that asks"), queryset=Court.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        court: Any = self.fields["court"]
        court.queryset = courts_of(self.actor, self.on)


class NotCountedForm(forms.Form):
    """Why a training record is not counted."""

    reason = text_field(_("Reason"))
