"""What a mediator says of herself, what somebody verified, and what she lets be published."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mediation_registry.models.registrants import Registrant
from portal.exhibits.models import Exhibit
from portal.identity.models import Authority


class Profile(models.Model):
    """The profile of a mediator or organisation. What it holds is shown only where consent or art. 5 allows it."""

    class Residence(models.TextChoices):
        MAINLAND = "CN", _("Mainland China")
        HONG_KONG = "HK", _("Hong Kong")
        MACAO = "MO", _("Macao")
        OTHER = "other", _("Another place")

    registrant = models.OneToOneField(
        Registrant,
        on_delete=models.PROTECT,
        related_name="profile",
        primary_key=True,
        verbose_name=_("registrant"),
    )
    residence = models.CharField(_("resident of"), max_length=5, choices=Residence.choices, blank=True)
    profession = models.CharField(_("profession"), max_length=200, blank=True)
    education = models.CharField(_("education"), max_length=500, blank=True)
    since_year = models.PositiveSmallIntegerField(_("mediator since (year)"), null=True, blank=True)
    about = models.TextField(_("about"), max_length=4000, blank=True)
    charges_fee = models.BooleanField(_("charges a fee"), null=True, blank=True)
    fee_basis = models.CharField(_("basis of the fee"), max_length=500, blank=True)
    mediates_online = models.BooleanField(_("mediates online"), default=False)
    mediates_on_site = models.BooleanField(_("mediates on site"), default=False)
    places = models.CharField(_("places on site"), max_length=500, blank=True)
    accepts_appointments = models.BooleanField(_("accepts new appointments"), default=True)
    takes_messages = models.BooleanField(_("can be written to through the portal"), default=True)
    calendar_digest = models.CharField(
        _("SHA-256 of the calendar's secret"), max_length=64, blank=True, editable=False, db_index=True
    )
    calendar_renewed_at = models.DateTimeField(
        _("calendar address made"), null=True, blank=True, editable=False
    )
    edited_at = models.DateTimeField(_("last edited"), null=True, blank=True)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return str(self.registrant_id)


class ProfileLanguage(models.Model):
    """One working language with the level."""

    class Language(models.TextChoices):
        PUTONGHUA = "cmn", _("Putonghua (Mandarin)")
        CANTONESE = "yue", _("Cantonese")
        PORTUGUESE = "pt", _("Portuguese")
        ENGLISH = "en", _("English")
        OTHER = "other", _("Another language")

    class Level(models.TextChoices):
        MOTHER_TONGUE = "mother_tongue", _("Mother tongue")
        NEGOTIATION = "negotiation", _("Can mediate in it")
        WORKING = "working", _("Working knowledge")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(
        Profile, on_delete=models.PROTECT, related_name="languages", verbose_name=_("profile")
    )
    language = models.CharField(_("language"), max_length=8, choices=Language.choices)
    other_name = models.CharField(_("name of the other language"), max_length=60, blank=True)
    level = models.CharField(_("level in the language"), max_length=16, choices=Level.choices)

    class Meta:
        verbose_name = _("working language")
        verbose_name_plural = _("working languages")
        ordering = ["language", "other_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "language", "other_name"], name="language_once_in_a_profile"
            )
        ]

    def __str__(self) -> str:
        return self.get_language_display()


class Claim(models.Model):
    """A speciality, kind of dispute, legal system or qualification: verified by somebody, or self-declared."""

    class Kind(models.TextChoices):
        SPECIALITY = "speciality", _("Area of strength")
        DISPUTE_TYPE = "dispute_type", _("Kind of dispute accepted")
        LEGAL_SYSTEM = "legal_system", _("Legal system")
        QUALIFICATION = "qualification", _("Qualification")

    class Standing(models.TextChoices):
        SELF_DECLARED = "self_declared", _("Self-declared")
        VERIFIED = "verified", _("Verified")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(
        Profile, on_delete=models.PROTECT, related_name="claims", verbose_name=_("profile")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    code = models.CharField(_("code"), max_length=40, blank=True)
    text = models.CharField(_("in own words"), max_length=200, blank=True)
    standing = models.CharField(
        _("verified or self-declared"),
        max_length=16,
        choices=Standing.choices,
        default=Standing.SELF_DECLARED,
    )
    verified_by = models.ForeignKey(
        Authority,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verified by"),
    )
    declared_date = models.DateField(_("declared on"))
    verified_date = models.DateField(_("verified on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    evidence = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["kind", "code", "declared_date"]
        constraints = [
            models.CheckConstraint(condition=~Q(code="") | ~Q(text=""), name="claim_says_something"),
            models.UniqueConstraint(
                fields=["profile", "kind", "code", "text"],
                condition=Q(withdrawn_at=None),
                name="claim_made_once",
            ),
            models.CheckConstraint(
                condition=~Q(standing="verified") | Q(verified_by__isnull=False, verified_date__isnull=False),
                name="verified_claim_names_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.code

    @property
    def registrant(self) -> Registrant:
        """Who declared it."""
        return self.profile.registrant


class PublicationConsent(models.Model):
    """Consent to the publication of one field: given, withdrawn; a withdrawn one stays on record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registrant = models.ForeignKey(
        Registrant, on_delete=models.PROTECT, related_name="consents", verbose_name=_("registrant")
    )
    field = models.CharField(_("field"), max_length=40)
    text_version = models.CharField(_("version of the consent text"), max_length=20)
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent to publication")
        verbose_name_plural = _("consents to publication")
        ordering = ["given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["registrant", "field"],
                condition=Q(withdrawn_at=None),
                name="one_consent_in_force_for_a_field",
            )
        ]

    def __str__(self) -> str:
        return self.field


class UnavailablePeriod(models.Model):
    """A stretch of time in which the mediator takes no session; free times are never published as promises."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(
        Profile, on_delete=models.PROTECT, related_name="unavailable", verbose_name=_("profile")
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("unavailable period")
        verbose_name_plural = _("unavailable periods")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="unavailable_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%Y-%m-%d}"
