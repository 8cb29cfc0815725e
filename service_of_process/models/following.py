"""Access without an account, calendars and webhooks; and electronic service as the addressee sees it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.seals.fields import EncryptedTextField
from service_of_process.models.legs import Leg
from service_of_process.models.matters import ServiceMatter
from service_of_process.models.papers import DocumentToBeServed


class AccessCode(models.Model):
    """A code that opens a matter's milestones to whoever holds it. Kept as a keyed digest; revocable."""

    class Kind(models.TextChoices):
        TRACKING = "tracking", _("To follow the matter")
        DOCUMENTS = "documents", _("To open the documents served")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(
        ServiceMatter, on_delete=models.PROTECT, related_name="access_codes", verbose_name=_("service matter")
    )
    leg = models.ForeignKey(
        Leg,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="access_codes",
        verbose_name=_("leg"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.TRACKING)
    label = models.CharField(_("given to"), max_length=120)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.CharField(_("issued by"), max_length=100)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.CharField(_("revoked by"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("access code of the matter")
        verbose_name_plural = _("access codes")
        ordering = ["issued_at"]

    def __str__(self) -> str:
        return f"{self.matter.reference} · {self.label}"


class CalendarSubscription(models.Model):
    """A revocable address of the due dates that one account may see, for its own calendar."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="service_calendars",
        verbose_name=_("owner"),
    )
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    issued_at = models.DateTimeField(_("issued"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar subscription")
        verbose_name_plural = _("calendar subscriptions")
        ordering = ["issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(revoked_at=None), name="one_service_calendar_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner} · {timezone.localtime(self.issued_at):%Y-%m-%d}"


class Webhook(models.Model):
    """Where a firm's own system wants to hear of milestones; every message is signed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="service_webhooks",
        verbose_name=_("owner"),
    )
    address = models.URLField(_("address"), max_length=400)
    secret = EncryptedTextField(_("secret"), context="service.webhook_secret")
    created_at = models.DateTimeField(_("created"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end_reason = models.CharField(_("reason of the end"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.address


class WebhookDelivery(models.Model):
    """One message to one webhook, tried until it is taken or given up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(
        Webhook, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("webhook")
    )
    event_id = models.BigIntegerField(_("event"))
    body = models.JSONField(_("message"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_at = models.DateTimeField(_("next try"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("webhook message")
        verbose_name_plural = _("webhook messages")
        ordering = ["next_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "event_id"], name="one_message_of_an_event_for_a_webhook"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.webhook_id} · {self.event_id}"


class ElectronicDelivery(models.Model):
    """One electronic sending: to which address, on which basis, and what came back."""

    class Gateway(models.TextChoices):
        PORTAL = "portal", _("E-mail of this portal")
        RECORDED = "recorded", _("Sent by another system of the court, recorded here")
        SIMULATED = "simulated", _("SIMULATED: nothing leaves the portal")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    leg = models.OneToOneField(
        Leg, on_delete=models.PROTECT, related_name="electronic", verbose_name=_("leg")
    )
    address = EncryptedTextField(_("address"), context="service.electronic_address")
    gateway = models.CharField(_("sent by"), max_length=10, choices=Gateway.choices, default=Gateway.PORTAL)
    is_confirmed_address = models.BooleanField(_("address provided or confirmed by the addressee"))
    language = models.CharField(_("language"), max_length=10)
    token_digest = models.CharField(_("digest of the link"), max_length=64, unique=True)
    sent_at = models.DateTimeField(_("sent"))
    arrived_at = models.DateTimeField(_("arrived"), null=True, blank=True)
    arrival_source = models.CharField(_("how the arrival is known"), max_length=200, blank=True)
    bounced_at = models.DateTimeField(_("bounced"), null=True, blank=True)
    bounce_reason = models.CharField(_("reason of the bounce"), max_length=300, blank=True)
    opened_at = models.DateTimeField(_("first opened"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("receipt confirmed"), null=True, blank=True)
    confirmed_name = EncryptedTextField(
        _("confirmed as"), context="service.confirmed_name", null=True, blank=True
    )

    # -- a judgment served electronically is given on paper to whoever asks (CPL art. 90)
    paper_asked_at = models.DateTimeField(_("paper copy asked for"), null=True, blank=True)
    paper_given_at = models.DateTimeField(_("paper copy given"), null=True, blank=True)

    class Meta:
        verbose_name = _("electronic delivery")
        verbose_name_plural = _("electronic deliveries")

    def __str__(self) -> str:
        return self.leg.reference


class DocumentReading(models.Model):
    """Proof that one document was shown or downloaded, with the digest of what was given out."""

    class Kind(models.TextChoices):
        VIEWED = "viewed", _("Viewed")
        DOWNLOADED = "downloaded", _("Downloaded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    delivery = models.ForeignKey(
        ElectronicDelivery,
        on_delete=models.PROTECT,
        related_name="readings",
        verbose_name=_("electronic delivery"),
    )
    document = models.ForeignKey(
        DocumentToBeServed, on_delete=models.PROTECT, related_name="readings",
        verbose_name=_("document to be served"),
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    digest = models.CharField(_("digest"), max_length=64)
    read_at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["read_at"]

    def __str__(self) -> str:
        return f"{self.document} · {self.get_kind_display()}"
