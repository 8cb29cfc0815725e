"""What may be given out in bulk, as staff decided, and the files that were made of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class RedistributionDecision(models.Model):
    """Whether the texts of one publisher may be given out in bulk; the newest decision stands.

    ``publisher`` is the publisher's name as its sources bear it. Without a decision, the portal's default holds
    (`foreign_law.rules.redistribution`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publisher = models.CharField(_("publisher"), max_length=200)
    allowed = models.BooleanField(_("may be given out"))
    licence = models.CharField(_("licence or terms"), max_length=300)
    reason = models.TextField(_("reason"))
    actor_key = models.CharField(_("by"), max_length=120)
    decided_at = models.DateTimeField(_("decided"))
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)

    class Meta:
        verbose_name = _("decision on redistribution")
        verbose_name_plural = _("decisions on redistribution")
        ordering = ("publisher", "-decided_at")
        constraints = (
            models.UniqueConstraint(
                fields=("publisher",),
                condition=models.Q(superseded_at=None),
                name="redistribution_one_decision_stands",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="redistribution_says_why"),
        )

    def __str__(self) -> str:
        return self.publisher


class Download(models.Model):
    """One file for everybody, as the last run of the job made it; an older run's row is superseded."""

    class Kind(models.TextChoices):
        """What the file holds."""

        PROVISIONS = "provisions", _("Provisions")
        TERMS = "terms", _("Term base")
        JUDGMENTS = "judgments", _("Records of judgments")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("file name"), max_length=100)
    kind = models.CharField(_("content"), max_length=12, choices=Kind)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=5, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    content_type = models.CharField(_("type"), max_length=60)
    rows = models.PositiveIntegerField(_("entries"))
    size = models.PositiveBigIntegerField(_("size in bytes"))
    digest = models.CharField(_("SHA-256"), max_length=64)
    notices = models.JSONField(_("licences and attribution"), default=list)
    made_at = models.DateTimeField(_("made"))
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)

    class Meta:
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        ordering = ("kind", "jurisdiction", "language", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("name",), condition=models.Q(superseded_at=None), name="download_one_living"
            ),
        )

    def __str__(self) -> str:
        return self.name
