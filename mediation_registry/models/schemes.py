"""Schemes, their doors in the three places, rule versions with criteria, intake windows, powers by cited rule."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation_registry.models.registrants import Registrant
from portal.cases.models.periods import Period
from portal.identity.models import Authority, Jurisdiction

#: The three places by the code of their jurisdiction, as this regime names them: Guangdong stands for the Mainland.
PLACE_NAMES = {"CN": _("Guangdong"), "CN-HK": _("Hong Kong"), "CN-MO": _("Macao")}


class Cited(models.Model):
    """A record that stands on an instrument: its name, number, date and where it was read."""

    instrument = models.CharField(_("instrument"), max_length=300)
    instrument_no = models.CharField(_("number of the instrument"), max_length=100, blank=True)
    instrument_date = models.DateField(_("date of the instrument"), null=True, blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)

    class Meta:
        abstract = True


class Scheme(Cited):
    """A scheme of joint certification: for mediators, or, once an authority has entered one, for organisations."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("for"), max_length=12, choices=Registrant.Kind.choices)
    is_fictitious = models.BooleanField(_("fictitious, for demonstration"), default=False)

    class Meta:
        verbose_name = _("scheme of certification")
        verbose_name_plural = _("schemes of certification")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name or self.code)


class SchemeDoor(models.Model):
    """Which authority of a place takes in, assesses, recognises, and sits for it in the Working Committee."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="doors", verbose_name=_("scheme")
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, related_name="+", verbose_name=_("place")
    )
    intake = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="+", verbose_name=_("takes in applications")
    )
    assessment = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="+", verbose_name=_("assesses")
    )
    recognition = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="+", verbose_name=_("recognises")
    )
    committee = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="+", verbose_name=_("sits in the Working Committee")
    )

    class Meta:
        verbose_name = _("door of a scheme")
        verbose_name_plural = _("doors of schemes")
        ordering = ["scheme", "jurisdiction"]
        constraints = [models.UniqueConstraint(fields=["scheme", "jurisdiction"], name="one_door_in_a_place")]

    def __str__(self) -> str:
        return f"{self.scheme_id} {self.jurisdiction_id}"


class RuleVersion(Cited, Period):
    """The local rules of one place as they stood for a period. Entered by one officer, confirmed by another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="rule_versions", verbose_name=_("scheme")
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, related_name="+", verbose_name=_("place")
    )
    label = models.CharField(_("version"), max_length=60)
    one_application_only = models.BooleanField(
        _("an applicant who applies in another place too is not considered"), default=False
    )
    accepted_types = models.CharField(_("accepted file types"), max_length=100, blank=True)
    largest_file_mb = models.PositiveSmallIntegerField(_("largest file (MB)"), null=True, blank=True)
    entered_by = models.CharField(_("entered by"), max_length=100)
    entered_at = models.DateTimeField(_("entered at"))
    confirmed_by = models.CharField(_("confirmed by"), max_length=100, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    class Meta(Period.Meta):
        verbose_name = _("version of the local rules")
        verbose_name_plural = _("versions of the local rules")
        ordering = ["scheme", "jurisdiction", "valid_from"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["scheme", "jurisdiction", "label"], name="one_label_for_a_rule_version"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by="") | ~Q(confirmed_by=F("entered_by")),
                name="rule_version_has_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None


class Criterion(models.Model):
    """One criterion of a rule version. ``threshold`` is empty where no source gives a number."""

    class Measure(models.TextChoices):
        DECLARATION = "declaration", _("Declaration")
        DOCUMENT = "document", _("Document")
        YEARS = "years", _("Years")
        COUNT = "count", _("Number of cases")
        HOURS = "hours", pgettext_lazy("training", "Hours")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rule_version = models.ForeignKey(
        RuleVersion, on_delete=models.PROTECT, related_name="criteria", verbose_name=_("rule version")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    code = models.SlugField(_("code"), max_length=40)
    text = models.TextField(_("criterion"))
    satisfied_by = models.TextField(_("what satisfies it"), blank=True)
    measure = models.CharField(_("measured by"), max_length=12, choices=Measure.choices)
    threshold = models.PositiveSmallIntegerField(_("at least"), null=True, blank=True)
    wants_evidence = models.BooleanField(_("evidence is wanted"), default=True)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["rule_version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["rule_version", "code"], name="criterion_once_in_a_rule_version"),
            models.UniqueConstraint(
                fields=["rule_version", "position"], name="criterion_has_its_own_position"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class IntakeWindow(models.Model):
    """When one place takes in applications for an edition. Half-open: opens_at <= moment < closes_at."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rule_version = models.ForeignKey(
        RuleVersion, on_delete=models.PROTECT, related_name="windows", verbose_name=_("rule version")
    )
    intake_year = models.PositiveSmallIntegerField(_("intake for the edition of"))
    opens_at = models.DateTimeField(_("opens at"), help_text=_("Clock of Asia/Shanghai"))
    closes_at = models.DateTimeField(
        _("closes at"), help_text=_("Clock of Asia/Shanghai; this moment is outside")
    )
    announced_in = models.URLField(_("announcement"), max_length=500, blank=True)
    opened_by = models.CharField(_("entered by"), max_length=100)

    class Meta:
        verbose_name = _("intake window")
        verbose_name_plural = _("intake windows")
        ordering = ["-opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="window_closes_after_it_opens"
            ),
            models.UniqueConstraint(fields=["rule_version", "intake_year"], name="one_window_for_an_intake"),
        ]

    def __str__(self) -> str:
        return f"{self.intake_year} · {self.rule_version_id}"


class EnablingRule(Cited, Period):
    """A power or figure that exists only by an authority's rule: off while none is cited and confirmed."""

    class Power(models.TextChoices):
        WAIVER = "waiver", _("Waiver of a criterion")
        SUSPENSION = "suspension", _("Suspension of a listing")
        VALIDITY_TERM = "validity_term", _("Term of validity (years)")
        TRAINING_HOURS = "training_hours", _("Continuing training (hours)")
        TRAINING_PERIOD = "training_period", _("Period of continuing training (months)")
        RENEWAL_NOTICE = "renewal_notice", _("Renewal notice before the end of the term (days)")
        FEEDBACK_PUBLICATION = "feedback_publication", _("Publication of feedback")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="enabling_rules", verbose_name=_("scheme")
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("place (empty: all three)"),
    )  # fmt: skip
    power = models.CharField(_("power"), max_length=24, choices=Power.choices)
    value = models.PositiveIntegerField(_("figure"), null=True, blank=True)
    provision = models.CharField(_("article"), max_length=100)
    entered_by = models.CharField(_("entered by"), max_length=100)
    entered_at = models.DateTimeField(_("entered at"))
    confirmed_by = models.CharField(_("confirmed by"), max_length=100, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    class Meta(Period.Meta):
        verbose_name = _("power by cited rule")
        verbose_name_plural = _("powers by cited rule")
        ordering = ["scheme", "power", "valid_from"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(confirmed_by="") | ~Q(confirmed_by=F("entered_by")),
                name="enabling_rule_has_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(instrument="") & ~Q(provision=""), name="enabling_rule_cites_its_article"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.power} · {self.provision}"
