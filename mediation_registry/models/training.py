"""Continuing training: what a mediator attended, and whether the authority of her place counts it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mediation_registry.models.registrants import Registrant
from portal.exhibits.models import Exhibit
from portal.identity.models import Authority


class TrainingRecord(models.Model):
    """One event of continuing training: entered by the mediator, checked by an assessor of her place."""

    class State(models.TextChoices):
        ENTERED = "entered", _("Entered, not checked yet")
        CHECKED = "checked", _("Checked and counted")
        NOT_COUNTED = "not_counted", _("Not counted")
        WITHDRAWN = "withdrawn", _("Withdrawn by the mediator")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registrant = models.ForeignKey(
        Registrant, on_delete=models.PROTECT, related_name="training_records", verbose_name=_("mediator")
    )
    event = models.CharField(_("training event"), max_length=300)
    organiser = models.CharField(_("organiser"), max_length=200)
    approving_body = models.CharField(_("body that approved the event"), max_length=200, blank=True)
    approved_in_advance = models.BooleanField(_("approved before it took place"), null=True, blank=True)
    hours = models.DecimalField(_("number of hours"), max_digits=5, decimal_places=1)
    from_date = models.DateField(_("first day"))
    to_date = models.DateField(_("last day"))
    evidence = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.ENTERED)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.CharField(_("entered by"), max_length=100)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    checked_by = models.CharField(_("checked by"), max_length=100, blank=True)
    checked_for = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("checked for the authority"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("training record")
        verbose_name_plural = _("training records")
        ordering = ["-to_date", "-entered_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__gte=F("from_date")), name="training_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(hours__gt=0), name="training_lasts_some_time"),
            models.CheckConstraint(
                condition=~Q(state__in=["checked", "not_counted"])
                | (Q(checked_at__isnull=False, checked_for__isnull=False) & ~Q(checked_by="")),
                name="checked_training_names_its_checker",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_counted") | ~Q(reason=""), name="training_not_counted_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(checked_by="") | ~Q(checked_by=F("entered_by")), name="nobody_checks_own_training"
            ),
        ]
        indexes = [models.Index(fields=["state", "registrant"], name="training_state")]

    def __str__(self) -> str:
        return self.event

    @property
    def chain(self) -> str:
        """The chain of the log that holds this record's events: the registrant's own."""
        return f"registrant:{self.registrant_id}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its check."""
        return self.state == self.State.ENTERED
