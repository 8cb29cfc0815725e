"""How often a provision was opened on a day. Nothing about who opened it is kept."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from foreign_law.models.provisions import Provision


class ProvisionViews(models.Model):
    """One counter for a provision and a day: no address, no account, no moment."""

    id = models.BigAutoField(primary_key=True)
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="views")
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("times opened"), default=0)

    class Meta:
        verbose_name = _("views of a provision")
        verbose_name_plural = _("views of provisions")
        constraints = (
            models.UniqueConstraint(fields=("provision", "day"), name="provision_views_one_per_day"),
        )
        indexes = (models.Index(fields=("day",), name="provision_views_day"),)

    def __str__(self) -> str:
        return f"{self.provision_id} {self.day}"
