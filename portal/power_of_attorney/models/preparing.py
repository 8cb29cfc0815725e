"""Before the session: identity, review, slots and bookings, interpreters, tests of the device."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.identity.models import Court, Person
from portal.power_of_attorney.models.powers import PowerOfAttorney


class IdentityCheck(models.Model):
    """What a check of one person came to, before the session or in it. No picture and no template is kept."""

    class Stage(models.TextChoices):
        BEFORE = "before", _("Before the session")
        SESSION = "session", _("In the session")

    class Result(models.TextChoices):
        VERIFIED = "verified", _("Verified")
        MANUAL = "manual", _("Confirmed by hand")
        FAILED = "failed", _("Not established")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney, on_delete=models.PROTECT, related_name="identity_checks",
        verbose_name=_("power of attorney"),
    )  # fmt: skip
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    stage = models.CharField(_("stage"), max_length=8, choices=Stage.choices)
    session = models.ForeignKey(
        "power_of_attorney.WitnessingSession", on_delete=models.PROTECT, null=True, blank=True,
        related_name="identity_checks", verbose_name=_("session"),
    )  # fmt: skip
    result = models.CharField(_("result"), max_length=10, choices=Result.choices)
    adapter = models.CharField(_("way of checking"), max_length=60)
    platform_answer = models.CharField(_("answer of the platform"), max_length=20, blank=True)
    is_simulated = models.BooleanField(_("checked by simulation"), default=False)
    papers = models.JSONField(_("papers: kind, last four characters, last day"), default=list, blank=True)
    face_compared = models.BooleanField(_("face compared by a machine"), default=False)
    basis = models.CharField(_("basis"), max_length=500, blank=True)
    checked_by = models.CharField(_("checked by"), max_length=100)
    checked_at = models.DateTimeField(_("checked"))

    class Meta:
        verbose_name = _("identity check")
        verbose_name_plural = _("identity checks")
        ordering = ["checked_at"]

    def __str__(self) -> str:
        return self.get_result_display()


class ReviewStep(models.Model):
    """One decision of the court on the papers, with its grounds (told once, Provisions 2021 art. 9)."""

    class Outcome(models.TextChoices):
        CURE = "cure", _("To be corrected")
        CLEARED = "cleared", _("In order")
        REFUSED = "refused", _("Refused")
        CHANGE = "change", _("Back to review")
        EFFECTIVE = "effective", _("Effective after judicial review")
        REJECTED = "rejected", _("Rejected after judicial review")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("power of attorney")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    grounds = models.TextField(_("grounds"), blank=True)
    cure_by_date = models.DateField(_("to be corrected by"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=100)
    decided_at = models.DateTimeField(_("decided"))

    class Meta:
        verbose_name = _("step of the review")
        verbose_name_plural = _("steps of the review")
        ordering = ["decided_at"]

    def __str__(self) -> str:
        return self.get_outcome_display()


class Slot(models.Model):
    """A time that a court offers for witnessing, with the judge who sits."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(
        Court, on_delete=models.PROTECT, related_name="witnessing_slots", verbose_name=_("court")
    )
    judge = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="witnessing_slots",
        verbose_name=_("judge"),
    )
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("clerk"),
    )  # fmt: skip
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    offered_by = models.CharField(_("offered by"), max_length=100)

    class Meta:
        verbose_name = _("slot for witnessing")
        verbose_name_plural = _("slots for witnessing")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["judge", "starts_at"],
                condition=Q(withdrawn_at=None),
                name="one_slot_for_a_judge_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.court} · {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"


class Appointment(models.Model):
    """A slot taken for one power of attorney."""

    class State(models.TextChoices):
        BOOKED = "booked", _("Booked")
        MOVED = "moved", _("Moved to another time")
        CANCELLED = "cancelled", _("Cancelled")
        NO_SHOW = "no_show", _("Somebody did not come")
        HELD = "held", _("Held")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney, on_delete=models.PROTECT, related_name="appointments",
        verbose_name=_("power of attorney"),
    )  # fmt: skip
    slot = models.ForeignKey(
        Slot, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("slot")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.BOOKED)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    absent = models.JSONField(_("who did not come"), default=list, blank=True)
    booked_by = models.CharField(_("booked by"), max_length=100)
    booked_at = models.DateTimeField(_("booked"))
    ended_at = models.DateTimeField(_("no longer booked since"), null=True, blank=True)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["booked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot"], condition=Q(state__in=["booked", "held"]), name="one_booking_for_a_slot"
            ),
            models.UniqueConstraint(
                fields=["power"], condition=Q(state="booked"), name="one_booking_for_a_power"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.power} · {self.get_state_display()}"


class InterpreterEngagement(models.Model):
    """An interpreter for one power: engaged by the court, identified, pledged, nobody's lawyer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney,
        on_delete=models.PROTECT,
        related_name="interpreters",
        verbose_name=_("power of attorney"),
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="interpretations", verbose_name=_("interpreter")
    )
    languages = models.JSONField(_("languages"), default=list)
    engaged_by = models.CharField(_("engaged by"), max_length=100)
    engaged_at = models.DateTimeField(_("engaged"))
    pledge_version = models.CharField(_("version of the pledge"), max_length=20, blank=True)
    pledge_language = models.CharField(_("language of the pledge"), max_length=10, blank=True)
    pledged_at = models.DateTimeField(_("pledged"), null=True, blank=True)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    release_reason = models.CharField(_("reason of the release"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("engagement of an interpreter")
        verbose_name_plural = _("engagements of interpreters")
        ordering = ["engaged_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["power"], condition=Q(released_at=None), name="one_interpreter_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.power} · {self.person}"


class DeviceTest(models.Model):
    """What one person's test of camera, microphone, light and line came to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney,
        on_delete=models.PROTECT,
        related_name="device_tests",
        verbose_name=_("power of attorney"),
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("tested by")
    )
    camera = models.BooleanField(_("camera works"))
    microphone = models.BooleanField(_("microphone works"))
    brightness = models.PositiveSmallIntegerField(_("brightness in percent"), null=True, blank=True)
    kilobits_up = models.PositiveIntegerField(_("kbit/s up"), null=True, blank=True)
    clock_offset_ms = models.IntegerField(
        _("clock of the device against the portal, in milliseconds"), null=True, blank=True
    )
    device = models.CharField(_("device"), max_length=200, blank=True)
    tested_at = models.DateTimeField(_("tested"))

    class Meta:
        verbose_name = _("test of a device")
        verbose_name_plural = _("tests of devices")
        ordering = ["tested_at"]

    def __str__(self) -> str:
        return f"{self.power} · {timezone.localtime(self.tested_at):%Y-%m-%d %H:%M}"


class ZoneChoice(models.Model):
    """In which time zone one participant reads the times of one power; a choice of display, not of law."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney, on_delete=models.PROTECT, related_name="zones", verbose_name=_("power of attorney")
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("participant")
    )
    zone = models.CharField(_("time zone"), max_length=40)
    chosen_at = models.DateTimeField(_("chosen"))

    class Meta:
        verbose_name = _("choice of time zone")
        verbose_name_plural = _("choices of time zones")
        ordering = ["chosen_at"]
        constraints = [models.UniqueConstraint(fields=["power", "holder"], name="one_zone_for_a_participant")]

    def __str__(self) -> str:
        return self.zone
