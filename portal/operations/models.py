"""How the portal fared: one row a day and part, and the last beat of the clock."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DayOfService(models.Model):
    """Checks, failures and milliseconds of one part on one day."""

    day_date = models.DateField(_("day"))
    part = models.CharField(_("part"), max_length=40)
    checks = models.PositiveIntegerField(_("checks"), default=0)
    failures = models.PositiveIntegerField(_("failures"), default=0)
    slowest_ms = models.FloatField(_("slowest, in milliseconds"), default=0)
    total_ms = models.FloatField(_("total, in milliseconds"), default=0)
    last_checked_at = models.DateTimeField(_("last checked at"))
    last_failed_at = models.DateTimeField(_("last failed at"), null=True)

    class Meta:
        verbose_name = _("day of service")
        verbose_name_plural = _("days of service")
        constraints = [models.UniqueConstraint(fields=["day_date", "part"], name="one_row_a_day_and_part")]

    def __str__(self) -> str:
        return f"{self.day_date} {self.part}"
