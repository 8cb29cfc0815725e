"""The case, its cause, and the judge and clerk to whom it is assigned."""

from __future__ import annotations

import uuid
from datetime import date
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.cases.models.periods import Period, in_force
from portal.cases.rules import lifecycle
from portal.identity.models import Court, Office
from portal.identity.roles import COURT_ROLES, Role


class Cause(models.Model):
    """A cause of action; the Chinese name follows the Supreme People's Court's list, others are translations."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    source = models.CharField(_("source of the name"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("cause of action")
        verbose_name_plural = _("causes of action")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name or self.code)


def person_id_of(actor: Actor) -> UUID | None:
    """The account behind an actor; None for the system and for visitors."""
    kind, _colon, key = actor.key.partition(":")
    if kind != "user":
        return None
    try:
        return UUID(key)
    except ValueError:
        return None


class CaseQuerySet(models.QuerySet["Case"]):
    def for_user(self, actor: Actor, on: date) -> CaseQuerySet:
        """The cases open to this actor on this day: as a person concerned, or as staff of the case's court.

        The auditor is not among them: he reads histories, through :meth:`for_history`.
        """
        account = person_id_of(actor)
        if account is None:
            return self.none()
        return self.filter(_concerned(account, on) | _of_own_court(account, actor, on))

    def concerning(self, actor: Actor, on: date) -> CaseQuerySet:
        """The cases in which this actor stands as a person: party, representative of an entity, agent."""
        account = person_id_of(actor)
        return self.filter(_concerned(account, on)) if account else self.none()

    def for_staff(self, actor: Actor, on: date, roles: frozenset[str] | None = None) -> CaseQuerySet:
        """The cases of the courts at which this actor holds an office today, save those he stands in himself.

        With ``roles``, only offices of these roles count: a judge of one court is no judge where he is a clerk.
        """
        account = person_id_of(actor)
        return self.filter(_of_own_court(account, actor, on, roles)) if account else self.none()

    def for_history(self, actor: Actor, on: date) -> CaseQuerySet:
        """The cases whose history this actor may read: the auditor's are those of his court, or all."""
        account = person_id_of(actor)
        if account is None:
            return self.none()
        offices = Office.objects.filter(holder_id=account, role=Role.AUDITOR).on(on)
        if Role.AUDITOR not in actor.roles or not offices.exists():
            return self.for_user(actor, on)
        if offices.filter(court=None).exists():
            return self.all()
        return self.filter(_of_own_court(account, actor, on) | Q(court__in=offices.values("court")))


def _of_own_court(account: UUID, actor: Actor, on: date, only: frozenset[str] | None = None) -> Q:
    roles = sorted(role.value for role in COURT_ROLES if role.value in actor.roles)
    if only is not None:
        roles = [role for role in roles if role in only]
    if not roles:
        return Q(pk__in=[])
    offices = Office.objects.filter(holder_id=account, role__in=roles, court__isnull=False).on(on)
    return Q(court__in=offices.values("court")) & ~stands_in(account)


def stands_in(account: UUID) -> Q:
    """Cases in which the account is or was party, representative or agent: nobody judges or keeps his own case
    (withdrawal, CPL art. 47).
    """
    party = apps.get_model("cases", "Party").objects.filter(case=OuterRef("pk"))
    return (
        Q(Exists(party.filter(person__user_id=account)))
        | Q(Exists(party.filter(authority_links__holder__user_id=account)))
        | Q(Exists(party.filter(representations__agent__user_id=account)))
    )


def _concerned(account: UUID, on: date) -> Q:
    party = apps.get_model("cases", "Party").objects.filter(in_force(on), case=OuterRef("pk"))
    held = Q(authority_links__confirmed_at__isnull=False, authority_links__holder__user_id=account)
    agent = Q(representations__agent__user_id=account)
    return (
        Q(Exists(party.filter(person__user_id=account)))
        | Q(Exists(party.filter(held & in_force(on, "authority_links__"))))
        | Q(Exists(party.filter(agent & in_force(on, "representations__"))))
    )


class Case(models.Model):
    """One case before one court. It moves by actions only; a mistake is rectified."""

    class Procedure(models.TextChoices):
        PRE_FILING = "pre_filing", _("Mediation before filing")
        ORDINARY = "ordinary", _("Ordinary procedure, first instance")
        SUMMARY = "summary", _("Summary procedure")
        SMALL_CLAIMS = "small_claims", _("Small-claims procedure")
        SPECIAL = "special", _("Special procedure")
        SECOND_INSTANCE = "second_instance", _("Second instance")
        RETRIAL = "retrial", _("Retrial")
        ENFORCEMENT = "enforcement", _("Enforcement")

    class State(models.TextChoices):
        PENDING = lifecycle.PENDING, _("Before the court")
        STAYED = lifecycle.STAYED, _("Stayed")
        CONCLUDED = lifecycle.CONCLUDED, _("Concluded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("portal reference"), max_length=32, unique=True)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="cases", verbose_name=_("court"))
    court_number = models.CharField(_("court's case number"), max_length=80)
    cause = models.ForeignKey(
        Cause,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("cause of action"),
    )
    procedure = models.CharField(_("procedure"), max_length=20, choices=Procedure.choices)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PENDING)
    filed_date = models.DateField(_("date of filing"))
    concluded_date = models.DateField(_("date of conclusion"), null=True, blank=True)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by",
        verbose_name=_("continues the case"),
    )  # fmt: skip
    opened_at = models.DateTimeField(_("entered in the portal at"))
    state_since_at = models.DateTimeField(_("in this state since"))
    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-filed_date", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["court", "court_number"], name="one_case_for_a_court_number"),
            models.CheckConstraint(condition=Q(state__in=lifecycle.STATES), name="case_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=lifecycle.CONCLUDED) | Q(concluded_date__isnull=False),
                name="concluded_case_has_its_date",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def chain(self) -> str:
        """The chain of the log that holds this case's events."""
        return f"case:{self.pk}"


class Assignment(Period):
    """Who at the court holds the case."""

    class Seat(models.TextChoices):
        JUDGE = "judge", _("Judge in charge")
        PANEL = "panel", _("Member of the panel")
        CLERK = "clerk", _("Clerk")

    #: Seats that one person holds at a time.
    SINGLE = frozenset({"judge", "clerk"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("case")
    )
    seat = models.CharField(_("seat"), max_length=8, choices=Seat.choices)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("holder"),
    )

    class Meta(Period.Meta):
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["valid_from", "seat"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["case", "seat"],
                condition=Q(valid_to=None, seat__in=["judge", "clerk"]),
                name="one_judge_and_one_clerk_for_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_seat_display()} · {self.holder}"
