"""Applications for joint certification, their evidence line by line, and each authority's decision."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mediation_registry.models.registrants import Registrant
from mediation_registry.models.schemes import Criterion, EnablingRule, IntakeWindow, Scheme
from mediation_registry.rules import lifecycle
from portal.exhibits.models import Exhibit
from portal.identity.models import Authority, Jurisdiction


class Application(models.Model):
    """One registrant asks to be certified through one place in one intake. It moves by actions only."""

    class State(models.TextChoices):
        DRAFT = lifecycle.DRAFT, _("Draft")
        SUBMITTED = lifecycle.SUBMITTED, _("Submitted")
        COMPLETENESS_CHECK = lifecycle.COMPLETENESS_CHECK, _("Checked for completeness")
        RETURNED = lifecycle.RETURNED, _("Returned for correction")
        LOCAL_ASSESSMENT = lifecycle.LOCAL_ASSESSMENT, _("Assessed by the place of application")
        LOCALLY_RECOGNISED = lifecycle.LOCALLY_RECOGNISED, _("Recognised by the place of application")
        LOCALLY_REFUSED = lifecycle.LOCALLY_REFUSED, _("Refused by the place of application")
        COMMITTEE_REVIEW = lifecycle.COMMITTEE_REVIEW, _("Before the Working Committee")
        AGREED = lifecycle.AGREED, _("Agreed by the Working Committee")
        REFERRED_BACK = lifecycle.REFERRED_BACK, _("Referred back by the Working Committee")
        JOINT_CONFERENCE = lifecycle.JOINT_CONFERENCE, _("Before the Joint Conference")
        DETERMINED = lifecycle.DETERMINED, _("Determined by the Joint Conference")
        NOT_DETERMINED = lifecycle.NOT_DETERMINED, _("Not determined by the Joint Conference")
        PUBLISHED = lifecycle.PUBLISHED, _("Published in the panel")
        WITHDRAWN = lifecycle.WITHDRAWN, _("Withdrawn by the applicant")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=32, unique=True)
    registrant = models.ForeignKey(
        Registrant, on_delete=models.PROTECT, related_name="applications", verbose_name=_("applicant")
    )
    window = models.ForeignKey(
        IntakeWindow, on_delete=models.PROTECT, related_name="applications", verbose_name=_("intake window")
    )
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="applications", verbose_name=_("scheme")
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, related_name="+", verbose_name=_("place of application")
    )
    intake_year = models.PositiveSmallIntegerField(_("intake for the edition of"))
    state = models.CharField(_("state"), max_length=24, choices=State.choices, default=State.DRAFT)
    state_since_at = models.DateTimeField(_("in this state since"))
    drafted_at = models.DateTimeField(_("begun at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    return_reason = models.TextField(_("what is to be corrected"), blank=True)
    correct_by_date = models.DateField(_("to be corrected by (set by the authority)"), null=True, blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-state_since_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=lifecycle.APPLICATION_STATES), name="application_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["registrant", "scheme", "intake_year"],
                condition=Q(state__in=lifecycle.OPEN),
                name="one_open_application_in_an_intake",
            ),
        ]
        indexes = [models.Index(fields=["state", "jurisdiction"], name="application_queue")]

    def __str__(self) -> str:
        return self.reference

    @property
    def chain(self) -> str:
        """The chain of the log that holds this application's events."""
        return f"application:{self.pk}"


class CriterionAnswer(models.Model):
    """What the applicant says to one criterion; the evidence stands beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="answers", verbose_name=_("application")
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="+", verbose_name=_("criterion")
    )
    declared = models.BooleanField(_("declared"), default=False)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    text = models.TextField(_("explanation"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(_("answered at"))

    class Meta:
        verbose_name = _("answer to a criterion")
        verbose_name_plural = _("answers to criteria")
        ordering = ["criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["application", "criterion"], name="one_answer_to_a_criterion")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AnswerEvidence(models.Model):
    """One file for one line; a replaced file stays on record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    answer = models.ForeignKey(
        CriterionAnswer, on_delete=models.PROTECT, related_name="evidence", verbose_name=_("answer")
    )
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, related_name="+", verbose_name=_("exhibit")
    )
    description = models.CharField(_("what it is"), max_length=200, blank=True)
    added_at = models.DateTimeField(_("added at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["added_at"]

    def __str__(self) -> str:
        return str(self.pk)


class ConflictDeclaration(models.Model):
    """An officer declares, before assessing or deciding, whether a conflict of interest exists."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        related_name="conflict_declarations",
        verbose_name=_("application"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    officer = models.CharField(_("officer"), max_length=100)
    has_conflict = models.BooleanField(_("a conflict exists"))
    statement = models.CharField(_("statement"), max_length=500, blank=True)
    declared_at = models.DateTimeField(_("declared at"))

    class Meta:
        verbose_name = _("declaration on conflicts")
        verbose_name_plural = _("declarations on conflicts")
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="declaration_has_its_own_number")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class CriterionAssessment(models.Model):
    """What an assessor found on one criterion. A later row of the same criterion takes the earlier one's place."""

    class Result(models.TextChoices):
        MET = "met", _("Met")
        NOT_MET = "not_met", _("Not met")
        WAIVED = "waived", _("Waived")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="assessments", verbose_name=_("application")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="+", verbose_name=_("criterion")
    )
    result = models.CharField(_("result"), max_length=8, choices=Result.choices)
    reason = models.TextField(_("reason"), blank=True)
    waiver_rule = models.ForeignKey(
        EnablingRule, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("rule that allows the waiver"),
    )  # fmt: skip
    assessor = models.CharField(_("assessor"), max_length=100)
    assessed_at = models.DateTimeField(_("assessed at"))

    class Meta:
        verbose_name = _("assessment of a criterion")
        verbose_name_plural = _("assessments of criteria")
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="assessment_has_its_own_number"),
            models.CheckConstraint(
                condition=~Q(result="waived") | (Q(waiver_rule__isnull=False) & ~Q(reason="")),
                name="waiver_cites_its_rule_and_reason",
            ),
            models.CheckConstraint(
                condition=~Q(result="not_met") | ~Q(reason=""), name="unmet_criterion_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Determination(models.Model):
    """One decision of one body in the chain: local, committee (one row for each place), conference."""

    class Stage(models.TextChoices):
        LOCAL = "local", _("Place of application")
        COMMITTEE = "committee", _("Working Committee")
        CONFERENCE = "conference", _("Joint Conference")

    class Outcome(models.TextChoices):
        RECOGNISED = "recognised", _("Recognised")
        REFUSED = "refused", _("Refused")
        AGREED = "agreed", _("Agreed")
        REFERRED_BACK = "referred_back", _("Referred back")
        DETERMINED = "determined", _("Determined")
        NOT_DETERMINED = "not_determined", _("Not determined")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="determinations", verbose_name=_("application")
    )
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    jurisdiction = models.ForeignKey(
        Jurisdiction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place"),
    )
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by the authority")
    )
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices)
    reason = models.TextField(_("reason"), blank=True)
    body = models.CharField(_("session or body"), max_length=200, blank=True)
    instrument_no = models.CharField(_("number of the instrument"), max_length=100, blank=True)
    decided_date = models.DateField(_("decided on"))
    decided_by = models.CharField(_("recorded by"), max_length=100)
    recorded_at = models.DateTimeField(_("recorded at"))
    exhibit = models.ForeignKey(
        Exhibit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("instrument (file)"),
    )

    class Meta:
        verbose_name = _("decision on an application")
        verbose_name_plural = _("decisions on applications")
        ordering = ["recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "stage", "round", "jurisdiction"],
                name="one_decision_of_a_place_in_a_round",
            ),
            models.UniqueConstraint(
                fields=["application", "stage", "round"],
                condition=~Q(stage="committee"),
                name="one_local_and_one_conference_decision_in_a_round",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["refused", "referred_back", "not_determined"]) | ~Q(reason=""),
                name="refusal_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
