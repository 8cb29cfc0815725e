"""Who is told of the effect and of the end of a power: the principal, the agents, the court, the other side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from portal.cases.actions.steps import day_of
from portal.cases.actions.steps import tell as tell_in_case
from portal.cases.models import Party
from portal.cases.queries import accounts_concerned, clerks_of
from portal.identity.models import User
from portal.power_of_attorney.actions.steps import tell
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.queries.powers import agent_accounts, signers, staff_accounts

P = "power_of_attorney."


def tell_people(
    kind: str, power: PowerOfAttorney, at: datetime, context: Mapping[str, Any] | None = None
) -> None:
    """The principal's side and the agents."""
    tell(P + kind, [*signers(power), *agent_accounts(power)], power=power, at=at, context=context)


def court_accounts(power: PowerOfAttorney, at: datetime) -> list[User]:
    """Judge and clerk who hold the case; without a case, the clerks of the court."""
    held = clerks_of(power.case, day_of(at)) if power.case is not None else []
    return held or staff_accounts(power, day_of(at), "clerk")


def tell_end(power: PowerOfAttorney, at: datetime, kind: str) -> None:
    """Everybody whom an end concerns (CPL art. 63): principal, agents, court, other side; each once."""
    context = {"end": kind, "end_date": day_of(at).isoformat()}
    own = [*signers(power), *agent_accounts(power)]
    tell(P + "ended", own, power=power, at=at, context=context)
    court = court_accounts(power, at)
    tell(P + "ended_desk", court, power=power, at=at, context=context, at_desk=True)
    if power.case is None:
        return
    left_out = {user.pk for user in [*own, *court]}
    others = [user for user in other_side(power, at) if user.pk not in left_out]
    facts = {**context, "power_reference": power.reference}
    tell_in_case(P + "ended_other_side", others, case=power.case, at=at, about=power, context=facts)


def other_side(power: PowerOfAttorney, at: datetime) -> list[User]:
    """The accounts of everybody in the case who does not stand with the principal."""
    if power.case is None or power.party is None:
        return []
    same = Party.objects.filter(case=power.case, role=power.party.role)
    return accounts_concerned(power.case, day_of(at), leave_out=same)


def has_unreached_opponent(power: PowerOfAttorney, at: datetime) -> bool:
    """Whether any party on another side has no account, nor anybody who acts for it: the court tells it on paper."""
    if power.case is None or power.party is None:
        return False
    parties = list(Party.objects.on(day_of(at)).filter(case=power.case))
    others = [party for party in parties if party.role != power.party.role]
    return any(not _accounts_of(power, party, parties, at) for party in others)


def _accounts_of(power: PowerOfAttorney, party: Party, parties: list[Party], at: datetime) -> list[User]:
    assert power.case is not None
    rest = [other for other in parties if other.pk != party.pk]
    return accounts_concerned(power.case, day_of(at), leave_out=rest)
