"""Papers of an ascertainment: made from the record, sealed, checkable at /verify/; and the wordings beside the Chinese."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foreign_law.models.hearing import Questioning
from foreign_law.models.providers import RouteAttempt
from foreign_law.models.requests import AscertainmentRequest
from i18n.languages import LANGUAGES


class AscertainmentPaper(models.Model):
    """One paper in Chinese with a second language beside it: as DOCX to be edited, as sealed PDF to be kept."""

    class Kind(models.TextChoices):
        PROCESS_STATEMENT = "process_statement", _("Process statement (art. 10)")
        REQUEST_LETTER = "request_letter", _("Letter of request for information on law")
        SCOPE_NOTE = "scope_note", _("Scope note for the questioning")
        COST_SHEET = "cost_sheet", _("Cost sheet")
        CITATION_PACK = "citation_pack", _("Pack of cited provisions")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(AscertainmentRequest, on_delete=models.PROTECT, related_name="papers")
    attempt = models.ForeignKey(
        RouteAttempt, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    questioning = models.ForeignKey(
        Questioning, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    language = models.CharField(_("language that prevails"), max_length=8, default="zh-hans")
    second_language = models.CharField(_("language beside the Chinese"), max_length=8, blank=True)
    text_version = models.CharField(_("version of the wording"), max_length=20)
    pdf_digest = models.CharField(_("SHA-256 of the sealed PDF"), max_length=64)
    pdf_size = models.PositiveIntegerField(_("size in bytes"))
    docx_digest = models.CharField(_("SHA-256 of the DOCX"), max_length=64, blank=True)
    seal_level = models.CharField(_("level of the seal"), max_length=20, blank=True)
    is_simulated = models.BooleanField(_("sealed by the demonstration authority"), default=False)
    made_at = models.DateTimeField(_("made"))
    made_by = models.CharField(_("made by"), max_length=100)

    class Meta:
        verbose_name = _("paper of an ascertainment")
        verbose_name_plural = _("papers of ascertainments")
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="one_ascertainment_paper_for_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.request} · {self.get_kind_display()}"


class Wording(models.Model):
    """What somebody wrote in Chinese into the record, said in the language beside it, with who translated it.

    ``part`` names the record and its field, such as ``determination:<uuid>:reasons``. A later wording supersedes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(AscertainmentRequest, on_delete=models.PROTECT, related_name="wordings")
    part = models.CharField(_("part of the record"), max_length=120)
    language = models.CharField(_("language"), max_length=8, choices=LANGUAGES)
    text = models.TextField(_("wording"))
    source_digest = models.CharField(_("SHA-256 of the Chinese text"), max_length=64)
    translator = models.CharField(_("translator"), max_length=200)
    entered_at = models.DateTimeField(_("entered"))
    entered_by = models.CharField(_("entered by"), max_length=100)
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)

    class Meta:
        verbose_name = _("wording beside the Chinese")
        verbose_name_plural = _("wordings beside the Chinese")
        ordering = ["request", "part", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "part", "language"],
                condition=Q(superseded_at=None),
                name="one_living_wording",
            )
        ]

    def __str__(self) -> str:
        return f"{self.part} · {self.language}"
