"""The directory of institutions and experts, and the attempts on the seven routes (art. 2)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foreign_law.models.requests import AscertainmentRequest
from foreign_law.rules.ascertainment import lifecycle, providers, routes
from portal.exhibits.models import Exhibit
from portal.identity.models import Institution


class DeclineGround(models.TextChoices):
    """Why an institution or expert declines; an interest in the case is a state of its own (art. 4)."""

    CONFLICT = providers.CONFLICT, _("Interest in the case")
    EXPERTISE = providers.EXPERTISE, _("Outside the own field")
    CAPACITY = providers.CAPACITY, _("No time within the period")
    LANGUAGE = providers.LANGUAGE, _("Language")
    OTHER = providers.OTHER, _("Another ground")


class LawProvider(models.Model):
    """An ascertainment institution or a Chinese or foreign legal expert (art. 2, items 4 to 6).

    Fees and turnaround are what the provider itself states, with the source; empty where nobody stated them.
    """

    class Kind(models.TextChoices):
        INSTITUTION = "institution", _("Ascertainment institution")
        EXPERT = "expert", _("Legal expert")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=200)
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="law_providers",
        verbose_name=_("institution"),
    )  # fmt: skip
    home_jurisdiction = models.CharField(_("place of residence"), max_length=12, blank=True)
    routes = models.JSONField(
        _("routes on which it is asked"), default=list, help_text=_("Numbers of art. 2: 4, 5, 6")
    )
    jurisdictions = models.JSONField(_("laws it ascertains"), default=list, blank=True)
    fields_of_law = models.CharField(_("fields of law"), max_length=300, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    fees = models.TextField(_("fees as stated by the provider"), blank=True)
    turnaround = models.CharField(_("turnaround as stated by the provider"), max_length=200, blank=True)
    stated_date = models.DateField(_("stated on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    website = models.URLField(_("website"), blank=True)
    is_active = models.BooleanField(_("asked at present"), default=True)
    is_public = models.BooleanField(_("shown in the open directory"), default=False)

    class Meta:
        verbose_name = _("institution or expert on foreign law")
        verbose_name_plural = _("institutions and experts on foreign law")
        ordering = ["name"]

    def __str__(self) -> str:
        return str(self.name)


class ProviderAccount(models.Model):
    """An account that answers for a provider, for the half-open period [valid_from, valid_to).

    One that was ended on its first day counts on no day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(LawProvider, on_delete=models.PROTECT, related_name="accounts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="law_provider_accounts",
        verbose_name=_("account"),
    )  # fmt: skip
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until (exclusive)"), null=True, blank=True)

    class Meta:
        verbose_name = _("account of an institution or expert")
        verbose_name_plural = _("accounts of institutions and experts")
        ordering = ["valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="provider_account_not_backwards",
            ),
            models.UniqueConstraint(
                fields=["provider", "user"], condition=Q(valid_to=None), name="one_open_provider_account"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} · {self.valid_from}"


class ProviderInvitation(models.Model):
    """An invitation by e-mail to answer for a provider; of the code only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(LawProvider, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=8, default="zh-hant")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("valid until"))
    taken_up_at = models.DateTimeField(_("taken up"), null=True, blank=True)
    taken_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation of a provider")
        verbose_name_plural = _("invitations of providers")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.provider} · {timezone.localtime(self.sent_at):%Y-%m-%d}"


class RouteAttempt(models.Model):
    """One attempt on one of the seven routes (art. 2): sent, answered, assessed by the judge."""

    class Route(models.IntegerChoices):
        PARTY = routes.PARTY, _("Provided by a party (art. 2(1))")
        CENTRAL_AUTHORITY = (
            routes.CENTRAL_AUTHORITY,
            _("Judicial assistance, authorities of the other side (art. 2(2))"),
        )
        EMBASSY = (
            routes.EMBASSY,
            _("Embassies and consulates, through the Supreme People's Court (art. 2(3))"),
        )
        COOPERATION = routes.COOPERATION, _("Participant in a cooperation mechanism (art. 2(4))")
        EXPERT_COMMITTEE = (
            routes.EXPERT_COMMITTEE, _("International Commercial Expert Committee (art. 2(5))"),
        )  # fmt: skip
        INSTITUTION_OR_EXPERT = (
            routes.INSTITUTION_OR_EXPERT, _("Ascertainment institution or legal expert (art. 2(6))"),
        )  # fmt: skip
        OTHER = routes.OTHER, _("Another suitable route (art. 2(7))")

    class State(models.TextChoices):
        OPENED = lifecycle.OPENED, _("Route opened")
        SENT = lifecycle.SENT, _("Sent, no answer yet")
        ACCEPTED = lifecycle.ACCEPTED, _("Accepted by the provider")
        ANSWERED = lifecycle.ANSWERED_BY_PROVIDER, _("Answered, to be assessed")
        ASSESSED = lifecycle.ASSESSED, _("Assessed by the judge")
        DECLINED_CONFLICT = lifecycle.DECLINED_CONFLICT, _("Declined: interest in the case")
        DECLINED = lifecycle.DECLINED_OTHER, _("Declined by the provider")
        WITHDRAWN = lifecycle.ATTEMPT_WITHDRAWN, _("Attempt withdrawn")

    class Outcome(models.TextChoices):
        NONE = routes.NONE, _("Nothing obtained")
        UNCLEAR = routes.UNCLEAR, _("Content unclear")
        INSUFFICIENT = routes.INSUFFICIENT, _("Content insufficient")
        SUFFICIENT = routes.SUFFICIENT, _("Sufficient")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(AscertainmentRequest, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("number"))
    route = models.PositiveSmallIntegerField(_("route"), choices=Route.choices)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.OPENED)
    party = models.ForeignKey(
        "cases.Party",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("party asked"),
    )
    provider = models.ForeignKey(
        LawProvider, on_delete=models.PROTECT, null=True, blank=True, related_name="attempts",
        verbose_name=_("institution or expert"),
    )  # fmt: skip
    addressed_to = models.CharField(_("addressed to"), max_length=300, blank=True)
    through = models.CharField(_("sent through"), max_length=300, blank=True)
    description = models.TextField(_("what was asked on this route"), blank=True)
    names_parties = models.BooleanField(
        _("the parties are named to the provider"), default=False,
        help_text=_("Needed where it must check whether it has an interest in the case."),
    )  # fmt: skip
    outside_number = models.CharField(_("number given by the other side"), max_length=80, blank=True)
    opened_at = models.DateTimeField(_("opened"))
    sent_at = models.DateTimeField(_("entered as sent"), null=True, blank=True)
    sent_date = models.DateField(_("sent on"), null=True, blank=True)
    received_date = models.DateField(_("answer received on"), null=True, blank=True)
    supplements_number = models.PositiveSmallIntegerField(_("supplements attempt no."), null=True, blank=True)
    repeat_reason = models.TextField(_("why the same route again"), blank=True)
    answer_note = models.TextField(_("what was answered without material"), blank=True)
    rectifications = models.JSONField(
        _("rectified entries, with what stood before"), default=list, blank=True
    )
    # -- what art. 4 asks of a provider, for this request
    statement_given_at = models.DateTimeField(_("statement of no interest given"), null=True, blank=True)
    statement_by = models.CharField(_("stated by"), max_length=100, blank=True)
    statement_text = models.TextField(_("statement of no interest"), blank=True)
    statement_exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("signed statement"),
    )  # fmt: skip
    decline_ground = models.CharField(
        _("ground of declining"), max_length=20, choices=DeclineGround.choices, blank=True
    )
    decline_reason = models.TextField(_("reason of declining"), blank=True)
    # -- the judge's assessment
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    outcome_reason = models.TextField(_("reasons of the assessment"), blank=True)
    assessed_at = models.DateTimeField(_("assessed"), null=True, blank=True)
    assessed_by = models.CharField(_("assessed by"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("attempt on a route")
        verbose_name_plural = _("attempts on routes")
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="one_route_attempt_for_a_number"),
            models.CheckConstraint(
                condition=Q(route__in=routes.ROUTES), name="attempt_route_is_one_of_seven"
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | (~Q(assessed_by="") & Q(assessed_at__isnull=False)),
                name="an_outcome_names_the_judge",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request} · {self.number}"

    @property
    def reference(self) -> str:
        """``FL-2026-QH-00042-C/2``."""
        return f"{self.request.reference}/{self.number}"

    @property
    def has_statement(self) -> bool:
        """Whether the statement of no interest stands (art. 4): given, and no interest declared since."""
        return self.statement_given_at is not None and self.state != lifecycle.DECLINED_CONFLICT

    @property
    def mistaken_interests(self) -> list[dict[str, str]]:
        """Interests that were entered by mistake and rectified: what stood there, and why it no longer does."""
        return [row for row in self.rectifications if row["field"] == "decline_reason"]


class ProviderProof(models.Model):
    """What art. 4 asks: an institution's qualification; an expert's identity and record. With dates."""

    class Kind(models.TextChoices):
        QUALIFICATION = "qualification", _("Proof of qualification of the institution")
        IDENTITY = "identity", _("Proof of the expert's identity")
        RECORD = "record", _("Proof of the expert's qualifications and experience")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(LawProvider, on_delete=models.PROTECT, related_name="proofs")
    attempt = models.ForeignKey(
        RouteAttempt, on_delete=models.PROTECT, null=True, blank=True, related_name="proofs",
        verbose_name=_("only for this attempt"),
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="+", verbose_name=_("file"))
    issued_date = models.DateField(_("issued on"), null=True, blank=True)
    valid_to = models.DateField(_("valid until (exclusive)"), null=True, blank=True)
    added_at = models.DateTimeField(_("added"))
    added_by = models.CharField(_("added by"), max_length=100)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("proof of an institution or expert")
        verbose_name_plural = _("proofs of institutions and experts")
        ordering = ["added_at"]

    def __str__(self) -> str:
        return f"{self.provider} · {self.get_kind_display()}"
