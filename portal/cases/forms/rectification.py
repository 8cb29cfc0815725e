"""Forms that put a mistake right, and that decide a proposal by a second person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.audit.models import Rectification
from portal.cases.forms.staff import CaseActForm, rows
from portal.cases.models import Party, Representation
from portal.cases.rectifiers import CASE_FIELDS, PARTY_FIELDS, REPRESENTATION_FIELDS


class RectifyForm(CaseActForm):
    """Which entry of which record is wrong, the right one, and the reason."""

    entry = forms.ChoiceField(label=_("Wrong entry"))
    new = forms.CharField(
        label=_("Right entry"), max_length=200, help_text=_("Dates as 2026-11-22; choices by their code.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def fill(self) -> None:
        self.records: dict[str, Any] = {}
        choices = [self._choice(self.case, self.case.reference, CASE_FIELDS)]
        for party in Party.objects.filter(case=self.case):
            choices.append(self._choice(party, f"{party.number}. {party.name}", PARTY_FIELDS))
        for agent in Representation.objects.filter(party__case=self.case):
            choices.append(self._choice(agent, agent.agent_name, REPRESENTATION_FIELDS))
        field: Any = self.fields["entry"]
        field.choices = choices

    def _choice(self, record: Any, name: str, fields: Any) -> tuple[str, list[tuple[str, str]]]:
        self.records[str(record.pk)] = record
        return name, [
            (f"{record.pk}|{field}", f"{entry.label}: {getattr(record, field)}")
            for field, entry in fields.items()
        ]

    def chosen(self) -> tuple[Any, str]:
        """The record and the name of its field."""
        key, _bar, field = self.cleaned_data["entry"].partition("|")
        return self.records[key], field


class DecideForm(CaseActForm):
    """A second person decides on a rectification that moves a legal date."""

    rectification = rows(Rectification, _("Proposed rectification"))

    def fill(self) -> None:
        waiting = Rectification.objects.filter(chain=self.case.chain, state=Rectification.State.PROPOSED)
        self.choose(
            "rectification",
            waiting,
            lambda row: f"{row.field}: {row.old_value} → {row.new_value} ({row.reason})",
        )


class DeclineForm(DecideForm):
    reason = forms.CharField(label=_("Reason"), max_length=300)
