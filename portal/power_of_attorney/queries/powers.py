"""Who stands where in a power of attorney, and whom to tell."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.identity.models import User
from portal.identity.queries import holders_of
from portal.power_of_attorney.models import Agent, Consent, InstrumentVersion, PowerOfAttorney


def signers(power: PowerOfAttorney) -> list[User]:
    """The account of whoever signs as principal."""
    user = power.signer.user
    return [user] if user is not None else []


def bound_agents(power: PowerOfAttorney) -> QuerySet[Agent]:
    """The agents who have accepted and were not taken out."""
    return power.agents.filter(
        accepted_at__isnull=False, declined_at__isnull=True, withdrawn_at__isnull=True
    ).select_related("person__user", "licence")


def agent_accounts(power: PowerOfAttorney) -> list[User]:
    """The accounts of the agents who have accepted."""
    return [agent.person.user for agent in bound_agents(power) if agent.person and agent.person.user]


def staff_accounts(power: PowerOfAttorney, on: date, role: str) -> list[User]:
    """The accounts that hold the role at the power's court today."""
    return list(holders_of(role, on, court=power.court))


def standing_of(power: PowerOfAttorney, actor: Actor) -> str:
    """``principal``, ``agent`` or the empty string: in which standing the actor is concerned."""
    account = person_id_of(actor)
    if account is None:
        return ""
    if account in {power.principal.user_id, power.representative.user_id if power.representative else None}:
        return "principal"
    return "agent" if any(user.pk == account for user in agent_accounts(power)) else ""


def consent_in_force(power: PowerOfAttorney, user: User, purpose: str) -> Consent | None:
    """The consent of this person for this purpose that was not withdrawn."""
    return power.consents.filter(holder=user, purpose=purpose, withdrawn_at=None).first()


def current_version(power: PowerOfAttorney) -> InstrumentVersion | None:
    """The latest text of the instrument."""
    return power.versions.order_by("-number").first()
