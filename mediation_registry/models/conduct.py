"""What is done before and during the sessions: invitation, contact, disclosure, terms, notices, sessions."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation_registry.models.mediations import Appointment, Mediation, MediationParty
from portal.exhibits.models import Exhibit
from portal.seals.fields import EncryptedTextField


class Invitation(models.Model):
    """The other side of a mediation that people arrange themselves is invited with a one-time code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(
        MediationParty, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("party")
    )
    email = EncryptedTextField(_("e-mail address"), context="mediation_registry.invitation_email")
    code_index = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"))
    expires_at = models.DateTimeField(_("valid until"))
    taken_at = models.DateTimeField(_("used at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["sent_at"]

    def __str__(self) -> str:
        return str(self.pk)


class ContactAttempt(models.Model):
    """The other side was asked whether it agrees to mediate (Online Mediation Rules art. 15)."""

    class Means(models.TextChoices):
        TELEPHONE = "telephone", _("By telephone")
        MESSAGE = "message", _("By text message or e-mail")
        LETTER = "letter", _("By letter")
        IN_PERSON = "in_person", pgettext_lazy("way of contact", "In person")

    class Result(models.TextChoices):
        AGREES = "agrees", _("Reached, agrees to mediate")
        REFUSES = "refuses", _("Reached, refuses to mediate")
        CONSIDERS = "considers", _("Reached, asks for time to think")
        NOT_REACHED = "not_reached", _("Not reached")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(
        MediationParty, on_delete=models.PROTECT, related_name="contact_attempts", verbose_name=_("party")
    )
    means = models.CharField(_("means"), max_length=12, choices=Means.choices)
    result = models.CharField(_("result"), max_length=12, choices=Result.choices)
    note = EncryptedTextField(_("note"), context="mediation_registry.contact_note", blank=True)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.CharField(_("made by"), max_length=100)

    class Meta:
        verbose_name = _("attempt to reach a party")
        verbose_name_plural = _("attempts to reach parties")
        ordering = ["made_at"]

    def __str__(self) -> str:
        return self.get_result_display()


class Disclosure(models.Model):
    """A mediator discloses a tie, before accepting or during the mediation (Online Mediation Rules art. 13)."""

    class Tie(models.TextChoices):
        RELATIVE = "relative", _("A party, or a close relative of a party or agent")
        INTEREST = "interest", _("An interest in the dispute")
        OTHER = "other", _("Another relation that may affect a fair mediation")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="disclosures", verbose_name=_("appointment")
    )
    tie = models.CharField(_("kind of tie"), max_length=10, choices=Tie.choices)
    text = EncryptedTextField(_("what is disclosed"), context="mediation_registry.disclosure_text")
    made_at = models.DateTimeField(_("disclosed at"))

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        ordering = ["made_at"]

    def __str__(self) -> str:
        return self.get_tie_display()


class DisclosureAnswer(models.Model):
    """A party, knowing the tie, agrees that the mediator goes on, or does not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.PROTECT, related_name="answers", verbose_name=_("disclosure")
    )
    party = models.ForeignKey(
        MediationParty, on_delete=models.PROTECT, related_name="+", verbose_name=_("party")
    )
    waives = models.BooleanField(_("agrees that the mediator goes on"))
    answered_at = models.DateTimeField(_("answered at"))
    answered_by = models.CharField(_("answered by"), max_length=100)

    class Meta:
        verbose_name = _("answer to a disclosure")
        verbose_name_plural = _("answers to disclosures")
        constraints = [
            models.UniqueConstraint(fields=["disclosure", "party"], name="one_answer_to_a_disclosure")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RecusalRequest(models.Model):
    """A party asks that the mediator step aside or be replaced (2016 Provisions arts 13, 15; Online Rules art. 14)."""

    class Ground(models.TextChoices):
        RELATIVE = "relative", _("A party, or a close relative of a party or agent")
        INTEREST = "interest", _("An interest in the dispute")
        OTHER = "other", _("Another relation that may affect a fair mediation")
        REPLACEMENT = "replacement", _("Another good reason to replace the mediator")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="recusal_requests", verbose_name=_("appointment")
    )
    party = models.ForeignKey(
        MediationParty, on_delete=models.PROTECT, related_name="+", verbose_name=_("party")
    )
    ground = models.CharField(_("ground"), max_length=12, choices=Ground.choices)
    reason = EncryptedTextField(_("reason"), context="mediation_registry.recusal_reason")
    requested_at = models.DateTimeField(_("requested at"))
    is_granted = models.BooleanField(_("granted"), null=True, blank=True)
    decision_reason = EncryptedTextField(
        _("reason of the decision"), context="mediation_registry.recusal_decision", blank=True
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("request for recusal")
        verbose_name_plural = _("requests for recusal")
        ordering = ["requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "party"], condition=Q(decided_at=None), name="one_open_recusal_request"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, is_granted=None) | Q(decided_at__isnull=False, is_granted__isnull=False),
                name="recusal_decision_has_its_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.get_ground_display()


class Terms(models.Model):
    """The agreement to mediate as drawn up by the mediator; a new version sets the one before aside."""

    class Way(models.TextChoices):
        TOGETHER = "together", _("Online, everybody at the same time")
        APART = "apart", _("Online, at separate times")
        ON_SITE = "on_site", _("On site")
        MIXED = "mixed", _("Some online, some on site")

    class Bearer(models.TextChoices):
        NOBODY = "nobody", _("Nobody: the mediation is free of charge")
        EQUALLY = "equally", _("The parties in equal shares")
        FIRST = "first", _("The applicant's side")
        SECOND = "second", _("The other side")
        OTHER = "other", _("As described below")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mediation = models.ForeignKey(
        Mediation, on_delete=models.PROTECT, related_name="terms", verbose_name=_("mediation")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    text_version = models.CharField(_("version of the text"), max_length=20)
    model_rules_too = models.BooleanField(_("the 2022 Model Rules are chosen as well"), default=False)
    language = models.CharField(
        _("language of the mediation"), max_length=8, choices=Mediation.Language.choices
    )
    way = models.CharField(_("way of the sessions"), max_length=10, choices=Way.choices)
    place = models.CharField(_("place on site"), max_length=300, blank=True)
    fee_bearer = models.CharField(_("who pays"), max_length=10, choices=Bearer.choices)
    fee_basis = models.CharField(_("basis of the fee"), max_length=500, blank=True)
    fee_list = models.CharField(_("fee list filed with the justice department"), max_length=300, blank=True)
    drawn_up_at = models.DateTimeField(_("drawn up at"))
    drawn_up_by = models.CharField(_("drawn up by"), max_length=100)
    set_aside_at = models.DateTimeField(_("set aside at"), null=True, blank=True)

    class Meta:
        verbose_name = _("agreement to mediate")
        verbose_name_plural = _("agreements to mediate")
        ordering = ["mediation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["mediation", "number"], name="terms_have_their_own_number"),
            models.UniqueConstraint(
                fields=["mediation"], condition=Q(set_aside_at=None), name="one_agreement_in_force"
            ),
            models.CheckConstraint(
                condition=Q(fee_bearer="nobody") | ~Q(fee_basis=""), name="a_fee_names_its_basis"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class TermsAnswer(models.Model):
    """A party agrees to these terms, in the language in which it read them, or does not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    terms = models.ForeignKey(
        Terms, on_delete=models.PROTECT, related_name="answers", verbose_name=_("terms")
    )
    party = models.ForeignKey(
        MediationParty, on_delete=models.PROTECT, related_name="+", verbose_name=_("party")
    )
    agrees = models.BooleanField(_("agrees"))
    language = models.CharField(_("language read"), max_length=8)
    answered_at = models.DateTimeField(_("answered at"))
    answered_by = models.CharField(_("answered by"), max_length=100)

    class Meta:
        verbose_name = _("answer to the terms")
        verbose_name_plural = _("answers to the terms")
        constraints = [models.UniqueConstraint(fields=["terms", "party"], name="one_answer_to_the_terms")]

    def __str__(self) -> str:
        return str(self.pk)


class Participant(models.Model):
    """Somebody else in the room: companion, interpreter, invited person, third party (2016 Provisions arts 14, 17)."""

    class Kind(models.TextChoices):
        COMPANION = "companion", _("Companion of a party")
        INTERPRETER = "interpreter", _("Interpreter")
        INVITED = "invited", _("Person invited by the mediator")
        THIRD_PARTY = "third_party", _("Third person with an interest in the dispute")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mediation = models.ForeignKey(
        Mediation, on_delete=models.PROTECT, related_name="participants", verbose_name=_("mediation")
    )
    party = models.ForeignKey(
        MediationParty, on_delete=models.PROTECT, null=True, blank=True, related_name="companions",
        verbose_name=_("comes with"),
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=200)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.CharField(_("entered by"), max_length=100)
    identity_checked_at = models.DateTimeField(_("identity checked at"), null=True, blank=True)
    identity_checked_by = models.CharField(_("identity checked by"), max_length=100, blank=True)
    identity_basis = models.CharField(_("how the identity was checked"), max_length=200, blank=True)
    left_at = models.DateTimeField(_("no longer takes part since"), null=True, blank=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["entered_at"]

    def __str__(self) -> str:
        return self.name


class Acknowledgement(models.Model):
    """Somebody has read a notice in a version and language, in the portal or on paper before the mediator."""

    class Text(models.TextChoices):
        RIGHTS = "rights", _("Notice of rights and duties, and of sham mediation")
        CONFIDENTIALITY = "confidentiality", _("Notice of confidentiality")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mediation = models.ForeignKey(
        Mediation, on_delete=models.PROTECT, related_name="acknowledgements", verbose_name=_("mediation")
    )
    party = models.ForeignKey(
        MediationParty, on_delete=models.PROTECT, null=True, blank=True, related_name="acknowledgements",
        verbose_name=_("party"),
    )  # fmt: skip
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, null=True, blank=True, related_name="acknowledgements",
        verbose_name=_("participant"),
    )  # fmt: skip
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="acknowledgements",
        verbose_name=_("appointment"),
    )  # fmt: skip
    text = models.CharField(_("notice"), max_length=16, choices=Text.choices)
    text_version = models.CharField(_("version of the text"), max_length=20)
    language = models.CharField(_("language read"), max_length=8)
    on_paper = models.BooleanField(_("on paper, recorded by the mediator"), default=False)
    acknowledged_at = models.DateTimeField(_("acknowledged at"))
    acknowledged_by = models.CharField(_("recorded by"), max_length=100)

    class Meta:
        verbose_name = _("acknowledgement of a notice")
        verbose_name_plural = _("acknowledgements of notices")
        ordering = ["acknowledged_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(party__isnull=False, participant=None, appointment=None)
                | Q(party=None, participant__isnull=False, appointment=None)
                | Q(party=None, participant=None, appointment__isnull=False),
                name="acknowledgement_of_one_person",
            ),
            models.UniqueConstraint(fields=["party", "text"], condition=Q(party__isnull=False),
                                    name="a_party_acknowledges_once"),
            models.UniqueConstraint(fields=["participant", "text"], condition=Q(participant__isnull=False),
                                    name="a_participant_acknowledges_once"),
            models.UniqueConstraint(fields=["appointment", "text"], condition=Q(appointment__isnull=False),
                                    name="a_mediator_acknowledges_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.get_text_display()


class Session(models.Model):
    """One session: when, where, how; its written minutes are an exhibit that the court does not see."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mediation = models.ForeignKey(
        Mediation, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("mediation")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    starts_at = models.DateTimeField(_("begins at"))
    way = models.CharField(_("way"), max_length=10, choices=Terms.Way.choices)
    place = models.CharField(_("place, or how to join"), max_length=500)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    planned_at = models.DateTimeField(_("planned at"))
    planned_by = models.CharField(_("planned by"), max_length=100)
    cancel_reason = models.CharField(_("reason of the cancellation"), max_length=300, blank=True)
    minutes = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("minutes")
    )
    minutes_filed_at = models.DateTimeField(_("minutes filed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["mediation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["mediation", "number"], name="session_has_its_own_number"),
            models.CheckConstraint(condition=~Q(place=""), name="session_names_its_place"),
        ]

    def __str__(self) -> str:
        return str(self.number)
