"""Forms of what the judge alone decides, and of recorded outages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.time_limits.labels import citation_of
from portal.time_limits.rows import RULES
from service_of_process.forms.acts import MatterForm
from service_of_process.models import Clock, Outage, Proposal, ServiceMatter
from service_of_process.queries import judging

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
LONG = forms.Textarea(attrs={"rows": 4})


class ReasonForm(MatterForm):
    """A decision with its reason."""

    reason = forms.CharField(label=_("Reason"), widget=LONG, max_length=4000)


class NoticeForm(ReasonForm):
    """The order of a public notice: its term and why."""

    term = forms.ChoiceField(
        label=_("Term"), choices=ServiceMatter.NoticeBasis.choices,
        help_text=_(
            "Three months unless you prefer the 60 days of the Civil Procedure Law; the reason then says why. A judgment "
            "or ruling is published for three months."
        ),
    )  # fmt: skip
    field_order = ("term", "reason")


class FactForm(ReasonForm):
    """Which circumstance of art. 12 is decided."""

    fact_id = forms.ChoiceField(label=_("Circumstance"))
    field_order = ("fact_id", "leg_id", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("fact_id", [
            (str(fact.pk), f"{fact.get_kind_display()} · {date_format(fact.fact_date, 'DATE_FORMAT')}")
            for fact in judging.facts_to_decide(self.matter)
        ])  # fmt: skip

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class FactFoundForm(FactForm):
    """Found, and for which leg."""

    leg_id = forms.ChoiceField(
        label=_("Leg"), required=False,
        help_text=_("The leg whose documents reached the addressee. Leave it open if only one is in question."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        legs = [
            (str(leg.pk), f"{leg.number} · {leg.get_channel_display()}")
            for leg in judging.deemable(self.matter)
        ]
        self._choices("leg_id", [("", "—"), *legs])

    def clean_leg_id(self) -> str | None:
        return self.cleaned_data["leg_id"] or None


class OtherDateForm(ReasonForm):
    """The other of the two dates that the law leaves open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proposal = (
            judging.open_on(self.leg, (Proposal.Kind.DEEMED, Proposal.Kind.NOTICE)) if self.leg else None
        )
        if proposal is not None and proposal.date is not None and proposal.alternative_date is not None:
            self.sentences = (
                _("Date proposed: %(day)s") % {"day": date_format(proposal.date, "DATE_FORMAT")},
                _("Other date in question: %(day)s")
                % {"day": date_format(proposal.alternative_date, "DATE_FORMAT")},
            )


class RenewForm(MatterForm):
    """Which proposal that was not accepted is taken up again."""

    proposal_id = forms.ChoiceField(label=_("Proposal"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["proposal_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(row.pk), _proposal(row)) for row in judging.declined(self.matter)]


class ExtensionForm(ReasonForm):
    """Which period is extended, and to which day."""

    clock_id = forms.ChoiceField(label=_("Period"))
    extended_to = forms.DateField(label=_("Extended to"), widget=DAY)
    field_order = ("clock_id", "extended_to", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["clock_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(row.pk), _clock(row)) for row in judging.extendable(self.matter)]


class OutageForm(MatterForm):
    """A platform that could not be used, and when."""

    platform = forms.ChoiceField(label=_("Platform"), choices=Outage.Platform.choices)
    began_at = forms.DateTimeField(label=_("Out of order from"), widget=MOMENT)
    ended_at = forms.DateTimeField(label=_("Out of order until"), widget=MOMENT)
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Such as the notice of the operator.")
    )


def _proposal(row: Proposal) -> str:
    day = date_format(row.date, "DATE_FORMAT") if row.date else ""
    leg = str(row.leg.number) if row.leg else ""
    return " · ".join(part for part in (leg, str(row.get_kind_display()), day) if part)


def _clock(row: Clock) -> str:
    citation = citation_of(RULES[row.rule]).in_language(get_language() or "en")
    return f"{citation} · {date_format(row.due_date, 'DATE_FORMAT')}"
