"""Drafts, one per person and form, encrypted; forms that were sent. Both are forgotten in time."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.seals.fields import EncryptedTextField


class Draft(models.Model):
    """What one person has typed into one form. It is no record of the case and may be deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_key = models.CharField(_("owner"), max_length=80)
    form_key = models.CharField(_("form"), max_length=120)
    content = EncryptedTextField(_("content"), context="drafts.content")
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["owner_key", "form_key"], name="one_draft_for_a_form")]

    def __str__(self) -> str:
        return self.form_key


class SentForm(models.Model):
    """A form that was sent and led somewhere: sent again, it leads there. It is no record of the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mark_digest = models.CharField(_("digest of the form's mark"), max_length=64, unique=True)
    leads_to = models.CharField(_("address to which it led"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("sent at"), db_index=True)

    class Meta:
        verbose_name = _("form that was sent")
        verbose_name_plural = _("forms that were sent")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return self.leads_to
