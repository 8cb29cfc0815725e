"""The instrument: each version of its text, and the executed document."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.power_of_attorney.models.powers import PowerOfAttorney
from portal.seals.fields import EncryptedTextField


class InstrumentVersion(models.Model):
    """One text as a PDF; its SHA-256 is what everybody sees, hears read and signs. The file lies in the store."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney,
        on_delete=models.PROTECT,
        related_name="versions",
        verbose_name=_("power of attorney"),
    )
    number = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=10)
    second_language = models.CharField(_("second language"), max_length=10, blank=True)
    text_version = models.CharField(_("version of the wording"), max_length=20)
    content = models.JSONField(_("content"))
    facts_sealed = EncryptedTextField(
        _("everything the text says, as JSON"), context="power_of_attorney.instrument", blank=True, null=True
    )
    digest = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    reason = models.CharField(_("made because"), max_length=40)
    made_at = models.DateTimeField(_("made"))
    made_by = models.CharField(_("made by"), max_length=100, blank=True)
    reread_at = models.DateTimeField(_("read again"), null=True, blank=True)

    class Meta:
        verbose_name = _("version of the instrument")
        verbose_name_plural = _("versions of the instrument")
        ordering = ["power", "number"]
        constraints = [models.UniqueConstraint(fields=["power", "number"], name="one_text_for_a_version")]

    def __str__(self) -> str:
        return f"{self.power} · {self.number}"

    @property
    def short_code(self) -> str:
        """The first twelve digits of the digest in groups of four, as they are read aloud."""
        start = self.digest[:12].upper()
        return " ".join(start[place : place + 4] for place in (0, 4, 8))


class ExecutedInstrument(models.Model):
    """A sealed document: the instrument with its signatures, or the witnessing note. Never overwritten."""

    class Kind(models.TextChoices):
        INSTRUMENT = "instrument", _("Power of attorney")
        NOTE = "note", _("Witnessing note")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney,
        on_delete=models.PROTECT,
        related_name="executed",
        verbose_name=_("power of attorney"),
    )
    kind = models.CharField(_("document"), max_length=12, choices=Kind.choices)
    number = models.PositiveSmallIntegerField(_("number"))
    version = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="executed",
        verbose_name=_("version of the instrument"),
    )  # fmt: skip
    digest = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    level = models.CharField(_("level of the seal"), max_length=10)
    judge_level = models.CharField(_("level of the judge's signature"), max_length=10, blank=True)
    signed_by = models.CharField(_("signed by"), max_length=200, blank=True)
    sealed_by = models.CharField(_("sealed by"), max_length=200)
    is_pending = models.BooleanField(_("time stamp pending"), default=False)
    is_simulated = models.BooleanField(_("sealed by the demonstration authority"), default=False)
    sealed_at = models.DateTimeField(_("sealed"))

    class Meta:
        verbose_name = _("executed document")
        verbose_name_plural = _("executed documents")
        ordering = ["power", "kind", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["power", "kind", "number"], name="one_executed_document_for_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.power} · {self.get_kind_display()}"
