"""What the court sees of a power before the session: papers, basis, what is missing, the days that run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from portal.audit.models import Event
from portal.calendars.queries import CalendarMissing, calendar_for
from portal.cases.models import Representation
from portal.cases.rules.representation import POWER_OF_ATTORNEY, missing_proofs
from portal.identity.models import IdentityDocument, Person, ProfessionalLicence
from portal.identity.queries import DueDates
from portal.power_of_attorney.models import Agent, Consent, IdentityCheck, InstrumentVersion, PowerOfAttorney
from portal.power_of_attorney.queries.instruments import facts_of
from portal.power_of_attorney.queries.powers import current_version
from portal.power_of_attorney.rules import basis as basis_rules
from portal.power_of_attorney.rules import clearing, lifecycle
from portal.power_of_attorney.rules.texts.instrument import version_now
from portal.time_limits.computing import compute
from portal.time_limits.rows import rule_for
from portal.time_limits.values import Computation

CURE_RULE = "filing-2021-art9-cure"
P = lifecycle.P
#: Acts after which the text has to be made anew, since it prints what they changed.
CHANGING = tuple(P + act for act in (
    "legal_basis_recorded", "case_linked", "cure_ordered", "change_ordered", "edited", "agent_invited",
    "agent_accepted", "agent_declined",
))  # fmt: skip
ON_THE_WAY = (lifecycle.SUBMITTED, lifecycle.ID_PENDING)


@dataclass(frozen=True)
class Due:
    """A day that runs by law, and whether a year of the calendar is still provisional."""

    on: date
    is_provisional: bool


def identity_due(power: PowerOfAttorney, dues: DueDates) -> Due | None:
    """By when the identity is to be checked: three working days (Provisions 2021 art. 4); None where none runs."""
    if power.state not in ON_THE_WAY or power.submitted_at is None:
        return None
    reopened = [check.checked_at for check in power.identity_checks.all() if check.result == "failed"]
    start = power.state_since_at if reopened else power.submitted_at
    day, provisional = dues.of(timezone.localdate(start))
    return Due(day, provisional) if day else None


def cure_proposal(on: date) -> Computation | None:
    """The fifteen days of Provisions 2021 art. 9 from the day on which defects are told, with the working.

    A proposal: the court fixes the day. None while no calendar is loaded.
    """
    rule = rule_for(CURE_RULE)
    try:
        return compute(rule, on, calendar=calendar_for(rule.calendar))
    except CalendarMissing:
        return None


# -- papers and checks


def proving_papers(person: Person, on: date) -> list[IdentityDocument]:
    """The person's papers that prove the identity on that day."""
    return [paper for paper in person.papers.all() if paper.proves(on)]


def waiting_papers(power: PowerOfAttorney, person: Person, on: date) -> list[IdentityDocument]:
    """Papers of the person that wait for a check by the power's own court and have not expired."""
    rows = person.papers.filter(state=IdentityDocument.State.SUBMITTED, court=power.court_id)
    return [paper for paper in rows if not paper.is_expired(on)]


def latest_check(power: PowerOfAttorney, person: Person | None) -> IdentityCheck | None:
    """The last check of the person before the session; one that failed counts as none."""
    if person is None:
        return None
    rows = [
        row for row in power.identity_checks.all() if row.person_id == person.pk and row.stage == "before"
    ]
    last = max(rows, key=lambda row: row.checked_at, default=None)
    return last if last is not None and last.result != IdentityCheck.Result.FAILED else None


def is_check_expired(check: IdentityCheck, on: date) -> bool:
    """True when every paper that the check looked at has passed its last day."""
    days = [str(paper.get("expiry") or "") for paper in check.papers]
    return bool(days) and all(day and date.fromisoformat(day) < on for day in days)


def last_day_of_papers(power: PowerOfAttorney) -> date | None:
    """The last day on which the papers of everybody who signs are good; None where none has a last day."""
    ends: list[date] = []
    for person in (power.signer, *(agent.person for agent in standing_agents(power))):
        check = latest_check(power, person)
        days = [str(paper.get("expiry") or "") for paper in check.papers] if check else []
        if days and all(days):
            ends.append(max(date.fromisoformat(day) for day in days))
    ends += [
        agent.licence.expiry_date
        for agent in standing_agents(power)
        if agent.licence is not None and agent.licence.expiry_date is not None
    ]
    return min(ends, default=None)


# -- agents


def standing_agents(power: PowerOfAttorney) -> list[Agent]:
    """The agents who were named, have not declined and were not taken out; bound or not."""
    rows = power.agents.filter(declined_at=None, withdrawn_at=None)
    return list(
        rows.select_related("person__user", "licence").prefetch_related("proofs").order_by("position")
    )


def usable_licence(agent: Agent, on: date) -> ProfessionalLicence | None:
    """The agent's licence, if it was verified and has not expired on that day."""
    return agent.licence if agent.licence is not None and agent.licence.is_usable(on) else None


def missing_papers(agent: Agent, on: date) -> tuple[str, ...]:
    """The papers of Interp. 88 that this agent has still to file; the power itself is what is being witnessed."""
    filed = {proof.kind for proof in agent.proofs.all() if proof.withdrawn_at is None} | {POWER_OF_ATTORNEY}
    return missing_proofs(agent.kind, filed, licence_verified=usable_licence(agent, on) is not None)


def acts_for_opponent(power: PowerOfAttorney, person: Person | None, on: date) -> bool:
    """Whether the person stands on another side of the case: as party, representative or agent, here or by a power."""
    if power.case is None or person is None:
        return False
    role = power.party.role if power.party is not None else None
    agents = Representation.objects.on(on).filter(agent=person)
    held = Q(person=person) | Q(pk__in=agents.values("party")) | Q(authority_links__holder=person)
    if power.case.parties.on(on).exclude(role=role).filter(held).exists():
        return True
    others = Agent.objects.filter(
        person=person, accepted_at__isnull=False, withdrawn_at=None, declined_at=None, power__case=power.case
    )
    return others.exclude(power__state__in=lifecycle.ENDED).exclude(power__party__role=role).exists()


# -- the two guards, with their facts


def basis_facts(power: PowerOfAttorney, on: date, **entered: Any) -> basis_rules.BasisFacts:
    """The facts of the legal basis: those entered, else those of the record."""
    kinds = []
    for agent in standing_agents(power):
        licence = usable_licence(agent, on) if agent.kind == Representation.Kind.LAWYER else None
        kinds.append(licence.kind if licence is not None and agent.is_bound else "")
    return basis_rules.BasisFacts(**{
        "basis": power.legal_basis, "reason": power.basis_reason, "platform_reference": power.platform_reference,
        "stages": tuple(power.stages), "is_identity_verified": latest_check(power, power.signer) is not None,
        "licences": tuple(kinds), "uses_mandarin": power.uses_mandarin,
        "has_interpreter": power.interpreters.filter(released_at=None).exists(), **entered,
    })  # fmt: skip


def clearing_facts(power: PowerOfAttorney, on: date) -> clearing.ClearingFacts:
    """The facts of the decision that the papers are in order, as they stand on that day."""
    check, version = latest_check(power, power.signer), current_version(power)
    given = _consents(power)
    holds = bool(power.legal_basis) and not basis_rules.problems(basis_facts(power, on))
    return clearing.ClearingFacts(
        has_basis=bool(power.legal_basis),
        does_basis_hold=holds,
        has_instrument=version is not None,
        is_instrument_current=version is not None and is_text_current(power, version, on),
        is_identified=check is not None,
        is_identity_expired=check is not None and is_check_expired(check, on),
        consents=given.get(power.signer.user_id, frozenset()),
        is_entity=power.representative_id is not None,
        has_authority=power.authority_steps.filter(withdrawn_at=None).exists(),
        agents=[_agent_facts(power, agent, given, on) for agent in standing_agents(power)],
    )


def missing_for_clearing(power: PowerOfAttorney, on: date) -> tuple[tuple[str, int], ...]:
    """What stands between the review and the session, as (code, number of the agent or 0)."""
    return clearing.problems(clearing_facts(power, on))


def _agent_facts(power: PowerOfAttorney, agent: Agent, given: Any, on: date) -> clearing.AgentFacts:
    check = latest_check(power, agent.person)
    proved = bool(agent.person and proving_papers(agent.person, on))
    return clearing.AgentFacts(
        is_bound=agent.is_bound and agent.person_id is not None,
        is_lawyer=agent.kind == Representation.Kind.LAWYER,
        has_usable_licence=usable_licence(agent, on) is not None,
        is_identified=proved or (check is not None and not is_check_expired(check, on)),
        missing_papers=missing_papers(agent, on),
        consents=given.get(agent.person.user_id, frozenset()) if agent.person else frozenset(),
        acts_for_opponent=acts_for_opponent(power, agent.person, on),
    )


def _consents(power: PowerOfAttorney) -> dict[Any, frozenset[str]]:
    found: dict[Any, set[str]] = {}
    for row in Consent.objects.filter(power=power, withdrawn_at=None):
        found.setdefault(row.holder_id, set()).add(row.purpose)
    return {holder: frozenset(purposes) for holder, purposes in found.items()}


def is_text_current(power: PowerOfAttorney, version: InstrumentVersion, on: date) -> bool:
    """Whether the text still says what the record says on that day."""
    if version.facts_sealed:
        now = facts_of(power, version.number, version_now(), on)
        return bool(json.loads(version.facts_sealed) == json.loads(json.dumps(now)))
    later = Event.objects.filter(chain=power.chain, act__in=CHANGING, recorded_at__gt=version.made_at)
    return not later.exists()
