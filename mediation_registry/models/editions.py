"""Editions of the panel, listings in them, what became of each listing, certificates."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation_registry.models.applications import Application
from mediation_registry.models.registrants import Registrant
from mediation_registry.models.schemes import Scheme
from mediation_registry.rules import lifecycle
from portal.exhibits.models import Exhibit
from portal.identity.models import Jurisdiction


class PanelEdition(models.Model):
    """The panel of one year as the Joint Conference determined it. Prepared by one officer, published by another."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("Prepared")
        PUBLISHED = "published", pgettext_lazy("edition of the panel", "Published")
        DISCARDED = "discarded", _("Discarded before publication")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="editions", verbose_name=_("scheme")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    session = models.CharField(_("session of the Joint Conference"), max_length=200)
    instrument_no = models.CharField(_("number of the instrument"), max_length=100, blank=True)
    determined_date = models.DateField(_("determined on"))
    valid_from = models.DateField(_("in force from"))
    source_url = models.URLField(_("announcement"), max_length=500, blank=True)
    source_file = models.ForeignKey(
        Exhibit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("source file"),
    )
    source_digest = models.CharField(_("SHA-256 of the source"), max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PREPARED)
    prepared_by = models.CharField(_("prepared by"), max_length=100)
    prepared_at = models.DateTimeField(_("prepared at"))
    published_by = models.CharField(_("published by"), max_length=100, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    is_fictitious = models.BooleanField(_("fictitious, for demonstration"), default=False)

    class Meta:
        verbose_name = _("edition of the panel")
        verbose_name_plural = _("editions of the panel")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "year"], condition=~Q(state="discarded"), name="one_edition_in_a_year"
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | (Q(published_at__isnull=False) & ~Q(published_by="") & ~Q(published_by=F("prepared_by"))),
                name="edition_is_published_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        """The scheme's code and the year; the year alone while the scheme is not loaded."""
        known = PanelEdition.scheme.is_cached(self)
        return f"{self.scheme.code} {self.year}" if known else str(self.year)


class EditionEntry(models.Model):
    """One line of an edition before it is published: from an application, from an import, or carried forward."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(
        PanelEdition, on_delete=models.PROTECT, related_name="entries", verbose_name=_("edition")
    )
    registrant = models.ForeignKey(
        Registrant, on_delete=models.PROTECT, related_name="+", verbose_name=_("registrant")
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, related_name="+", verbose_name=_("place")
    )
    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("application"),
    )
    carried_from = models.ForeignKey(
        "Listing",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("carried from"),
    )

    class Meta:
        verbose_name = _("line of an edition")
        verbose_name_plural = _("lines of editions")
        ordering = ["edition", "registrant"]
        constraints = [models.UniqueConstraint(fields=["edition", "registrant"], name="once_in_an_edition")]

    def __str__(self) -> str:
        return str(self.pk)


class Listing(models.Model):
    """A registrant on a determined edition. Never deleted; its state is the last of its entries.

    ``names`` are those certified, by script, as they stood on the day of publication: {"zh-hant": "…", …}.
    """

    class State(models.TextChoices):
        ACTIVE = lifecycle.ACTIVE, _("Jointly certified")
        WITHDRAWN = lifecycle.LISTING_WITHDRAWN, _("Withdrawn at own request")
        REMOVED = lifecycle.REMOVED, _("Removed")
        NOT_CARRIED_FORWARD = lifecycle.NOT_CARRIED_FORWARD, _("Not carried into the next edition")
        EXPIRED = lifecycle.EXPIRED, _("Expired")
        SUSPENDED = lifecycle.SUSPENDED, _("Suspended")
        DECEASED = lifecycle.DECEASED, _("Deceased")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(
        PanelEdition, on_delete=models.PROTECT, related_name="listings", verbose_name=_("edition")
    )
    registrant = models.ForeignKey(
        Registrant, on_delete=models.PROTECT, related_name="listings", verbose_name=_("registrant")
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, related_name="+", verbose_name=_("place")
    )
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="listings",
        verbose_name=_("application"),
    )  # fmt: skip
    certificate_no = models.CharField(_("certificate number"), max_length=32, unique=True)
    names = models.JSONField(_("names as certified"))
    status_index = models.PositiveIntegerField(_("place in the status list"), unique=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.ACTIVE)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until (exclusive)"), null=True, blank=True)

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        ordering = ["registrant", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "registrant"], name="listed_once_in_an_edition"),
            models.CheckConstraint(
                condition=Q(state__in=lifecycle.LISTING_STATES), name="listing_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="listing_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["state", "jurisdiction"], name="listing_state")]

    def __str__(self) -> str:
        return self.certificate_no


class ListingEntry(models.Model):
    """What became of a listing, from which day, by which body, on which ground. Only grows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    listing = models.ForeignKey(
        Listing, on_delete=models.PROTECT, related_name="entries", verbose_name=_("listing")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    act = models.CharField(_("act"), max_length=60)
    state = models.CharField(_("state"), max_length=20, choices=Listing.State.choices)
    effective_date = models.DateField(_("takes effect on"))
    ground = models.CharField(_("ground"), max_length=500, blank=True)
    deciding_body = models.CharField(_("deciding body"), max_length=200, blank=True)
    instrument_no = models.CharField(_("number of the instrument"), max_length=100, blank=True)
    recorded_by = models.CharField(_("recorded by"), max_length=100)
    recorded_at = models.DateTimeField(_("recorded at"))
    exhibit = models.ForeignKey(
        Exhibit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("instrument (file)"),
    )

    class Meta:
        verbose_name = _("entry of a listing")
        verbose_name_plural = _("entries of listings")
        ordering = ["listing", "number"]
        constraints = [
            models.UniqueConstraint(fields=["listing", "number"], name="entry_has_its_own_number"),
            models.CheckConstraint(
                condition=~Q(state="removed") | (~Q(ground="") & ~Q(deciding_body="")),
                name="removal_names_ground_and_body",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} {self.number}"


class Certificate(models.Model):
    """The sealed PDF of a listing in two chosen languages. A new one does not touch those issued before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    listing = models.ForeignKey(
        Listing, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("listing")
    )
    first_language = models.CharField(_("first language"), max_length=8)
    second_language = models.CharField(_("second language"), max_length=8)
    digest = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    seal_level = models.CharField(_("level of the seal"), max_length=12)
    is_simulated = models.BooleanField(_("sealed by a demonstration authority"))
    issued_at = models.DateTimeField(_("issued at"))

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "first_language", "second_language"],
                name="one_certificate_in_two_languages",
            )
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} {self.first_language} {self.second_language}"
