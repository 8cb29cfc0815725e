"""Provisions, their versions, and the sightings that prove a version's dates."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from foreign_law.models.codes import Authenticity, LegalStatus, Unit
from foreign_law.models.instruments import Expression, Instrument
from foreign_law.models.sources import HeldVersion, Source


class Provision(models.Model):
    """A unit of a work in no language: ``s2``, ``sch1``, ``art2``. ``key`` ends its address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="provisions")
    key = models.CharField(_("identifier"), max_length=120)
    unit = models.CharField(_("unit"), max_length=12, choices=Unit)
    number = models.CharField(_("number"), max_length=40, blank=True)
    order = models.PositiveIntegerField(_("order of reading"))
    parent_key = models.CharField(_("schedule it stands in"), max_length=120, blank=True)
    formerly = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="later_known_as"
    )

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ("instrument", "order")
        constraints = (models.UniqueConstraint(fields=("instrument", "key"), name="provision_one_key"),)

    def __str__(self) -> str:
        return self.key


class ProvisionVersion(models.Model):
    """The text of a provision in one language for as long as the sources prove it.

    A row whose every source was corrected by a later file is superseded and read no more. All files that show it are
    worth the same (``authenticity``): the same words in a copy of another worth are another row.
    ``valid_from`` None: the source states no date (from the end of the work's year at the latest).
    ``valid_to`` None: still so in the newest held file, which calls itself current (or, for Macao,
    no end is marked). ``body`` is a list of nodes in reading order,
    ``{"a": anchor, "kind", "level", "num", "text", "links": [[start, end, href]], "rows": [[...]]}``;
    keys without a value are left out. Nodes with the same anchor in two languages say the same thing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="versions")
    expression = models.ForeignKey(Expression, on_delete=models.PROTECT, related_name="versions")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="versions")
    valid_from = models.DateField(_("known from"), null=True, blank=True)
    valid_to = models.DateField(_("known until"), null=True, blank=True)
    latest = models.BooleanField(_("latest held"), default=False)
    aligned = models.BooleanField(_("aligned with the other languages"), default=True)
    authenticity = models.CharField(
        _("authenticity"), max_length=12, choices=Authenticity, default=Authenticity.CONVENIENCE
    )
    status = models.CharField(_("status"), max_length=12, choices=LegalStatus)
    reason = models.CharField(_("reason given by the source"), max_length=60, blank=True)
    source_key = models.CharField(_("identifier in the source"), max_length=120, blank=True)
    number_label = models.CharField(_("number as printed"), max_length=120, blank=True)
    heading = models.TextField(_("heading"), blank=True)
    path = models.JSONField(_("divisions above"), default=list)
    body = models.JSONField(_("body"), default=list)
    text = models.TextField(_("plain text"), blank=True)
    digest = models.CharField(_("SHA-256 of text and status"), max_length=64)
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)

    class Meta:
        verbose_name = _("provision version")
        verbose_name_plural = _("provision versions")
        ordering = ("provision", "expression", "valid_from")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="provision_version_range_not_empty",
            ),
            models.UniqueConstraint(
                fields=("provision", "expression", "valid_from"),
                condition=models.Q(superseded_at=None),
                name="provision_version_one_per_start",
            ),
            models.UniqueConstraint(
                fields=("provision", "expression"),
                condition=models.Q(valid_from=None, superseded_at=None),
                name="provision_version_one_undated",
            ),
            models.UniqueConstraint(
                fields=("provision", "expression"),
                condition=models.Q(latest=True, superseded_at=None),
                name="provision_version_one_latest",
            ),
        )
        indexes = (
            models.Index(fields=("expression", "valid_from"), name="provision_version_dates"),
            models.Index(fields=("expression", "source_key"), name="provision_version_source_key"),
        )

    def __str__(self) -> str:
        return f"{self.number_label} {self.heading}".strip()

    @property
    def uid(self) -> str:
        """``hk/cap-614/en/s2@2018-04-20``: the unit of the search index; the date is empty when unknown."""
        work = self.provision.instrument.path
        return f"{work}/{self.expression.language}/{self.provision.key}@{self.valid_from or ''}"

    def counts_as_in_force(self) -> bool:
        """False for pending, repealed and omitted text, whatever the date."""
        return self.status in (LegalStatus.IN_FORCE, LegalStatus.UNSTATED)


class Sighting(models.Model):
    """A held file in which a version was seen, with the version date that the file gives for it."""

    id = models.BigAutoField(primary_key=True)
    held_version = models.ForeignKey(HeldVersion, on_delete=models.PROTECT, related_name="sightings")
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="sightings")
    version = models.ForeignKey(ProvisionVersion, on_delete=models.PROTECT, related_name="sightings")
    start_period = models.DateField(_("version date in the source"), null=True, blank=True)

    class Meta:
        verbose_name = _("sighting")
        verbose_name_plural = _("sightings")
        constraints = (
            models.UniqueConstraint(fields=("held_version", "provision"), name="sighting_one_per_file"),
        )

    def __str__(self) -> str:
        return f"{self.held_version_id} {self.provision_id}"


class StatusNote(models.Model):
    """A remark of the publisher on a paragraph: altered, no longer in force, see also."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(ProvisionVersion, on_delete=models.PROTECT, related_name="status_notes")
    anchor = models.CharField(_("paragraph"), max_length=120, blank=True)
    mark = models.CharField(_("mark of the note"), max_length=10, blank=True)
    text = models.TextField(_("text as printed"))
    citation_id = models.CharField(_("refers to"), max_length=100, blank=True)
    status = models.CharField(_("status stated"), max_length=12, choices=LegalStatus, blank=True)

    class Meta:
        verbose_name = _("status note")
        verbose_name_plural = _("status notes")
        ordering = ("version", "anchor", "mark")

    def __str__(self) -> str:
        return self.text
