"""The outbox and the inbox: one row per message to one person."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from i18n import languages
from portal.seals.fields import EncryptedTextField


class Notice(models.Model):
    """A message to one recipient, known by key, address and language only.

    States: waiting → sending → sent, or back to waiting after a failed attempt, or failed after the last one.
    A failed notice is a work item until it is sent again or settled by another means.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not delivered")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=80)
    recipient_key = models.CharField(_("recipient"), max_length=80)
    recipient_email = EncryptedTextField(_("e-mail address"), context="notices.recipient_email", blank=True)
    language = models.CharField(_("language"), max_length=8, choices=languages.LANGUAGES)
    context = EncryptedTextField(_("content"), context="notices.context")
    dedupe = models.CharField(max_length=200, unique=True)
    court_code = models.CharField(_("court"), max_length=40, blank=True)
    chain = models.CharField(max_length=80, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=120, blank=True)
    queued_at = models.DateTimeField(_("queued at"))
    next_attempt_at = models.DateTimeField(_("next attempt at"))
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    failed_at = models.DateTimeField(_("failed at"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-queued_at", "id"]
        indexes = [
            models.Index(fields=["recipient_key", "-queued_at"], name="notice_inbox"),
            models.Index(fields=["state", "next_attempt_at"], name="notice_outbox"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False) | ~models.Q(state="sent"),
                name="notice_sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state="failed", failed_at__isnull=False) | ~models.Q(state="failed"),
                name="notice_failed_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
