"""Recordings: one for each unbroken run of the recorder, in sealed chunks whose digests are chained."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.rooms.models.rooms import Room, Seat


class Recording(models.Model):
    """One run of the recorder. A reload of the page begins another; the original is never changed.

    ``head`` is the last link of the chain: SHA-256(previous head || number || SHA-256 of the chunk), from 64 zeros.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        STOPPED = "stopped", _("Stopped")
        BROKEN = "broken", _("Broken off")
        DESTROYED = "destroyed", _("Key destroyed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey(
        Room, on_delete=models.PROTECT, related_name="recordings", verbose_name=_("room")
    )
    number = models.PositiveSmallIntegerField(_("number in the room"))
    recorder = models.ForeignKey(
        Seat, on_delete=models.PROTECT, related_name="recordings", verbose_name=_("recorded at the seat")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.RUNNING)
    media_type = models.CharField(_("type"), max_length=100)
    wrapped_key = models.BinaryField(_("data key, wrapped"), null=True, blank=True)
    next_number = models.PositiveIntegerField(_("number of the next chunk"), default=0)
    head = models.CharField(_("head of the chain"), max_length=64, default="0" * 64)
    size = models.BigIntegerField(_("size in bytes"), default=0)
    started_at = models.DateTimeField(_("started"))
    last_chunk_at = models.DateTimeField(_("last chunk acknowledged"), null=True, blank=True)
    interrupted_at = models.DateTimeField(_("refused for want of room since"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)
    digest = models.CharField(_("SHA-256 of the whole"), max_length=64, blank=True)
    key_destroyed_at = models.DateTimeField(_("key destroyed"), null=True, blank=True)

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["room", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="one_recording_for_a_number"),
            models.UniqueConstraint(
                fields=["room"], condition=Q(state="running"), name="one_running_recording_in_a_room"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room} · {self.number}"


class RecordingChunk(models.Model):
    """One chunk as it was acknowledged; the content lies sealed in the store."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recording = models.ForeignKey(
        Recording, on_delete=models.PROTECT, related_name="chunks", verbose_name=_("recording")
    )
    number = models.PositiveIntegerField(_("number"))
    size = models.PositiveIntegerField(_("size in bytes"))
    digest = models.CharField(_("SHA-256"), max_length=64)
    sealed_digest = models.CharField(_("SHA-256 as sealed"), max_length=64)
    head = models.CharField(_("head of the chain after it"), max_length=64)
    client_at = models.DateTimeField(_("time on the device"))
    received_at = models.DateTimeField(_("time received"))
    frames = models.PositiveIntegerField(_("frames drawn"), default=0)
    milliseconds = models.PositiveIntegerField(_("length in milliseconds"), default=0)
    has_sound = models.BooleanField(_("sound present"), default=False)

    class Meta:
        verbose_name = _("chunk of a recording")
        verbose_name_plural = _("chunks of recordings")
        ordering = ["recording", "number"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["recording", "number"], name="one_chunk_for_a_number")]

    def __str__(self) -> str:
        return f"{self.recording} · {self.number}"


class RecordingGap(models.Model):
    """A stretch that was not recorded, with its cause and the written explanation (2017 recording rules, art. 4)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="gaps", verbose_name=_("room"))
    began_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)
    cause = models.CharField(_("cause"), max_length=40)
    explanation = models.TextField(_("explanation"), blank=True)
    explained_by = models.CharField(_("explained by"), max_length=100, blank=True)
    explained_at = models.DateTimeField(_("explained"), null=True, blank=True)

    class Meta:
        verbose_name = _("gap in the recording")
        verbose_name_plural = _("gaps in recordings")
        ordering = ["room", "began_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.room} · {self.cause}"


class Derivative(models.Model):
    """A playable copy of a recording with a digest of its own; it never takes the original's place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recording = models.OneToOneField(
        Recording, on_delete=models.PROTECT, related_name="derivative", verbose_name=_("recording")
    )
    digest = models.CharField(_("SHA-256"), max_length=64)
    size = models.BigIntegerField(_("size in bytes"))
    media_type = models.CharField(_("type"), max_length=100)
    milliseconds = models.PositiveIntegerField(_("length in milliseconds"))
    made_at = models.DateTimeField(_("made"))
    made_with = models.CharField(_("made with"), max_length=120)

    class Meta:
        verbose_name = _("playable copy")
        verbose_name_plural = _("playable copies")
        ordering = ["made_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest
