"""The matter: one case, one addressee, one set of documents; or a request from beyond the border."""

from __future__ import annotations

import uuid
from datetime import date

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.cases.models import Case, Party
from portal.cases.models.cases import person_id_of
from portal.identity.models import Court, Office
from portal.identity.roles import COURT_ROLES, Role
from portal.seals.fields import EncryptedTextField
from service_of_process.rules import lifecycle


class Region(models.TextChoices):
    HONG_KONG = "HK", _("Hong Kong")
    MACAO = "MO", _("Macao")


COURT_CODES = frozenset(role.value for role in COURT_ROLES)
AT_DESK = frozenset({Role.ASSISTANCE_DESK.value})


class MatterQuerySet(models.QuerySet["ServiceMatter"]):
    def for_user(self, actor: Actor, on: date) -> MatterQuerySet:
        """The matters open to this actor on this day: as a side of the case, or as staff of a court that has them."""
        return self.concerning(actor, on) | self.for_staff(actor, on) | self.for_upper(actor, on)

    def concerning(self, actor: Actor, on: date) -> MatterQuerySet:
        """Those of cases in which the actor stands as party, representative or agent; drafts are the court's."""
        if person_id_of(actor) is None:
            return self.none()
        cases = Case.objects.concerning(actor, on).values("pk")
        return self.filter(case__in=cases).exclude(state=lifecycle.DRAFT)

    def for_staff(self, actor: Actor, on: date, roles: frozenset[str] | None = None) -> MatterQuerySet:
        """Those of the courts at which the actor holds an office (of these roles) today, save the own ones.

        An inbound request is also open to the court to which it was assigned.
        """
        courts = courts_held(actor, on, COURT_CODES if roles is None else roles)
        assigned = Q(direction=ServiceMatter.Direction.INBOUND, executing_court__in=courts)
        return self._not_own(actor).filter(Q(court__in=courts) | assigned)

    def for_upper(self, actor: Actor, on: date) -> MatterQuerySet:
        """Those with a leg that lay or lies before the High People's Court at which the actor is at the desk."""
        courts = courts_held(actor, on, AT_DESK)
        sent = apps.get_model("service_of_process", "Leg")._default_manager.filter(
            matter=OuterRef("pk"), upper_court__in=courts, transferred_date__isnull=False
        )
        return self._not_own(actor).filter(Exists(sent))

    def _not_own(self, actor: Actor) -> MatterQuerySet:
        """Without the matters of cases in which the actor stands herself; asked from her side, not case by case."""
        account = person_id_of(actor)
        if account is None:
            return self
        ways = ("person__user_id", "authority_links__holder__user_id", "representations__agent__user_id")
        own = Q()
        for way in ways:
            own |= Q(case__in=Party.objects.filter(**{way: account}).order_by().values("case"))
        return self.filter(Q(case=None) | ~own)


def courts_held(actor: Actor, on: date, roles: frozenset[str] = COURT_CODES) -> models.QuerySet:
    """The keys of the courts at which the actor holds an office (of these roles) on this day, as a subquery."""
    held = sorted(COURT_CODES & roles & actor.roles)
    rows = Office.objects.filter(holder_id=person_id_of(actor), role__in=held, court__isnull=False)
    return rows.on(on).values("court")


class ServiceMatter(models.Model):
    """One matter. It moves by actions only; its date is fixed by the forum judge alone (2009 arts 6–12)."""

    class Direction(models.TextChoices):
        OUTBOUND = "O", _("Outbound")
        INBOUND = "I", _("Inbound")

    class Kind(models.TextChoices):
        SERVICE = "service", _("Service of documents")
        EVIDENCE = "evidence", _("Taking of evidence")

    class State(models.TextChoices):
        DRAFT = lifecycle.DRAFT, _("In preparation")
        ACTIVE = lifecycle.ACTIVE, _("Service under way")
        PROPOSED_SERVED = lifecycle.PROPOSED_SERVED, _("Proof received, before the judge")
        SERVED = lifecycle.SERVED, _("Served")
        DEEMED_SERVED = lifecycle.DEEMED_SERVED, _("Deemed served")
        EXHAUSTED = lifecycle.EXHAUSTED, _("All routes exhausted")
        NOTICE_RUNNING = lifecycle.NOTICE_RUNNING, _("Public notice running")
        SERVED_BY_NOTICE = lifecycle.SERVED_BY_NOTICE, _("Served by public notice")
        CHALLENGED = lifecycle.CHALLENGED, _("Service challenged")
        WITHDRAWN = lifecycle.WITHDRAWN, _("Withdrawn")
        CLOSED = lifecycle.CLOSED, _("Matter closed")

    class NoticeBasis(models.TextChoices):
        THREE_MONTHS = "hkmo-service-2009-art9", _("Three months (2009 Provisions, art. 9)")
        SIXTY_DAYS = "cpl-2023-art283-notice", _("60 days (Civil Procedure Law, art. 283)")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("number"), max_length=40, unique=True)
    stem = models.CharField(_("number without check character"), max_length=40, unique=True)
    direction = models.CharField(_("direction"), max_length=1, choices=Direction.choices)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.SERVICE)
    region = models.CharField(_("place of the addressee"), max_length=2, choices=Region.choices)
    court = models.ForeignKey(
        Court, on_delete=models.PROTECT, related_name="service_matters", verbose_name=_("court")
    )
    executing_court = models.ForeignKey(
        Court, on_delete=models.PROTECT, null=True, blank=True, related_name="service_to_execute",
        verbose_name=_("executing court"),
    )  # fmt: skip
    case = models.ForeignKey(
        Case,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="service_matters",
        verbose_name=_("case"),
    )
    foreign_court = models.CharField(_("requesting or requested authority"), max_length=200, blank=True)
    foreign_case_number = models.CharField(_("its case number"), max_length=80, blank=True)
    nature = models.CharField(_("nature of the case"), max_length=200, blank=True)
    claimed_amount = models.CharField(_("amount in dispute"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT)
    state_since_at = models.DateTimeField(_("in this state since"))
    state_before_challenge = models.CharField(max_length=20, blank=True, editable=False)
    second_language = models.CharField(_("language beside the Chinese"), max_length=10, default="en")
    # -- what the papers say
    hearing_at = models.DateTimeField(_("hearing"), null=True, blank=True)
    answer_days = models.PositiveSmallIntegerField(_("days to answer stated"), null=True, blank=True)
    evidence_date = models.DateField(_("evidence to be filed by"), null=True, blank=True)
    is_judgment = models.BooleanField(_("a judgment or ruling is served"), default=False)
    # -- what the judge fixed
    whereabouts_unknown_at = models.DateTimeField(_("whereabouts unknown recorded"), null=True, blank=True)
    whereabouts_unknown_reason = models.TextField(_("reason"), blank=True)
    notice_basis = models.CharField(
        _("term of the notice"), max_length=32, choices=NoticeBasis.choices, blank=True
    )
    notice_reason = models.TextField(_("reason for the notice and its term"), blank=True)
    effective_date = models.DateField(_("date of service"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=100, blank=True)
    withdrawn_reason = models.TextField(_("reason of the withdrawal"), blank=True)
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    note = EncryptedTextField(_("internal note"), context="service.note", null=True, blank=True)
    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("service matter")
        verbose_name_plural = _("service matters")
        ordering = ["-opened_at", "reference"]
        indexes = [models.Index(fields=["court", "state"], name="service_matter_by_court")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=lifecycle.MATTER_STATES), name="service_matter_state_is_known"
            ),
            # no served date without a judge's confirmation, and none served without its date
            models.CheckConstraint(
                condition=Q(effective_date=None) | (~Q(confirmed_by="") & Q(confirmed_at__isnull=False)),
                name="a_date_of_service_names_the_judge",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=lifecycle.WITH_DATE) | Q(effective_date__isnull=False),
                name="a_served_matter_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(direction="I") | Q(case__isnull=False), name="an_outbound_matter_has_its_case"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def chain(self) -> str:
        """The chain of the log that holds this matter's events."""
        return f"service:{self.pk}"

    @property
    def is_inbound(self) -> bool:
        """True for a request from Hong Kong or Macao."""
        return self.direction == self.Direction.INBOUND


class Addressee(models.Model):
    """Whom the documents are for, exactly as every paper must name her."""

    class Kind(models.TextChoices):
        NATURAL = "natural", _("Natural person")
        ENTITY = "entity", _("Company or other entity")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.OneToOneField(
        ServiceMatter, on_delete=models.PROTECT, related_name="addressee", verbose_name=_("service matter")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="service_as_addressee",
        verbose_name=_("party"),
    )  # fmt: skip
    name = models.CharField(_("name on the papers"), max_length=200)
    name_script = models.CharField(_("script of the name"), max_length=8, default="zh-hant")
    name_zh_hans = models.CharField(_("name in simplified characters"), max_length=200, blank=True)
    name_zh_hant = models.CharField(_("name in traditional characters"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    name_pt = models.CharField(_("name in Portuguese"), max_length=200, blank=True)
    former_names = models.JSONField(_("former names"), default=list, blank=True)
    identity_number = EncryptedTextField(
        _("identity or registration number"), context="service.identity_number", null=True, blank=True
    )
    has_mainland_domicile = models.BooleanField(_("domiciled in the Mainland"), default=False)
    language = models.CharField(_("language"), max_length=10, default="zh-hant")

    class Meta:
        verbose_name = _("addressee of service")
        verbose_name_plural = _("addressees")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="an_addressee_has_a_name")]

    def __str__(self) -> str:
        return f"{self.matter.reference} · {self.get_kind_display()}"

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the papers may bear, former ones included."""
        own = (self.name, self.name_zh_hans, self.name_zh_hant, self.name_en, self.name_pt)
        return tuple(dict.fromkeys(name for name in (*own, *self.former_names) if name))


class AddresseeAddress(models.Model):
    """One address of the addressee: court staff and whoever executes see it, nobody else."""

    class Kind(models.TextChoices):
        RESIDENCE = "residence", _("Residence")
        REGISTERED = "registered", _("Registered office")
        BUSINESS = "business", _("Place of business")
        MAINLAND = "mainland", _("Whereabouts in the Mainland")
        EMAIL = "email", _("E-mail address")
        FAX = "fax", _("Fax number")

    class Source(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmation of address for service")
        PROVIDED = "provided", _("Provided by the addressee")
        CLAIM = "claim", _("Statement of the other side")
        REGISTER = "register", _("Public register")
        CONTRACT = "contract", _("Contract between the parties")
        OTHER = "other", _("Other source")

    class Confidence(models.TextChoices):
        HIGH = "high", _("High")
        MEDIUM = "medium", _("Medium")
        LOW = "low", _("Low")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(
        ServiceMatter, on_delete=models.PROTECT, related_name="addresses", verbose_name=_("service matter")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    text = EncryptedTextField(_("address"), context="service.address")
    place = models.CharField(_("place"), max_length=2, choices=Party.Region.choices)
    source = models.CharField(_("source"), max_length=12, choices=Source.choices)
    verified_date = models.DateField(_("verified on"), null=True, blank=True)
    confidence = models.CharField(_("confidence"), max_length=8, choices=Confidence.choices, blank=True)
    confirmation = models.ForeignKey(
        "cases.AddressConfirmation", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("confirmation of address"),
    )  # fmt: skip
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason of the withdrawal"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("address of the addressee")
        verbose_name_plural = _("addresses of the addressee")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="one_service_address_for_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.matter.reference} · {self.number}"

    @property
    def is_electronic(self) -> bool:
        """True for an e-mail address or a fax number."""
        return self.kind in (self.Kind.EMAIL, self.Kind.FAX)
