"""What the portal proposes and the judge decides: proposals, confirmations, facts of art. 12, challenges."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.exhibits.models import Exhibit
from portal.seals.fields import EncryptedTextField
from service_of_process.models.legs import Leg
from service_of_process.models.matters import ServiceMatter


class ConfirmedFact(models.Model):
    """A circumstance from which service may follow without a signature (2009 art. 12); the judge finds it or not."""

    class Kind(models.TextChoices):
        MENTION = "mention", _("The addressee mentioned the content to the court")
        PERFORMANCE = "performance", _("The addressee acted on the content")
        OTHER = "other", _("Another circumstance that confirms service")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(
        ServiceMatter, on_delete=models.PROTECT, related_name="facts", verbose_name=_("service matter")
    )
    leg = models.ForeignKey(
        Leg, on_delete=models.PROTECT, null=True, blank=True, related_name="facts", verbose_name=_("leg")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    fact_date = models.DateField(_("date"))
    description = EncryptedTextField(_("description"), context="service.fact")
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("exhibit")
    )
    submitted_at = models.DateTimeField(_("submitted"))
    submitted_by = models.CharField(_("submitted by"), max_length=100)
    is_found = models.BooleanField(_("found by the judge"), null=True, blank=True)
    finding_reason = models.TextField(_("reason of the judge"), blank=True)
    found_at = models.DateTimeField(_("decided"), null=True, blank=True)
    found_by = models.CharField(_("decided by"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("circumstance under art. 12")
        verbose_name_plural = _("circumstances under art. 12")
        ordering = ["fact_date"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_found=None) | (Q(found_at__isnull=False) & ~Q(found_by="")),
                name="a_finding_names_the_judge",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter.reference} · {self.get_kind_display()}"


class Proposal(models.Model):
    """What the portal proposes to the judge on the record; it changes nothing until she confirms it."""

    class Kind(models.TextChoices):
        SERVED = "served", _("Served, by proof")
        DEEMED = "deemed", _("Deemed served")
        EARLIER = "earlier", _("Served earlier than confirmed")
        RECTIFIED = "rectified", _("Date of the proof rectified")
        NOTICE = "notice", _("Served by public notice")
        UNAVAILABLE = "unavailable", _("Channel unavailable")
        NOT_SERVED = "not_served", _("Deemed not served")
        EXHAUSTED = "exhausted", _("All routes exhausted")

    class State(models.TextChoices):
        OPEN = "open", _("Before the judge")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined by the judge")
        OVERTAKEN = "overtaken", _("Overtaken")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(
        ServiceMatter, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("service matter")
    )
    leg = models.ForeignKey(
        Leg, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name=_("leg")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    date = models.DateField(_("date proposed"), null=True, blank=True)
    alternative_date = models.DateField(_("other date in question"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=40)
    fact = models.ForeignKey(
        ConfirmedFact, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals",
        verbose_name=_("circumstance under art. 12"),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField(_("proposed"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=100, blank=True)
    reason = models.TextField(_("reason of the judge"), blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "leg", "kind"],
                condition=Q(state="open"),
                name="one_open_proposal_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter.reference} · {self.get_kind_display()}"


class Confirmation(models.Model):
    """The judge's decision on service. The one in force fixes the date; an earlier proof needs a new one."""

    class Kind(models.TextChoices):
        SERVED = "served", _("Served")
        DEEMED = "deemed", _("Deemed served")
        NOTICE = "notice", _("Served by public notice")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(
        ServiceMatter,
        on_delete=models.PROTECT,
        related_name="confirmations",
        verbose_name=_("service matter"),
    )
    leg = models.ForeignKey(
        Leg, on_delete=models.PROTECT, related_name="confirmations", verbose_name=_("leg")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    date = models.DateField(_("date of service"))
    legal_basis = models.CharField(_("legal basis"), max_length=40)
    reason = models.TextField(_("reason of the judge"), blank=True)
    judge = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("judge")
    )
    confirmed_at = models.DateTimeField(_("confirmed"))
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)
    superseded_reason = models.TextField(_("why it no longer stands"), blank=True)

    class Meta:
        verbose_name = _("confirmation of service")
        verbose_name_plural = _("confirmations of service")
        ordering = ["confirmed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(superseded_at=None), name="one_date_of_service_for_a_matter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter.reference} · {self.date}"


class Challenge(models.Model):
    """An objection of a party or the addressee to confirmed service, with evidence; the judge decides."""

    class State(models.TextChoices):
        FILED = "filed", _("Before the judge")
        UPHELD = "upheld", _("Service upheld")
        SET_ASIDE = "set_aside", _("Service set aside")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(
        ServiceMatter, on_delete=models.PROTECT, related_name="challenges", verbose_name=_("service matter")
    )
    grounds = EncryptedTextField(_("grounds"), context="service.challenge")
    exhibits = models.ManyToManyField(Exhibit, blank=True, related_name="+", verbose_name=_("exhibits"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.FILED)
    filed_at = models.DateTimeField(_("filed"))
    filed_by = models.CharField(_("filed by"), max_length=100)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=100, blank=True)
    reason = models.TextField(_("reason of the judge"), blank=True)

    class Meta:
        verbose_name = _("objection to service")
        verbose_name_plural = _("objections to service")
        ordering = ["filed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(state="filed"), name="one_open_objection_for_a_matter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter.reference} · {self.get_state_display()}"
