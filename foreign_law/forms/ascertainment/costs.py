"""Forms of the desk for costs: quote, agreement, invoice, payment, allocation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foreign_law.forms.ascertainment.acts import RequestForm
from foreign_law.forms.ascertainment.asking import AttemptChoice, PartyForm
from foreign_law.forms.ascertainment.particulars import DAY, words
from foreign_law.models import Cost, CostAllocation
from foreign_law.rules.ascertainment import costs as rules
from i18n.amounts import grouped


def money(**entries: Any) -> forms.DecimalField:
    """An amount with two decimals, not negative."""
    return forms.DecimalField(max_digits=14, decimal_places=2, min_value=0, **entries)


class QuoteFields(forms.Form):
    """What a quote says."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Cost.Kind.choices)
    description = forms.CharField(label=_("What for"), max_length=300, required=False)
    currency = forms.CharField(
        label=_("Currency"), min_length=3, max_length=3, help_text=_("ISO 4217, such as CNY, HKD, MOP")
    )
    quoted = money(label=_("Amount quoted"))
    quoted_date = forms.DateField(label=_("Quoted on"), widget=DAY)


class QuoteForm(QuoteFields, RequestForm):
    """A quote that came to the court; on a route or on none."""

    attempt: Any = AttemptChoice(label=_("On the route"), queryset=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attempt"].queryset = self.law_request.attempts.all()  # type: ignore[attr-defined]


class AgreeForm(RequestForm):
    """Who agreed that the cost arises, and when."""

    agreed_by = forms.CharField(
        label=_("Agreed by"), max_length=200, help_text=_("Who agreed, and where it stands: minutes, letter.")
    )
    agreed_date = forms.DateField(label=_("Agreed on"), widget=DAY)


class InvoiceForm(RequestForm):
    """The invoice; its amount counts instead of the quote."""

    invoice_number = forms.CharField(label=_("Invoice"), max_length=80)
    invoiced = money(label=_("Amount invoiced"))
    upload = forms.FileField(label=_("Invoice as a file"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ("invoice_number", "invoiced")
        self.initial = {**{name: getattr(self.record, name, None) for name in names}, **self.initial}


class PaidForm(PartyForm):
    """Who paid in advance, and when."""

    paid_date = forms.DateField(label=_("Paid on"), widget=DAY)


class AllocationForm(RequestForm):
    """One amount for each party and currency of the costs; together they are the costs."""

    basis = forms.ChoiceField(
        label=_("Basis of the allocation"), choices=CostAllocation.Basis.choices, widget=forms.RadioSelect
    )
    no_agreement = forms.BooleanField(
        label=_("The parties have no agreement on these costs"), required=False,
        help_text=_("An agreement comes first; otherwise the court allocates reasonable costs (art. 11)."),
    )  # fmt: skip
    reasons = words(
        label=_("Reasons"), help_text=_("Where the agreement stands, or why the court allocates in this way.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        costs = self.law_request.costs.filter(state__in=rules.COUNTED)
        sums = rules.totals((row.currency, Decimal(str(row.amount))) for row in costs)
        self.shares: dict[str, tuple[Any, str]] = {}
        for party in self.law_request.case.parties.order_by("number"):
            for currency, amount in sums.items():
                name = f"share_{party.number}_{currency}"
                self.shares[name] = (party.pk, currency)
                self.fields[name] = money(
                    label=f"{party.get_role_display()} · {party.name} · {currency}", required=False,
                    help_text=_("Costs in this currency: %(amount)s")
                    % {"amount": grouped(amount)},
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        entered = dict(super().clean() or {})
        amounts = {name: entered.pop(name, None) for name in self.shares}
        entered["shares"] = [(*self.shares[name], amount) for name, amount in amounts.items() if amount]
        return entered
