"""The outbox towards the search engine, written in the import's own transaction."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexTask(models.Model):
    """One unit to index again or to take out. Done tasks keep ``done_at``."""

    class Act(models.TextChoices):
        UPSERT = "upsert", _("Put into the index")
        DELETE = "delete", _("Take out of the index")

    class Target(models.TextChoices):
        VERSION = "version", _("Provision version")
        JUDGMENT = "judgment", _("Summary of a judgment")

    id = models.BigAutoField(primary_key=True)
    act = models.CharField(_("what to do"), max_length=6, choices=Act)
    target = models.CharField(_("kind of record"), max_length=8, choices=Target)
    record_id = models.UUIDField(_("record"))
    uid = models.CharField(_("unit"), max_length=300)
    queued_at = models.DateTimeField(_("queued"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("indexing task")
        verbose_name_plural = _("indexing tasks")
        ordering = ("id",)
        indexes = (models.Index(fields=("id",), condition=models.Q(done_at=None), name="index_task_open"),)

    def __str__(self) -> str:
        return f"{self.act} {self.uid}"
