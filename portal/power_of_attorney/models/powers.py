"""The power of attorney: who entrusts whom with what, for which matter, in which words."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.audit.actors import Actor
from portal.cases.models import Case, Cause, Party
from portal.cases.models.cases import person_id_of, stands_in
from portal.identity.models import Court, Office, Person
from portal.identity.roles import COURT_ROLES
from portal.power_of_attorney.models.agents import Agent
from portal.power_of_attorney.rules import lifecycle
from portal.seals.fields import EncryptedTextField


class PowerQuerySet(models.QuerySet["PowerOfAttorney"]):
    def for_user(self, actor: Actor, on: date) -> PowerQuerySet:
        """The powers open to this actor: as principal, representative or agent, or as staff of the court."""
        account = person_id_of(actor)
        if account is None:
            return self.none()
        return self.concerning(actor) | self.for_staff(actor, on)

    def concerning(self, actor: Actor) -> PowerQuerySet:
        """Those in which the actor is principal, the principal's representative, or an agent who accepted."""
        account = person_id_of(actor)
        return self.filter(_principal(account) | Q(_agent(account))) if account else self.none()

    def entrusted_by(self, actor: Actor) -> PowerQuerySet:
        """Those in which the actor is the principal or the principal's representative."""
        account = person_id_of(actor)
        return self.filter(_principal(account)) if account else self.none()

    def interpreted_by(self, actor: Actor) -> PowerQuerySet:
        """Those for which the actor is engaged as interpreter and not released."""
        account = person_id_of(actor)
        if account is None:
            return self.none()
        return self.filter(interpreters__person__user_id=account, interpreters__released_at=None)

    def for_staff(self, actor: Actor, on: date, roles: frozenset[str] | None = None) -> PowerQuerySet:
        """Those of the courts at which the actor holds an office (of these roles) today, save the own ones.

        Drafts are the principal's alone.
        """
        account = person_id_of(actor)
        held = [role.value for role in COURT_ROLES if role.value in actor.roles]
        if roles is not None:
            held = [role for role in held if role in roles]
        if account is None or not held:
            return self.none()
        offices = Office.objects.filter(holder_id=account, role__in=held, court__isnull=False).on(on)
        seen = self.filter(court__in=offices.values("court"), submitted_at__isnull=False)
        return seen.exclude(pk__in=PowerOfAttorney.objects.touching(account).values("pk"))

    def touching(self, account: uuid.UUID) -> PowerQuerySet:
        """Those in which this account stands itself: principal, representative, agent, or on a side of the case."""
        own_cases = Case.objects.filter(stands_in(account)).values("pk")
        return self.filter(_principal(account) | Q(_agent(account)) | Q(case__in=own_cases))


def _principal(account: uuid.UUID) -> Q:
    return Q(principal__user_id=account) | Q(representative__user_id=account)


def _agent(account: uuid.UUID) -> Exists:
    rows = Agent.objects.filter(
        power=OuterRef("pk"), person__user_id=account, accepted_at__isnull=False, declined_at__isnull=True,
        withdrawn_at__isnull=True,
    )  # fmt: skip
    return Exists(rows)


class PowerOfAttorney(models.Model):
    """One power of attorney (CPL arts 61–63). It moves by actions only."""

    class State(models.TextChoices):
        DRAFT = lifecycle.DRAFT, _("Draft")
        SUBMITTED = lifecycle.SUBMITTED, _("Submitted")
        ID_PENDING = lifecycle.ID_PENDING, _("Identity being verified")
        ID_VERIFIED = lifecycle.ID_VERIFIED, _("Identity verified")
        ID_MANUAL = lifecycle.ID_MANUAL, _("Identity confirmed by the court")
        ID_FAILED = lifecycle.ID_FAILED, _("Identity not established")
        DOC_REVIEW = lifecycle.DOC_REVIEW, _("Under review by the court")
        CURE = lifecycle.CURE, _("To be corrected")
        CLEARED = lifecycle.CLEARED, _("Ready to be booked")
        SCHEDULED = lifecycle.SCHEDULED, _("Session booked")
        LOBBY = lifecycle.LOBBY, _("Lobby open")
        IN_SESSION = lifecycle.IN_SESSION, _("In session")
        SUSPENDED = lifecycle.SUSPENDED, pgettext_lazy("witnessing", "Session suspended")
        ABORTED = lifecycle.ABORTED, _("Session broken off")
        SIGNED = lifecycle.SIGNED, _("Signed and attested")
        JUDICIAL_REVIEW = lifecycle.JUDICIAL_REVIEW, _("Under judicial review")
        EFFECTIVE = lifecycle.EFFECTIVE, _("In force")
        REJECTED = lifecycle.REJECTED, _("Rejected")
        ATTESTING_ROUTE = lifecycle.ATTESTING_ROUTE, _("Referred to an attesting officer")
        AMENDED = lifecycle.AMENDED, _("Replaced by an amended power")
        REVOKED = lifecycle.REVOKED, _("Revoked")
        EXPIRED = lifecycle.EXPIRED, _("Expired")
        CASE_CLOSED = lifecycle.CASE_CLOSED, _("Ended with the case")
        WITHDRAWN = lifecycle.WITHDRAWN, _("Withdrawn by the principal")

    class Basis(models.TextChoices):
        FILING = "filing-2021-art6", _("Provisions on cross-border online filing (2021), art. 6")
        INTERPRETATION = (
            "interp-2022-art523-549",
            _("Interpretation of the Civil Procedure Law (2022), arts 523 and 549"),
        )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("number"), max_length=32, unique=True)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="powers", verbose_name=_("court"))
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="powers", verbose_name=_("case")
    )
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="powers",
        verbose_name=_("principal's place in the case"),
    )  # fmt: skip
    principal = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="powers_given", verbose_name=_("principal")
    )
    representative = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="powers_signed",
        verbose_name=_("representative of the entity"),
    )  # fmt: skip
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("drafted by")
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT)
    state_since_at = models.DateTimeField(_("in this state since"))
    # -- the matter
    cause = models.ForeignKey(
        Cause,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cause of action"),
    )
    matter = EncryptedTextField(
        _("the dispute in short"), context="power_of_attorney.matter", blank=True, null=True
    )
    opponent_name = EncryptedTextField(
        _("other side"), context="power_of_attorney.opponent", blank=True, null=True
    )
    stages = models.JSONField(_("stages"), default=list, blank=True)
    excludes_service = models.BooleanField(_("the agent may not receive documents"), default=False)
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_to = models.DateField(_("in force until (exclusive)"), null=True, blank=True)
    # -- legal basis, recorded by the court
    legal_basis = models.CharField(_("legal basis"), max_length=32, choices=Basis.choices, blank=True)
    basis_reason = models.TextField(_("reason for the legal basis"), blank=True)
    basis_by = models.CharField(_("legal basis recorded by"), max_length=100, blank=True)
    basis_at = models.DateTimeField(_("legal basis recorded"), null=True, blank=True)
    platform_reference = models.CharField(_("reference of the official platform"), max_length=80, blank=True)
    uses_mandarin = models.BooleanField(
        _("the principal uses the common language of the Mainland"), null=True, blank=True
    )
    # -- languages
    language = models.CharField(_("language of the text"), max_length=10, default="zh-hant")
    second_language = models.CharField(_("second language"), max_length=10, blank=True)
    translated_by = models.CharField(_("translated by"), max_length=200, blank=True)
    prevailing_language = models.CharField(_("text that prevails"), max_length=10, blank=True)
    prevailing_order = models.CharField(
        _("order of the court on the prevailing text"), max_length=300, blank=True
    )
    # -- course
    created_at = models.DateTimeField(_("drafted"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    cure_by_date = models.DateField(_("to be corrected by"), null=True, blank=True)
    effective_at = models.DateTimeField(_("effective"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end_reason = models.TextField(_("reason of the end"), blank=True)
    access_code = EncryptedTextField(
        _("access code"), context="power_of_attorney.code", blank=True, null=True
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by",
        verbose_name=_("amends the power"),
    )  # fmt: skip
    objects = PowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("power of attorney")
        verbose_name_plural = _("powers of attorney")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=lifecycle.STATES), name="power_state_is_known"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gt=F("valid_from")),
                name="power_period_is_not_empty",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(lifecycle.WAS_EFFECTIVE)) | Q(effective_at__isnull=False),
                name="effective_power_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["lobby", "in_session", "signed", "judicial_review", "effective"])
                | ~Q(legal_basis=""),
                name="no_session_without_legal_basis",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def chain(self) -> str:
        """The chain of the log that holds this power's events."""
        return f"power_of_attorney:{self.pk}"

    @property
    def signer(self) -> Person:
        """The human being who signs: the principal, or the entity's representative."""
        return self.representative or self.principal


class GrantedPower(models.Model):
    """One special power, ticked by itself (CPL art. 62(2)), or one of the lines that practice asks for."""

    class Power(models.TextChoices):
        ADMIT_CLAIMS = "admit_claims", _("Admit claims")
        WAIVE_CLAIMS = "waive_claims", _("Waive claims")
        CHANGE_CLAIMS = "change_claims", _("Change claims")
        SETTLE = "settle", _("Settle")
        COUNTERCLAIM = "counterclaim", _("File a counterclaim")
        APPEAL = "appeal", _("Appeal")
        ENFORCEMENT = "enforcement", _("Apply for enforcement")
        RECEIVE_MONEY = "receive_money", _("Receive money")
        SUB_DELEGATION = "sub_delegation", _("Sub-delegate")

    class State(models.TextChoices):
        ASKED = "asked", _("Asked for")
        CONFIRMED = "confirmed", _("Confirmed before the judge")
        STRUCK = "struck", _("Struck out before the judge")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney, on_delete=models.PROTECT, related_name="granted", verbose_name=_("power of attorney")
    )
    code = models.CharField(_("power"), max_length=20, choices=Power.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("granted power")
        verbose_name_plural = _("granted powers")
        ordering = ["power", "id"]
        constraints = [models.UniqueConstraint(fields=["power", "code"], name="one_line_for_a_granted_power")]

    def __str__(self) -> str:
        return self.get_code_display()


class AuthorityStep(models.Model):
    """One link of the chain by which the entity's representative may act: office, document, date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney, on_delete=models.PROTECT, related_name="authority_steps",
        verbose_name=_("power of attorney"),
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(_("place in the chain"))
    holder_name = models.CharField(_("who acts"), max_length=200)
    capacity = models.CharField(_("capacity"), max_length=24)
    document_name = models.CharField(_("document"), max_length=200)
    document_date = models.DateField(_("date of the document"), null=True, blank=True)
    exhibit = models.ForeignKey(
        "exhibits.Exhibit", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("exhibit"),
    )  # fmt: skip
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("link of authority")
        verbose_name_plural = _("links of authority")
        ordering = ["power", "position"]

    def __str__(self) -> str:
        return self.holder_name
