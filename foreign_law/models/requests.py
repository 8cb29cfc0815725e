"""A request for the ascertainment of foreign law: its basis, its questions, the periods that the court fixed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from foreign_law.rules.ascertainment import lifecycle, routes, scope
from portal.audit.actors import Actor
from portal.cases.models import Case, Party
from portal.cases.models.cases import person_id_of
from portal.cases.models.periods import in_force
from portal.exhibits.models import Exhibit
from portal.identity.models import Court
from portal.seals.fields import EncryptedTextField


class RequestQuerySet(models.QuerySet["AscertainmentRequest"]):
    def for_user(self, actor: Actor, on: date) -> RequestQuerySet:
        """The requests open to this actor on this day, from any side."""
        return self.concerning(actor, on) | self.for_staff(actor, on) | self.for_provider(actor, on)

    def concerning(self, actor: Actor, on: date) -> RequestQuerySet:
        """Those of cases in which the actor stands as party, representative or agent.

        Drafts are the court's, also once they were withdrawn, save those of the side that asked.
        """
        account = person_id_of(actor)
        if account is None:
            return self.none()
        cases = Case.objects.concerning(actor, on).values("pk")
        drafts = AscertainmentRequest.objects.filter(_is_a_draft())
        others = drafts.exclude(pk__in=drafts.filter(_asked_by(account, on)).values("pk"))
        return self.filter(case__in=cases).exclude(pk__in=others.values("pk"))

    def for_staff(self, actor: Actor, on: date, roles: frozenset[str] | None = None) -> RequestQuerySet:
        """Those of the courts at which the actor holds an office (of these roles) today, save the own cases."""
        return self.filter(case__in=Case.objects.for_staff(actor, on, roles).values("pk"))

    def for_provider(self, actor: Actor, on: date) -> RequestQuerySet:
        """Those in which an institution or expert for whom the actor answers was asked and has not declined.

        An attempt that was declined or withdrawn no longer opens the request.
        """
        account = person_id_of(actor)
        if account is None or "expert" not in actor.roles:
            return self.none()
        held = Q(
            attempts__provider__accounts__user_id=account, attempts__provider__accounts__valid_from__lte=on
        )
        held &= Q(attempts__provider__accounts__valid_to=None) | Q(
            attempts__provider__accounts__valid_to__gt=on
        )
        gone = (lifecycle.DECLINED_CONFLICT, lifecycle.DECLINED_OTHER, lifecycle.ATTEMPT_WITHDRAWN)
        asked = Q(attempts__sent_at__isnull=False) & ~Q(attempts__state__in=gone)
        return self.filter(pk__in=AscertainmentRequest.objects.filter(held, asked).values("pk"))


def _is_a_draft() -> Q:
    """In preparation, or given up before a judge had it before her."""
    course = RequestEvent.objects.filter(request=OuterRef("pk"))
    drafted = Exists(course.filter(act=lifecycle.F + "request_drafted"))
    submitted = Exists(course.filter(act__in=lifecycle.PUT_BEFORE_THE_JUDGE))
    return Q(state=lifecycle.DRAFT) | (Q(state=lifecycle.WITHDRAWN) & drafted & ~Q(submitted))


def _asked_by(account: UUID, on: date) -> Q:
    """Asked for by a party that the account is, represents or is agent of on this day."""
    side, held, agent = (
        "asked_by_party__",
        "asked_by_party__authority_links__",
        "asked_by_party__representations__",
    )
    represents = Q(**{f"{held}holder__user_id": account, f"{held}confirmed_at__isnull": False}) & in_force(
        on, held
    )
    acts = Q(**{f"{agent}agent__user_id": account}) & in_force(on, agent)
    return Q(**{f"{side}person__user_id": account}) | represents | acts


class AscertainmentRequest(models.Model):
    """One request in one case. It moves by actions only; what was ascertained is the judge's decision alone."""

    class State(models.TextChoices):
        DRAFT = lifecycle.DRAFT, _("In preparation")
        SUBMITTED = lifecycle.SUBMITTED, _("Before the judge")
        SCOPED = lifecycle.SCOPED, _("Scope fixed")
        ROUTING = lifecycle.ROUTING, _("Choosing a route")
        IN_PROGRESS = lifecycle.IN_PROGRESS, _("Being ascertained")
        RECEIVED = lifecycle.RECEIVED, _("Material received")
        SUPPLEMENT = lifecycle.SUPPLEMENT, _("To be supplemented")
        EXHIBITED = lifecycle.EXHIBITED, _("Shown in court")
        POSITIONS = lifecycle.POSITIONS, _("Parties being heard")
        CONFIRMED = lifecycle.CONFIRMED, _("Confirmed, undisputed")
        DETERMINED = lifecycle.DETERMINED, _("Determined by the court")
        ADOPTED = lifecycle.ADOPTED, _("Adopted from an effective judgment")
        UNASCERTAINABLE = lifecycle.UNASCERTAINABLE, _("Held unascertainable")
        COSTED = lifecycle.COSTED, _("Costs decided")
        CLOSED = lifecycle.CLOSED, _("Ascertainment closed")
        WITHDRAWN = lifecycle.WITHDRAWN, _("Withdrawn")
        DECLINED = lifecycle.DECLINED, _("Declined by the judge")

    class Basis(models.TextChoices):
        PARTY_CHOICE = routes.PARTY_CHOICE, _("Law chosen by the parties")
        CONFLICT_RULE = routes.CONFLICT_RULE, _("Law designated by a conflict rule")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("number"), max_length=40, unique=True)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="ascertainment_requests", verbose_name=_("case")
    )
    court = models.ForeignKey(
        Court, on_delete=models.PROTECT, related_name="ascertainment_requests", verbose_name=_("court")
    )
    state = models.CharField(_("state"), max_length=24, choices=State.choices, default=State.DRAFT)
    state_since_at = models.DateTimeField(_("in this state since"))
    asked_by_party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="ascertainments_asked",
        verbose_name=_("asked for by"),
    )  # fmt: skip
    basis = models.CharField(_("basis"), max_length=16, choices=Basis.choices, blank=True)
    choice_clause = models.TextField(_("clause choosing the law"), blank=True)
    choice_exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("instrument with the clause"),
    )  # fmt: skip
    conflict_rule = models.CharField(
        _("conflict rule"),
        max_length=300,
        blank=True,
        help_text=_("Instrument and article that designate the law."),
    )
    jurisdiction = models.CharField(
        _("law to be ascertained"), max_length=12, help_text=_("ISO 3166 code, such as CN-HK or US-NY")
    )
    fact_date = models.DateField(
        _("date of the facts"),
        null=True,
        blank=True,
        help_text=_("The law as it stood on this day is asked for."),
    )
    field_of_law = models.CharField(_("field of law"), max_length=120, blank=True)
    nature = models.CharField(_("nature of the case"), max_length=200, blank=True)
    agreed_facts = EncryptedTextField(
        _("facts to be assumed"), context="ascertainment.facts", null=True, blank=True
    )
    language = models.CharField(_("language beside the Chinese"), max_length=8, default="en")
    is_confidential = models.BooleanField(_("confidential: asked not to be passed on"), default=False)
    scope_reference = models.CharField(_("order or minutes fixing the scope"), max_length=200, blank=True)
    scope_date = models.DateField(_("scope fixed on"), null=True, blank=True)
    positions_until = models.DateField(_("positions to be taken by"), null=True, blank=True)
    supplements = models.PositiveSmallIntegerField(_("rounds of supplement"), default=0)
    reason = models.TextField(_("reason of the last return, refusal or withdrawal"), blank=True)
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    judgment_number = models.CharField(_("number of the judgment in the case"), max_length=80, blank=True)
    judgment_date = models.DateField(_("date of the judgment"), null=True, blank=True)
    judgment_effective_date = models.DateField(_("judgment in effect since"), null=True, blank=True)
    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for ascertainment")
        verbose_name_plural = _("requests for ascertainment")
        ordering = ["-opened_at", "reference"]
        indexes = [models.Index(fields=["court", "state"], name="ascertainment_by_court")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=lifecycle.STATES), name="ascertainment_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(basis__in=("", *routes.BASES)), name="ascertainment_basis_is_known"
            ),
            models.CheckConstraint(
                condition=Q(basis__in=routes.BASES)
                | Q(
                    state__in=(lifecycle.DRAFT, lifecycle.SUBMITTED, lifecycle.WITHDRAWN, lifecycle.DECLINED)
                ),
                name="a_scoped_ascertainment_has_its_basis",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def chain(self) -> str:
        """The chain of the log that holds this request's events."""
        return f"ascertainment:{self.pk}"

    @property
    def is_over(self) -> bool:
        """Nothing is ascertained any more; costs of a withdrawn one may still be settled (art. 11)."""
        return self.state in lifecycle.OVER

    @property
    def by_choice(self) -> bool:
        """True where the parties chose the law and so must provide it (art. 1, second paragraph)."""
        return self.basis == routes.PARTY_CHOICE

    @property
    def was_put_before_the_judge(self) -> bool:
        """Whether a judge ever had it before her; one query."""
        return self.course.filter(act__in=lifecycle.PUT_BEFORE_THE_JUDGE).exists()

    def fixings(self) -> list[scope.Fixing]:
        """By which order, and on which day, each question came into the scope (art. 6); two queries, none before."""
        if self.scope_date is None:
            return []
        numbers = list(self.questions.order_by("number").values_list("number", flat=True))
        amended = self.course.filter(act=lifecycle.F + "scope_amended").order_by("recorded_at", "id")
        added = [
            (row.on_date, str(row.facts.get("order", "")), int(row.facts.get("added", 0))) for row in amended
        ]
        return scope.fixings(numbers, (self.scope_date, self.scope_reference), added)

    def basis_changes(self) -> list[RequestEvent]:
        """When the basis was changed, the first change first; one query."""
        return list(self.course.filter(act=lifecycle.F + "basis_changed").order_by("id"))

    def periods_to_provide(self) -> models.QuerySet[Period]:
        """The periods to provide the law that were fixed on the basis of today (art. 9)."""
        rows = self.periods.filter(kind=Period.Kind.PROVIDE)
        changes = self.basis_changes()
        if not changes:
            return rows
        since = changes[-1].recorded_at
        return rows.filter(fixed_at__gte=since).exclude(ended_at__lte=since)

    def dated(self, questions: Iterable[ScopeQuestion]) -> list[ScopeQuestion]:
        """The questions, each with the order by which it came into the scope."""
        by_number = {number: fixing for fixing in self.fixings() for number in fixing.numbers}
        rows = list(questions)
        for row in rows:
            row.fixing = by_number.get(row.number)
        return rows


class ScopeQuestion(models.Model):
    """One numbered question on foreign law (art. 6). Amending strikes it with a reason; it stays legible."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(AscertainmentRequest, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("question"))
    translation = models.TextField(_("question in the language beside the Chinese"), blank=True)
    struck_at = models.DateTimeField(_("struck"), null=True, blank=True)
    struck_reason = models.CharField(_("reason for striking"), max_length=300, blank=True)
    fixing: scope.Fixing | None = None  # set by `AscertainmentRequest.dated`

    class Meta:
        verbose_name = _("question on foreign law")
        verbose_name_plural = _("questions on foreign law")
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "number"], name="one_ascertainment_question_for_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"[:80]


class Period(models.Model):
    """A period that the court fixed (art. 9): no number of days stands in the law, so none stands here."""

    class Kind(models.TextChoices):
        PROVIDE = "provide", _("To provide the foreign law")
        POSITION = "position", _("To take a position")
        SUPPLEMENT = "supplement", _("To supplement")
        ANSWER = "answer", _("For the answer on a route")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(AscertainmentRequest, on_delete=models.PROTECT, related_name="periods")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for the party"),
    )
    attempt = models.ForeignKey(
        "foreign_law.RouteAttempt", on_delete=models.PROTECT, null=True, blank=True, related_name="periods",
        verbose_name=_("on the route"),
    )  # fmt: skip
    due_date = models.DateField(_("last day"))
    reason = models.TextField(_("why so long: the formalities it must allow for"))
    fixed_at = models.DateTimeField(_("fixed"))
    fixed_by = models.CharField(_("fixed by"), max_length=100)
    extends = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="extended_by",
        verbose_name=_("extends"),
    )  # fmt: skip
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_because = models.CharField(_("why it ended"), max_length=200, blank=True)
    justification = models.TextField(_("why nothing was provided, as the party says"), blank=True)
    justification_accepted = models.BooleanField(_("justified, as the judge holds"), null=True, blank=True)
    justification_reason = models.TextField(_("reason of the judge"), blank=True)

    class Meta:
        verbose_name = _("period fixed by the court")
        verbose_name_plural = _("periods fixed by the court")
        ordering = ["request", "fixed_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.due_date}"


class ExtensionRequest(models.Model):
    """A party asks for more time and says specifically why (art. 9, first paragraph); the judge decides."""

    class Decision(models.TextChoices):
        PENDING = "pending", _("Before the judge")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Not granted")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="extension_requests")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name=_("party"))
    until = models.DateField(_("asked until"))
    reasons = models.TextField(_("specific reasons"))
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.CharField(_("asked by"), max_length=100)
    decision = models.CharField(
        _("decision"), max_length=8, choices=Decision.choices, default=Decision.PENDING
    )
    decision_reason = models.TextField(_("reason of the decision"), blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("request for an extension")
        verbose_name_plural = _("requests for an extension")
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "party"],
                condition=Q(decision="pending"),
                name="one_pending_extension_for_a_party",
            )
        ]

    def __str__(self) -> str:
        return f"{self.period} → {self.until}"


class RequestEvent(models.Model):
    """The course of a request, as its pages tell it; the log holds the proof."""

    id = models.BigAutoField(primary_key=True)
    request = models.ForeignKey(AscertainmentRequest, on_delete=models.PROTECT, related_name="course")
    attempt = models.ForeignKey(
        "foreign_law.RouteAttempt", on_delete=models.PROTECT, null=True, blank=True, related_name="course"
    )
    act = models.CharField(_("act"), max_length=60)
    on_date = models.DateField(_("day"))
    recorded_at = models.DateTimeField(_("recorded"))
    actor_key = models.CharField(_("by"), max_length=100)
    state = models.CharField(_("state afterwards"), max_length=24)
    facts = models.JSONField(_("facts"), default=dict)

    class Meta:
        verbose_name = _("event of an ascertainment")
        verbose_name_plural = _("events of ascertainments")
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.request} · {self.act}"
