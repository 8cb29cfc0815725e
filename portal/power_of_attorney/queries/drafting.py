"""The draft as facts, as its author and the rules see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from portal.audit.actors import Actor
from portal.cases.models import Case, Party
from portal.cases.models.cases import person_id_of
from portal.cases.queries import principals_of
from portal.identity.models import Person, User
from portal.power_of_attorney.models import Agent, AgentProof, PowerOfAttorney
from portal.power_of_attorney.rules import agents as law
from portal.power_of_attorney.rules import drafting as rules
from portal.power_of_attorney.rules.lifecycle import CURE, DRAFT

OPEN_TO_CHANGE = (DRAFT, CURE)


@dataclass(frozen=True)
class AgentRow:
    """One agent with the papers that were filed and those that are missing."""

    agent: Agent
    filed: list[AgentProof]
    missing: tuple[str, ...]
    labels: list[str]

    @property
    def state(self) -> str:
        """``accepted``, ``declined`` or ``invited``."""
        if self.agent.declined_at:
            return "declined"
        return "accepted" if self.agent.accepted_at else "invited"


def powers_of_mine(actor: Actor) -> QuerySet[PowerOfAttorney]:
    """The powers that concern this person, the newest first, with what a list shows."""
    rows = PowerOfAttorney.objects.concerning(actor).select_related(
        "court", "case", "principal", "representative"
    )
    return rows.prefetch_related("principal__names", "agents").order_by("-created_at")


def power_of_mine(actor: Actor) -> QuerySet[PowerOfAttorney]:
    """The same rows, with everything that the page of one power shows."""
    return PowerOfAttorney.objects.concerning(actor).select_related(
        "court", "case", "cause", "party", "principal__user", "representative__user"
    )


def own_person(actor: Actor) -> Person | None:
    """The person behind the account; None before the names were entered."""
    account = person_id_of(actor)
    if account is None:
        return None
    return Person.objects.filter(user_id=account).prefetch_related("names", "papers", "licences").first()


def agents_now(power: PowerOfAttorney) -> list[Agent]:
    """The agents who were not taken out, in their order."""
    rows = power.agents.filter(withdrawn_at=None).order_by("position")
    return list(rows.select_related("person__user", "licence"))


def agent_rows(power: PowerOfAttorney, on: date) -> list[AgentRow]:
    """Each agent with the papers of Interp. 88."""
    agents = agents_now(power)
    filed: dict[object, list[AgentProof]] = {agent.pk: [] for agent in agents}
    proofs = AgentProof.objects.filter(agent__in=agents, withdrawn_at=None).select_related("exhibit")
    for proof in proofs:
        filed[proof.agent_id].append(proof)
    names = dict(AgentProof.Kind.choices)
    rows = []
    for agent in agents:
        lacking = missing_papers(agent, [proof.kind for proof in filed[agent.pk]], on)
        rows.append(AgentRow(agent, filed[agent.pk], lacking, [str(names[kind]) for kind in lacking]))
    return rows


def missing_papers(agent: Agent, filed: Iterable[str], on: date) -> tuple[str, ...]:
    """The papers of Interp. 88 that this agent has still to file on this day."""
    verified = agent.licence is not None and agent.licence.is_usable(on)
    return law.missing(agent.kind, list(filed), licence_verified=verified)


def facts_of(power: PowerOfAttorney, on: date) -> rules.DraftFacts:
    """The draft as the rules see it on this day."""
    signer = power.signer
    user = signer.user
    steps = power.authority_steps.filter(withdrawn_at=None)
    agents = tuple(
        rules.AgentFacts(
            kind=row.agent.kind,
            email=row.agent.email,
            has_accepted=row.agent.is_bound,
            has_declined=row.agent.declined_at is not None,
            missing_papers=row.missing,
        )
        for row in agent_rows(power, on)
    )
    return rules.DraftFacts(
        today=on,
        is_entity=power.principal.kind == Person.Kind.LEGAL,
        has_representative=power.representative_id is not None,
        signer_is_natural=signer.kind == Person.Kind.NATURAL,
        authority_documents=tuple(step.exhibit_id is not None for step in steps),
        has_identity_paper=_has_paper(signer, on) and _has_paper(power.principal, on),
        has_case=power.case_id is not None,
        matter=power.matter or "",
        opponent=power.opponent_name or "",
        stages=tuple(power.stages),
        powers=tuple(power.granted.exclude(state="struck").values_list("code", flat=True)),
        agents=agents,
        valid_from=power.valid_from,
        valid_to=power.valid_to,
        language=power.language,
        second_language=power.second_language,
        translated_by=power.translated_by,
        prevailing_language=power.prevailing_language,
        court_ordered_prevailing=bool(power.prevailing_order),
        answers=answers_of(power, user),
        consents=consents_of(power, user),
    )


def _has_paper(person: Person, on: date) -> bool:
    return any(paper.is_open or paper.proves(on) for paper in person.papers.all())


def answers_of(power: PowerOfAttorney, user: User | None) -> dict[str, str]:
    """The latest answer of this account to each warning."""
    if user is None:
        return {}
    rows = power.acknowledgements.filter(holder=user).order_by("given_at")
    return dict(rows.values_list("subject", "answer"))


def consents_of(power: PowerOfAttorney, user: User | None) -> frozenset[str]:
    """The purposes to which this account consents now."""
    if user is None:
        return frozenset()
    return frozenset(power.consents.filter(holder=user, withdrawn_at=None).values_list("purpose", flat=True))


def places_in_cases(actor: Actor, on: date) -> list[Party]:
    """The places from which this person may entrust an agent: party, or confirmed representative of one."""
    cases = Case.objects.concerning(actor, on).exclude(state="concluded").select_related("court")
    found: list[Party] = []
    for case in cases[:50]:
        found += principals_of(case, actor, on).select_related("case__court", "person")
    return found


def entities_of(actor: Actor, on: date) -> list[Person]:
    """The entities for which this person has acted here, or acts in a case."""
    account = person_id_of(actor)
    if account is None:
        return []
    acting = Q(powers_given__representative__user_id=account)
    in_case = Q(as_party__in=[party.pk for party in places_in_cases(actor, on)])
    rows = Person.objects.filter(acting | in_case, kind=Person.Kind.LEGAL).distinct()
    return list(rows.prefetch_related("names"))


def others_in_case(power: PowerOfAttorney, on: date) -> list[Party]:
    """The parties on another side of the case."""
    if power.case is None or power.party is None:
        return []
    return list(power.case.parties.on(on).exclude(role=power.party.role))
