"""Costs of ascertaining foreign law (art. 11): quoted, agreed, invoiced, paid, allocated. Amounts only as entered."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foreign_law.models.providers import RouteAttempt
from foreign_law.models.requests import AscertainmentRequest
from portal.cases.models import Party
from portal.exhibits.models import Exhibit


class Cost(models.Model):
    """One cost, from quote to payment."""

    class Kind(models.TextChoices):
        FEE = "fee", _("Fee of the institution or expert")
        TRANSLATION = "translation", _("Translation")
        CERTIFICATION = "certification", _("Certification or notarisation")
        ATTENDANCE = "attendance", _("Attendance for questioning")
        OTHER = "other", _("Other cost")

    class State(models.TextChoices):
        QUOTED = "quoted", _("Quoted")
        AGREED = "agreed", pgettext_lazy("cost", "Agreed")
        INVOICED = "invoiced", _("Invoiced")
        PAID = "paid", _("Paid")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(AscertainmentRequest, on_delete=models.PROTECT, related_name="costs")
    attempt = models.ForeignKey(
        RouteAttempt,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="costs",
        verbose_name=_("on the route"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    description = models.CharField(_("what for"), max_length=300, blank=True)
    currency = models.CharField(_("currency"), max_length=3, help_text=_("ISO 4217, such as CNY, HKD, MOP"))
    quoted = models.DecimalField(_("amount quoted"), max_digits=14, decimal_places=2)
    quoted_date = models.DateField(_("quoted on"))
    invoiced = models.DecimalField(
        _("amount invoiced"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    invoice_number = models.CharField(_("invoice"), max_length=80, blank=True)
    invoice_exhibit = models.ForeignKey(
        Exhibit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("invoice as a file"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUOTED)
    agreed_date = models.DateField(_("agreed on"), null=True, blank=True)
    agreed_by = models.CharField(_("agreed by"), max_length=200, blank=True)
    payer = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("paid in advance by"),
    )
    paid_date = models.DateField(_("paid on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("cost of ascertainment")
        verbose_name_plural = _("costs of ascertainment")
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="one_cost_for_a_number"),
            models.CheckConstraint(condition=Q(quoted__gte=0), name="a_cost_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.currency} {self.amount}"

    @property
    def amount(self) -> object:
        """What counts: the invoice where there is one, else the quote."""
        return self.quoted if self.invoiced is None else self.invoiced


class CostAllocation(models.Model):
    """Who bears how much: by agreement of the parties, else as the court decides, reasonable costs only (art. 11)."""

    class Basis(models.TextChoices):
        AGREEMENT = "agreement", _("Agreement of the parties")
        COURT = "court", _("Decided by the court")
        NONE = "none", _("No costs arose")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(AscertainmentRequest, on_delete=models.PROTECT, related_name="allocations")
    basis = models.CharField(_("basis"), max_length=10, choices=Basis.choices)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("party")
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    reasons = models.TextField(_("reasons"))
    decided_at = models.DateTimeField(_("decided"))
    decided_by = models.CharField(_("decided by"), max_length=100)
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)

    class Meta:
        verbose_name = _("allocation of costs")
        verbose_name_plural = _("allocations of costs")
        ordering = ["decided_at", "party"]

    def __str__(self) -> str:
        return f"{self.request} · {self.get_basis_display()}"
