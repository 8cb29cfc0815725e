"""What each court sets for itself: letters of its numbers, buffers, targets; which courts write to Macao directly."""

from __future__ import annotations

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.models.periods import Period
from portal.identity.models import Court


class CourtPractice(models.Model):
    """A court's own settings. Every day count here is practice, never law; empty means that the court has set none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.OneToOneField(
        Court, on_delete=models.PROTECT, related_name="service_practice", verbose_name=_("court")
    )
    letters = models.CharField(
        _("letters in the number"), max_length=6, unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,6}\Z")], help_text=_("Two to six Latin capitals, such as QH."),
    )  # fmt: skip
    upper_court = models.ForeignKey(
        Court, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("High People's Court that transfers"),
    )  # fmt: skip
    case_word = models.CharField(_("code word of judicial-assistance cases"), max_length=20, blank=True)
    address = models.CharField(_("address on letters"), max_length=250, blank=True)
    telephone = models.CharField(_("telephone on letters"), max_length=60, blank=True)
    hearing_warn_days = models.PositiveSmallIntegerField(
        _("hearing: warn below (days)"),
        null=True,
        blank=True,
        help_text=_("Practice of the court; it only warns."),
    )
    hearing_short_days = models.PositiveSmallIntegerField(
        _("hearing: urgent below (days)"), null=True, blank=True,
        help_text=_("Practice of the court; it only warns."),
    )  # fmt: skip
    register_days = models.PositiveSmallIntegerField(
        _("inbound: register within (working days)"), null=True, blank=True
    )
    first_service_days = models.PositiveSmallIntegerField(
        _("inbound: first attempt within (days)"), null=True, blank=True
    )
    return_days = models.PositiveSmallIntegerField(
        _("inbound: send back within (working days)"), null=True, blank=True
    )
    pilot_is_open = models.BooleanField(_("pilot service by Hong Kong lawyers"), default=False)
    pilot_days = models.PositiveSmallIntegerField(_("pilot: complete within (days)"), null=True, blank=True)
    smallest_cell = models.PositiveSmallIntegerField(_("statistics: hide counts below"), default=5)

    class Meta:
        verbose_name = _("practice of a court")
        verbose_name_plural = _("practice of the courts")
        ordering = ["court__code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(upper_court=None) | ~Q(upper_court=F("court")),
                name="a_court_is_not_its_own_upper_court",
            ),
            models.CheckConstraint(
                condition=Q(smallest_cell__gte=1), name="the_smallest_cell_is_at_least_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.court} · {self.letters}"


class MacaoAuthorisation(Period):
    """A court that the Supreme People's Court authorised to deal with Macao's Court of Final Appeal (2020, art. 2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(
        Court, on_delete=models.PROTECT, related_name="macao_authorisations", verbose_name=_("court")
    )
    source = models.CharField(_("source"), max_length=300)

    class Meta(Period.Meta):
        verbose_name = _("authorisation for Macao")
        verbose_name_plural = _("authorisations for Macao")
        ordering = ["court__code", "valid_from"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["court"], condition=Q(valid_to=None), name="one_authorisation_in_force_for_a_court"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.court} · {self.valid_from}"


class Outage(models.Model):
    """A platform that could not be used, as staff recorded it. It extends only what the rules let it extend."""

    class Platform(models.TextChoices):
        MACAO = "macao", _("Mainland–Macao judicial-assistance platform")
        COURT = "court", _("Electronic service system of the court")
        PORTAL = "portal", _("This portal")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(
        Court, on_delete=models.PROTECT, related_name="service_outages", verbose_name=_("court")
    )
    platform = models.CharField(_("platform"), max_length=8, choices=Platform.choices)
    began_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("to"))
    source = models.CharField(_("source"), max_length=300)
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = models.CharField(_("recorded by"), max_length=100)

    class Meta:
        verbose_name = _("platform outage")
        verbose_name_plural = _("platform outages")
        ordering = ["-began_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("began_at")), name="an_outage_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_platform_display()} · {timezone.localtime(self.began_at):%Y-%m-%d}"
