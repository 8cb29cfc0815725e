"""Requests for evidence, and packages exchanged with another court."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.identity.models import Court
from portal.seals.fields import EncryptedTextField
from service_of_process.models.matters import ServiceMatter


class EvidenceLetter(models.Model):
    """What a letter of request for evidence must say (Macao 2020 art. 17; Hong Kong 2017 art. 8)."""

    class Measure(models.TextChoices):
        EXAMINATION = "examination", _("Examination of parties, witnesses or experts")
        APPRAISAL = "appraisal", _("Appraisal or judicial inspection")
        DOCUMENTS = "documents", _("Documents")
        OTHER = "other", _("Other evidence")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.OneToOneField(
        ServiceMatter,
        on_delete=models.PROTECT,
        related_name="evidence_letter",
        verbose_name=_("service matter"),
    )
    measure = models.CharField(_("measure"), max_length=12, choices=Measure.choices)
    parties = EncryptedTextField(_("parties and agents, with addresses"), context="service.evidence_parties")
    purpose = EncryptedTextField(_("why the evidence is needed"), context="service.evidence_purpose")
    items = EncryptedTextField(_("what is to be taken"), context="service.evidence_items")
    person = EncryptedTextField(
        _("person to be examined"), context="service.evidence_person", null=True, blank=True
    )
    questions = EncryptedTextField(
        _("questions"), context="service.evidence_questions", null=True, blank=True
    )
    special_method = models.CharField(_("special method asked for"), max_length=300, blank=True)
    wants_attendance = models.BooleanField(_("asks for time and place, to attend"), default=False)
    wants_video = models.BooleanField(_("asks for testimony by video"), default=False)
    other = EncryptedTextField(
        _("other circumstances"), context="service.evidence_other", null=True, blank=True
    )
    result_date = models.DateField(_("result received"), null=True, blank=True)
    result_note = EncryptedTextField(
        _("result in its words"), context="service.evidence_result", null=True, blank=True
    )

    class Meta:
        verbose_name = _("letter of request for evidence")
        verbose_name_plural = _("letters of request for evidence")

    def __str__(self) -> str:
        return self.matter.reference


class ExchangePackage(models.Model):
    """A package handed to, or received from, another court: manifest, documents, digests, signature."""

    class Direction(models.TextChoices):
        EXPORTED = "exported", _("Exported")
        IMPORTED = "imported", _("Imported")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+", verbose_name=_("court"))
    matter = models.ForeignKey(
        ServiceMatter, on_delete=models.PROTECT, null=True, blank=True, related_name="packages",
        verbose_name=_("service matter"),
    )  # fmt: skip
    direction = models.CharField(_("direction"), max_length=8, choices=Direction.choices)
    digest = models.CharField(_("digest"), max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    signed_by = models.CharField(_("signed by"), max_length=200, blank=True)
    is_signature_good = models.BooleanField(_("signature verified"), default=False)
    is_simulated = models.BooleanField(_("sealed with a simulated seal"), default=False)
    manifest = models.JSONField(_("manifest"), default=dict)
    handled_at = models.DateTimeField(_("at"))
    handled_by = models.CharField(_("by"), max_length=100)

    class Meta:
        verbose_name = _("exchange package")
        verbose_name_plural = _("exchange packages")
        ordering = ["-handled_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "direction", "digest"], name="a_package_is_handled_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_direction_display()} · {self.digest[:12]}"
