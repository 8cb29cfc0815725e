"""The one signed record of a mediation, and, kept apart from it, what was said in confidence.

The record fixes undisputed facts (Online Mediation Rules arts 18, 22; Shenzhen ordinance art. 73), the parties'
addresses for service (Online art. 17; Shenzhen art. 74) and the procedure agreed for later. Concessions have no place
in it: they stand in :class:`PrivilegedNote` (Online art. 18; 2016 Rules art. 22), to which no record here points.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mediation_registry.models.mediations import Mediation, MediationParty
from portal.cases.models import AddressConfirmation, Party
from portal.seals.fields import EncryptedTextField


class MediationRecord(models.Model):
    """The record: open while the mediator writes, then put to the parties unchanged, then signed by all."""

    class State(models.TextChoices):
        OPEN = "open", _("Being written by the mediator")
        SIGNING = "signing", _("With the parties for signature")
        SIGNED = "signed", _("Signed by every party")

    class Basis(models.TextChoices):
        CONFIRMED_TOGETHER = (
            "online_18_22",
            _("Confirmed together in writing (Online Mediation Rules, arts 18 and 22)"),
        )
        NO_SETTLEMENT = "shenzhen_73", _("No settlement; recorded with consent (Shenzhen ordinance, art. 73)")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mediation = models.OneToOneField(
        Mediation, on_delete=models.PROTECT, related_name="record", verbose_name=_("mediation")
    )
    basis = models.CharField(_("basis"), max_length=16, choices=Basis.choices)
    language = models.CharField(_("language"), max_length=8)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    digest = models.CharField(_("SHA-256 of the text"), max_length=64, blank=True)
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.CharField(_("opened by"), max_length=100)
    put_at = models.DateTimeField(_("put to the parties at"), null=True, blank=True)
    signed_at = models.DateTimeField(_("signed by all at"), null=True, blank=True)

    class Meta:
        verbose_name = _("record of the mediation")
        verbose_name_plural = _("records of mediations")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(digest=""), name="record_put_has_its_digest"
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_at__isnull=False), name="signed_record_has_its_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RecordItem(models.Model):
    """One undisputed fact, or one point of procedure agreed for later. Each party answers each item."""

    class Kind(models.TextChoices):
        FACT = "fact", _("Undisputed fact")
        PROCEDURE = "procedure", _("Agreed procedure")

    class Topic(models.TextChoices):
        GENERAL = "general", _("General")
        LANGUAGE = "language", _("Language of the proceedings and translation")
        SERVICE = "service", _("Service of documents")
        EVIDENCE = "evidence", _("Evidence and its exchange")
        APPRAISAL = "appraisal", _("Appraisal and who makes it")
        PROCEDURE = "procedure", _("Kind of procedure, hearing online or on site")
        FOREIGN_LAW = "foreign_law", _("Applicable law and how it is ascertained")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(
        MediationRecord,
        on_delete=models.PROTECT,
        related_name="items",
        verbose_name=_("record of the mediation"),
    )
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    topic = models.CharField(_("subject"), max_length=12, choices=Topic.choices, default=Topic.GENERAL)
    text = EncryptedTextField(_("text"), context="mediation_registry.record_item")
    entered_at = models.DateTimeField(_("entered at"))
    struck_at = models.DateTimeField(_("struck out at"), null=True, blank=True)

    class Meta:
        verbose_name = _("item of a record")
        verbose_name_plural = _("items of records")
        ordering = ["kind", "position"]
        constraints = [models.UniqueConstraint(fields=["record", "position"], name="one_item_for_a_position")]

    def __str__(self) -> str:
        return str(self.position)


class ItemAnswer(models.Model):
    """One party confirms one item, or does not. An item stands only when every party confirmed it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(
        RecordItem, on_delete=models.PROTECT, related_name="answers", verbose_name=_("item of a record")
    )
    party = models.ForeignKey(
        MediationParty, on_delete=models.PROTECT, related_name="+", verbose_name=_("party")
    )
    version = models.PositiveSmallIntegerField(_("version"))
    confirms = models.BooleanField(_("confirms"))
    answered_at = models.DateTimeField(_("answered at"))
    answered_by = models.CharField(_("answered by"), max_length=100)

    class Meta:
        verbose_name = _("answer to an item")
        verbose_name_plural = _("answers to items")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "party", "version"], name="one_answer_to_an_item_of_a_version"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RecordAddress(models.Model):
    """The confirmation of the address for service (送达地址确认书) of one party, given in mediation.

    It may serve in arbitration and litigation as well (Shenzhen art. 74) where the party says so; consent to
    electronic service stands in the confirmation itself (Interp. 136).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(
        MediationRecord,
        on_delete=models.PROTECT,
        related_name="addresses",
        verbose_name=_("record of the mediation"),
    )
    party = models.ForeignKey(
        MediationParty, on_delete=models.PROTECT, related_name="addresses", verbose_name=_("party")
    )
    addressee = EncryptedTextField(_("addressee"), context="mediation_registry.addressee")
    region = models.CharField(_("place"), max_length=2, choices=Party.Region.choices)
    postal_address = EncryptedTextField(_("postal address"), context="mediation_registry.postal_address")
    phone = EncryptedTextField(_("telephone"), context="mediation_registry.phone", blank=True)
    email = EncryptedTextField(
        _("e-mail address for service"), context="mediation_registry.email", blank=True
    )
    fax = EncryptedTextField(_("fax number"), context="mediation_registry.fax", blank=True)
    electronic_consent = models.BooleanField(_("consents to electronic service"), default=False)
    consent_scope = models.JSONField(_("consent covers"), default=list, blank=True)
    for_arbitration = models.BooleanField(_("serves in arbitration as well"), default=False)
    for_litigation = models.BooleanField(_("serves in litigation as well"), default=False)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.CharField(_("entered by"), max_length=100)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)
    confirmation = models.ForeignKey(
        AddressConfirmation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("confirmation of address"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("address for service given in mediation")
        verbose_name_plural = _("addresses for service given in mediation")
        ordering = ["entered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "party"],
                condition=Q(replaced_at=None),
                name="one_address_of_a_party_in_a_record",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def scope_labels(self) -> list[str]:
        """What the consent covers, in words of the active language."""
        return [str(label) for code, label in AddressConfirmation.Scope.choices if code in self.consent_scope]


class RecordSignature(models.Model):
    """One party signed one version of the record, whose digest it carries."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(
        MediationRecord,
        on_delete=models.PROTECT,
        related_name="signatures",
        verbose_name=_("record of the mediation"),
    )
    party = models.ForeignKey(
        MediationParty, on_delete=models.PROTECT, related_name="+", verbose_name=_("party")
    )
    version = models.PositiveSmallIntegerField(_("version"))
    digest = models.CharField(_("SHA-256 of the text"), max_length=64)
    typed_name = EncryptedTextField(
        _("name typed when signing"), context="mediation_registry.record_typed_name"
    )
    capacity = models.CharField(_("signs as"), max_length=16)
    may_be_used = models.BooleanField(_("may be submitted as evidence later"), default=False)
    signed_at = models.DateTimeField(_("signed at"))
    signed_by = models.CharField(_("signed by"), max_length=100)

    class Meta:
        verbose_name = _("signature of a record")
        verbose_name_plural = _("signatures of records")
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "party", "version"], name="one_signature_of_a_record_version"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PrivilegedNote(models.Model):
    """Something said or offered to reach a settlement. No evidence, never before the court."""

    class Audience(models.TextChoices):
        MEDIATOR = "mediator", _("The mediator alone")
        ONE_SIDE = "one_side", _("This side and the mediator")
        EVERYBODY = "everybody", _("All parties and the mediator")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mediation = models.ForeignKey(
        Mediation, on_delete=models.PROTECT, related_name="+", verbose_name=_("mediation")
    )
    audience = models.CharField(_("who may read it"), max_length=10, choices=Audience.choices)
    side = models.CharField(_("side"), max_length=8, choices=MediationParty.Side.choices, blank=True)
    text = EncryptedTextField(_("text"), context="mediation_registry.privileged_note")
    kept_at = models.DateTimeField(_("kept at"))
    kept_by = models.CharField(_("kept by"), max_length=100)

    class Meta:
        verbose_name = _("confidential note")
        verbose_name_plural = _("confidential notes")
        ordering = ["-kept_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(audience="one_side") | ~Q(side=""), name="note_of_a_side_names_it"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
