"""A room, its seats, the one-use tickets to them, and the events that pass between them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.identity.models import Court
from portal.seals.fields import EncryptedTextField


class Room(models.Model):
    """One live room of one record. ``kind`` is registered by the module; ``subject_key`` is the record's UUID."""

    class State(models.TextChoices):
        LOBBY = "lobby", pgettext_lazy("room", "Lobby open")
        LIVE = "live", pgettext_lazy("room", "In session")
        SUSPENDED = "suspended", pgettext_lazy("room", "Suspended")
        CLOSED = "closed", pgettext_lazy("room", "Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    subject_key = models.CharField(_("record"), max_length=64)
    reference = models.CharField(_("reference"), max_length=40)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="rooms", verbose_name=_("court"))
    engine = models.CharField(_("video engine"), max_length=20, default="mesh")
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.LOBBY)
    last_sequence = models.PositiveBigIntegerField(_("number of the last event"), default=0)
    opened_at = models.DateTimeField(_("lobby opened"))
    live_since_at = models.DateTimeField(_("session began"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["-opened_at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_key"],
                condition=~Q(state="closed"),
                name="one_open_room_for_a_record",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="closed_room_has_its_time"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def chain(self) -> str:
        """The chain of the log that holds this room's events: the record's own."""
        return f"{self.kind}:{self.subject_key}"


class Seat(models.Model):
    """One place at the table, kept for one account. The key is the peer's name in the signals."""

    class Role(models.TextChoices):
        JUDGE = "judge", _("Judge")
        CLERK = "clerk", _("Clerk")
        PARTY = "party", _("Party")
        REPRESENTATIVE = "representative", _("Representative")
        AGENT = "agent", _("Agent")
        INTERPRETER = "interpreter", _("Interpreter")
        MEDIATOR = "mediator", _("Mediator")
        EXPERT = "expert", _("Expert")

    class State(models.TextChoices):
        EXPECTED = "expected", _("Expected")
        WAITING = "waiting", _("Waiting in the lobby")
        ADMITTED = "admitted", _("Admitted")
        REFUSED = "refused", _("Not admitted")
        LEFT = "left", _("Has left")
        REMOVED = "removed", pgettext_lazy("room", "Removed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="seats", verbose_name=_("room"))
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="room_seats",
        verbose_name=_("holder"),
    )
    role = models.CharField(_("standing"), max_length=16, choices=Role.choices)
    name = EncryptedTextField(_("name"), context="rooms.seat_name")
    name_lang = models.CharField(_("language of the name"), max_length=10, blank=True)
    language = models.CharField(_("language"), max_length=10, default="zh-hant")
    is_required = models.BooleanField(_("must be present"), default=True)
    place = EncryptedTextField(_("place as declared"), context="rooms.seat_place", blank=True, null=True)
    address = EncryptedTextField(_("network address"), context="rooms.seat_address", blank=True, null=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.EXPECTED)
    tab = models.CharField(_("window that holds the seat"), max_length=64, blank=True)
    arrived_at = models.DateTimeField(_("arrived"), null=True, blank=True)
    admitted_at = models.DateTimeField(_("admitted"), null=True, blank=True)
    admitted_by = models.CharField(_("admitted by"), max_length=100, blank=True)
    seen_at = models.DateTimeField(_("last heard of"), null=True, blank=True)
    links = models.JSONField(_("state of the links to the other seats"), default=dict, blank=True)
    dropped_at = models.DateTimeField(_("connection lost"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["room", "role", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["room", "holder"], name="one_seat_for_a_person_in_a_room")
        ]

    def __str__(self) -> str:
        return f"{self.room} · {self.get_role_display()}"


class Ticket(models.Model):
    """A one-use way to a seat: only the SHA-256 of the token is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="tickets", verbose_name=_("seat"))
    digest = models.CharField(_("SHA-256 of the ticket"), max_length=64, unique=True)
    session_digest = models.CharField(_("SHA-256 of the sign-in"), max_length=64)
    issued_at = models.DateTimeField(_("issued"))
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("ticket to a seat")
        verbose_name_plural = _("tickets to seats")
        ordering = ["issued_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class RoomEvent(models.Model):
    """One event of a room, numbered without holes: a signal from seat to seat, or a change that all must know."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="events", verbose_name=_("room"))
    sequence = models.PositiveBigIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=40)
    sender = models.ForeignKey(
        Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("from")
    )
    target = models.ForeignKey(
        Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("to")
    )
    payload = models.JSONField(_("content"), default=dict, blank=True)
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("event in a room")
        verbose_name_plural = _("events in rooms")
        ordering = ["room", "sequence"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["room", "sequence"], name="one_room_event_for_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind}"
