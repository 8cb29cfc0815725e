"""The agents: one or two (CPL art. 61), each with the papers of Interp. 88."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Representation, RepresentationProof
from portal.exhibits.models import Exhibit
from portal.identity.models import Person, ProfessionalLicence


class Agent(models.Model):
    """One agent: named and invited by the principal, bound to an account when he accepts."""

    Kind = Representation.Kind

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        "power_of_attorney.PowerOfAttorney", on_delete=models.PROTECT, related_name="agents",
        verbose_name=_("power of attorney"),
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind of agent"), max_length=24, choices=Representation.Kind.choices)
    name = models.CharField(_("name"), max_length=200)
    name_script = models.CharField(_("script of the name"), max_length=8)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="agencies",
        verbose_name=_("person in the register"),
    )  # fmt: skip
    licence = models.ForeignKey(
        ProfessionalLicence, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("lawyer's licence"),
    )  # fmt: skip
    firm_name = models.CharField(_("law firm"), max_length=200, blank=True)
    invitation_digest = models.CharField(_("SHA-256 of the invitation"), max_length=64, blank=True)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)
    decline_reason = models.CharField(_("reason of the refusal"), max_length=300, blank=True)
    conflict_statement = models.TextField(_("statement on conflicts"), blank=True)
    withdrawn_at = models.DateTimeField(_("taken out by the principal"), null=True, blank=True)

    class Meta:
        verbose_name = _("agent")
        verbose_name_plural = _("agents")
        ordering = ["power", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["power", "position"], condition=Q(withdrawn_at=None), name="one_agent_for_a_position"
            ),
            models.CheckConstraint(condition=Q(position__in=[1, 2]), name="one_or_two_agents"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_bound(self) -> bool:
        """True once the agent has accepted and was not taken out."""
        return self.accepted_at is not None and self.declined_at is None and self.withdrawn_at is None


class AgentProof(models.Model):
    """One paper that Interp. 88 asks of this agent."""

    Kind = RepresentationProof.Kind

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="proofs", verbose_name=_("agent"))
    kind = models.CharField(_("paper"), max_length=24, choices=RepresentationProof.Kind.choices)
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, related_name="+", verbose_name=_("exhibit")
    )
    filed_at = models.DateTimeField(_("filed"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("paper of an agent")
        verbose_name_plural = _("papers of agents")
        ordering = ["agent", "kind"]

    def __str__(self) -> str:
        return self.get_kind_display()
