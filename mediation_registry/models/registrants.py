"""Who stands in the register: mediators and mediation organisations, and the members of an organisation."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.models.periods import Period
from portal.identity.models import Court, Jurisdiction, Person


class Registrant(models.Model):
    """A mediator or a mediation organisation: person, credential and court-roster entry are kept apart.

    The register number is given once and never reused. Names are those of the person, in each script as entered.
    """

    class Kind(models.TextChoices):
        MEDIATOR = "mediator", _("Mediator")
        ORGANISATION = "organisation", _("Mediation organisation")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    register_no = models.CharField(_("register number"), max_length=32, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, related_name="registrant", verbose_name=_("person")
    )
    home_jurisdiction = models.ForeignKey(
        Jurisdiction,
        on_delete=models.PROTECT,
        related_name="registrants",
        verbose_name=_("home jurisdiction"),
    )
    registered_at = models.DateTimeField(_("entered in the register"))
    is_fictitious = models.BooleanField(_("fictitious, for demonstration"), default=False)

    class Meta:
        verbose_name = _("registrant")
        verbose_name_plural = _("registrants")
        ordering = ["register_no"]

    def __str__(self) -> str:
        return self.register_no

    @property
    def chain(self) -> str:
        """The chain of the log that holds this registrant's events."""
        return f"registrant:{self.pk}"

    @property
    def is_organisation(self) -> bool:
        return self.kind == self.Kind.ORGANISATION

    def name_for(self, language: str) -> str:
        """The name nearest to the reader's language, as entered."""
        return self.person.name_for(language)


class OrganisationFacts(models.Model):
    """How an organisation was lawfully established (依法设立, CPL art. 205) and where its seat is."""

    registrant = models.OneToOneField(
        Registrant, on_delete=models.PROTECT, related_name="organisation_facts", primary_key=True,
        verbose_name=_("organisation"),
    )  # fmt: skip
    legal_form = models.CharField(_("legal form"), max_length=200, blank=True)
    registered_by = models.CharField(_("registered by"), max_length=200, blank=True)
    registration_no = models.CharField(_("registration number"), max_length=100, blank=True)
    registration_date = models.DateField(_("date of registration"), null=True, blank=True)
    seat = models.CharField(_("seat"), max_length=300, blank=True)
    seat_court = models.ForeignKey(
        Court, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("basic court at the seat"),
    )  # fmt: skip
    proof_checked_by = models.CharField(_("proof checked by"), max_length=100, blank=True)
    proof_checked_at = models.DateTimeField(_("proof checked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("facts of an organisation")
        verbose_name_plural = _("facts of organisations")

    def __str__(self) -> str:
        return str(self.registrant_id)

    @property
    def is_lawfully_established(self) -> bool:
        """True when somebody checked the proof of establishment (CPL art. 205; the court decides)."""
        return bool(self.registration_no and self.proof_checked_at)


class OrganisationMembership(Period):
    """A mediator works under an organisation for a period (named by it: 2016 Rules art. 6 para. 3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Registrant, on_delete=models.PROTECT, related_name="members", verbose_name=_("organisation")
    )
    mediator = models.ForeignKey(
        Registrant, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("mediator")
    )
    asked_at = models.DateTimeField(_("asked for by the mediator at"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed by the organisation at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended or declined at"), null=True, blank=True)
    ended_by = models.CharField(_("ended by"), max_length=12, choices=Registrant.Kind.choices, blank=True)

    class Meta(Period.Meta):
        verbose_name = _("membership in an organisation")
        verbose_name_plural = _("memberships in organisations")
        ordering = ["valid_from"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "mediator"],
                condition=models.Q(valid_to=None),
                name="one_membership_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
