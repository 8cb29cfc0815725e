"""Where a text came from, and which dates of a language version are held."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from foreign_law.models.codes import Authenticity, Currency
from foreign_law.models.instruments import Expression


class Source(models.Model):
    """One file as received: never altered; the same bytes are one source."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address = models.CharField(_("address"), max_length=1000, blank=True)
    file_name = models.CharField(_("file name"), max_length=255)
    digest = models.CharField(_("SHA-256"), max_length=64, unique=True)
    size = models.PositiveIntegerField(_("size in bytes"))
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    attribution = models.CharField(_("attribution"), max_length=500, blank=True)
    retrieved_at = models.DateTimeField(_("retrieved"))

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("-retrieved_at", "file_name")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"), name="source_digest_form"
            ),
        )

    def __str__(self) -> str:
        return self.file_name


class HeldVersion(models.Model):
    """A dated state of one language version that the library holds.

    ``outline`` is the contents as that file gave them, in order: a list of
    ``{"type": "division"|"provision", "id", "kind", "num", "heading", "status", "level", "notes"}``.
    A file that corrects another of the same date supersedes it; both stay. ``authenticity`` is what this copy is worth,
    and so is every text that was read from it; another copy does not change it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    expression = models.ForeignKey(
        Expression, on_delete=models.PROTECT, related_name="held_versions", verbose_name=_("language version")
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="held_versions")
    held_date = models.DateField(_("date of the version"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=10, choices=Currency)
    authenticity = models.CharField(
        _("authenticity"), max_length=12, choices=Authenticity, default=Authenticity.CONVENIENCE
    )
    outline = models.JSONField(_("contents"), default=list)
    notes = models.JSONField(_("notes"), default=list)
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)

    class Meta:
        verbose_name = _("held version")
        verbose_name_plural = _("held versions")
        ordering = ("expression", "held_date")
        constraints = (
            models.UniqueConstraint(
                fields=("expression", "held_date"),
                condition=models.Q(superseded_at=None),
                name="held_version_one_per_date",
            ),
        )

    def __str__(self) -> str:
        return f"{self.expression_id} {self.held_date}"
