"""Forms of the desk for materials, showing in court, positions, findings and changes of law."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from foreign_law.actions.ascertainment.materials import fingerprint
from foreign_law.forms.ascertainment.acts import RequestForm
from foreign_law.forms.ascertainment.materials import CompletingForm, LawForm, MaterialFields, question_label
from foreign_law.forms.ascertainment.particulars import DAY, PartyChoice, words
from foreign_law.forms.ascertainment.positions import PositionFields
from foreign_law.models import (
    AscertainmentRequest,
    ChangeAlert,
    CitedLaw,
    Exhibition,
    LawProvider,
    Material,
    Position,
    RouteAttempt,
)
from foreign_law.queries.ascertainment.materials import materials_of
from foreign_law.queries.ascertainment.missing_parts import listed
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment.materials import LIVING
from foreign_law.rules.ascertainment.routes import ASPECTS
from portal.cases.models import Party

_CLOSED = (
    lifecycle.DECLINED_CONFLICT,
    lifecycle.DECLINED_OTHER,
    lifecycle.ATTEMPT_WITHDRAWN,
    lifecycle.OPENED,
)


class ReasonForm(RequestForm):
    """A reason, on record."""

    reason = words(label=_("Reason"))


class AttemptChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An attempt on a route; gives its key."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} · {obj.get_route_display()}"

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return found.pk if found is not None else None


class MaterialsChoice(forms.ModelMultipleChoiceField):
    """Materials of the request, with what is missing; gives their keys."""

    missing: dict[Any, str]

    def label_from_instance(self, obj: Any) -> str:
        lacks = self.missing.get(obj.pk, "")
        return f"{obj.number}. {obj.title}" + (
            f" – {_now('missing: %(parts)s') % {'parts': lacks}}" if lacks else ""
        )

    def clean(self, value: Any) -> Any:
        return [row.pk for row in super().clean(value)]


class PaperMaterialForm(MaterialFields, RequestForm):
    """What came to the court on paper, entered by the clerk."""

    attempt_id = AttemptChoice(label=_("On the route"), queryset=RouteAttempt.objects.none(), required=False)
    party_id = PartyChoice(
        label=_("From the party"), queryset=Party.objects.none(), required=False,
        help_text=_("Where a party handed it in without being asked on a route."),
    )  # fmt: skip
    received_date = forms.DateField(label=_("Received on"), widget=DAY)
    field_order = ("attempt_id", "party_id", "received_date")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["seen"]
        self.open_to(self.law_request)
        fields: dict[str, Any] = self.fields
        fields["attempt_id"].queryset = self.law_request.attempts.exclude(state__in=_CLOSED)
        fields["party_id"].queryset = self.law_request.case.parties.all()


class StaffCompletingForm(CompletingForm):
    """Parts of an incomplete material, filled in by the clerk."""

    def __init__(
        self, *args: Any, law_request: AscertainmentRequest, record: Material, at: Any = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"seen": fingerprint(record), **(kwargs.get("initial") or {})}
        record.request = law_request
        super().__init__(*args, material=record, **kwargs)


class CommissionedForm(RequestForm):
    """Whose opinion it is that came as a party's own material (art. 4)."""

    opinion_by = forms.ChoiceField(label=_("Opinion of"), choices=LawProvider.Kind.choices)
    opinion_author = forms.CharField(
        label=_("Name of the institution or expert"), max_length=200, required=False
    )


class StaffLawForm(LawForm):
    """One cited law of a material, entered or completed by the clerk."""

    number = forms.TypedChoiceField(
        label=_("Cited law"), coerce=int, empty_value="", required=False,
        help_text=_("Leave it open to enter another law."),
    )  # fmt: skip
    field_order = ("number",)

    def __init__(
        self, *args: Any, law_request: AscertainmentRequest, record: Material, at: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = CitedLaw.objects.filter(material=record, struck_at=None).order_by("number")
        fields: dict[str, Any] = self.fields
        fields["number"].choices = [
            ("", "—"),
            *((row.number, f"{row.number}. {row.citation}") for row in rows),
        ]
        fields["citation"].required = fields["kind"].required = False
        del self.fields["seen"]

    def clean(self) -> dict[str, Any]:
        entered = super().clean()
        if not entered.get("number") and not entered.get("citation", "").strip():
            self.add_error("citation", _("Name the law."))
        return entered


class ExhibitForm(RequestForm):
    """What was shown in court, when, how, and the minutes (art. 5)."""

    material_ids = MaterialsChoice(
        label=_("Materials shown"), queryset=Material.objects.none(), widget=forms.CheckboxSelectMultiple,
        required=False,
    )  # fmt: skip
    how = forms.ChoiceField(label=_("How"), choices=Exhibition.How.choices)
    shown_date = forms.DateField(label=_("Shown on"), widget=DAY)
    minutes_reference = forms.CharField(label=_("Minutes"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["material_ids"]
        field.queryset = self.law_request.materials.filter(state__in=LIVING).order_by("number")
        lines = materials_of(self.law_request)
        field.missing = {line.material.pk: listed(line.missing) for line in lines}


class InviteForm(RequestForm):
    """Until when the parties may take positions, as the court fixed it."""

    until = forms.DateField(label=_("Positions until"), widget=DAY)
    reason = words(
        rows=2,
        label=_("Order or minutes, and why this day"),
        help_text=_("The court fixes the day; the law has none."),
    )


class StaffPositionsForm(PositionFields, RequestForm):
    """What a party said in court, entered by the clerk with the minutes."""

    party_id = PartyChoice(label=_("Party"), queryset=Party.objects.none())
    minutes_reference = forms.CharField(label=_("Minutes"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["party_id"]
        field.queryset = self.law_request.case.parties.all()
        self.open_points(self.law_request)
        labels = dict(Position.Aspect.choices)
        for question in self.questions:
            for aspect in ASPECTS:
                stance = self.fields[f"stance_{question.number}_{aspect}"]
                reasons = self.fields[f"reasons_{question.number}_{aspect}"]
                stance.label = f"{question.number} · {labels[aspect]}"
                stance.help_text = question_label(question)
                reasons.label = f"{stance.label} · {reasons.label}"


class OpportunityForm(RequestForm):
    """How and when a party could have been heard."""

    party_id = PartyChoice(label=_("Party"), queryset=Party.objects.none())
    given_date = forms.DateField(label=_("Given on"), widget=DAY)
    how = forms.CharField(
        label=_("How"),
        max_length=300,
        help_text=_("Such as: summoned to the hearing, did not come; with the minutes."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["party_id"]
        field.queryset = self.law_request.case.parties.all()


class StaffRebutForm(RequestForm):
    """A rebuttal said in court or handed in on paper."""

    party_id = PartyChoice(label=_("Party"), queryset=Party.objects.none())
    reasons = words(label=_("Why the finding is not right, or does not fit"))
    evidence = forms.FileField(label=_("Evidence to the contrary"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["party_id"]
        field.queryset = self.law_request.case.parties.all()


class AlertForm(RequestForm):
    """Which change of law is noted, and what it means."""

    alert_id = forms.ChoiceField(label=_("Change"))
    note = words(rows=3, label=_("What it means for the request"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["alert_id"]
        material: Any = self.record
        field.choices = [(str(row.pk), _alert(row)) for row in open_alerts(material)]


def open_alerts(material: Material) -> list[ChangeAlert]:
    """The changes of what a material cites that nobody noted yet; no query where they are loaded."""
    return [alert for one in material.cited.all() for alert in one.alerts.all() if alert.seen_at is None]


def _alert(row: ChangeAlert) -> str:
    day = date_format(row.change_date, "DATE_FORMAT") if row.change_date else ""
    return " · ".join(part for part in (row.cited.citation, str(row.get_kind_display()), day) if part)
