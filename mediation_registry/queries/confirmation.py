"""The facts of an application for judicial confirmation, its checklist, its court, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mediation_registry.models import (
    ConfirmationApplication,
    Mediation,
    MediationParty,
    Settlement,
    SettlementSignature,
)
from mediation_registry.queries.outcome import (
    AGENT,
    application_clock,
    mediators_of,
    organisation_of,
    parties_of,
)
from mediation_registry.queries.rosters import roster_entries_on
from mediation_registry.rules import confirmation as rules
from mediation_registry.rules.confirmation_checks import Check, Facts, checks
from mediation_registry.rules.mediation import ENTRUSTED, SELF_ARRANGED
from mediation_registry.rules.settlement import IN_FORCE, ORAL
from portal.identity.models import Court
from portal.time_limits import Computation


@dataclass(frozen=True)
class CourtProposal:
    """A court the parties may apply to, and why. ``court`` is None where the parties name it."""

    competence: str
    court: Court | None

    @property
    def label(self) -> str:
        return str(ConfirmationApplication.Competence(self.competence).label)


def facts_of(settlement: Settlement, application: ConfirmationApplication | None, on: date) -> Facts:
    """What is known of the application on this day."""
    mediation = settlement.mediation
    parties = parties_of(mediation)
    due = application_clock(settlement)
    rows = application.joinings.filter(void_at=None) if application else ()
    joined = {row.party_id: row for row in rows}
    papers = {row.kind for row in application.papers.all()} if application else set()
    filed = application.filed_at is not None if application else False
    return Facts(
        in_force=settlement.state == IN_FORCE,
        in_time=filed or (due is not None and rules.is_in_time(on, due.due)),
        before_filing=mediation.kind != ENTRUSTED,
        oral=settlement.form == ORAL,
        all_joined=bool(parties) and all(party.pk in joined for party in parties),
        agents_specially_empowered=all(_still_empowered(row.party, row.joined_by, on) for row in joined.values()
                                       if row.capacity == AGENT),
        organisation=_organisation(mediation),
        on_court_roster=_on_roster(mediation, on),
        proof_of_mediation="mediation" in papers or _mediator_signed(settlement),
        property_proof_needed=bool(application and application.property_proof_needed),
        property_proof="property" in papers,
        identities_checked="identity" in papers or all(party.identity_checked_at for party in parties),
        addresses_complete=bool(joined) and all(row.contact for row in joined.values()),
        court_named=bool(application and application.court_id and application.is_declared),
        outside_court=bool(application and application.outside_court),
        personal_status=bool(application and application.personal_status),
        other_procedure=bool(application and application.other_procedure),
        rights_in_rem_or_ip=bool(application and application.rights_in_rem_or_ip),
    )  # fmt: skip


def checklist(
    settlement: Settlement, application: ConfirmationApplication | None, on: date
) -> tuple[Check, ...]:
    """Every line of the checklist on this day."""
    return checks(facts_of(settlement, application, on))


def proposals(mediation: Mediation) -> list[CourtProposal]:
    """The courts that may be competent (CPL art. 205; Interp. 352), each with its reason."""
    organisation = organisation_of(mediation)
    facts = getattr(organisation, "organisation_facts", None) if organisation else None
    seat = facts.seat_court if facts else None
    found = rules.competent_courts(
        referred=mediation.kind != SELF_ARRANGED,
        inviting=str(mediation.court_id) if mediation.court_id else None,
        seats=(str(seat.pk),) if seat else (),
    )
    by_key = {str(court.pk): court for court in (mediation.court, seat) if court is not None}
    return [CourtProposal(row.ground, by_key.get(row.court or "")) for row in found]


def _still_empowered(party: MediationParty, key: str, on: date) -> bool:
    row = party.case_party
    if row is None:
        return False
    agents = row.representations.on(on).filter(agent__user_id=key.removeprefix("user:"))
    return any("settle" in agent.special_powers for agent in agents)


def _organisation(mediation: Mediation) -> str:
    organisation = organisation_of(mediation)
    if organisation is None:
        return "none"
    facts = getattr(organisation, "organisation_facts", None)
    return "checked" if facts is not None and facts.is_lawfully_established else "unchecked"


def _on_roster(mediation: Mediation, on: date) -> bool:
    """The mediator stands on the roster of a court (2011 Provisions art. 13)."""
    people = [appointment.mediator for appointment in mediators_of(mediation) if appointment.mediator]
    return any(row.is_on for mediator in people for row in roster_entries_on(mediator, on))


def _mediator_signed(settlement: Settlement) -> bool:
    """The mediator's signature or the organisation's seal on the agreement shows who mediated."""
    wanted = (SettlementSignature.Role.MEDIATOR, SettlementSignature.Role.ORGANISATION)
    return any(signature.role in wanted for signature in settlement.text.signatures.all())


@dataclass(frozen=True)
class ApplicationClocks:
    """The thirty days and what of them has passed. ``days`` counts from t0."""

    computation: Computation
    days: int

    @property
    def left(self) -> int:
        return (self.computation.due - self.computation.start).days - self.days


def clocks_of(settlement: Settlement, on: date) -> ApplicationClocks | None:
    """How many of the thirty days have passed; None before t0."""
    found = application_clock(settlement)
    return ApplicationClocks(found, (on - found.start).days) if found else None
