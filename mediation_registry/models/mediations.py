"""A mediation, its parties, and the mediators appointed to it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mediation_registry.models.registrants import Registrant
from mediation_registry.rules import mediation as rules
from portal.cases.models import Case, Party
from portal.identity.models import Court, Person

#: The grounds of Online Mediation Rules art. 25, in the order of the article.
GROUNDS = (
    ("settled", _("The parties reached a settlement agreement")),
    ("reconciled_and_withdrawn", _("The parties made peace by themselves and withdrew the application")),
    ("unreachable", _("A party could not be reached within the period")),
    ("refused_to_continue", _("A party said clearly that it does not wish to mediate, or to go on")),
    ("far_apart", _("The parties are far apart and an agreement is hard to reach")),
    ("period_ended", _("The period ended without agreement and without a common extension")),
    ("refused_to_sign", _("A party refused to sign the settlement agreement")),
    ("other", _("Another circumstance makes the mediation impossible")),
)


class Mediation(models.Model):
    """One mediation: delegated before filing (委派), entrusted after filing (委托), or arranged by the parties."""

    class Kind(models.TextChoices):
        DELEGATED = rules.DELEGATED, _("Delegated by the court before filing")
        ENTRUSTED = rules.ENTRUSTED, _("Entrusted by the court after filing")
        SELF_ARRANGED = rules.SELF_ARRANGED, _("Arranged by the parties themselves")

    class Rules(models.TextChoices):
        ONLINE_2021 = rules.ONLINE_2021, _("Online Mediation Rules of the people's courts (2021)")
        INVITED_2016 = rules.INVITED_2016, _("Provisions on invited mediation (2016)")
        GBA_MODEL_2022 = (
            rules.GBA_MODEL_2022,
            _("Cross-boundary Disputes Mediation Model Rules (2022, voluntary)"),
        )

    class State(models.TextChoices):
        CONSENT = rules.CONSENT, _("The parties are asked whether they agree to mediate")
        CHOICE = rules.CHOICE, _("A mediator is being chosen")
        ACCEPTANCE = rules.ACCEPTANCE, _("The mediator has been told and is to answer")
        PREPARATION = rules.PREPARATION, _("The mediation is being prepared")
        SESSIONS = rules.SESSIONS, _("The mediation is going on")
        SETTLED = rules.SETTLED, _("A settlement is being signed")
        CONCLUDED = rules.CONCLUDED, _("Settled")
        ENDED = rules.ENDED, _("Ended without settlement")

    class Language(models.TextChoices):
        ZH_HANT = "zh-hant", _("Chinese, traditional characters")
        ZH_HANS = "zh-hans", _("Chinese, simplified characters")
        PT = "pt", _("Portuguese")
        EN = "en", _("English")

    class Track(models.TextChoices):
        PREFILING = "prefiling", _("Before filing")
        ORDINARY = "ordinary", _("Ordinary procedure")
        SUMMARY = "summary", _("Summary procedure")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=32, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    rules_chosen = models.CharField(_("rules"), max_length=20, choices=Rules.choices)
    track = models.CharField(_("stage of the dispute"), max_length=12, choices=Track.choices)
    case = models.ForeignKey(
        Case,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mediations",
        verbose_name=_("case"),
    )
    court = models.ForeignKey(
        Court, on_delete=models.PROTECT, null=True, blank=True, related_name="mediations",
        verbose_name=_("court that refers"),
    )  # fmt: skip
    language = models.CharField(_("language of the mediation"), max_length=8, choices=Language.choices)
    matter = models.CharField(_("the dispute in one line"), max_length=300)
    dispute_type = models.CharField(_("kind of dispute"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.CONSENT)
    state_since_at = models.DateTimeField(_("in this state since"))
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.CharField(_("opened by"), max_length=100)
    applied_online_date = models.DateField(
        _("application for online mediation received on"), null=True, blank=True
    )
    choice_notice_date = models.DateField(_("court's notice to choose given on"), null=True, blank=True)
    accepted_date = models.DateField(_("mediator accepted on (start of the period)"), null=True, blank=True)
    extended_to = models.DateField(_("extended to, by agreement of all parties"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped, sham mediation being suspected, at"), null=True, blank=True)
    is_one_sided = models.BooleanField(
        _("one party applied; the other is asked by the mediator"), default=False
    )
    end_ground = models.CharField(_("ground of the end"), max_length=32, blank=True)
    end_reason = models.TextField(_("reason of the end"), blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("mediation")
        verbose_name_plural = _("mediations")
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.STATES), name="mediation_state_is_known"),
            models.CheckConstraint(
                condition=Q(kind="self_arranged") | Q(case__isnull=False, court__isnull=False),
                name="referred_mediation_has_case_and_court",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | ~Q(end_ground=""), name="ended_mediation_names_its_ground"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def chain(self) -> str:
        """The chain of the log that holds this mediation's events."""
        return f"mediation:{self.pk}"

    @property
    def end_ground_in_words(self) -> str:
        """The ground of the end in the active language; empty while the mediation is open."""
        return str(dict(GROUNDS).get(self.end_ground, ""))


class MediationParty(models.Model):
    """One party of a mediation; in a referred one it is a party of the case."""

    class Side(models.TextChoices):
        FIRST = "first", _("Applicant's side")
        SECOND = "second", _("Other side")

    class Connection(models.TextChoices):
        """What art. 6 of the Online Mediation Rules asks about a party."""

        HONG_KONG = "HK", _("Hong Kong resident or entity")
        MACAO = "MO", _("Macao resident or entity")
        HKMO_INVESTED = "CN-HKMO", _("Mainland enterprise with Hong Kong or Macao investment")
        MAINLAND = "CN", _("Mainland resident or entity without such investment")
        OTHER = "other", _("Another place")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mediation = models.ForeignKey(
        Mediation, on_delete=models.PROTECT, related_name="parties", verbose_name=_("mediation")
    )
    side = models.CharField(_("side"), max_length=8, choices=Side.choices)
    case_party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("party of the case"),
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="mediation_parties",
        verbose_name=_("person"),
    )  # fmt: skip
    name = models.CharField(_("name as entered"), max_length=200)
    connection = models.CharField(_("connection"), max_length=8, choices=Connection.choices)
    consents = models.BooleanField(_("agrees to mediate"), null=True, blank=True)
    consent_answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    identity_checked_at = models.DateTimeField(_("identity checked at"), null=True, blank=True)
    identity_checked_by = models.CharField(_("identity checked by"), max_length=100, blank=True)
    identity_basis = models.CharField(_("how the identity was checked"), max_length=200, blank=True)
    consent_recorded_by = models.CharField(_("answer recorded by"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("party of a mediation")
        verbose_name_plural = _("parties of mediations")
        ordering = ["mediation", "side", "name"]

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """A mediator appointed to a mediation: told, accepting, declining with a reason, or lapsed."""

    class Way(models.TextChoices):
        JOINT_CHOICE = "joint_choice", _("Chosen together by the parties")
        DESIGNATION = "designation", _("Designated by the court")
        BY_ORGANISATION = "by_organisation", _("Designated by the organisation")

    class State(models.TextChoices):
        TOLD = "told", _("Told, answer awaited")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        LAPSED = "lapsed", _("No answer in time")
        REPLACED = "replaced", _("Replaced")
        CLOSED = "closed", _("Closed with the mediation")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mediation = models.ForeignKey(
        Mediation, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("mediation")
    )
    mediator = models.ForeignKey(
        Registrant, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments",
        verbose_name=_("mediator"), help_text=_("Empty until the organisation has named one of its mediators."),
    )  # fmt: skip
    organisation = models.ForeignKey(
        Registrant, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("under the organisation"),
    )  # fmt: skip
    presides = models.BooleanField(_("presides"), default=True)
    way = models.CharField(_("way"), max_length=16, choices=Way.choices)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.TOLD)
    told_at = models.DateTimeField(_("told at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    made_by = models.CharField(_("made by"), max_length=100)
    code_version = models.CharField(_("code of conduct in force"), max_length=200, blank=True)
    round_number = models.PositiveSmallIntegerField(_("number of the choice"), default=1)
    declares_free = models.BooleanField(_("declares that nothing has to be disclosed"), null=True, blank=True)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["told_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["declined", "replaced"]) | ~Q(reason=""), name="declined_has_a_reason"
            ),
            models.UniqueConstraint(
                fields=["mediation", "mediator"], condition=Q(state__in=["told", "accepted"]),
                name="appointed_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["mediation"], condition=Q(state__in=["told", "accepted"], presides=True),
                name="one_mediator_presides",
            ),
            models.CheckConstraint(
                condition=Q(mediator__isnull=False) | Q(organisation__isnull=False),
                name="appointment_names_mediator_or_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(mediator__isnull=False), name="accepting_mediator_is_named"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_live(self) -> bool:
        """Told or accepted: this appointment stands."""
        return self.state in (self.State.TOLD, self.State.ACCEPTED)
