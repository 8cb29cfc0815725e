"""Requests of people who lost every second factor."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.identity.models.places import Court
from portal.seals.fields import EncryptedTextField


class RecoveryRequest(models.Model):
    """One request: asked for, identity proved anew, waiting, done; or cancelled, or refused."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("Waiting for proof of identity")
        PROVED = "proved", _("Identity proved, waiting time runs")
        COMPLETED = "completed", _("Second factors reset")
        CANCELLED = "cancelled", _("Cancelled by the account's holder")
        REFUSED = "refused", _("Refused")

    OPEN = ("requested", "proved")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="recoveries",
        verbose_name=_("account"),
    )
    court = models.ForeignKey(
        Court, on_delete=models.PROTECT, related_name="recoveries", verbose_name=_("court that checks")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.REQUESTED)
    reach_me = EncryptedTextField(
        context="identity.recovery_contact", blank=True, null=True, verbose_name=_("how to reach the person")
    )
    requested_at = models.DateTimeField(_("requested"))
    proved_at = models.DateTimeField(_("identity proved"), null=True, blank=True)
    proved_by = models.CharField(_("proved before"), max_length=100, blank=True)
    proof = models.CharField(_("how identity was proved"), max_length=500, blank=True)
    not_before = models.DateTimeField(_("reset not before"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("recovery of an account")
        verbose_name_plural = _("recoveries of accounts")
        ordering = ["requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state__in=["requested", "proved"]),
                name="one_open_recovery_for_an_account",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["proved", "completed"])
                | Q(proved_at__isnull=False, not_before__isnull=False),
                name="reset_needs_proof_and_waiting_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN
