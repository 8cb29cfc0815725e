"""What the desk asks: the filters of the list, the judge's reason, the legs to be reminded, the register's period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.identity.models import Court
from service_of_process.models import Channel, Leg, Means, Region, ServiceMatter
from service_of_process.queries.desk import Ask, Sort
from service_of_process.queries.holders import CHOICES

ANY = ("", _("all"))
DUE = (
    ANY,
    ("overdue", _("overdue")),
    ("7", _("in 7 days")),
    ("14", _("in 14 days")),
    ("30", _("in 30 days")),
)
SORTS = ((Sort.NEWEST, _("newest first")), (Sort.DUE, _("nearest last day first")))


class FilterForm(forms.Form):
    """The filters of the list; an unknown value filters nothing."""

    q = forms.CharField(label=_("Number, case or addressee"), required=False, max_length=120)
    state = forms.ChoiceField(label=_("State"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    region = forms.ChoiceField(label=_("Place"), required=False)
    direction = forms.ChoiceField(label=_("Direction"), required=False)
    due = forms.ChoiceField(label=_("Due"), required=False, choices=DUE)
    holder = forms.ChoiceField(label=_("Held by"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("state", ServiceMatter.State.choices), ("channel", Channel.choices), ("region", Region.choices),
            ("direction", ServiceMatter.Direction.choices), ("holder", CHOICES),
        ):  # fmt: skip
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [ANY, *choices]

    def ask(self) -> Ask:
        """What was asked, without what is not understood."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return Ask(**given)


class DecideForm(forms.Form):
    """The judge's words on a proposal; refusing one needs them."""

    reason = forms.CharField(
        label=_("Reason of the judge"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, *args: Any, wants_reason: bool, sentences: tuple[Any, ...] = (), **kwargs: Any
    ) -> None:
        self.sentences = sentences
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = wants_reason


class PeriodForm(forms.Form):
    """From which day to which a register is wanted, and of which court."""

    start = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    end = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    court: forms.ModelChoiceField[Court] = forms.ModelChoiceField(
        label=_("Court"), required=False, queryset=Court.objects.none(), empty_label=_("all")
    )

    def __init__(self, *args: Any, courts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["court"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = courts

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day lies before the first."))
        return cleaned


class RemindForm(forms.Form):
    """The legs that get a reminder today, and how it went out."""

    leg_ids = forms.TypedMultipleChoiceField(
        label=_("Legs"), coerce=UUID, error_messages={"required": _("Tick at least one leg.")}
    )
    means = forms.ChoiceField(
        label=_("Sent by"), required=False, choices=[("", _("not recorded")), *Means.choices]
    )

    def __init__(self, *args: Any, legs: Sequence[Leg], on: date, **kwargs: Any) -> None:
        self.on = on
        super().__init__(*args, **kwargs)
        field = self.fields["leg_ids"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(str(leg.pk), leg.reference) for leg in legs]

    def is_ticked(self, leg: Any) -> bool:
        """Whether the leg is ticked: as sent; before that, where its period is past and no reminder went out since."""
        if self.is_bound:
            return str(leg.pk) in self.data.getlist("leg_ids")  # type: ignore[attr-defined]
        return leg.alarm < self.on and (leg.reminded_date is None or leg.reminded_date <= leg.alarm)
