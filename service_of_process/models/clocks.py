"""The clocks of a matter, and its course as events."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.identity.models import Court
from service_of_process.models.legs import Leg
from service_of_process.models.matters import ServiceMatter


class Clock(models.Model):
    """One period as computed once; never recomputed silently: a new computation is a new row that replaces it."""

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        MET = "met", _("Kept")
        EXPIRED = "expired", _("Expired")
        STOPPED = "stopped", _("Stopped")
        REPLACED = "replaced", _("Replaced")

    class Alert(models.TextChoices):
        NONE = "", _("None")
        DUE = "due", _("Due soon")
        OVERDUE = "overdue", _("Overdue")
        LATE = "late", _("Late")
        ESCALATED = "escalated", _("Escalated")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(
        ServiceMatter, on_delete=models.PROTECT, related_name="clocks", verbose_name=_("service matter")
    )
    leg = models.ForeignKey(
        Leg, on_delete=models.PROTECT, null=True, blank=True, related_name="clocks", verbose_name=_("leg")
    )
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+", verbose_name=_("court"))
    rule = models.CharField(_("rule"), max_length=60)
    is_practice = models.BooleanField(_("target set by the court"), default=False)
    kind = models.CharField(_("kind of period"), max_length=10)
    holder = models.CharField(_("who must keep it"), max_length=20)
    start_date = models.DateField(_("start"))
    is_estimate = models.BooleanField(_("starts on an estimated date"), default=False)
    nominal_date = models.DateField(_("last day by counting"))
    due_date = models.DateField(_("last day"))
    alternative_date = models.DateField(_("other date in question"), null=True, blank=True)
    alarm_date = models.DateField(_("reminders run on"))
    extended_to = models.DateField(_("extended to"), null=True, blank=True)
    extension_reason = models.TextField(_("reason of the extension"), blank=True)
    is_provisional = models.BooleanField(_("provisional"), default=False)
    calendar = models.CharField(_("calendar"), max_length=40)
    calendar_edition = models.TextField(_("editions of the calendar"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RUNNING)
    alert = models.CharField(_("alert"), max_length=10, choices=Alert.choices, default=Alert.NONE, blank=True)
    ended_date = models.DateField(_("ended on"), null=True, blank=True)
    started_at = models.DateTimeField(_("computed"))
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by",
        verbose_name=_("replaces"),
    )  # fmt: skip
    replaced_reason = models.TextField(_("why it was replaced"), blank=True)

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        ordering = ["due_date"]
        indexes = [
            models.Index(fields=["state", "alarm_date"], name="service_clock_by_alarm"),
            models.Index(fields=["court", "state", "due_date"], name="service_clock_by_court"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "leg", "rule"],
                condition=Q(state="running"),
                name="one_running_clock_of_a_rule",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter.reference} · {self.rule}"


class MatterEvent(models.Model):
    """One line of a matter's course: written beside the log, read by timelines. No personal data."""

    id = models.BigAutoField(primary_key=True)
    matter = models.ForeignKey(
        ServiceMatter, on_delete=models.PROTECT, related_name="events", verbose_name=_("service matter")
    )
    leg = models.ForeignKey(
        Leg, on_delete=models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("leg")
    )
    act = models.CharField(_("act"), max_length=80)
    on_date = models.DateField(_("date of the event"))
    recorded_at = models.DateTimeField(_("recorded"))
    actor_key = models.CharField(_("recorded by"), max_length=100)
    leg_state = models.CharField(_("state of the leg"), max_length=16, blank=True)
    matter_state = models.CharField(_("state of the matter"), max_length=20)
    facts = models.JSONField(_("facts"), default=dict)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["id"]
        indexes = [models.Index(fields=["matter", "id"], name="service_event_by_matter")]

    def __str__(self) -> str:
        return f"{self.matter_id} · {self.act}"
