"""Judgments: records that link to the courts' own sites; text is kept only where its source allows it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from foreign_law.models.codes import PLACES, Authenticity, Jurisdiction
from foreign_law.models.sources import Source
from i18n.languages import LANGUAGES


class Ascertained(models.TextChoices):
    """What came of ascertaining the foreign law, as a Mainland judgment says (interpretation of 2023, art. 10)."""

    ASCERTAINED = "ascertained", _("Content ascertained")
    PARTLY = "partly", _("Ascertained in part")
    UNASCERTAINABLE = "unascertainable", _("Could not be ascertained")
    UNSTATED = "unstated", _("The judgment does not say")


class Judgment(models.Model):
    """One decision. Docket numbers collide across courts: the key is court + number + year + suffix.

    ``court_name``, ``cause`` and ``ascertainment`` are given for Mainland judgments that apply Hong Kong or
    Macao law; which law they applied stands among their citations.
    """

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
    court_name = models.CharField(_("court"), max_length=200, blank=True)
    cause = models.CharField(_("cause of action"), max_length=200, blank=True)
    ascertainment = models.CharField(
        _("result of ascertainment"), max_length=15, choices=Ascertained, blank=True
    )
    recorded_at = models.DateTimeField(_("recorded"), null=True, blank=True)

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


class JudgmentName(models.Model):
    """Another citation under which a judgment is known: the number of the action, a law report."""

    id = models.BigAutoField(primary_key=True)
    judgment = models.ForeignKey(Judgment, on_delete=models.PROTECT, related_name="names")
    citation_id = models.CharField(_("canonical citation"), max_length=120, db_index=True)
    words = models.CharField(_("as printed"), max_length=120)

    class Meta:
        verbose_name = _("further citation of a judgment")
        verbose_name_plural = _("further citations of judgments")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("judgment", "citation_id"), name="judgment_name_once"),
        )

    def __str__(self) -> str:
        return self.words


class JudgmentText(models.Model):
    """What is held of a judgment in one language: subjects, then numbered paragraphs.

    An official summary; the library's own entry (name and proposition); or the full text, only where its source
    gives it under a licence, which then stands in ``licence``.
    """

    class Kind(models.TextChoices):
        SUMMARY = "summary", _("Official summary")
        ENTRY = "entry", _("Entry of the library")
        FULL = "full", _("Full text under a licence")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    judgment = models.ForeignKey(Judgment, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(_("language"), max_length=8, choices=LANGUAGES)
    authenticity = models.CharField(_("authenticity"), max_length=12, choices=Authenticity)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="judgment_texts")
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.SUMMARY)
    licence = models.CharField(_("licence of the text"), max_length=500, blank=True)
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
                fields=("judgment", "language", "kind"),
                condition=models.Q(superseded_at=None),
                name="judgment_text_one_of_a_kind",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="full") | ~models.Q(licence=""),
                name="judgment_text_full_has_licence",
            ),
        )

    def __str__(self) -> str:
        return self.title
