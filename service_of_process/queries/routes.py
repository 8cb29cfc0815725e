"""The planner for a matter, or for answers given on the public page: routes with words and figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.cases.actions.steps import day_of
from portal.cases.powers import may_receive_documents
from portal.cases.queries import agents_in_force
from service_of_process.models import CourtPractice, LegalBasis, ServiceContact, ServiceMatter
from service_of_process.models.choices import Channel
from service_of_process.queries import route_words as words
from service_of_process.queries.contact_facts import is_codefendant
from service_of_process.queries.opening_facts import gave_consent, writes_to_macao
from service_of_process.queries.route_figures import Figure, route_figures
from service_of_process.rules import addresses, channels, lifecycle, routes
from service_of_process.rules.routes import NO, UNKNOWN, YES, Route, Situation

ENOUGH = frozenset({addresses.DETAILED, addresses.WITHOUT_NUMBER})


@dataclass(frozen=True)
class RouteShown:
    """One route as people read it."""

    route: Route
    label: str
    about: str
    bases: tuple[str, ...]
    obstacle: str
    asks: tuple[str, ...]
    papers: tuple[str, ...]
    warnings: tuple[str, ...]
    state: str
    next_step: str
    figure: Figure | None


def shown(situation: Situation) -> list[RouteShown]:
    """Every route of a situation in words, with the figures of past legs to the same region."""
    figures = route_figures(situation.region)
    return [_shown(route, figures.get(route.channel)) for route in routes.plan(situation)]


def next_route_of(matter: ServiceMatter, failed: str, on: date) -> str:
    """What follows when a route of a matter has failed: a channel, or ``judge_notice`` / ``judge_procedure``."""
    return routes.next_route(situation_of(matter, on), failed)


def situation_of(matter: ServiceMatter, on: date) -> Situation:
    """What matter, case, register of powers and court know of the addressee on a day."""
    addressee, practice = matter.addressee, CourtPractice.objects.filter(court=matter.court_id).first()
    held = list(matter.addresses.filter(withdrawn_at=None))
    electronic = next((row for row in held if row.is_electronic), None)
    contacts = {row.channel: row for row in matter.contacts.filter(withdrawn_at=None)}
    tried, running = _legs(matter)
    hearing = (day_of(matter.hearing_at) - on).days if matter.hearing_at else None
    return Situation(
        region=matter.region, addressee=addressee.kind, address=_postal(matter, held),
        electronic=YES if electronic else UNKNOWN, consent=YES if gave_consent(matter, electronic, on) else NO,
        in_mainland=YES if any(row.kind == "mainland" for row in held) else UNKNOWN, agent=_agent(matter, on),
        representative_office=_known(contacts, channels.REPRESENTATIVE_OFFICE),
        wholly_owned=_known(contacts, channels.WHOLLY_OWNED), branch=_authority(contacts, channels.BRANCH),
        business_agent=_authority(contacts, channels.BUSINESS_AGENT),
        codefendant_entity=_codefendant(matter, contacts, on),
        agreed_mode=YES if channels.AGREED_MODE in contacts else NO, at_home=addressee.has_mainland_domicile,
        whereabouts_unknown=matter.whereabouts_unknown_at is not None,
        procedure=matter.case.procedure if matter.case else "ordinary",
        evidence=matter.kind == ServiceMatter.Kind.EVIDENCE, is_judgment=matter.is_judgment,
        court_level=matter.court.level, authorised_for_macao=writes_to_macao(matter.court, on),
        pilot_open=bool(practice and practice.pilot_is_open), to_be_recognised=True, days_to_hearing=hearing,
        warn_days=practice.hearing_warn_days if practice else None,
        short_days=practice.hearing_short_days if practice else None, tried=tried, running=running,
    )  # fmt: skip


def _shown(route: Route, figure: Figure | None) -> RouteShown:
    labels = dict(LegalBasis.choices)
    return RouteShown(
        route=route, label=str(Channel(route.channel).label), about=str(words.ABOUT[route.channel]),
        bases=tuple(str(labels[basis]) for basis in route.bases),
        obstacle=str(words.OBSTACLES[route.obstacle]) if route.obstacle else "",
        asks=_each(words.ASKS, route.asks), papers=_each(words.PAPERS, route.papers),
        warnings=_each(words.WARNINGS, route.warnings), state=str(words.STATES.get(route.state, "")),
        next_step=words.next_step_words(route.next_step), figure=figure,
    )  # fmt: skip


def _each(table: dict[str, Any], codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(table[code]) for code in codes)


def _postal(matter: ServiceMatter, held: list[Any]) -> str:
    there = [row for row in held if row.place == matter.region and not row.is_electronic]
    return YES if any(addresses.detail_of(row.text) in ENOUGH for row in there) else UNKNOWN


def _agent(matter: ServiceMatter, on: date) -> str:
    party = matter.addressee.party
    agents = [row for row in agents_in_force(party, on) if row.is_in_force(on)] if party else []
    if not agents:
        return NO
    return YES if any(may_receive_documents(row, on) for row in agents) else "excluded"


def _known(contacts: dict[str, ServiceContact], channel: str) -> str:
    return YES if channel in contacts else UNKNOWN


def _authority(contacts: dict[str, ServiceContact], channel: str) -> str:
    if channel not in contacts:
        return NO
    return "authorised" if contacts[channel].is_authorised else "unauthorised"


def _codefendant(matter: ServiceMatter, contacts: dict[str, ServiceContact], on: date) -> str:
    """Entered: yes. Somebody in the case could be it: to be found out."""
    if channels.CODEFENDANT_ENTITY in contacts:
        return YES
    parties = matter.case.parties.all() if matter.case else ()
    return UNKNOWN if any(is_codefendant(matter, party, on) for party in parties) else NO


def _legs(matter: ServiceMatter) -> tuple[frozenset[str], frozenset[str]]:
    """Routes over without success, and routes under way. A withdrawn leg is neither."""
    tried, running = set(), set()
    for leg in matter.legs.all():
        if leg.state in (lifecycle.FAILED, lifecycle.LAPSED, lifecycle.NOT_CERTIFIED):
            tried.add(leg.channel)
        elif leg.state not in lifecycle.LEG_OVER:
            running.add(leg.channel)
    return frozenset(tried - running), frozenset(running)
