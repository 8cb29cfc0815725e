"""What anybody may ask of the register, and a message to a mediator. Validates, saves nothing."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation_registry.models import MediationParty
from mediation_registry.queries.finding import KEYWORDS, Ask
from mediation_registry.search.units import TAGS
from portal.search.forms import QueryField

LAST_PAGE = 5_000
#: The filters by one value, as they stand in the address.
FILTERS = (*KEYWORDS, *(name for name in TAGS if name != "resides"))


class DayField(forms.DateField):
    """A calendar day as ``2018-05-01``."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ("%Y-%m-%d",)
    default_error_messages = {
        "invalid": _("Enter the day as year-month-day, for example 2018-05-01."),
    }


class FindForm(forms.Form):
    """The parameters of the register's first page. Everything may be missing; what cannot be read is left out."""

    q = QueryField(label=_("Name, number, language, area of strength"), required=False)
    on = DayField(label=_("As the register stood on"), required=False)
    parties = forms.MultipleChoiceField(
        label=_("The parties of your case"), required=False, choices=MediationParty.Connection.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    everybody = forms.BooleanField(label=_("Show those no longer in force as well"), required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=LAST_PAGE)

    def ask(self, *, today: date) -> Ask:
        """The question, with every parameter that could be read."""
        given = self.cleaned_data
        chosen = {name: self.data[name][:80] for name in FILTERS if self.data.get(name)}
        for name in KEYWORDS:
            if name in chosen:
                chosen[name] = chosen[name].lower()
        return Ask(
            text=given.get("q") or "",
            today=today,
            on=given.get("on"),
            chosen=chosen,
            parties=tuple(given.get("parties") or ()),
            page=given.get("page") or 1,
            everybody=bool(given.get("everybody")),
        )


class DayForm(forms.Form):
    """The day for which a page of the register answers."""

    on = DayField(label=_("How the register stood on"), required=False)


class MessageForm(forms.Form):
    """A message to somebody whose address is not shown."""

    text = forms.CharField(
        label=_("Your message"), max_length=2000, min_length=10, strip=True, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Say in a few words what the dispute is about and in which language. Names of parties and secrets do "
            "not belong here."
        ),
    )  # fmt: skip
