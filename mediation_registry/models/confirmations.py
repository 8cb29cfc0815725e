"""The joint application for judicial confirmation, who joined it, its papers, and what the court did."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mediation_registry.models.mediations import MediationParty
from mediation_registry.models.settlements import Settlement, SettlementSignature
from mediation_registry.rules import confirmation as rules
from portal.exhibits.models import Exhibit
from portal.identity.models import Court
from portal.seals.fields import EncryptedTextField


class ConfirmationApplication(models.Model):
    """One joint application (CPL arts 205, 206; Interp. 351–358). It moves by actions only."""

    class State(models.TextChoices):
        PREPARING = rules.PREPARING, _("Being prepared by the parties")
        FILED = rules.FILED, _("Filed; the court says whether it accepts")
        ACCEPTED = rules.ACCEPTED, _("Accepted; under review")
        CONFIRMED = rules.CONFIRMED, _("Settlement confirmed")
        DISMISSED = rules.DISMISSED, _("Application dismissed")
        NOT_ACCEPTED = rules.NOT_ACCEPTED, _("Not accepted")
        WITHDRAWN = rules.WITHDRAWN, _("Withdrawn")
        TREATED_AS_WITHDRAWN = rules.TREATED_AS_WITHDRAWN, _("Treated as withdrawn")
        LAPSED = rules.LAPSED, _("Thirty days have passed without an application")
        SET_ASIDE = rules.SET_ASIDE, _("Ruling set aside or changed on an objection")

    class Competence(models.TextChoices):
        INVITING = rules.INVITING, _("The court that invited the organisation to mediate")
        DOMICILE = rules.DOMICILE, _("Domicile of a party")
        OBJECT = rules.OBJECT, _("Place of the object")
        SEAT = rules.SEAT, _("Seat of the mediation organisation")

    class Route(models.TextChoices):
        PORTAL = "portal", _("Filed in the portal with the court")
        PLATFORM_SIMULATED = (
            "platform_simulated",
            _("SIMULATED: Mediation Platform of the people's courts (nothing was sent)"),
        )

    class RefusalGround(models.TextChoices):
        """Interp. 355 para. 1."""

        OUTSIDE_COURT = "outside_court", _("Not within the jurisdiction of the people's courts")
        WRONG_COURT = "wrong_court", _("Not within the competence of this court")
        PERSONAL_STATUS = "personal_status", _("Marriage, parentage, adoption or other personal status")
        OTHER_PROCEDURE = (
            "other_procedure",
            _("Another special, public-notice or bankruptcy procedure applies"),
        )
        RIGHTS_IN_REM_OR_IP = (
            "rights_in_rem_or_ip",
            _("Rights in rem or intellectual property are to be determined"),
        )

    class DismissalGround(models.TextChoices):
        """Interp. 358; Interp. 355 para. 2; Online Mediation Rules art. 23."""

        MANDATORY_LAW = "mandatory_law", _("Breaks a mandatory provision of law")
        INTERESTS_OF_OTHERS = "interests_of_others", _("Harms the State, the public or others")
        PUBLIC_MORALS = "public_morals", _("Offends public order and good morals")
        NOT_VOLUNTARY = "not_voluntary", _("Was not voluntary")
        UNCLEAR = "unclear", _("Its content is unclear")
        OTHER = "other", _("Cannot be confirmed for another reason")
        FOUND_INADMISSIBLE = "found_inadmissible", _("Found after acceptance: should not have been accepted")
        NO_EVIDENCE_AGAINST_SHAM = (
            "no_evidence_against_sham",
            _("Sham mediation suspected; the evidence asked for was not given"),
        )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("portal reference"), max_length=32, unique=True)
    settlement = models.OneToOneField(
        Settlement, on_delete=models.PROTECT, related_name="confirmation", verbose_name=_("settlement")
    )
    court = models.ForeignKey(
        Court,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmations",
        verbose_name=_("court"),
    )
    competence = models.CharField(_("why this court"), max_length=10, choices=Competence.choices, blank=True)
    route = models.CharField(_("way of filing"), max_length=20, choices=Route.choices, default=Route.PORTAL)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.PREPARING)
    state_since_at = models.DateTimeField(_("in this state since"))
    outside_court = models.BooleanField(_("not a matter for the people's courts"), default=False)
    personal_status = models.BooleanField(_("concerns marriage, parentage or adoption"), default=False)
    other_procedure = models.BooleanField(_("needs another special procedure"), default=False)
    rights_in_rem_or_ip = models.BooleanField(
        _("determines rights in rem or intellectual property"), default=False
    )
    property_proof_needed = models.BooleanField(_("property rights are concerned"), default=False)
    is_declared = models.BooleanField(_("the parties answered the questions on scope"), default=False)
    due_date = models.DateField(_("joint application possible until"))
    filed_at = models.DateTimeField(_("filed at"), null=True, blank=True)
    filed_by = models.CharField(_("filed by"), max_length=100, blank=True)
    receipt_no = models.CharField(_("receipt number"), max_length=60, blank=True)
    pack = models.ForeignKey(
        Exhibit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pack of papers"),
    )
    accepted_date = models.DateField(_("accepted on"), null=True, blank=True)
    court_number = models.CharField(_("court's case number"), max_length=80, blank=True)
    extended_to = models.DateField(_("decision period extended to"), null=True, blank=True)
    supplement = EncryptedTextField(
        _("what the parties are to supplement"),
        context="mediation_registry.confirmation_supplement",
        blank=True,
    )
    supplement_by_date = models.DateField(_("to be supplemented by"), null=True, blank=True)
    sham_asked_date = models.DateField(
        _("evidence against sham mediation asked for on"), null=True, blank=True
    )
    sham_result = models.CharField(_("result of that check"), max_length=300, blank=True)
    called_at = models.DateTimeField(_("both parties called together for"), null=True, blank=True)
    called_place = models.CharField(_("where"), max_length=200, blank=True)
    heard_date = models.DateField(_("both parties heard together on"), null=True, blank=True)
    withdrawal_asked_at = models.DateTimeField(_("withdrawal asked for at"), null=True, blank=True)
    decided_date = models.DateField(_("decided on"), null=True, blank=True)
    ground = models.CharField(_("ground"), max_length=28, blank=True)
    reason = EncryptedTextField(_("reason"), context="mediation_registry.confirmation_reason", blank=True)

    class Meta:
        verbose_name = _("application for judicial confirmation")
        verbose_name_plural = _("applications for judicial confirmation")
        ordering = ["-state_since_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.STATES), name="confirmation_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=["preparing", "lapsed"])
                | (Q(filed_at__isnull=False) & Q(court__isnull=False)),
                name="filed_confirmation_has_court_and_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["dismissed", "not_accepted"]) | ~Q(ground=""),
                name="refused_confirmation_names_its_ground",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "dismissed", "not_accepted", "set_aside"])
                | Q(decided_date__isnull=False),
                name="decided_confirmation_has_its_date",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def chain(self) -> str:
        """The chain of the log that holds this application's events; also the scope of its papers."""
        return f"confirmation:{self.pk}"

    @property
    def ground_label(self) -> str:
        """The ground of a refusal or dismissal, in words of the active language."""
        words = {**dict(self.RefusalGround.choices), **dict(self.DismissalGround.choices)}
        return str(words.get(self.ground, self.ground))


class ConfirmationJoining(models.Model):
    """One party joins the application, in person, by its representative, or by a specially empowered agent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        ConfirmationApplication,
        on_delete=models.PROTECT,
        related_name="joinings",
        verbose_name=_("application"),
    )
    party = models.ForeignKey(
        MediationParty, on_delete=models.PROTECT, related_name="+", verbose_name=_("party")
    )
    capacity = models.CharField(_("capacity"), max_length=16, choices=SettlementSignature.Capacity.choices)
    typed_name = EncryptedTextField(_("name typed when signing"), context="mediation_registry.joining_name")
    contact = EncryptedTextField(_("address and telephone"), context="mediation_registry.joining_contact")
    joined_at = models.DateTimeField(_("joined at"))
    joined_by = models.CharField(_("joined by"), max_length=100)
    void_at = models.DateTimeField(_("void since"), null=True, blank=True)

    class Meta:
        verbose_name = _("joining of a party")
        verbose_name_plural = _("joinings of parties")
        ordering = ["joined_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "party"], condition=Q(void_at=None), name="a_party_joins_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ConfirmationPaper(models.Model):
    """One paper of the application (Interp. 354)."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("Proof that the organisation was lawfully established")
        MEDIATION = "mediation", _("Proof that it mediated")
        PROPERTY = "property", _("Proof of property rights")
        IDENTITY = "identity", _("Proof of identity or standing")
        AUTHORITY = "authority", _("Power of attorney")
        SUPPLEMENT = "supplement", _("Supplement asked for by the court")
        OTHER = "other", _("Other paper")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        ConfirmationApplication,
        on_delete=models.PROTECT,
        related_name="papers",
        verbose_name=_("application"),
    )
    kind = models.CharField(_("paper"), max_length=12, choices=Kind.choices)
    description = models.CharField(_("what it is"), max_length=200)
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, related_name="+", verbose_name=_("exhibit")
    )
    added_at = models.DateTimeField(_("added at"))
    added_by = models.CharField(_("added by"), max_length=100)

    class Meta:
        verbose_name = _("paper of an application for confirmation")
        verbose_name_plural = _("papers of applications for confirmation")
        ordering = ["added_at"]

    def __str__(self) -> str:
        return self.get_kind_display()


class RulingService(models.Model):
    """The day on which one party received the ruling; its fifteen days run from there (Interp. 372)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        ConfirmationApplication,
        on_delete=models.PROTECT,
        related_name="services",
        verbose_name=_("application"),
    )
    party = models.ForeignKey(
        MediationParty, on_delete=models.PROTECT, related_name="+", verbose_name=_("party")
    )
    served_date = models.DateField(_("received on"))
    objection_due_date = models.DateField(_("objection possible until"), null=True, blank=True)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.CharField(_("entered by"), max_length=100)

    class Meta:
        verbose_name = _("service of a ruling")
        verbose_name_plural = _("services of rulings")
        ordering = ["served_date"]
        constraints = [
            models.UniqueConstraint(fields=["application", "party"], name="a_ruling_is_served_once")
        ]

    def __str__(self) -> str:
        return str(self.served_date)


class ConfirmationObjection(models.Model):
    """An objection to a ruling of confirmation: a party's, or an interested person's (Interp. 372)."""

    class Objector(models.TextChoices):
        PARTY = "party", _("Party")
        INTERESTED = "interested", _("Interested person")

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("Upheld, wholly or in part")
        REJECTED = "rejected", _("Rejected")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        ConfirmationApplication,
        on_delete=models.PROTECT,
        related_name="objections",
        verbose_name=_("application"),
    )
    objector = models.CharField(_("who objects"), max_length=10, choices=Objector.choices)
    party = models.ForeignKey(
        MediationParty,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("party"),
    )
    name = EncryptedTextField(_("name"), context="mediation_registry.objector_name", blank=True)
    text = EncryptedTextField(_("objection"), context="mediation_registry.objection_text")
    start_date = models.DateField(_("period runs from"))
    due_date = models.DateField(_("objection possible until"))
    raised_date = models.DateField(_("raised on"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    decided_date = models.DateField(_("decided on"), null=True, blank=True)
    reason = EncryptedTextField(_("reason"), context="mediation_registry.objection_reason", blank=True)
    entered_by = models.CharField(_("entered by"), max_length=100)

    class Meta:
        verbose_name = _("objection to a ruling")
        verbose_name_plural = _("objections to rulings")
        ordering = ["raised_date"]
        constraints = [
            models.CheckConstraint(
                condition=Q(objector="interested") | Q(party__isnull=False),
                name="a_party_that_objects_is_named",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_in_time(self) -> bool:
        """True when it was raised by the last day."""
        return self.raised_date <= self.due_date
