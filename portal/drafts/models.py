"""Drafts: one per person and form, encrypted, forgotten in time."""

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
