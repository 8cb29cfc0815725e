"""What was fetched from a publisher: each run, and each archive of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foreign_law.models.codes import Jurisdiction


class Collection(models.Model):
    """One run: ordered by somebody or by the clock, started, finished. A run that was killed stays without an end.

    ``counts`` are numbers by name (files, instruments, provisions, versions, events …), ``problems`` is a list of
    ``{"file", "reason", "why"}``: the reason in English and, since reasons are told in the reader's language, its code
    and facts (:mod:`foreign_law.rules.refusals`).
    """

    class State(models.TextChoices):
        ORDERED = "ordered", pgettext_lazy("collection", "Ordered")
        RUNNING = "running", _("Under way")
        FINISHED = "finished", _("Finished")
        BROKEN = "broken", _("Broken off")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=5, choices=Jurisdiction)
    address = models.CharField(_("address"), max_length=1000)
    state = models.CharField(_("state"), max_length=8, choices=State)
    ordered_by = models.CharField(_("ordered by"), max_length=80)
    ordered_at = models.DateTimeField(_("moment of the order"))
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    problems = models.JSONField(_("problems"), default=list, blank=True)

    class Meta:
        verbose_name = _("collection of law")
        verbose_name_plural = _("collections of law")
        ordering = ("-ordered_at",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state="finished") | models.Q(finished_at__isnull=False),
                name="collection_finished_has_an_end",
            ),
        )

    def __str__(self) -> str:
        return f"{self.jurisdiction} {timezone.localtime(self.ordered_at):%Y-%m-%d %H:%M}"


class CollectedArchive(models.Model):
    """What a run did with one archive. ``is_whole``: everything in it went in, it need not be read again."""

    class Outcome(models.TextChoices):
        FETCHED = "fetched", _("Fetched")
        RESUMED = "resumed", _("Fetched, going on where it had broken off")
        UNCHANGED = "unchanged", _("Unchanged")
        REFUSED = "refused", _("Not taken")

    id = models.BigAutoField(primary_key=True)
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="archives")
    name = models.CharField(_("file name"), max_length=140)
    address = models.CharField(_("address"), max_length=1000)
    outcome = models.CharField(_("what became of it"), max_length=9, choices=Outcome)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    digest = models.CharField(_("SHA-256"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    etag = models.CharField(_("entity tag"), max_length=300, blank=True)
    modified = models.CharField(_("changed at the publisher"), max_length=60, blank=True)
    is_whole = models.BooleanField(_("wholly taken in"), default=False)

    class Meta:
        verbose_name = _("archive of a collection")
        verbose_name_plural = _("archives of a collection")
        ordering = ("collection", "id")
        constraints = (
            models.UniqueConstraint(fields=("collection", "address"), name="collected_archive_once_a_run"),
            models.CheckConstraint(
                condition=~models.Q(outcome="refused") | ~models.Q(reason=""),
                name="collected_archive_refusal_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return self.name
