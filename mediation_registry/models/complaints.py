"""Complaints about mediators: confidential until final; who complains and what about is encrypted."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mediation_registry.models.editions import Listing
from mediation_registry.models.mediations import Mediation
from mediation_registry.models.registrants import Registrant
from mediation_registry.rules import complaints as rules
from portal.exhibits.models import Exhibit
from portal.identity.models import Authority, Court
from portal.seals.fields import EncryptedTextField


class Complaint(models.Model):
    """One complaint about one registrant, before one body at a time."""

    class State(models.TextChoices):
        RECEIVED = rules.RECEIVED, _("Received")
        ACKNOWLEDGED = rules.ACKNOWLEDGED, _("Receipt confirmed")
        JURISDICTION_CHECK = rules.JURISDICTION_CHECK, _("It is being checked who is to hear it")
        TRANSFERRED = rules.TRANSFERRED, _("Transferred to another body")
        SCREENING = rules.SCREENING, _("It is being checked whether there is a case to answer")
        DISMISSED = rules.DISMISSED, _("Dismissed")
        INVESTIGATION = rules.INVESTIGATION, _("Under investigation")
        DECISION = rules.DECISION, _("Decided, not final yet")
        REVIEW = rules.REVIEW, _("Under review")
        CLOSED = rules.CLOSED, _("Closed")

    class Conduct(models.TextChoices):
        INSIDE = "inside", _("Conduct in a mediation")
        OUTSIDE = "outside", _("Conduct outside a mediation")

    class Outcome(models.TextChoices):
        DISMISSED = rules.OUTCOME_DISMISSED, _("Dismissed")
        WARNING = rules.OUTCOME_WARNING, _("Warning")
        CRITICISM = rules.OUTCOME_CRITICISM, _("Circular criticism")
        REMOVAL = rules.OUTCOME_REMOVAL, _("Removal proposed")
        WITHDRAWN = rules.OUTCOME_WITHDRAWN, _("Withdrawn by the complainant")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=32, unique=True)
    about = models.ForeignKey(
        Registrant,
        on_delete=models.PROTECT,
        related_name="complaints",
        verbose_name=_("registrant concerned"),
    )
    complainant_key = models.CharField(_("account of the complainant"), max_length=100)
    complainant_name = EncryptedTextField(_("complainant"), context="mediation_registry.complainant")
    complainant_contact = EncryptedTextField(
        _("how to reach the complainant"), context="mediation_registry.complainant", blank=True, null=True
    )
    conduct = models.CharField(_("conduct"), max_length=8, choices=Conduct.choices)
    grounds = models.JSONField(_("grounds"), default=list)
    account = EncryptedTextField(_("what happened"), context="mediation_registry.complaint")
    conduct_date = models.DateField(_("when it happened"), null=True, blank=True)
    case_number = EncryptedTextField(
        _("number of the case or mediation"), context="mediation_registry.complaint", blank=True, null=True
    )
    mediation = models.ForeignKey(
        Mediation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("mediation"),
    )
    court = models.ForeignKey(
        Court, on_delete=models.PROTECT, null=True, blank=True, related_name="complaints_heard",
        verbose_name=_("court that hears it"),
    )  # fmt: skip
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="complaints_heard",
        verbose_name=_("body that hears it"),
    )  # fmt: skip
    routed_because = models.CharField(_("why this body"), max_length=24)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.RECEIVED)
    state_since_at = models.DateTimeField(_("in this state since"))
    received_at = models.DateTimeField(_("received at"))
    due_date = models.DateField(_("due on"), null=True, blank=True)
    screened_by = models.CharField(_("screened by"), max_length=100, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=100, blank=True)
    reviewed_by = models.CharField(_("reviewed by"), max_length=100, blank=True)
    heard_from_at = models.DateTimeField(_("investigation opened at"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices, blank=True)
    outcome_reason = EncryptedTextField(
        _("reasons of the outcome"), context="mediation_registry.complaint", blank=True, null=True
    )
    outcome_date = models.DateField(_("decided on"), null=True, blank=True)
    rule_citation = models.CharField(_("rule on which it stands"), max_length=300, blank=True)
    review_until_date = models.DateField(_("review may be asked for until"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    published_text = models.TextField(_("published text"), max_length=4000, blank=True)
    publication_order = models.CharField(_("order to publish"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ["-received_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.STATES), name="complaint_state_is_known"),
            models.CheckConstraint(
                condition=Q(court__isnull=True, authority__isnull=False)
                | Q(court__isnull=False, authority__isnull=True),
                name="complaint_is_before_one_body",
            ),
            models.CheckConstraint(
                condition=Q(decided_by="") | ~Q(decided_by=F("screened_by")), name="screener_does_not_decide"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by="")
                | (~Q(reviewed_by=F("screened_by")) & ~Q(reviewed_by=F("decided_by"))),
                name="reviewer_is_another_person",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | (Q(state="closed") & ~Q(publication_order="")),
                name="published_when_final_and_ordered",
            ),
        ]
        indexes = [models.Index(fields=["state", "court", "authority"], name="complaint_state")]

    def __str__(self) -> str:
        return self.reference

    @property
    def chain(self) -> str:
        """The chain of the log that holds this complaint's events."""
        return f"complaint:{self.pk}"

    @property
    def body(self) -> Court | Authority:
        """The court or authority that has it now."""
        found = self.court or self.authority
        assert found is not None  # kept by a constraint
        return found


class ComplaintStep(models.Model):
    """One step of a complaint, by whom, for which body. Only grows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, related_name="steps", verbose_name=_("complaint")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    act = models.CharField(_("act"), max_length=60)
    state = models.CharField(_("state"), max_length=20, choices=Complaint.State.choices)
    body_code = models.CharField(_("body that has it"), max_length=24)
    reason = EncryptedTextField(_("reason"), context="mediation_registry.complaint", blank=True, null=True)
    taken_by = models.CharField(_("taken by"), max_length=100)
    taken_at = models.DateTimeField(_("taken at"))

    class Meta:
        verbose_name = _("step of a complaint")
        verbose_name_plural = _("steps of complaints")
        ordering = ["complaint", "number"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "number"], name="complaint_step_has_its_own_number")
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.number}"


class ComplaintStatement(models.Model):
    """The mediator is heard: what was put to her, until when, and what she answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, related_name="statements", verbose_name=_("complaint")
    )
    question = EncryptedTextField(_("what is put to the mediator"), context="mediation_registry.complaint")
    asked_by = models.CharField(_("asked by"), max_length=100)
    asked_at = models.DateTimeField(_("asked at"))
    due_date = models.DateField(_("answer asked for by"), null=True, blank=True)
    answer = EncryptedTextField(_("statement"), context="mediation_registry.complaint", blank=True, null=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("statement of the mediator")
        verbose_name_plural = _("statements of the mediator")
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return str(self.pk)


class ComplaintEvidence(models.Model):
    """A file in a complaint, and by which side it came."""

    class Side(models.TextChoices):
        COMPLAINANT = "complainant", _("From the complainant")
        MEDIATOR = "mediator", _("From the mediator")
        BODY = "body", _("From the body that hears the complaint")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, related_name="evidence", verbose_name=_("complaint")
    )
    side = models.CharField(_("side"), max_length=12, choices=Side.choices)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="+", verbose_name=_("file"))
    description = EncryptedTextField(
        _("what it is"), context="mediation_registry.complaint", blank=True, null=True
    )
    added_at = models.DateTimeField(_("added at"))
    added_by = models.CharField(_("added by"), max_length=100)

    class Meta:
        verbose_name = _("evidence in a complaint")
        verbose_name_plural = _("evidence in complaints")
        ordering = ["added_at"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "exhibit", "side"], name="evidence_once_for_a_side")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RemovalReferral(models.Model):
    """A proposal to remove a listing, before the authority of the place that recognised the mediator.

    It decides nothing: the removal of a listing goes from the home authority through the committee and conference.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for the authority")
        TAKEN_UP = "taken_up", _("Taken up by the authority")
        NOT_PURSUED = "not_pursued", _("Not pursued")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, related_name="referrals", verbose_name=_("complaint")
    )
    listing = models.ForeignKey(
        Listing, on_delete=models.PROTECT, related_name="removal_referrals", verbose_name=_("listing")
    )
    authority = models.ForeignKey(
        Authority,
        on_delete=models.PROTECT,
        related_name="removal_referrals",
        verbose_name=_("home authority"),
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.CharField(_("made by"), max_length=100)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=100, blank=True)
    reason = EncryptedTextField(_("reason"), context="mediation_registry.complaint", blank=True, null=True)

    class Meta:
        verbose_name = _("proposal to remove a listing")
        verbose_name_plural = _("proposals to remove listings")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "listing"], name="referred_once_for_a_complaint"),
            models.CheckConstraint(
                condition=Q(answered_by="") | ~Q(answered_by=F("made_by")),
                name="referral_is_answered_by_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
