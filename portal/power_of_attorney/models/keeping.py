"""After the session: what ended a power, legal holds, how long it is kept, and destruction of keys."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Representation
from portal.exhibits.models import Exhibit
from portal.identity.models import Court
from portal.power_of_attorney.models.agents import Agent
from portal.power_of_attorney.models.powers import PowerOfAttorney


class Ending(models.Model):
    """How a power came to its end (CPL art. 63): in writing to the court, which tells the other side."""

    class Kind(models.TextChoices):
        AMENDED = "amended", _("Replaced by an amended power")
        REVOKED = "revoked", _("Revoked")
        EXPIRED = "expired", _("Expired")
        CASE_CLOSED = "case_closed", _("Ended with the case")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.OneToOneField(
        PowerOfAttorney, on_delete=models.PROTECT, related_name="ending", verbose_name=_("power of attorney")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    reason = models.TextField(_("reason"), blank=True)
    received_date = models.DateField(_("written notice received by the court"), null=True, blank=True)
    paper = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("written notice"),
    )  # fmt: skip
    ended_by = models.CharField(_("ended by"), max_length=100)
    ended_at = models.DateTimeField(_("ended"))

    class Meta:
        verbose_name = _("end of a power")
        verbose_name_plural = _("ends of powers")
        ordering = ["ended_at"]

    def __str__(self) -> str:
        return f"{self.power} · {self.get_kind_display()}"


class CaseAgency(models.Model):
    """The effect of a power in a case: the representation that one agent got by it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney,
        on_delete=models.PROTECT,
        related_name="agencies",
        verbose_name=_("power of attorney"),
    )
    agent = models.ForeignKey(
        Agent, on_delete=models.PROTECT, related_name="agencies", verbose_name=_("agent")
    )
    representation = models.OneToOneField(
        Representation, on_delete=models.PROTECT, related_name="agency", verbose_name=_("representation")
    )
    entered_at = models.DateTimeField(_("entered"))

    class Meta:
        verbose_name = _("effect of a power in a case")
        verbose_name_plural = _("effects of powers in cases")
        ordering = ["entered_at"]

    def __str__(self) -> str:
        return f"{self.power} · {self.agent}"


class Referral(models.Model):
    """The way through an attesting officer, shown to a principal whose power was rejected."""

    class Region(models.TextChoices):
        HONG_KONG = "HK", _("Hong Kong")
        MACAO = "MO", _("Macao")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.OneToOneField(
        PowerOfAttorney,
        on_delete=models.PROTECT,
        related_name="referral",
        verbose_name=_("power of attorney"),
    )
    region = models.CharField(_("where the principal goes"), max_length=2, choices=Region.choices)
    note = models.TextField(_("what the court asks for besides"), blank=True)
    referred_by = models.CharField(_("referred by"), max_length=100)
    referred_at = models.DateTimeField(_("referred"))

    class Meta:
        verbose_name = _("referral to an attesting officer")
        verbose_name_plural = _("referrals to attesting officers")
        ordering = ["referred_at"]

    def __str__(self) -> str:
        return f"{self.power} · {self.get_region_display()}"


class RetentionClass(models.Model):
    """How long a kind of record is kept, from a day on; a court's own row goes before the row of all courts.

    Neither permanent, nor years, nor days: the court has not fixed the period, and nothing may be destroyed.
    """

    class Code(models.TextChoices):
        PERMANENT = "permanent", _("Dossier kept permanently")
        LONG = "long", _("Dossier kept for sixty years")
        SHORT = "short", _("Dossier kept for thirty years")
        NEVER_EFFECTIVE = "never_effective", _("Session that led to no power in force")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(
        Court, on_delete=models.PROTECT, null=True, blank=True, related_name="retention_classes",
        verbose_name=_("court"),
    )  # fmt: skip
    code = models.CharField(_("code"), max_length=40, choices=Code.choices)
    years = models.PositiveSmallIntegerField(_("years"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    is_permanent = models.BooleanField(_("permanent"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    fixed_by = models.CharField(_("fixed by"), max_length=100, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until (exclusive)"), null=True, blank=True)

    class Meta:
        verbose_name = _("retention class")
        verbose_name_plural = _("retention classes")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "code"], condition=Q(valid_to=None), name="one_retention_class_of_a_court"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to=None, court=None), name="one_retention_class_of_all_courts"
            ),
            models.CheckConstraint(
                condition=Q(is_permanent=False) | Q(years=None, days=None), name="permanent_has_no_period"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.get_code_display()


class DossierClass(models.Model):
    """Into which dossier class the court put a power; the latest row counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney,
        on_delete=models.PROTECT,
        related_name="dossier_classes",
        verbose_name=_("power of attorney"),
    )
    code = models.CharField(_("dossier class"), max_length=40, choices=RetentionClass.Code.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    set_by = models.CharField(_("set by"), max_length=100)
    set_at = models.DateTimeField(_("set"))

    class Meta:
        verbose_name = _("dossier class of a power")
        verbose_name_plural = _("dossier classes of powers")
        ordering = ["set_at"]

    def __str__(self) -> str:
        return f"{self.power} · {self.get_code_display()}"


class LegalHold(models.Model):
    """An order that nothing of this power be destroyed, until it is lifted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney, on_delete=models.PROTECT, related_name="holds", verbose_name=_("power of attorney")
    )
    reason = models.TextField(_("reason"))
    placed_by = models.CharField(_("placed by"), max_length=100)
    placed_at = models.DateTimeField(_("placed"))
    lifted_by = models.CharField(_("lifted by"), max_length=100, blank=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        ordering = ["placed_at"]

    def __str__(self) -> str:
        return f"{self.power} · {timezone.localtime(self.placed_at):%Y-%m-%d}"


class Destruction(models.Model):
    """Recordings made unreadable by destroying their keys: proposed by one, confirmed by another; the log stays."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        DONE = "done", _("Keys destroyed")
        DECLINED = "declined", _("Declined")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney,
        on_delete=models.PROTECT,
        related_name="destructions",
        verbose_name=_("power of attorney"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    retention = models.ForeignKey(
        RetentionClass, on_delete=models.PROTECT, related_name="+", verbose_name=_("retention class")
    )
    reason = models.TextField(_("reason"))
    proposed_by = models.CharField(_("proposed by"), max_length=100)
    proposed_at = models.DateTimeField(_("proposed"))
    decided_by = models.CharField(_("decided by"), max_length=100, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_reason = models.TextField(_("reason of the decision"), blank=True)
    destroyed = models.JSONField(_("what was made unreadable, by digest"), default=list, blank=True)

    class Meta:
        verbose_name = _("destruction")
        verbose_name_plural = _("destructions")
        ordering = ["proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(decided_by=F("proposed_by")), name="destruction_takes_two"
            ),
            models.UniqueConstraint(
                fields=["power"], condition=Q(state="proposed"), name="one_destruction_proposed_for_a_power"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.power} · {self.get_state_display()}"
