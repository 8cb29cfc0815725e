"""Agents in the proceedings, with the papers that prove them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.cases.models.parties import HTML_LANG, Party, Script
from portal.cases.models.periods import Period
from portal.exhibits.models import Exhibit
from portal.identity.models import Person, ProfessionalLicence


class Representation(Period):
    """One agent of one party (CPL arts 61–63). A change ends this row and begins another."""

    class Kind(models.TextChoices):
        LAWYER = "lawyer", _("Lawyer")
        LEGAL_SERVICE_WORKER = "legal_service_worker", _("Legal-service worker at the grassroots")
        CLOSE_RELATIVE = "close_relative", _("Close relative")
        EMPLOYEE = "employee", _("Employee of the party")
        COMMUNITY_CITIZEN = "community_citizen", _("Citizen recommended by the community or work unit")
        ASSOCIATION_CITIZEN = "association_citizen", _("Citizen recommended by a social organisation")

    class Power(models.TextChoices):
        ADMIT_CLAIMS = "admit_claims", _("Admit claims")
        WAIVE_CLAIMS = "waive_claims", _("Waive claims")
        CHANGE_CLAIMS = "change_claims", _("Change claims")
        SETTLE = "settle", _("Settle")
        COUNTERCLAIM = "counterclaim", _("File a counterclaim")
        APPEAL = "appeal", _("Appeal")

    class Stage(models.TextChoices):
        FIRST_INSTANCE = "first_instance", _("First instance")
        SECOND_INSTANCE = "second_instance", _("Second instance")
        RETRIAL = "retrial", _("Retrial")
        ENFORCEMENT = "enforcement", _("Enforcement")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="representations", verbose_name=_("party")
    )
    kind = models.CharField(_("kind of agent"), max_length=24, choices=Kind.choices)
    agent_name = models.CharField(_("agent"), max_length=200)
    agent_script = models.CharField(_("script of the name"), max_length=8, choices=Script.choices)
    agent = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="representations",
        verbose_name=_("person in the register"),
    )  # fmt: skip
    licence = models.ForeignKey(
        ProfessionalLicence, on_delete=models.PROTECT, null=True, blank=True, related_name="representations",
        verbose_name=_("lawyer's licence"),
    )  # fmt: skip
    special_powers = models.JSONField(_("special powers"), default=list, blank=True)
    stages = models.JSONField(_("stages"), default=list)
    receives_service = models.BooleanField(
        _("may receive service"), default=True,
        help_text=_("Unless the power of attorney expressly excludes it, the agent receives documents for the party."),
    )  # fmt: skip
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by",
        verbose_name=_("takes the place of"),
    )  # fmt: skip
    end_reason = models.CharField(_("reason of the end"), max_length=300, blank=True)

    class Meta(Period.Meta):
        verbose_name = _("representation")
        verbose_name_plural = _("representations")
        ordering = ["valid_from", "id"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=~Q(agent_name=""), name="agent_name_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.get_kind_display()}"

    @property
    def html_lang(self) -> str:
        """The ``lang`` attribute for the agent's name."""
        return HTML_LANG[self.agent_script]

    @property
    def special_power_labels(self) -> list[str]:
        """The special powers in words of the active language, in the order of the article."""
        return [str(label) for code, label in self.Power.choices if code in self.special_powers]

    @property
    def stage_labels(self) -> list[str]:
        """The stages in words of the active language."""
        return [str(label) for code, label in self.Stage.choices if code in self.stages]


class RepresentationProof(models.Model):
    """One paper that Interp. 88 asks of the agent, as an exhibit."""

    class Kind(models.TextChoices):
        POWER_OF_ATTORNEY = "power_of_attorney", _("Power of attorney")
        LAWYER_LICENCE = "lawyer_licence", _("Lawyer's licence")
        LAW_FIRM_CERTIFICATE = "law_firm_certificate", _("Certificate of the law firm")
        LEGAL_SERVICE_LICENCE = "legal_service_licence", _("Licence of the legal-service worker")
        INTRODUCTION_LETTER = "introduction_letter", _("Letter of introduction of the legal-service office")
        PARTY_IN_DISTRICT = "party_in_district", _("Proof that a party lives in the district")
        IDENTITY_DOCUMENT = "identity_document", _("Identity document")
        KINSHIP = "kinship", _("Proof of kinship")
        EMPLOYMENT = "employment", _("Proof of employment")
        RECOMMENDATION = "recommendation", _("Letter of recommendation")
        MEMBERSHIP = "membership", _("Proof that the party belongs to the community or work unit")
        ASSOCIATION_CONDITIONS = (
            "association_conditions",
            _("Proof of the conditions of Interpretation art. 87"),
        )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    representation = models.ForeignKey(
        Representation, on_delete=models.PROTECT, related_name="proofs", verbose_name=_("representation")
    )
    kind = models.CharField(_("paper"), max_length=24, choices=Kind.choices)
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, related_name="+", verbose_name=_("exhibit")
    )

    class Meta:
        verbose_name = _("proof of representation")
        verbose_name_plural = _("proofs of representation")
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["representation", "kind", "exhibit"], name="one_exhibit_for_a_proof"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
