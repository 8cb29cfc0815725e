"""Evidence packages as they were built: one row for each container, never overwritten."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidencePackage(models.Model):
    """One ASiC-E container (ETSI EN 319 162-1) of one record; the file lies sealed in the store under its digest."""

    class State(models.TextChoices):
        ORDERED = "ordered", _("Being built")
        BUILT = "built", _("Built")
        FAILED = "failed", _("Not built")
        DESTROYED = "destroyed", _("Key destroyed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.CharField(_("belongs to"), max_length=100)
    reference = models.CharField(_("reference"), max_length=40)
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ORDERED)
    problem = models.CharField(_("problem"), max_length=300, blank=True)
    digest = models.CharField(_("SHA-256"), max_length=64, blank=True)
    size = models.BigIntegerField(_("size in bytes"), default=0)
    manifest_digest = models.CharField(_("SHA-256 of the manifest"), max_length=64, blank=True)
    level = models.CharField(_("level of the seal"), max_length=10, blank=True)
    is_pending = models.BooleanField(_("time stamp pending"), default=False)
    is_simulated = models.BooleanField(_("sealed by the demonstration authority"), default=False)
    ordered_at = models.DateTimeField(_("ordered"))
    built_at = models.DateTimeField(_("built"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(_("progress in percent"), default=0)

    class Meta:
        verbose_name = _("evidence package")
        verbose_name_plural = _("evidence packages")
        ordering = ["subject", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["subject", "number"], name="one_evidence_package_for_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.number}"
