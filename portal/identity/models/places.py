"""Places: jurisdictions, courts, certifying authorities, institutions. Names are translated, contacts
configured.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Jurisdiction(models.Model):
    """A legal district: the Mainland, Hong Kong, Macao, or another country. Codes follow ISO 3166."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("code"), max_length=12, unique=True, help_text=_("ISO 3166, such as CN-HK"))
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("jurisdiction")
        verbose_name_plural = _("jurisdictions")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name or self.code)


class Contact(models.Model):
    """The human contact of a place; empty until the place itself has given it."""

    contact_phone = models.CharField(_("telephone"), max_length=60, blank=True)
    contact_email = models.EmailField(_("e-mail address for questions"), blank=True)
    contact_hours = models.CharField(_("hours"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        abstract = True

    @property
    def has_contact(self) -> bool:
        """True when somebody can be reached by telephone or e-mail."""
        return bool(self.contact_phone or self.contact_email)


class Court(Contact):
    """A court; ``code`` is what other records quote."""

    class Level(models.TextChoices):
        SUPREME = "supreme", _("Supreme or final court")
        HIGH = "high", _("High court")
        INTERMEDIATE = "intermediate", _("Intermediate court")
        BASIC = "basic", _("Basic or first-instance court")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("code"), max_length=24, unique=True)
    name = models.CharField(_("name"), max_length=200)
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, related_name="courts", verbose_name=_("jurisdiction")
    )
    level = models.CharField(_("level"), max_length=16, choices=Level.choices)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lower_courts",
        verbose_name=_("court of appeal"),
    )
    source = models.CharField(_("source of the name"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("court")
        verbose_name_plural = _("courts")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name or self.code)


class Authority(Contact):
    """An authority that certifies, recognises or assists in one jurisdiction."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("code"), max_length=24, unique=True)
    name = models.CharField(_("name"), max_length=200)
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, related_name="authorities", verbose_name=_("jurisdiction")
    )
    source = models.CharField(_("source of the name"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name or self.code)


class Institution(Contact):
    """A mediation organisation, a law firm, a research centre for foreign law."""

    class Kind(models.TextChoices):
        MEDIATION = "mediation", _("Mediation organisation")
        FOREIGN_LAW = "foreign_law", _("Institution for the ascertainment of foreign law")
        LAW_FIRM = "law_firm", _("Law firm")
        TRANSLATION = "translation", _("Translation agency")
        OTHER = "other", _("Other institution")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("code"), max_length=24, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, related_name="institutions", verbose_name=_("jurisdiction")
    )

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name or self.code)
