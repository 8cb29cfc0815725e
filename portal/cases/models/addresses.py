"""The confirmation of an address for service (送达地址确认书), with consent to electronic service."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.cases.models.parties import Party
from portal.cases.models.periods import Period
from portal.exhibits.models import Exhibit
from portal.seals.fields import EncryptedTextField


class AddressConfirmation(Period):
    """What one party confirmed on one day. A new confirmation ends the earlier one; none is overwritten.

    The address is carried to second instance, retrial and enforcement unless it is changed in writing
    (Interp. 137); consent to electronic service stands in the confirmation itself (Interp. 136).
    """

    class Source(models.TextChoices):
        ONLINE = "online", _("Confirmed in the portal")
        PAPER = "paper", _("Paper form, entered by the court")

    class Scope(models.TextChoices):
        PROCEDURAL = "procedural", _("Notices, summonses and copies of pleadings")
        EVIDENCE = "evidence", _("Evidence material")
        JUDGMENTS = "judgments", _("Judgments, rulings and mediation statements")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="address_confirmations", verbose_name=_("party")
    )
    source = models.CharField(_("source"), max_length=8, choices=Source.choices)
    addressee = EncryptedTextField(_("addressee"), context="cases.addressee")
    region = models.CharField(_("place"), max_length=2, choices=Party.Region.choices)
    postal_address = EncryptedTextField(_("postal address"), context="cases.postal_address")
    phone = EncryptedTextField(_("telephone"), context="cases.phone", blank=True)
    email = EncryptedTextField(_("e-mail address for service"), context="cases.email", blank=True)
    fax = EncryptedTextField(_("fax number"), context="cases.fax", blank=True)
    electronic_consent = models.BooleanField(_("consents to electronic service"), default=False)
    consent_scope = models.JSONField(_("consent covers"), default=list, blank=True)
    consent_text = models.CharField(_("version of the consent text"), max_length=20, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"))
    confirmed_by = models.CharField(_("confirmed by"), max_length=80)
    withdrawn_at = models.DateTimeField(_("consent withdrawn at"), null=True, blank=True)
    withdrawn_by = models.CharField(_("consent withdrawn by"), max_length=80, blank=True)
    paper = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("exhibit")
    )

    class Meta(Period.Meta):
        verbose_name = _("confirmation of address")
        verbose_name_plural = _("confirmations of address")
        ordering = ["-valid_from", "-confirmed_at"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["party"], condition=Q(valid_to=None), name="one_address_in_force_for_a_party"
            ),
            models.CheckConstraint(
                condition=Q(electronic_consent=False) | ~Q(consent_text=""), name="consent_names_its_text"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(electronic_consent=True),
                name="only_a_consent_can_be_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.valid_from}"

    @property
    def consents_now(self) -> bool:
        """True when consent to electronic service was given and not withdrawn."""
        return self.electronic_consent and self.withdrawn_at is None

    @property
    def scope_labels(self) -> list[str]:
        """What the consent covers, in words of the active language."""
        return [str(label) for code, label in self.Scope.choices if code in self.consent_scope]
