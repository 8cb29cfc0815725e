"""Works and their language versions."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from foreign_law.models.codes import PLACES, Jurisdiction, Kind
from i18n.languages import LANGUAGES


class Instrument(models.Model):
    """A work of legislation: Cap. 614, Lei n.º 7/2013, the Penal Code (a work apart from its decree)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=5, choices=Jurisdiction)
    slug = models.CharField(_("address"), max_length=80)
    citation_id = models.CharField(_("canonical citation"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    number = models.CharField(_("number"), max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    gazette_number = models.CharField(_("gazette number"), max_length=40, blank=True)
    published_date = models.DateField(_("date of publication"), null=True, blank=True)
    approved_by_citation = models.CharField(_("approved by"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ("jurisdiction", "slug")
        constraints = (
            models.UniqueConstraint(fields=("jurisdiction", "slug"), name="instrument_one_address"),
            models.CheckConstraint(
                condition=models.Q(jurisdiction__in=Jurisdiction.values), name="instrument_known_jurisdiction"
            ),
            models.CheckConstraint(
                condition=~models.Q(approved_by_citation=models.F("citation_id")),
                name="instrument_code_is_not_its_decree",
            ),
        )

    def __str__(self) -> str:
        return self.citation_id

    @property
    def place(self) -> str:
        """``hk``, ``mo`` or ``cn``, as in addresses."""
        return PLACES[self.jurisdiction]

    @property
    def path(self) -> str:
        """``hk/cap-614``: the work's address below ``/law/``."""
        return f"{self.place}/{self.slug}"


class Expression(models.Model):
    """One language version of a work. What it is worth, each copy of it says: see ``HeldVersion``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="expressions", verbose_name=_("instrument")
    )
    language = models.CharField(_("language"), max_length=8, choices=LANGUAGES)
    excerpt = models.BooleanField(_("excerpt"), default=False)
    title = models.CharField(_("title"), max_length=500)
    short_citation = models.CharField(_("citation"), max_length=200)

    class Meta:
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        ordering = ("instrument", "language")
        constraints = (
            models.UniqueConstraint(fields=("instrument", "language"), name="expression_one_per_language"),
        )

    def __str__(self) -> str:
        return f"{self.short_citation} ({self.language})"
