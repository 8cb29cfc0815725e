"""Who may not be agent: the other side's agent, whoever stands in the case otherwise, whoever judges it.

CPL arts 47, 61; Lawyers Law art. 39 (no lawyer acts for both sides of one case).
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from i18n.folding import fold
from portal.cases.models import Assignment, AuthorityLink, Representation
from portal.identity.models import Office, Person
from portal.identity.roles import COURT_ROLES
from portal.power_of_attorney.models import Agent, PowerOfAttorney
from portal.power_of_attorney.rules.lifecycle import ENDED


def conflict_of(power: PowerOfAttorney, agent: Agent, person: Person, on: date) -> str:
    """The sentence that says why this person may not be this agent, or the empty string."""
    if person.pk in {power.principal_id, power.representative_id}:
        return _("You are the principal of this power, or sign for it. Nobody is his own agent.")
    if power.agents.filter(person=person, withdrawn_at=None, declined_at=None).exclude(pk=agent.pk).exists():
        return _("You are the other agent of this power already.")
    if _sits_at_court(power, person, on):
        return _(
            "You hold an office at this court, or the case is assigned to you. You cannot be agent in it."
        )
    if _stands_elsewhere(power, person, on):
        return _("You stand on another side of this case, or act for it. You cannot be agent of this side.")
    if _entrusted_by_other_side(power, person):
        return _("The other side has entrusted you in this matter. You cannot be agent of both sides.")
    return ""


def _sits_at_court(power: PowerOfAttorney, person: Person, on: date) -> bool:
    if person.user_id is None:
        return False
    roles = [role.value for role in COURT_ROLES]
    offices = Office.objects.filter(holder_id=person.user_id, role__in=roles, court=power.court_id).on(on)
    assigned = Assignment.objects.filter(case=power.case_id, holder_id=person.user_id)
    return offices.exists() or (power.case_id is not None and assigned.exists())


def _stands_elsewhere(power: PowerOfAttorney, person: Person, on: date) -> bool:
    """Party, agent or representative of somebody with another standing in the case; or a party beside the principal."""
    if power.case is None or power.party is None:
        return False
    agents = Representation.objects.on(on).filter(agent=person)
    links = AuthorityLink.objects.on(on).filter(holder=person)
    party = Q(person=person)
    acts = Q(pk__in=agents.values("party")) | Q(pk__in=links.values("party"))
    others = power.case.parties.on(on).exclude(pk=power.party_id)
    return others.filter(party | (acts & ~Q(role=power.party.role))).exists()


def _entrusted_by_other_side(power: PowerOfAttorney, person: Person) -> bool:
    """A power that is not over, in which the same person is agent for the other side of this case or this dispute."""
    others = PowerOfAttorney.objects.exclude(pk=power.pk).exclude(state__in=ENDED)
    others = others.filter(agents__person=person, agents__accepted_at__isnull=False)
    others = others.filter(agents__declined_at=None, agents__withdrawn_at=None).distinct()
    rows = others.select_related("party", "principal").prefetch_related("principal__names")
    return any(_opposes(power, other) for other in rows)


def _opposes(power: PowerOfAttorney, other: PowerOfAttorney) -> bool:
    if power.case_id is not None and power.case_id == other.case_id and power.party and other.party:
        return power.party.role != other.party.role
    return _is_named(other, power.opponent_name) or _is_named(power, other.opponent_name)


def _is_named(power: PowerOfAttorney, opponent: str | None) -> bool:
    """True when the principal of the power bears the name that was given as the other side; scripts folded."""
    wanted = _folded(opponent or "")
    return bool(wanted) and any(_folded(name.text) == wanted for name in power.principal.current_names)


def _folded(text: str) -> str:
    return fold("".join(text.split())).casefold()
