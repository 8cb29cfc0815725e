"""What a person follows, the searches she keeps, and what she is still to be told. Nobody's legal record."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foreign_law.models.events import LawEvent
from foreign_law.models.instruments import Instrument
from foreign_law.models.provisions import Provision


class Rhythm(models.TextChoices):
    """How often an e-mail may come."""

    AT_ONCE = "at-once", _("At once")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    NONE = "none", _("No e-mail")


class Follow(models.Model):
    """One account follows one work (``provision`` empty) or one provision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="law_follows")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="follows")
    provision = models.ForeignKey(
        Provision, on_delete=models.PROTECT, null=True, blank=True, related_name="follows"
    )
    rhythm = models.CharField(_("e-mail"), max_length=7, choices=Rhythm, default=Rhythm.DAILY)
    created_at = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("followed place of the law")
        verbose_name_plural = _("followed places of the law")
        ordering = ("created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "instrument"), condition=Q(ended_at=None, provision=None),
                name="law_follow_one_of_a_work",
            ),
            models.UniqueConstraint(
                fields=("owner", "provision"), condition=Q(ended_at=None, provision__isnull=False),
                name="law_follow_one_of_a_provision",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.provision_id or ''}".strip()


class SavedSearch(models.Model):
    """A question with its filters as it stood. ``query`` are the parameters of the search page.

    ``seen`` are the units found so far (at most the first 300), ``stamp`` the state of the index at the last run.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="law_searches")
    name = models.CharField(_("name"), max_length=120)
    query = models.CharField(_("question"), max_length=2000)
    rhythm = models.CharField(_("e-mail"), max_length=7, choices=Rhythm, default=Rhythm.DAILY)
    created_at = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    seen: models.JSONField[list[str], list[str]] = models.JSONField(_("found so far"), default=list)
    stamp = models.CharField(_("state of the index"), max_length=120, blank=True)
    checked_at = models.DateTimeField(_("last run"), null=True, blank=True)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ("created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "query"), condition=Q(ended_at=None), name="law_search_saved_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class News(models.Model):
    """One thing to tell one person: an event of what she follows, or new hits of a search of hers."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="law_news")
    follow = models.ForeignKey(Follow, on_delete=models.PROTECT, null=True, blank=True, related_name="news")
    event = models.ForeignKey(LawEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="news")
    search = models.ForeignKey(
        SavedSearch, on_delete=models.PROTECT, null=True, blank=True, related_name="news"
    )
    hits: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(
        _("new hits"), default=list
    )
    at = models.DateTimeField(_("known since"))
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("news of the law")
        verbose_name_plural = _("news of the law")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(follow__isnull=False, event__isnull=False, search=None)
                | Q(follow=None, event=None, search__isnull=False),
                name="law_news_of_one_thing",
            ),
            models.UniqueConstraint(fields=("owner", "event"), name="law_news_once_for_an_event"),
        )
        indexes = (
            models.Index(
                fields=("due_at",), condition=Q(sent_at=None, due_at__isnull=False), name="law_news_due"
            ),
        )

    def __str__(self) -> str:
        return f"{self.owner_id} {self.event_id or self.search_id}"
