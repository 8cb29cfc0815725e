"""The period of a mediation and its end: extensions, appraisals, suspicion of sham, the report, what the court did."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mediation_registry.models.mediations import Mediation, MediationParty
from portal.seals.fields import EncryptedTextField


class ExtensionProposal(models.Model):
    """A later last day, in force only when every party agrees (Online Rules art. 24; 2016 Provisions art. 27)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mediation = models.ForeignKey(
        Mediation, on_delete=models.PROTECT, related_name="extensions", verbose_name=_("mediation")
    )
    to_date = models.DateField(_("extended to"))
    reason = models.CharField(_("reason"), max_length=300)
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.CharField(_("proposed by"), max_length=100)
    is_agreed = models.BooleanField(_("agreed by all parties"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposal to extend the period")
        verbose_name_plural = _("proposals to extend the period")
        ordering = ["proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["mediation"], condition=Q(closed_at=None), name="one_open_proposal_to_extend"
            )
        ]

    def __str__(self) -> str:
        return str(self.to_date)


class ExtensionAnswer(models.Model):
    """One party's answer to a proposal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(
        ExtensionProposal, on_delete=models.PROTECT, related_name="answers", verbose_name=_("proposal")
    )
    party = models.ForeignKey(
        MediationParty, on_delete=models.PROTECT, related_name="+", verbose_name=_("party")
    )
    agrees = models.BooleanField(_("agrees"))
    answered_at = models.DateTimeField(_("answered at"))
    answered_by = models.CharField(_("answered by"), max_length=100)

    class Meta:
        verbose_name = _("answer to a proposal to extend")
        verbose_name_plural = _("answers to proposals to extend")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "party"], name="one_answer_to_a_proposal_to_extend")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Appraisal(models.Model):
    """An appraisal entrusted before filing: its days do not count (Online Rules art. 26)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mediation = models.ForeignKey(
        Mediation, on_delete=models.PROTECT, related_name="appraisals", verbose_name=_("mediation")
    )
    subject = models.CharField(_("what is appraised"), max_length=300)
    first_date = models.DateField(_("first day"))
    last_date = models.DateField(_("last day"), null=True, blank=True)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.CharField(_("entered by"), max_length=100)

    class Meta:
        verbose_name = _("appraisal before filing")
        verbose_name_plural = _("appraisals before filing")
        ordering = ["first_date"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_date=None) | Q(last_date__gte=F("first_date")),
                name="appraisal_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["mediation"], condition=Q(last_date=None), name="one_running_appraisal"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class SuspicionReport(models.Model):
    """The mediator suspects a sham mediation, stops and reports (2016 Provisions art. 18)."""

    class Outcome(models.TextChoices):
        UNFOUNDED = "unfounded", _("Not confirmed: the mediation may go on")
        CONFIRMED = "confirmed", _("Confirmed: the mediation is ended")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mediation = models.ForeignKey(
        Mediation, on_delete=models.PROTECT, related_name="suspicions", verbose_name=_("mediation")
    )
    text = EncryptedTextField(_("what was noticed"), context="mediation_registry.suspicion_text")
    reported_at = models.DateTimeField(_("reported at"))
    reported_by = models.CharField(_("reported by"), max_length=100)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    decision = EncryptedTextField(
        _("reason of the decision"), context="mediation_registry.suspicion_decision", blank=True
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("report of a suspicion")
        verbose_name_plural = _("reports of suspicions")
        ordering = ["reported_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["mediation"], condition=Q(decided_at=None), name="one_open_report_of_a_suspicion"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class EndReport(models.Model):
    """The mediator's report to the court (2016 Provisions art. 26; Online Rules art. 21): never what was conceded."""

    mediation = models.OneToOneField(
        Mediation,
        on_delete=models.PROTECT,
        related_name="end_report",
        primary_key=True,
        verbose_name=_("mediation"),
    )
    course = EncryptedTextField(_("how the mediation went"), context="mediation_registry.report_course")
    cause = EncryptedTextField(
        _("why no agreement was reached"), context="mediation_registry.report_cause", blank=True
    )
    costs = EncryptedTextField(
        _("conduct that made the proceedings dearer for the others"), context="mediation_registry.report_costs",
        blank=True,
    )  # fmt: skip
    remarks = EncryptedTextField(
        _("what else the court should know"), context="mediation_registry.report_remarks", blank=True
    )
    reported_at = models.DateTimeField(_("reported at"))
    reported_by = models.CharField(_("reported by"), max_length=100)

    class Meta:
        verbose_name = _("report to the court")
        verbose_name_plural = _("reports to the court")

    def __str__(self) -> str:
        return str(self.pk)


class CourtFollowUp(models.Model):
    """What the court did after a mediation without settlement (Online Rules art. 21)."""

    class Step(models.TextChoices):
        FILED = "filed", _("The case was registered (filed)")
        TRIAL_RESUMED = "trial_resumed", _("The trial goes on")
        NOT_PURSUED = "not_pursued", _("The party does not pursue the claim now")

    mediation = models.OneToOneField(
        Mediation,
        on_delete=models.PROTECT,
        related_name="follow_up",
        primary_key=True,
        verbose_name=_("mediation"),
    )
    step = models.CharField(_("step"), max_length=16, choices=Step.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)
    done_at = models.DateTimeField(_("done at"))
    done_by = models.CharField(_("done by"), max_length=100)

    class Meta:
        verbose_name = _("step of the court after a mediation")
        verbose_name_plural = _("steps of the court after mediations")

    def __str__(self) -> str:
        return self.get_step_display()
