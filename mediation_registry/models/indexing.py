"""The outbox towards the register's search index, written in the transaction of the act that changes a line."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mediation_registry.models.registrants import Registrant


class RegisterIndexTask(models.Model):
    """One registrant whose line in the index is to be written anew. Done tasks keep ``done_at``."""

    id = models.BigAutoField(primary_key=True)
    registrant = models.ForeignKey(
        Registrant, on_delete=models.PROTECT, related_name="+", verbose_name=_("registrant")
    )
    queued_at = models.DateTimeField(_("queued"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("indexing task of the register")
        verbose_name_plural = _("indexing tasks of the register")
        ordering = ("id",)
        indexes = (
            models.Index(fields=("id",), condition=models.Q(done_at=None), name="register_index_open"),
        )

    def __str__(self) -> str:
        return str(self.registrant_id)
