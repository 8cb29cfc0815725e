"""One row for each series and year: the last number given."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Counter(models.Model):
    """The last number of a series in a year. The row is the lock of every allocation."""

    series = models.CharField(_("series"), max_length=60)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveBigIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="numbering_counter_once")]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.series} {self.year}"
