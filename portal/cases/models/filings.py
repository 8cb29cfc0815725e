"""Exhibits filed in a case, and tables of cases that staff bring in."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.models.cases import Case
from portal.cases.models.parties import Party
from portal.exhibits.models import Exhibit
from portal.seals.fields import EncryptedTextField


class FiledExhibit(models.Model):
    """One exhibit in one case, filed for a party (only that side and the court see it) or by the court."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="filed_exhibits", verbose_name=_("case")
    )
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="filed_exhibits",
        verbose_name=_("filed for"),
    )  # fmt: skip
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, related_name="filings", verbose_name=_("exhibit")
    )
    number = models.PositiveIntegerField(_("number in the case"))
    description = models.CharField(_("what it is"), max_length=200)
    filed_at = models.DateTimeField(_("filed at"))
    filed_by = models.CharField(_("filed by"), max_length=80)

    class Meta:
        verbose_name = _("filed exhibit")
        verbose_name_plural = _("filed exhibits")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_exhibit_for_a_number"),
            models.UniqueConstraint(
                fields=["case", "party", "exhibit"], name="one_filing_of_a_file_for_a_party"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.reference} · {self.number}"


class CaseImport(models.Model):
    """A table of cases between upload and import; its content is encrypted and emptied when it is done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="case_imports",
        verbose_name=_("owner"),
    )
    file_name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(_("digest"), max_length=64)
    table = EncryptedTextField(_("content"), context="cases.import_table", blank=True)
    mapping = models.JSONField(_("columns"), default=dict, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    finished_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    added = models.PositiveIntegerField(_("added"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)

    class Meta:
        verbose_name = _("import of cases")
        verbose_name_plural = _("imports of cases")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name
