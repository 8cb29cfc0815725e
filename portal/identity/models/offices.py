"""Offices: who holds which role where, from when until when."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.identity.models.places import Authority, Court, Institution
from portal.identity.roles import GRANTED_BY_OFFICE, Role, Seat

OFFICE_ROLES = [(code, label) for code, label in Role.choices if code in GRANTED_BY_OFFICE]


class OfficeQuerySet(models.QuerySet["Office"]):
    def on(self, day: date) -> OfficeQuerySet:
        """Offices held on that day: valid_from <= day < valid_to."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gt=day))


class Office(models.Model):
    """An account holds a role at a place for the half-open period [valid_from, valid_to)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="offices", verbose_name=_("holder")
    )
    role = models.CharField(_("role"), max_length=24, choices=OFFICE_ROLES)
    court = models.ForeignKey(
        Court,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offices",
        verbose_name=_("court"),
    )
    authority = models.ForeignKey(
        Authority,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offices",
        verbose_name=_("authority"),
    )
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offices",
        verbose_name=_("institution"),
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until (exclusive)"), null=True, blank=True)
    covers = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="covered_by",
        verbose_name=_("covers the leave of"),
    )
    succeeds = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="succeeded_by",
        verbose_name=_("takes over from"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["role", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="office_period_is_not_empty",
                violation_error_message=_("The end must lie after the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(court=None, authority=None)
                | Q(court=None, institution=None)
                | Q(authority=None, institution=None),
                name="office_is_held_at_one_place",
                violation_error_message=_("An office is held at one place only."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.place or _('Whole portal')}"

    @property
    def place(self) -> Court | Authority | Institution | None:
        """The court, authority or institution; None for an office of the whole portal."""
        return self.court or self.authority or self.institution

    @property
    def seat(self) -> Seat:
        """The kind of place."""
        if self.court_id:
            return Seat.COURT
        if self.authority_id:
            return Seat.AUTHORITY
        return Seat.INSTITUTION if self.institution_id else Seat.PORTAL
