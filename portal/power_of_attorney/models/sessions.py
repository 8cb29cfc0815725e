"""The session: its script, the strokes of the signatures, the judge's attestation."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.identity.models import Person
from portal.power_of_attorney.models.instruments import InstrumentVersion
from portal.power_of_attorney.models.powers import PowerOfAttorney
from portal.power_of_attorney.models.preparing import Appointment
from portal.rooms.models import Room
from portal.seals.fields import EncryptedTextField


class WitnessingSession(models.Model):
    """One live session before one judge."""

    class State(models.TextChoices):
        LOBBY = "lobby", _("Lobby open")
        OPEN = "open", _("In session")
        SUSPENDED = "suspended", pgettext_lazy("witnessing", "Suspended")
        ATTESTED = "attested", _("Attested")
        CLOSED = "closed", pgettext_lazy("witnessing", "Closed")
        ABORTED = "aborted", _("Broken off")
        NOT_HELD = "not_held", pgettext_lazy("witnessing", "Not held")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney,
        on_delete=models.PROTECT,
        related_name="sessions",
        verbose_name=_("power of attorney"),
    )
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("appointment")
    )
    room = models.OneToOneField(
        Room, on_delete=models.PROTECT, related_name="witnessing", verbose_name=_("room")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.LOBBY)
    judge = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("judge")
    )
    round = models.PositiveSmallIntegerField(_("round of the script"), default=1)
    lobby_opened_at = models.DateTimeField(_("lobby opened"))
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    attested_at = models.DateTimeField(_("attested"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("witnessing session")
        verbose_name_plural = _("witnessing sessions")
        ordering = ["power", "number"]
        constraints = [
            models.UniqueConstraint(fields=["power", "number"], name="one_session_for_a_number"),
            models.UniqueConstraint(
                fields=["power"],
                condition=Q(state__in=["lobby", "open", "suspended"]),
                name="one_session_running_for_a_power",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.power} · {self.number}"


class Interruption(models.Model):
    """A suspension or drop-out with its cause, and the identity checked anew on resumption."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        WitnessingSession, on_delete=models.PROTECT, related_name="interruptions", verbose_name=_("session")
    )
    cause = models.CharField(_("cause"), max_length=40)
    reason = models.TextField(_("reason"), blank=True)
    began_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)
    identity_lost = models.BooleanField(_("identity had to be checked anew"), default=False)

    class Meta:
        verbose_name = _("interruption")
        verbose_name_plural = _("interruptions")
        ordering = ["began_at"]

    def __str__(self) -> str:
        return f"{self.session} · {self.cause}"


class ScriptAnswer(models.Model):
    """One question of the script as it was asked, and its answer, at its place in the recording."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        WitnessingSession, on_delete=models.PROTECT, related_name="answers", verbose_name=_("session")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    round = models.PositiveSmallIntegerField(_("round of the script"))
    step = models.PositiveSmallIntegerField(_("step"))
    item = models.CharField(_("question"), max_length=60)
    text_version = models.CharField(_("version of the wording"), max_length=20)
    language = models.CharField(_("language in which it was asked"), max_length=10)
    answer = models.CharField(_("answer"), max_length=20)
    words = EncryptedTextField(_("in words"), context="power_of_attorney.answer", blank=True, null=True)
    words_lang = models.CharField(_("language of the words"), max_length=10, blank=True)
    version = models.ForeignKey(
        InstrumentVersion,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("version of the instrument"),
    )
    recording_number = models.PositiveSmallIntegerField(_("recording"))
    offset_ms = models.PositiveIntegerField(_("place in the recording, in milliseconds"))
    recorded_by = models.CharField(_("recorded by"), max_length=100)
    answered_at = models.DateTimeField(_("answered"))
    void_at = models.DateTimeField(_("no longer counts since"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer in the script")
        verbose_name_plural = _("answers in the script")
        ordering = ["session", "number"]
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="one_answer_for_a_number")]

    def __str__(self) -> str:
        return f"{self.step}. {self.item}"


class StrokeSignature(models.Model):
    """A signature by hand on the screen: strokes (x, y, t) and picture, bound to the document's digest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        WitnessingSession, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("session")
    )
    signer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("signer"))
    role = models.CharField(_("signs as"), max_length=16)
    version = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, related_name="signatures",
        verbose_name=_("version of the instrument"),
    )  # fmt: skip
    document_digest = models.CharField(_("SHA-256 of the document"), max_length=64)
    strokes = EncryptedTextField(_("strokes as JSON"), context="power_of_attorney.strokes")
    image = EncryptedTextField(_("picture as base64 PNG"), context="power_of_attorney.signature_image")
    digest = models.CharField(_("SHA-256 of strokes, picture and document digest"), max_length=64)
    recording_number = models.PositiveSmallIntegerField(_("recording"))
    offset_ms = models.PositiveIntegerField(_("place in the recording, in milliseconds"))
    signed_at = models.DateTimeField(_("signed"))
    void_at = models.DateTimeField(_("no longer counts since"), null=True, blank=True)

    class Meta:
        verbose_name = _("signature by hand")
        verbose_name_plural = _("signatures by hand")
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "signer", "version"],
                condition=Q(void_at=None),
                name="one_signature_for_a_signer_and_text",
            )
        ]

    def __str__(self) -> str:
        return f"{self.session} · {self.role}"


class Attestation(models.Model):
    """The judge's word that the signing was witnessed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.OneToOneField(
        WitnessingSession, on_delete=models.PROTECT, related_name="attestation", verbose_name=_("session")
    )
    version = models.ForeignKey(
        InstrumentVersion,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("version of the instrument"),
    )
    text_version = models.CharField(_("version of the wording"), max_length=20)
    recording_head = models.CharField(_("head of the recording's chain"), max_length=64)
    places = models.JSONField(_("where everybody was, as declared"), default=list)
    attested_by = models.CharField(_("attested by"), max_length=100)
    attested_at = models.DateTimeField(_("attested"))

    class Meta:
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")
        ordering = ["attested_at"]

    def __str__(self) -> str:
        return str(self.session)
