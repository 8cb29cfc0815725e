"""One-time links for feedback after a case, and the answers, which do not say who gave them."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mediation_registry.models.mediations import Mediation, MediationParty
from mediation_registry.models.registrants import Registrant
from portal.seals.fields import EncryptedTextField

ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class FeedbackInvitation(models.Model):
    """A link that one party may use once. The link itself is kept by nobody: only its hash is stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mediation = models.ForeignKey(
        Mediation, on_delete=models.PROTECT, related_name="feedback_invitations", verbose_name=_("mediation")
    )
    party = models.ForeignKey(
        MediationParty, on_delete=models.PROTECT, related_name="+", verbose_name=_("party")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"))
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation to give feedback")
        verbose_name_plural = _("invitations to give feedback")
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(fields=["mediation", "party"], name="one_feedback_invitation_of_a_party")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class FeedbackAnswer(models.Model):
    """What a party answered. It names the mediator and the mediation, not the party."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mediation = models.ForeignKey(
        Mediation, on_delete=models.PROTECT, related_name="feedback_answers", verbose_name=_("mediation")
    )
    mediator = models.ForeignKey(
        Registrant, on_delete=models.PROTECT, related_name="feedback_answers", verbose_name=_("mediator")
    )
    fairness = models.PositiveSmallIntegerField(_("fairness"), validators=ONE_TO_FIVE)
    clarity = models.PositiveSmallIntegerField(_("clear explanations"), validators=ONE_TO_FIVE)
    listening = models.PositiveSmallIntegerField(_("listening"), validators=ONE_TO_FIVE)
    language_fit = models.PositiveSmallIntegerField(_("language"), validators=ONE_TO_FIVE)
    remark = EncryptedTextField(_("remark"), context="mediation_registry.feedback_remark", blank=True)
    given_date = models.DateField(_("given on"))

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-given_date"]

    def __str__(self) -> str:
        return str(self.pk)
