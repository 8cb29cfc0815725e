"""A settlement, its versions, and who signed which version; a mediation judgment made on it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mediation_registry.models.mediations import Appointment, Mediation, MediationParty
from mediation_registry.models.registrants import Registrant
from mediation_registry.rules import settlement as rules
from portal.exhibits.models import Exhibit
from portal.seals.fields import EncryptedTextField


class Settlement(models.Model):
    """What the parties agreed (2016 Rules arts 23, 24; Online Mediation Rules art. 19)."""

    class State(models.TextChoices):
        SIGNING = rules.SIGNING, _("Being signed")
        IN_FORCE = rules.IN_FORCE, _("In force")
        WITHDRAWN = rules.WITHDRAWN, _("Taken back by the mediator")
        REFUSED = rules.REFUSED, _("A party refused to sign")

    class Form(models.TextChoices):
        WRITTEN = rules.WRITTEN, _("Written agreement")
        ORAL = rules.ORAL, _("Oral agreement, recorded by the mediator")

    class Covers(models.TextChoices):
        ALL = "all", _("All claims")
        PART = "part", _("Part of the claims")

    class TimeSource(models.TextChoices):
        LAST_SIGNATURE = "last_signature", _("Last party's signature in the portal")
        DOCUMENT = "document", _("Signed document, entered with its copy")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mediation = models.ForeignKey(
        Mediation, on_delete=models.PROTECT, related_name="settlements", verbose_name=_("mediation")
    )
    form = models.CharField(_("form"), max_length=8, choices=Form.choices, default=Form.WRITTEN)
    covers = models.CharField(_("covers"), max_length=4, choices=Covers.choices, default=Covers.ALL)
    has_performance = models.BooleanField(_("something is to be performed"), default=False)
    is_money = models.BooleanField(_("money or securities are to be paid"), default=False)
    perform_by_date = models.DateField(_("to be performed by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SIGNING)
    state_since_at = models.DateTimeField(_("in this state since"))
    current = models.PositiveSmallIntegerField(_("version"), default=1)
    effective_at = models.DateTimeField(_("takes effect at (t0)"), null=True, blank=True)
    effective_date = models.DateField(_("takes effect on (t0)"), null=True, blank=True)
    time_source = models.CharField(_("source of t0"), max_length=16, choices=TimeSource.choices, blank=True)
    source_document = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("signed document"),
    )  # fmt: skip
    end_reason = EncryptedTextField(
        _("reason"), context="mediation_registry.settlement_end_reason", blank=True
    )

    class Meta:
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        ordering = ["-state_since_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["mediation"], condition=Q(state__in=rules.OPEN), name="one_settlement_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="in_force") | (Q(effective_date__isnull=False) & ~Q(time_source="")),
                name="settlement_in_force_has_t0_and_its_source",
            ),
            models.CheckConstraint(
                condition=~Q(time_source="document") | Q(source_document__isnull=False),
                name="offline_t0_has_its_document",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def scope(self) -> str:
        """The scope of the exhibits that belong to this settlement."""
        return f"settlement:{self.pk}"

    @property
    def text(self) -> SettlementVersion:
        """The version that is being or was signed."""
        return next(version for version in self.versions.all() if version.number == self.current)


class SettlementVersion(models.Model):
    """One wording (2016 art. 24: parties, facts and matters in dispute, result). Never changed; a new one is added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    settlement = models.ForeignKey(
        Settlement, on_delete=models.PROTECT, related_name="versions", verbose_name=_("settlement")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=8)
    parties = EncryptedTextField(_("the parties"), context="mediation_registry.settlement_parties")
    facts = EncryptedTextField(
        _("main facts and matters in dispute"), context="mediation_registry.settlement_facts"
    )
    result = EncryptedTextField(_("what is agreed"), context="mediation_registry.settlement_result")
    second_language = models.CharField(_("second language"), max_length=8, blank=True)
    second_text = EncryptedTextField(
        _("the same in the second language"), context="mediation_registry.settlement_second", blank=True
    )
    digest = models.CharField(_("SHA-256 of the text"), max_length=64)
    drawn_up_at = models.DateTimeField(_("drawn up at"))
    drawn_up_by = models.CharField(_("drawn up by"), max_length=100)

    class Meta:
        verbose_name = _("version of a settlement")
        verbose_name_plural = _("versions of settlements")
        ordering = ["settlement", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["settlement", "number"], name="one_number_for_a_settlement_version"
            )
        ]

    def __str__(self) -> str:
        return str(self.number)


class SettlementSignature(models.Model):
    """Who signed a version: a party, the mediator, or the organisation with its seal."""

    class Role(models.TextChoices):
        PARTY = "party", _("Party")
        MEDIATOR = "mediator", _("Mediator")
        ORGANISATION = "organisation", _("Seal of the organisation")

    class Capacity(models.TextChoices):
        SELF = "self", _("In person")
        REPRESENTATIVE = "representative", _("As its representative")
        AGENT = "agent", _("As agent with special authority to settle")

    class Way(models.TextChoices):
        ONLINE = "online", _("Signed in the portal")
        SEALED_COPY = "sealed_copy", _("Sealed copy brought in")
        ON_PAPER = "on_paper", _("Signed on paper")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(
        SettlementVersion, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("version")
    )
    role = models.CharField(_("signs as"), max_length=12, choices=Role.choices)
    capacity = models.CharField(_("capacity"), max_length=16, choices=Capacity.choices, default=Capacity.SELF)
    way = models.CharField(_("way"), max_length=12, choices=Way.choices, default=Way.ONLINE)
    party = models.ForeignKey(
        MediationParty,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("party"),
    )
    appointment = models.ForeignKey(
        Appointment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("appointment"),
    )
    organisation = models.ForeignKey(
        Registrant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    typed_name = EncryptedTextField(
        _("name typed when signing"), context="mediation_registry.typed_name", blank=True
    )
    digest = models.CharField(_("SHA-256 of the text"), max_length=64)
    sealed_copy = models.ForeignKey(
        Exhibit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sealed copy"),
    )
    signed_at = models.DateTimeField(_("signed at"))
    signed_by = models.CharField(_("signed by"), max_length=100)

    class Meta:
        verbose_name = _("signature of a settlement")
        verbose_name_plural = _("signatures of settlements")
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "party"], condition=Q(role="party"), name="a_party_signs_a_version_once"
            ),
            models.UniqueConstraint(
                fields=["version", "appointment"],
                condition=Q(role="mediator"),
                name="a_mediator_signs_a_version_once",
            ),
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(role="organisation"),
                name="the_organisation_seals_a_version_once",
            ),
            models.CheckConstraint(
                condition=(Q(role="party") & Q(party__isnull=False))
                | (Q(role="mediator") & Q(appointment__isnull=False))
                | (Q(role="organisation") & Q(organisation__isnull=False)),
                name="signature_names_its_signatory",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class MediationJudgment(models.Model):
    """After filing: the court makes the mediation judgment (调解书), or lets the action be withdrawn."""

    class State(models.TextChoices):
        ASKED = rules.ASKED, _("Before the court")
        MADE = rules.MADE, _("Made, being served")
        EFFECTIVE = rules.EFFECTIVE, _("In force")
        NOT_MADE = rules.NOT_MADE, _("Not made")
        GONE_BACK = rules.GONE_BACK, _("A party went back on it before service")
        ACTION_WITHDRAWN = rules.ACTION_WITHDRAWN, _("The action was withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    settlement = models.OneToOneField(
        Settlement, on_delete=models.PROTECT, related_name="judgment", verbose_name=_("settlement")
    )
    state = models.CharField(_("state"), max_length=18, choices=State.choices, default=State.ASKED)
    state_since_at = models.DateTimeField(_("in this state since"))
    asked_at = models.DateTimeField(_("submitted at"))
    asked_by = models.CharField(_("submitted by"), max_length=100)
    withdrawal_wanted = models.BooleanField(_("the parties want to withdraw the action"), default=False)
    made_date = models.DateField(_("date of the document"), null=True, blank=True)
    number = models.CharField(_("number of the document"), max_length=80, blank=True)
    effective_date = models.DateField(_("in force since"), null=True, blank=True)
    reason = EncryptedTextField(_("reason"), context="mediation_registry.judgment_reason", blank=True)

    class Meta:
        verbose_name = _("mediation judgment")
        verbose_name_plural = _("mediation judgments")
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["made", "effective", "gone_back"]) | Q(made_date__isnull=False),
                name="judgment_made_has_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="effective") | Q(effective_date__isnull=False),
                name="judgment_in_force_has_its_date",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.pk)

    @property
    def is_open(self) -> bool:
        """True while the court or a party has something to do."""
        return self.state in (rules.ASKED, rules.MADE)


class JudgmentReceipt(models.Model):
    """The day on which one party signed for the mediation judgment (CPL art. 100; Interp. 149)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    judgment = models.ForeignKey(
        MediationJudgment,
        on_delete=models.PROTECT,
        related_name="receipts",
        verbose_name=_("mediation judgment"),
    )
    party = models.ForeignKey(
        MediationParty, on_delete=models.PROTECT, related_name="+", verbose_name=_("party")
    )
    received_date = models.DateField(_("received on"))
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.CharField(_("entered by"), max_length=100)

    class Meta:
        verbose_name = _("receipt of a mediation judgment")
        verbose_name_plural = _("receipts of mediation judgments")
        constraints = [
            models.UniqueConstraint(
                fields=["judgment", "party"], name="one_receipt_of_a_party_for_a_judgment"
            )
        ]

    def __str__(self) -> str:
        return str(self.received_date)
