"""Papers: identity documents and lawyers' licences, and what checking them came to."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.identity.models.people import Person
from portal.identity.models.places import Court
from portal.seals.fields import EncryptedTextField

NUMBER_INDEX = "identity.document_number"


class Check(models.Model):
    """What became of the check: waiting, verified or refused, by whom, on which footing."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Waiting for the check")
        VERIFIED = "verified", _("Verified")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.SUBMITTED)
    court = models.ForeignKey(
        Court, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("court that checks")
    )
    submitted_at = models.DateTimeField(_("submitted"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=100, blank=True)
    basis = models.CharField(_("basis of the decision"), max_length=500, blank=True)
    refusal_reason = models.CharField(_("reason of the refusal"), max_length=500, blank=True)
    adapter = models.CharField(_("way of checking"), max_length=60, blank=True)
    platform_answer = models.CharField(_("answer of the platform"), max_length=20, blank=True)
    is_simulated = models.BooleanField(_("checked by simulation"), default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["verified", "refused"]) | Q(decided_at__isnull=False),
                name="%(class)s_decision_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal_reason=""), name="%(class)s_refusal_has_a_reason"
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state == self.State.SUBMITTED

    @property
    def is_verified(self) -> bool:
        return self.state == self.State.VERIFIED


class IdentityDocument(Check):
    """One paper of one person; the number is encrypted and found by a keyed blind index only."""

    class Kind(models.TextChoices):
        HKID = "hkid", _("Hong Kong identity card")
        RESIDENCE_PERMIT = "residence-permit", _("Residence permit for Hong Kong, Macao and Taiwan residents")
        MACAO_BIR = "macao-bir", _("Macao resident identity card (BIR)")
        TRAVEL_PERMIT = (
            "mainland-travel-permit",
            _("Mainland travel permit for Hong Kong and Macao residents"),
        )
        PASSPORT = "passport", _("Passport")
        PRC_ID = "prc-id", _("Mainland resident identity card")
        HK_CR = "hk-cr", _("Hong Kong company number (Companies Registry)")
        HK_BR = "hk-br", _("Hong Kong business registration number")
        MACAO_COMMERCIAL = "macao-commercial", _("Macao commercial registration number")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="papers", verbose_name=_("person")
    )
    kind = models.CharField(_("kind of paper"), max_length=24, choices=Kind.choices)
    number = EncryptedTextField(context="identity.document_number", verbose_name=_("number"))
    number_index = models.CharField(max_length=64, db_index=True, editable=False)
    issued_by = models.CharField(_("issued by"), max_length=200, blank=True)
    expiry_date = models.DateField(_("valid until"), null=True, blank=True)

    class Meta(Check.Meta):
        verbose_name = _("identity document")
        verbose_name_plural = _("identity documents")
        ordering = ["submitted_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.masked_number}"

    @property
    def masked_number(self) -> str:
        """The number with everything but its last four characters hidden."""
        text = str(self.number)
        return "•" * max(len(text) - 4, 0) + text[-4:]

    @property
    def names_changed(self) -> bool:
        """True when a name in force was entered or withdrawn after the decision: it was not compared."""
        if self.decided_at is None:
            return False
        changes = [
            (name.recorded_at, name.withdrawn_at) for name in self.person.names.all() if not name.is_former
        ]
        return any(moment is not None and moment > self.decided_at for pair in changes for moment in pair)

    def proves(self, on: date) -> bool:
        """True when the paper was verified, has not expired, and the names are still those that were compared."""
        return self.is_verified and not self.is_expired(on) and not self.names_changed

    def is_expired(self, on: date) -> bool:
        """True when the paper's last day lies before ``on``."""
        return self.expiry_date is not None and self.expiry_date < on


class ProfessionalLicence(Check):
    """A lawyer's licence: checked once, used in every matter until it expires."""

    class Kind(models.TextChoices):
        PRC = "prc", _("Mainland lawyer's licence")
        GBA = "gba", _("Lawyer's licence for the Greater Bay Area (Hong Kong and Macao lawyers)")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="licences", verbose_name=_("person")
    )
    kind = models.CharField(_("kind of licence"), max_length=8, choices=Kind.choices)
    number = models.CharField(_("licence number"), max_length=60)
    firm_name = models.CharField(_("law firm"), max_length=200)
    issued_by = models.CharField(_("issued by"), max_length=200, blank=True)
    expiry_date = models.DateField(_("valid until"), null=True, blank=True)

    class Meta(Check.Meta):
        verbose_name = _("lawyer's licence")
        verbose_name_plural = _("lawyers' licences")
        ordering = ["submitted_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def is_usable(self, on: date) -> bool:
        """True when the licence was verified and its last day has not passed."""
        return self.is_verified and not (self.expiry_date is not None and self.expiry_date < on)
