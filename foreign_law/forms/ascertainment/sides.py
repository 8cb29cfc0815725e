"""Forms of parties, lawyers and whoever was asked: to ask, to ask for more time, to agree to a cost, to withdraw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foreign_law.forms.ascertainment.costs import QuoteFields
from foreign_law.forms.ascertainment.particulars import (
    DAY,
    ROWS,
    KnownParticulars,
    ParticularsFields,
    PartyChoice,
    words,
)
from foreign_law.models import AscertainmentRequest
from portal.cases.models import Party
from portal.drafts.forms import DraftMixin


class SideFields(forms.Form):
    """Names the side only for somebody who stands on several."""

    party = PartyChoice(label=_("For the party"), queryset=Party.objects.none())

    def __init__(self, *args: Any, sides: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(sides) > 1:
            field: Any = self.fields["party"]
            field.queryset = Party.objects.filter(pk__in=[side.pk for side in sides]).order_by("number")
        else:
            del self.fields["party"]


#: What the judge enters; nobody else is asked for it.
COURTS_OWN = ("nature", "field_of_law")


class AskForm(DraftMixin, SideFields, ParticularsFields):
    """A party or lawyer asks: basis, law, day of the facts, questions. What was typed is kept until it is sent."""

    @classmethod
    def initial_from(cls, values: Mapping[str, list[str]]) -> dict[str, Any]:
        """Initial values out of a draft, with the rows of questions."""
        rows = {name: entries[-1] for name, entries in values.items() if name.startswith(ROWS) and entries}
        return {**super().initial_from(values), **rows}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in COURTS_OWN:
            del self.fields[name]
        self.fields["basis"].required = True
        self.fields["agreed_facts"].label = _("Facts that are not in dispute")
        self.open_rows()
        if "party" in self.fields:
            self.order_fields(["party"])


class MendForm(KnownParticulars):
    """The own request, returned by the judge to be completed."""

    def __init__(self, *args: Any, law_request: AscertainmentRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in COURTS_OWN:
            del self.fields[name]
        self.open_known(law_request)


class ExtensionForm(SideFields):
    """More time, and specifically why."""

    until = forms.DateField(label=_("Until which day?"), widget=DAY)
    reasons = words(
        label=_("Specific reasons"),
        help_text=_(
            "What still has to be done, by whom, and why it could not be done within the period (art. 9)."
        ),
    )


class AgreeForm(SideFields):
    """The side agrees that the cost arises."""


class PaidForm(SideFields):
    """The side paid in advance."""

    paid_date = forms.DateField(label=_("Paid on"), widget=DAY)


class WithdrawForm(forms.Form):
    """Why the own request is taken back."""

    reason = words(label=_("Reason"))


class QuoteForm(QuoteFields):
    """What whoever was asked quotes for its own attempt."""
