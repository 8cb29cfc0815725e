"""The live term base: seeded from ``i18n.glossary`` and from definitions in bilingual ordinances."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from foreign_law.models.codes import TermDegree, TermStatus
from foreign_law.models.sources import Source
from i18n.languages import LANGUAGES


class Concept(models.Model):
    """A legal concept. ``origin`` is ``glossary`` or the canonical citation of the defining work."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.CharField(_("identifier"), max_length=160, unique=True)
    domain = models.CharField(_("field of law"), max_length=60)
    origin = models.CharField(_("origin"), max_length=120)

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class ConceptForm(models.Model):
    """A term for a concept in one language, for one jurisdiction or (blank) for none in particular."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="forms")
    language = models.CharField(_("language"), max_length=8, choices=LANGUAGES)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=5, blank=True)
    text = models.CharField(_("term"), max_length=300, blank=True)
    status = models.CharField(_("standing of the term"), max_length=10, choices=TermStatus)
    source = models.CharField(_("official text it comes from"), max_length=500, blank=True)
    source_file = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True)
    degree = models.CharField(_("degree"), max_length=5, choices=TermDegree, default=TermDegree.SAME)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("concept", "language")
        constraints = (
            models.UniqueConstraint(
                fields=("concept", "language", "jurisdiction", "text"), name="concept_form_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(status=TermStatus.OFFICIAL) | ~models.Q(source=""),
                name="concept_form_official_cites",
            ),
        )

    def __str__(self) -> str:
        return self.text
