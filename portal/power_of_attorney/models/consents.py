"""Consents and warnings: each by itself, with the text that was read, and the way back."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.power_of_attorney.models.powers import PowerOfAttorney


class Consent(models.Model):
    """One person's separate consent (PIPL arts 14–16, 29; Online Litigation Rules art. 4); withdrawable."""

    class Purpose(models.TextChoices):
        ONLINE = "online", _("Witnessing online")
        RECORDING = "recording", _("Recording of sound and picture")
        BIOMETRICS = "biometrics", _("Comparison of the face by a machine")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney,
        on_delete=models.PROTECT,
        related_name="consents",
        verbose_name=_("power of attorney"),
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("given by")
    )
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices)
    text_version = models.CharField(_("version of the text"), max_length=20)
    language = models.CharField(_("language of the text"), max_length=10)
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["power", "holder", "purpose"],
                condition=Q(withdrawn_at=None),
                name="one_consent_in_force",
            )
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()


class Acknowledgement(models.Model):
    """A warning that was read and answered: coercion, capacity, family status (电子签名法 art. 3)."""

    class Subject(models.TextChoices):
        COERCION = "coercion", _("Free will")
        CAPACITY = "capacity", _("Legal capacity")
        FAMILY_STATUS = "family_status", _("Marriage, adoption, succession")
        NO_PRIVATE_RECORDING = "no_private_recording", _("No private recording")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney, on_delete=models.PROTECT, related_name="acknowledgements",
        verbose_name=_("power of attorney"),
    )  # fmt: skip
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("given by")
    )
    subject = models.CharField(_("subject"), max_length=24, choices=Subject.choices)
    answer = models.CharField(_("answer"), max_length=20)
    text_version = models.CharField(_("version of the text"), max_length=20)
    language = models.CharField(_("language of the text"), max_length=10)
    given_at = models.DateTimeField(_("given"))

    class Meta:
        verbose_name = _("answer to a warning")
        verbose_name_plural = _("answers to warnings")
        ordering = ["given_at"]

    def __str__(self) -> str:
        return self.get_subject_display()
