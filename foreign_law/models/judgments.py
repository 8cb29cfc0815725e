"""Judgments: records that link to the courts' own sites; only official summaries are kept as text."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from foreign_law.models.codes import PLACES, Authenticity, Jurisdiction
from foreign_law.models.sources import Source
from i18n.languages import LANGUAGES


class Judgment(models.Model):
    """One decision. Docket numbers collide across courts: the key is court + number + year + suffix."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=5, choices=Jurisdiction)
    court = models.CharField(_("court"), max_length=20)
    number = models.CharField(_("number"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    suffix = models.CharField(_("suffix"), max_length=10, blank=True)
    slug = models.CharField(_("address"), max_length=100)
    citation_id = models.CharField(_("canonical citation"), max_length=120, unique=True)
    decided_date = models.DateField(_("date of decision"), null=True, blank=True)
    link = models.URLField(_("address at the court"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("judgment")
        verbose_name_plural = _("judgments")
        ordering = ("jurisdiction", "court", "-year", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("jurisdiction", "court", "number", "year", "suffix"), name="judgment_one_key"
            ),
            models.UniqueConstraint(fields=("jurisdiction", "slug"), name="judgment_one_address"),
        )

    def __str__(self) -> str:
        return self.citation_id

    @property
    def place(self) -> str:
        """``hk``, ``mo`` or ``cn``, as in addresses."""
        return PLACES[self.jurisdiction]


class JudgmentText(models.Model):
    """The official summary in one language: subjects, then numbered paragraphs. Never the full judgment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    judgment = models.ForeignKey(Judgment, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(_("language"), max_length=8, choices=LANGUAGES)
    authenticity = models.CharField(_("authenticity"), max_length=12, choices=Authenticity)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="judgment_texts")
    title = models.CharField(_("title"), max_length=500)
    subjects = models.JSONField(_("subjects"), default=list)
    paragraphs = models.JSONField(_("paragraphs"), default=list)
    digest = models.CharField(_("SHA-256 of the text"), max_length=64)
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)

    class Meta:
        verbose_name = _("summary of a judgment")
        verbose_name_plural = _("summaries of judgments")
        ordering = ("judgment", "language")
        constraints = (
            models.UniqueConstraint(
                fields=("judgment", "language"),
                condition=models.Q(superseded_at=None),
                name="judgment_text_one_per_language",
            ),
        )

    def __str__(self) -> str:
        return self.title
