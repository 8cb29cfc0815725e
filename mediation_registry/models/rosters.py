"""Court rosters of invited mediation (特邀调解名册), their entries, and what happened to each entry."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mediation_registry.models.registrants import Registrant
from mediation_registry.rules import rosters as rules
from portal.cases.models.periods import Period
from portal.exhibits.models import Exhibit
from portal.identity.models import Authority, Court


class CourtRoster(models.Model):
    """A roster that a court built and manages: of organisations or of individuals (2016 Provisions art. 5)."""

    class Kind(models.TextChoices):
        INDIVIDUALS = "individuals", _("Mediators")
        ORGANISATIONS = "organisations", _("Mediation organisations")

    class Level(models.TextChoices):
        OWN = "own", _("For this court")
        REGIONAL = "regional", _("For the courts of the region")
        NATIONAL = "national", _("For all courts of the Mainland")

    class Speciality(models.TextChoices):
        """Specialist rosters (Online Mediation Rules art. 28 para. 1)."""

        GENERAL = "", _("General")
        FAMILY = "family", _("Marriage and family")
        LABOUR = "labour", _("Labour disputes")
        TRAFFIC = "traffic", _("Road traffic")
        FINANCE = "finance", _("Financial consumption")
        SECURITIES = "securities", _("Securities and futures")
        INTELLECTUAL_PROPERTY = "intellectual_property", _("Intellectual property")
        MARITIME = "maritime", _("Maritime matters")
        INTERNATIONAL = "international", _("International commerce")
        HONG_KONG_MACAO_TAIWAN = "hk_mo_tw", _("Matters with Hong Kong, Macao, Taiwan or overseas Chinese")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(
        Court, on_delete=models.PROTECT, related_name="rosters", verbose_name=_("court that made the roster")
    )
    kind = models.CharField(_("roster of"), max_length=16, choices=Kind.choices)
    speciality = models.CharField(_("speciality"), max_length=24, choices=Speciality.choices, blank=True)
    level = models.CharField(_("serves"), max_length=12, choices=Level.choices, default=Level.OWN)
    term_notice_days = models.PositiveSmallIntegerField(
        _("notice before the end of a term (days)"), null=True, blank=True,
        help_text=_("Empty: the court has set none, and nobody is reminded."),
    )  # fmt: skip
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.CharField(_("opened by"), max_length=100)

    class Meta:
        verbose_name = _("court roster")
        verbose_name_plural = _("court rosters")
        ordering = ["court", "kind", "speciality"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "kind", "speciality"], name="one_roster_of_a_kind_at_a_court"
            )
        ]

    def __str__(self) -> str:
        return f"{self.court} · {self.get_kind_display()} · {self.get_speciality_display()}"

    def admits(self, registrant: Registrant) -> bool:
        """Organisations and individuals stand on separate rosters (2016 Provisions art. 5)."""
        return registrant.is_organisation == (self.kind == self.Kind.ORGANISATIONS)


class CourtRosterEntry(models.Model):
    """A mediator or organisation on, or on the way to, one court's roster. Never deleted."""

    class State(models.TextChoices):
        INVITED = rules.INVITED, _("Invited, answer awaited")
        APPLIED = rules.APPLIED, _("Applied, with the court")
        TRAINING = rules.TRAINING, _("In training before entry")
        CERTIFIED = rules.CERTIFIED, _("Certificate issued")
        ACTIVE = rules.ACTIVE, _("On the roster")
        PAUSED = rules.PAUSED, _("Paused")
        TERM_ENDED = rules.TERM_ENDED, _("Term ended")
        RESIGNED = rules.RESIGNED, _("Left at own request")
        REMOVED = rules.REMOVED, _("Removed from the roster")
        NOT_ENTERED = rules.NOT_ENTERED, _("Not entered")

    class Way(models.TextChoices):
        INVITED = "invited", _("Invited by the court")
        APPLIED = "applied", _("Own application")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roster = models.ForeignKey(
        CourtRoster, on_delete=models.PROTECT, related_name="entries", verbose_name=_("court roster")
    )
    registrant = models.ForeignKey(
        Registrant, on_delete=models.PROTECT, related_name="roster_entries", verbose_name=_("registrant")
    )
    way = models.CharField(_("way"), max_length=12, choices=Way.choices)
    statement = models.TextField(_("statement with the application"), max_length=2000, blank=True)
    certificate_no = models.CharField(_("number of the court's certificate"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=State.choices)
    state_since_at = models.DateTimeField(_("in this state since"))
    valid_from = models.DateField(_("on the roster from"), null=True, blank=True)
    valid_to = models.DateField(_("end of the term (exclusive)"), null=True, blank=True)
    grade = models.CharField(_("grade"), max_length=60, blank=True)
    grading_body = models.CharField(_("grading body"), max_length=200, blank=True)
    grade_date = models.DateField(_("graded on"), null=True, blank=True)
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("entry on a court roster")
        verbose_name_plural = _("entries on court rosters")
        ordering = ["roster", "-entered_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.STATES), name="roster_state_is_known"),
            models.UniqueConstraint(
                fields=["roster", "registrant"], condition=~Q(state__in=sorted(rules.ENDED)),
                name="once_on_a_roster_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="roster_term_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["active", "paused"]) | (Q(valid_from__isnull=False) & ~Q(certificate_no="")),
                name="on_the_roster_with_certificate_and_date",
            ),
            models.CheckConstraint(
                condition=Q(grade="") | (~Q(grading_body="") & Q(grade_date__isnull=False)),
                name="grade_names_its_body_and_date",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["state", "roster"], name="roster_entry_state")]

    def __str__(self) -> str:
        return f"{self.registrant} · {self.roster}"

    @property
    def chain(self) -> str:
        """The chain of the log that holds this entry's events."""
        return f"roster:{self.pk}"


class RosterEvent(models.Model):
    """What happened to an entry: training, warning, evaluation, pause, removal… Only grows.

    ``state`` is the state after the event; ``effective_date`` the day from which it counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(
        CourtRosterEntry, on_delete=models.PROTECT, related_name="events", verbose_name=_("entry")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    act = models.CharField(_("act"), max_length=60)
    state = models.CharField(_("state"), max_length=16, choices=CourtRosterEntry.State.choices)
    effective_date = models.DateField(_("takes effect on"))
    ground = models.CharField(_("ground"), max_length=40, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    instrument_no = models.CharField(_("number of the instrument"), max_length=100, blank=True)
    training = models.CharField(_("training"), max_length=300, blank=True)
    hours = models.DecimalField(_("number of hours"), max_digits=5, decimal_places=1, null=True, blank=True)
    result = models.CharField(_("result of the evaluation"), max_length=300, blank=True)
    grade = models.CharField(_("grade"), max_length=60, blank=True)
    grading_body = models.CharField(_("grading body"), max_length=200, blank=True)
    recorded_by = models.CharField(_("recorded by"), max_length=100)
    recorded_at = models.DateTimeField(_("recorded at"))
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )

    class Meta:
        verbose_name = _("event of a roster entry")
        verbose_name_plural = _("events of roster entries")
        ordering = ["entry", "number"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="roster_event_has_its_own_number"),
            models.CheckConstraint(
                condition=~Q(state="removed") | (~Q(ground="") & ~Q(reason="")),
                name="roster_removal_names_ground_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.number}"


class RosterNaming(Period):
    """A mediator named by an organisation on the roster: counts as a court mediator (2016 Provisions art. 6)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(
        CourtRosterEntry,
        on_delete=models.PROTECT,
        related_name="named",
        verbose_name=_("entry of the organisation"),
    )
    mediator = models.ForeignKey(
        Registrant, on_delete=models.PROTECT, related_name="roster_namings", verbose_name=_("mediator")
    )
    named_by = models.CharField(_("named by"), max_length=100)
    named_at = models.DateTimeField(_("named at"))

    class Meta(Period.Meta):
        verbose_name = _("mediator named by an organisation")
        verbose_name_plural = _("mediators named by organisations")
        ordering = ["valid_from"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["entry", "mediator"], condition=Q(valid_to=None), name="named_once_by_an_organisation"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RosterSharing(models.Model):
    """A lower court asks for a mediator of a higher court's roster; she consents or declines (Online Rules art. 27)."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked, answer awaited")
        CONSENTED = "consented", _("Consented")
        DECLINED = "declined", _("Declined")
        ENDED = "ended", _("Ended")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(
        CourtRosterEntry, on_delete=models.PROTECT, related_name="sharings", verbose_name=_("entry")
    )
    court = models.ForeignKey(
        Court, on_delete=models.PROTECT, related_name="roster_sharings", verbose_name=_("court that asks")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.ASKED)
    asked_by = models.CharField(_("asked by"), max_length=100)
    asked_at = models.DateTimeField(_("asked at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until (exclusive)"), null=True, blank=True)

    class Meta:
        verbose_name = _("use of a roster by a lower court")
        verbose_name_plural = _("uses of rosters by lower courts")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "court"],
                condition=Q(state__in=["asked", "consented"]),
                name="asked_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="consented") | Q(valid_from__isnull=False, answered_at__isnull=False),
                name="consent_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RosterReport(models.Model):
    """A removal under art. 29 of the Online Rules, told to the competent authority; noted by it when read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.OneToOneField(
        RosterEvent, on_delete=models.PROTECT, related_name="report", verbose_name=_("removal")
    )
    authority = models.ForeignKey(
        Authority,
        on_delete=models.PROTECT,
        related_name="roster_reports",
        verbose_name=_("competent authority"),
    )
    made_at = models.DateTimeField(_("made at"))
    noted_at = models.DateTimeField(_("noted at"), null=True, blank=True)
    noted_by = models.CharField(_("noted by"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("report of a removal")
        verbose_name_plural = _("reports of removals")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return str(self.pk)
