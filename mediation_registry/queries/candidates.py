"""Who may be chosen or designated in a mediation, and why not: roster or register, art. 6, conflict pre-check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mediation_registry.models import (
    CourtRosterEntry,
    Mediation,
    OrganisationMembership,
    Registrant,
    RosterNaming,
)
from mediation_registry.queries.roles import jointly_certified_on
from mediation_registry.queries.rosters import is_on_court_roster
from mediation_registry.rules import eligibility
from mediation_registry.rules import rosters as roster_rules
from portal.cases.models import AuthorityLink, Party, Representation
from portal.cases.models.periods import in_force


@dataclass(frozen=True)
class Candidate:
    """One registrant for one mediation: what forbids the appointment, and what is only told. Sentences."""

    registrant: Registrant
    problems: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def may_be_appointed(self) -> bool:
        return not self.problems


@dataclass(frozen=True)
class People:
    """Keys of the people who stand, and who stood, in a dispute on any side."""

    now: frozenset[UUID] = field(default=frozenset())
    before: frozenset[UUID] = field(default=frozenset())


def people_in(mediation: Mediation, on: date) -> People:
    """Parties, representatives and agents of the mediation and its case; four queries at most."""
    now = set(mediation.parties.filter(person__isnull=False).values_list("person_id", flat=True))
    if mediation.case_id is None:
        return People(frozenset(now))
    ever: set[UUID] = set()
    parties = Party.objects.filter(case=mediation.case_id)
    for rows, column in (
        (parties, "person_id"),
        (AuthorityLink.objects.filter(party__in=parties), "holder_id"),
        (Representation.objects.filter(party__in=parties), "agent_id"),
    ):
        named = rows.filter(**{f"{column}__isnull": False})
        ever |= set(named.values_list(column, flat=True))
        now |= set(named.filter(Q(valid_to=None) | Q(valid_to__gt=on)).values_list(column, flat=True))
    return People(frozenset(now), frozenset(ever - now))


def candidates(mediation: Mediation, on: date, among: Iterable[UUID] | None = None) -> list[Candidate]:
    """Everybody (or everybody ``among`` these) who may be chosen here, by register number; six queries."""
    rows = eligible_pool(mediation, on).select_related("profile", "home_jurisdiction", "person")
    if among is not None:
        rows = rows.filter(pk__in=list(among))
    people, connections = people_in(mediation, on), connections_of(mediation)
    found = [
        judged(mediation, registrant, people, connections)
        for registrant in rows.prefetch_related("person__names").order_by("register_no")
    ]
    return [candidate for candidate in found if candidate.may_be_appointed]


def drawn_at_random(mediation: Mediation, on: date, *, without: Iterable[UUID], most: int) -> list[UUID]:
    """Keys of further people of the pool who may be chosen, drawn at random by the database."""
    pool = eligible_pool(mediation, on).exclude(pk__in=list(without)).order_by("?")
    drawn = list(pool.values_list("pk", flat=True)[: most * 3])
    return [candidate.registrant.pk for candidate in candidates(mediation, on, drawn)]


def eligible_pool(mediation: Mediation, on: date) -> QuerySet[Registrant]:
    """Referred: the court's roster (Online art. 10; 2016 art. 12). Arranged: jointly certified, or on any roster."""
    active = CourtRosterEntry.objects.filter(in_force(on), state=roster_rules.ACTIVE)
    if mediation.court_id is not None:
        shared = Q(
            sharings__court=mediation.court_id, sharings__state="consented", sharings__valid_from__lte=on
        ) & (Q(sharings__valid_to=None) | Q(sharings__valid_to__gt=on))
        active = active.filter(Q(roster__court=mediation.court_id) | shared)
    named = RosterNaming.objects.on(on).filter(entry__in=active.values("pk"))
    on_roster = Q(pk__in=active.values("registrant")) | Q(pk__in=named.values("mediator"))
    if mediation.court_id is not None:
        return Registrant.objects.filter(on_roster)
    return Registrant.objects.filter(on_roster | Q(pk__in=jointly_certified_on(on).values("pk")))


def connections_of(mediation: Mediation) -> tuple[str, ...]:
    """What art. 6 asks about the parties."""
    return tuple(mediation.parties.values_list("connection", flat=True))


def judged(
    mediation: Mediation, registrant: Registrant, people: People, connections: Iterable[str]
) -> Candidate:
    """One registrant, without asking whether he stands on the roster or register."""
    problems, notices = [], []
    profile = getattr(registrant, "profile", None)
    if registrant.person_id in people.now:
        problems.append(_("Stands in this dispute as party, representative or agent."))
    if registrant.person_id in people.before:
        notices.append(
            _("Stood earlier in this case as party, representative or agent; this is to be disclosed.")
        )
    if profile is not None and not profile.accepts_appointments:
        problems.append(_("Does not accept new appointments at present."))
    if not registrant.is_organisation:
        verdict = _article_6(mediation, registrant, connections)
        if verdict.reason in (eligibility.NO_CONNECTION, eligibility.RESIDENCE_UNKNOWN):
            (problems if verdict.forbids else notices).append(article_6_in_words(verdict))
    return Candidate(registrant, tuple(problems), tuple(notices))


def _article_6(
    mediation: Mediation, registrant: Registrant, connections: Iterable[str]
) -> eligibility.Verdict:
    profile = getattr(registrant, "profile", None)
    residence = eligibility.residence_of(
        profile.residence if profile is not None else "", registrant.home_jurisdiction.code
    )
    return eligibility.article_6(
        rules_chosen=mediation.rules_chosen, residence=residence, connections=connections
    )


def article_6_in_words(verdict: eligibility.Verdict) -> str:
    """The verdict as a sentence, with the article and what it means here."""
    sentences = {
        eligibility.NOT_CONCERNED: _("Does not live in Hong Kong or Macao; article 6 of the Online Rules is not "
                                     "concerned."),
        eligibility.CONNECTED: _("Lives in Hong Kong or Macao, and a party is from there or is a Mainland enterprise "
                                 "with investment from there: article 6 of the Online Rules allows it."),
        eligibility.NO_CONNECTION: _("Lives in Hong Kong or Macao, but no party is from there or is a Mainland "
                                     "enterprise with investment from there (Online Mediation Rules, art. 6)."),
        eligibility.RESIDENCE_UNKNOWN: _("Where the mediator lives has not been entered; article 6 of the Online Rules "
                                         "depends on it."),
    }  # fmt: skip
    return sentences[verdict.reason]


def judged_now(mediation: Mediation, registrant: Registrant, on: date) -> Candidate:
    """One registrant with every check, the roster or register included; the last word before an appointment."""
    found = judged(mediation, registrant, people_in(mediation, on), connections_of(mediation))
    problems = list(found.problems)
    if mediation.court is not None and not is_on_court_roster(registrant, mediation.court, on):
        problems.append(_("Is not on this court's roster of invited mediators today."))
    elif mediation.court is None and not eligible_pool(mediation, on).filter(pk=registrant.pk).exists():
        problems.append(_("Is neither jointly certified nor on a court's roster today."))
    return Candidate(registrant, tuple(problems), found.notices)


def members_of(organisation: Registrant, mediation: Mediation, on: date) -> list[Candidate]:
    """The mediators whom an organisation may name: those named with its roster entry and, arranged, its members.

    Where a court referred, only mediators listed with the organisation on the roster count as the court's (2016
    Provisions art. 6 para. 3).
    """
    named = RosterNaming.objects.on(on).filter(entry__registrant=organisation)
    confirmed = OrganisationMembership.objects.on(on).filter(
        organisation=organisation, confirmed_at__isnull=False
    )
    fit = Q(pk__in=named.values("mediator"))
    if mediation.court_id is not None:
        fit &= Q(pk__in=eligible_pool(mediation, on).values("pk"))
    else:
        fit |= Q(pk__in=confirmed.values("mediator"))
    rows = Registrant.objects.filter(fit)
    rows = rows.select_related("profile", "home_jurisdiction", "person").order_by("register_no")
    people, connections = people_in(mediation, on), connections_of(mediation)
    found = [judged(mediation, row, people, connections) for row in rows.prefetch_related("person__names")]
    return [candidate for candidate in found if candidate.may_be_appointed]
