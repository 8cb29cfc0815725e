"""Legs, attempts and what comes back: certificates, returns, supplements, hand-overs."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.exhibits.models import Exhibit
from portal.identity.models import Court
from portal.seals.fields import EncryptedTextField
from service_of_process.models.choices import (
    Channel,
    LegalBasis,
    Means,
    Reason,
    ReturnArticle,
    ReturnGround,
)
from service_of_process.models.matters import AddresseeAddress, ServiceMatter
from service_of_process.rules import channels, lifecycle


class Leg(models.Model):
    """One channel, one way to the addressee. Several run side by side, a public notice never (2009 art. 10)."""

    class State(models.TextChoices):
        DRAFT = lifecycle.DRAFT, _("In preparation")
        COURT_REVIEW = lifecycle.COURT_REVIEW, _("With the judicial-assistance desk")
        AT_UPPER = lifecycle.AT_UPPER, _("With the High People's Court")
        CORRECTION = lifecycle.CORRECTION, _("Returned to be corrected")
        DISPATCHED = lifecycle.DISPATCHED, _("Sent across the border")
        RECEIVED = lifecycle.RECEIVED, _("Received by the requested side")
        SUPPLEMENT = lifecycle.SUPPLEMENT, _("Supplement asked for")
        SUPPLEMENTED = lifecycle.SUPPLEMENTED, _("Supplement sent")
        EXECUTING = lifecycle.EXECUTING, _("Being carried out")
        CERTIFIED = lifecycle.CERTIFIED, _("Certificate of service received")
        NOT_CERTIFIED = lifecycle.NOT_CERTIFIED, _("Certificate of non-service received")
        RETURNED = lifecycle.RETURNED, _("Returned by the requested side")
        LAPSED = lifecycle.LAPSED, _("Lapsed")
        LATE_RESULT = lifecycle.LATE_RESULT, _("Result after the lapse")
        POSTED = lifecycle.POSTED, _("Posted")
        SENT = lifecycle.SENT, _("Sent electronically")
        ARRIVED = lifecycle.ARRIVED, _("Arrived, receipt not confirmed")
        PRESUMED = lifecycle.PRESUMED, _("Read: presumed received")
        ATTEMPTING = lifecycle.ATTEMPTING, _("Being attempted")
        ORDERED = lifecycle.ORDERED, _("Ordered by the judge")
        INSTRUCTED = lifecycle.INSTRUCTED, _("Lawyer instructed")
        APPROVED = lifecycle.APPROVED, _("Notice ordered")
        RUNNING = lifecycle.RUNNING, _("Notice running")
        MATURED = lifecycle.MATURED, _("Term of the notice over")
        PROVED = lifecycle.PROVED, _("Proof before the judge")
        CONFIRMED = lifecycle.CONFIRMED, _("Confirmed by the judge")
        FAILED = lifecycle.FAILED, _("Not served")
        REGISTERED = lifecycle.REGISTERED, _("Registered")
        REVIEWED = lifecycle.REVIEWED, _("Reviewed")
        ASSIGNED = lifecycle.ASSIGNED, _("Assigned to the executing court")
        DONE = lifecycle.DONE, _("Carried out")
        NOT_DONE = lifecycle.NOT_DONE, _("Not carried out")
        REFUSED = lifecycle.REFUSED, _("Execution refused")
        REPLIED = lifecycle.REPLIED, _("Reply made")
        SENT_BACK = lifecycle.SENT_BACK, _("Reply sent back")
        CLOSED = lifecycle.CLOSED, _("Matter closed")
        WITHDRAWN = lifecycle.WITHDRAWN, _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(
        ServiceMatter, on_delete=models.PROTECT, related_name="legs", verbose_name=_("service matter")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    reference = models.CharField(_("number"), max_length=44, unique=True)
    channel = models.CharField(_("channel"), max_length=24, choices=Channel.choices)
    legal_basis = models.CharField(_("legal basis"), max_length=32, choices=LegalBasis.choices)
    basis_reason = models.TextField(_("reason for the legal basis"), blank=True)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.DRAFT)
    state_since_at = models.DateTimeField(_("in this state since"))
    address = models.ForeignKey(
        AddresseeAddress, on_delete=models.PROTECT, null=True, blank=True, related_name="legs",
        verbose_name=_("address"),
    )  # fmt: skip
    contact = models.ForeignKey(
        "service_of_process.ServiceContact", on_delete=models.PROTECT, null=True, blank=True, related_name="legs",
        verbose_name=_("person who may receive"),
    )  # fmt: skip
    upper_court = models.ForeignKey(
        Court, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("High People's Court that transfers"),
    )  # fmt: skip
    means = models.CharField(_("sent by"), max_length=8, choices=Means.choices, blank=True)
    sets = models.PositiveSmallIntegerField(_("sets of documents"), null=True, blank=True)
    special_method = models.CharField(_("special method asked for"), max_length=300, blank=True)
    bears_costs = models.BooleanField(_("undertakes the costs of the special method"), default=False)
    # -- numbers of others, kept apart
    upper_number = models.CharField(_("number of the High People's Court"), max_length=80, blank=True)
    foreign_number = models.CharField(_("number of the requested authority"), max_length=80, blank=True)
    platform_number = models.CharField(_("number of the official platform"), max_length=80, blank=True)
    postal_number = models.CharField(_("postal number"), max_length=80, blank=True)
    lawyer = models.CharField(_("lawyer instructed"), max_length=200, blank=True)
    # -- dates as recorded; what the law makes of them are clocks and proposals
    transferred_date = models.DateField(_("received by the High People's Court"), null=True, blank=True)
    dispatched_date = models.DateField(_("sent or posted"), null=True, blank=True)
    received_date = models.DateField(_("received by the requested side"), null=True, blank=True)
    received_is_estimated = models.BooleanField(_("the date of receipt is an estimate"), default=False)
    proof_date = models.DateField(_("date of service by the proof"), null=True, blank=True)
    proof_received_date = models.DateField(_("proof received"), null=True, blank=True)
    confirmed_date = models.DateField(_("date confirmed by the judge"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end_reason = models.CharField(_("reason of the end"), max_length=24, choices=Reason.choices, blank=True)
    end_note = models.TextField(_("explanation of the end"), blank=True)
    # -- public notice
    mainland_paper = models.CharField(_("newspaper in the Mainland"), max_length=200, blank=True)
    mainland_date = models.DateField(_("published in the Mainland"), null=True, blank=True)
    local_paper = models.CharField(_("newspaper at the addressee's place"), max_length=200, blank=True)
    local_date = models.DateField(_("published at the addressee's place"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.CharField(_("opened by"), max_length=100)

    class Meta:
        verbose_name = _("leg")
        verbose_name_plural = _("legs")
        ordering = ["number"]
        indexes = [models.Index(fields=["state", "channel"], name="service_leg_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="one_leg_for_a_number"),
            models.CheckConstraint(condition=Q(state__in=lifecycle.LEG_STATES), name="leg_state_is_known"),
            models.CheckConstraint(condition=Q(channel__in=channels.CHANNELS), name="leg_channel_is_known"),
            models.CheckConstraint(
                condition=Q(received_date=None)
                | Q(dispatched_date=None)
                | Q(received_date__gte=F("dispatched_date")),
                name="nothing_is_received_before_it_was_sent",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_date=None) | Q(state__in=(lifecycle.CONFIRMED, lifecycle.FAILED)),
                name="only_a_judged_leg_has_a_confirmed_date",
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(channel=channels.NOTICE, state__in=("approved", "running", "matured")),
                name="one_notice_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def family(self) -> str:
        """The family of channels whose states this leg passes through."""
        return channels.family_of(self.channel)

    @property
    def is_over(self) -> bool:
        """True when nothing is awaited on this leg any more."""
        return self.state in lifecycle.LEG_OVER


class Attempt(models.Model):
    """One attempt at delivery. Place, person met and position are for staff and whoever executes."""

    class Result(models.TextChoices):
        DELIVERED = "delivered", _("Delivered and signed for")
        LEFT = "left", _("Left with witness or video")
        NOT_MET = "not_met", _("Nobody met")
        REFUSED = "refused", _("Acceptance refused")
        NOT_FOUND = "not_found", _("Address or person not found")
        OTHER = "other", _("Other result")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="attempts", verbose_name=_("leg"))
    number = models.PositiveSmallIntegerField(_("number"))
    attempted_at = models.DateTimeField(_("time of the attempt"))
    method = models.CharField(_("method"), max_length=200)
    place = EncryptedTextField(_("place"), context="service.attempt_place", null=True, blank=True)
    server = models.CharField(_("who attempted"), max_length=200, blank=True)
    person_met = EncryptedTextField(_("person met"), context="service.person_met", null=True, blank=True)
    identity_check = models.CharField(_("identity checked by"), max_length=200, blank=True)
    relationship = models.CharField(_("relationship to the addressee"), max_length=200, blank=True)
    result = models.CharField(_("result"), max_length=12, choices=Result.choices)
    reason = models.CharField(_("reason"), max_length=24, choices=Reason.choices, blank=True)
    position = EncryptedTextField(_("position"), context="service.position", null=True, blank=True)
    note = EncryptedTextField(_("note"), context="service.attempt_note", null=True, blank=True)
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("exhibit")
    )
    next_date = models.DateField(_("next attempt"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = models.CharField(_("recorded by"), max_length=100)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["leg", "number"], name="one_attempt_for_a_number")]

    def __str__(self) -> str:
        return f"{self.leg.reference} · {self.number}"


class CertificateOfService(models.Model):
    """A proof of service or of non-service as received: what it says, word for word where words matter."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("Certificate of the requested court")
        RETURN_RECEIPT = "return_receipt", _("Return receipt of service")
        POSTAL_RECEIPT = "postal_receipt", _("Postal receipt only")
        CONFIRMATION = "confirmation", _("Confirmation of receipt")
        READING = "reading", _("Record of reading")
        ARRIVAL = "arrival", _("Record of arrival at the addressee's system")
        RECORD = "record", _("Record of leaving, with witness or video")
        AFFIDAVIT = "affidavit", _("Affidavit of service")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("leg"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    is_served = models.BooleanField(_("served"))
    service_date = models.DateField(_("date of service or of the obstacle"))
    method = models.CharField(_("method"), max_length=200, blank=True)
    place = EncryptedTextField(_("place"), context="service.certificate_place", null=True, blank=True)
    recipient = EncryptedTextField(_("recipient"), context="service.recipient", null=True, blank=True)
    relationship = models.CharField(_("relationship to the addressee"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=24, choices=Reason.choices, blank=True)
    reason_text = EncryptedTextField(
        _("reason in its words"), context="service.reason", null=True, blank=True
    )
    papers_returned = models.BooleanField(_("all papers returned"), null=True, blank=True)
    has_seal = models.BooleanField(_("bears a seal"), null=True, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    issuer_reference = models.CharField(_("its number"), max_length=80, blank=True)
    received_date = models.DateField(_("received"))
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("exhibit")
    )
    entered_at = models.DateTimeField(_("entered"))
    entered_by = models.CharField(_("entered by"), max_length=100)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces",
        verbose_name=_("rectified by"),
    )  # fmt: skip
    replaced_reason = models.CharField(_("reason of the rectification"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("proof of service")
        verbose_name_plural = _("proofs of service")
        ordering = ["entered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["leg"], condition=Q(replaced_by=None), name="one_proof_in_force_for_a_leg"
            ),
            models.CheckConstraint(
                condition=Q(received_date__gte=F("service_date")),
                name="a_proof_is_not_received_before_the_event",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leg.reference} · {self.get_kind_display()}"


class ReturnRecord(models.Model):
    """What came back without a certificate, as received: told apart, an unknown ground flagged, never judged here."""

    class Kind(models.TextChoices):
        OBJECTION = "objection", _("Objection to the letter of request")
        ADDRESSEE_REFUSED = "addressee_refused", _("Refusal by the addressee")
        COURT_REFUSED = "court_refused", _("Refusal by the requested court")
        OTHER = "other", _("Other return")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="returns", verbose_name=_("leg"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    ground = models.CharField(_("ground"), max_length=40, choices=ReturnGround.choices)
    is_known_ground = models.BooleanField(_("a ground that the text knows"))
    article = models.CharField(_("article"), max_length=80, choices=ReturnArticle.choices, blank=True)
    words = EncryptedTextField(_("in its words"), context="service.return_words", null=True, blank=True)
    received_date = models.DateField(_("received"))
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("exhibit")
    )
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = models.CharField(_("recorded by"), max_length=100)
    effect = models.CharField(_("effect decided"), max_length=24, blank=True)
    effect_reason = models.TextField(_("reason of the judge"), blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        ordering = ["recorded_at"]

    def __str__(self) -> str:
        return f"{self.leg.reference} · {self.get_kind_display()}"


class SupplementRound(models.Model):
    """What the requested side asked for, and what it was sent. The two months are never reset silently."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="supplements", verbose_name=_("leg"))
    number = models.PositiveSmallIntegerField(_("number"))
    asked_date = models.DateField(_("asked on"))
    asked_for = EncryptedTextField(_("asked for"), context="service.asked_for")
    answered_date = models.DateField(_("answered on"), null=True, blank=True)
    answer = EncryptedTextField(_("answer"), context="service.supplement", null=True, blank=True)
    received_date = models.DateField(_("received by the requested side"), null=True, blank=True)
    clock_note = models.TextField(_("note on the running period"), blank=True)
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("exhibit")
    )

    class Meta:
        verbose_name = _("supplement")
        verbose_name_plural = _("supplements")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["leg", "number"], name="one_supplement_for_a_number")]

    def __str__(self) -> str:
        return f"{self.leg.reference} · {self.number}"


class HandOver(models.Model):
    """One hand-over of the documents, with the digest of each: the register of transfers (转递登记表)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="hand_overs", verbose_name=_("leg"))
    number = models.PositiveSmallIntegerField(_("number"))
    giver = models.CharField(_("from"), max_length=20)
    taker = models.CharField(_("to"), max_length=20)
    on_date = models.DateField(_("on"))
    means = models.CharField(_("sent by"), max_length=8, choices=Means.choices, blank=True)
    outside_number = models.CharField(_("number"), max_length=80, blank=True)
    digests = models.JSONField(_("digests of the documents"), default=dict)
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = models.CharField(_("recorded by"), max_length=100)

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["leg", "number"], name="one_hand_over_for_a_number")]

    def __str__(self) -> str:
        return f"{self.leg.reference} · {self.number}"
