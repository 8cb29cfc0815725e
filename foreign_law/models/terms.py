"""The live term base: seeded from ``i18n.glossary`` and from definitions in bilingual ordinances."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from foreign_law.models.codes import TermDegree, TermStatus
from foreign_law.models.sources import Source
from i18n.languages import LANGUAGES


class Concept(models.Model):
    """A legal concept. ``origin`` is ``glossary``, ``librarian`` or the canonical citation of the defining work.

    ``version`` counts the acts of editors: who saves must have seen the newest. A merged concept keeps its
    identifier, which leads to ``merged_into``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.CharField(_("identifier"), max_length=160, unique=True)
    domain = models.CharField(_("field of law"), max_length=60)
    origin = models.CharField(_("origin"), max_length=120)
    version = models.PositiveIntegerField(_("version"), default=1)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("merged into"),
    )

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class ConceptForm(models.Model):
    """A term for a concept in one language, for one jurisdiction or (blank) for none in particular.

    An editor's change supersedes the row and adds another; living rows have no ``superseded_at``.
    """

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
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("concept", "language")
        constraints = (
            models.UniqueConstraint(
                fields=("concept", "language", "jurisdiction", "text"),
                condition=models.Q(superseded_at=None),
                name="concept_form_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=TermStatus.OFFICIAL) | ~models.Q(source=""),
                name="concept_form_official_cites",
            ),
        )

    def __str__(self) -> str:
        return self.text


class ConceptChange(models.Model):
    """One act of an editor on a concept: who, when, why, the terms before and after.

    ``number`` is the version that the act made. ``before`` and ``after`` are lists of
    ``{"language", "jurisdiction", "text", "status", "source", "degree", "note"}``.
    """

    class Act(models.TextChoices):
        """What was done."""

        CREATED = "created", _("Concept added")
        ADDED = "added", _("Term added")
        CHANGED = "changed", _("Term changed")
        WITHDRAWN = "withdrawn", _("Term withdrawn")
        RESTORED = "restored", _("Older state restored")
        ADOPTED = "adopted", _("State of the glossary taken over")
        MERGED = "merged", _("Concepts merged")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField(_("version"))
    act = models.CharField(_("act"), max_length=10, choices=Act)
    actor_key = models.CharField(_("by"), max_length=120)
    changed_at = models.DateTimeField(_("changed"))
    reason = models.TextField(_("reason"))
    before = models.JSONField(_("before"), default=list)
    after = models.JSONField(_("after"), default=list)

    class Meta:
        verbose_name = _("change of a concept")
        verbose_name_plural = _("changes of concepts")
        ordering = ("concept", "-number")
        constraints = (
            models.UniqueConstraint(fields=("concept", "number"), name="concept_change_one_per_version"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="concept_change_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.concept_id} {self.number}"
