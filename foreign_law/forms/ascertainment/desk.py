"""What the desk asks: the filters of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foreign_law.models import AscertainmentRequest
from foreign_law.queries.ascertainment.desk import DUE, NEWEST, Ask
from foreign_law.rules.ascertainment import lifecycle
from portal.search.forms import QueryField

ANY = ("", _("all"))
HOLDERS = (
    (lifecycle.CLERK, _("Clerk")), (lifecycle.JUDGE, _("Judge")), (lifecycle.PEOPLE, _("Parties")),
    (lifecycle.PROVIDER, _("Whoever was asked")),
)  # fmt: skip
LAWS = (("CN-HK", _("Hong Kong")), ("CN-MO", _("Macao")))
DAYS = (("overdue", _("overdue")), ("7", _("in 7 days")), ("30", _("in 30 days")))
SORTS = ((NEWEST, _("newest first")), (DUE, _("nearest last day first")))


class FilterForm(forms.Form):
    """The filters of the list; an unknown value filters nothing."""

    q = QueryField(label=_("Number, case or field of law"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[ANY, *AscertainmentRequest.State.choices]
    )
    basis = forms.ChoiceField(
        label=_("Basis"), required=False, choices=[ANY, *AscertainmentRequest.Basis.choices]
    )
    law = forms.ChoiceField(label=_("Law"), required=False, choices=[ANY, *LAWS])
    due = forms.ChoiceField(label=_("Due"), required=False, choices=[ANY, *DAYS])
    holder = forms.ChoiceField(label=_("Held by"), required=False, choices=[ANY, *HOLDERS])
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)

    def ask(self) -> Ask:
        """What was asked, without what is not understood."""
        self.is_valid()
        given: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        return Ask(**given)
