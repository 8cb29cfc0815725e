"""What one reader sees of a mediation: everything that a page or form asks, read once each."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from mediation_registry.models import (
    Acknowledgement,
    Appointment,
    Appraisal,
    ChoiceName,
    ChoiceRound,
    Disclosure,
    ExtensionProposal,
    Mediation,
    MediationParty,
    Participant,
    RecusalRequest,
    Session,
    Shortlist,
    SuspicionReport,
    Terms,
)
from mediation_registry.queries import mediation_clocks as clocks
from mediation_registry.queries.candidates import Candidate, candidates, eligible_pool
from mediation_registry.queries.mediation_clocks import Clock
from mediation_registry.queries.mediation_readiness import current_terms, missing
from mediation_registry.queries.mediations import Standing, live_appointments, standing_of
from mediation_registry.rules.conduct import keeps_online_clocks
from portal.audit.actors import Actor

#: Pools up to this size are shown as a list to tick; beyond it register numbers are entered.
SHORT_POOL = 60


class Situation:
    """A mediation as one actor stands in it at one moment; each question costs its queries once."""

    def __init__(self, mediation: Mediation, actor: Actor, at: datetime) -> None:
        self.mediation, self.actor, self.at = mediation, actor, at
        self.on: date = timezone.localdate(at)

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.mediation, self.actor, self.on)

    @cached_property
    def parties(self) -> list[MediationParty]:
        """Every party, the applicant's side first."""
        return list(
            self.mediation.parties.prefetch_related("acknowledgements", "contact_attempts").order_by(
                "side", "name"
            )
        )

    @cached_property
    def own(self) -> list[MediationParty]:
        """The parties for whom the actor stands."""
        keys = {party.pk for party in self.standing.parties}
        return [party for party in self.parties if party.pk in keys]

    @cached_property
    def own_side(self) -> str:
        """The side on which the actor stands; empty for others."""
        return self.own[0].side if self.own else ""

    @cached_property
    def appointments(self) -> list[Appointment]:
        """The appointments that stand, the presiding one first."""
        rows = live_appointments(self.mediation).prefetch_related(
            "mediator__person__names", "organisation__person__names"
        )
        return list(rows)

    @cached_property
    def round(self) -> ChoiceRound | None:
        """The choice that is open."""
        return self.mediation.rounds.exclude(phase=ChoiceRound.Phase.CLOSED).first()

    @cached_property
    def own_shortlist(self) -> Shortlist | None:
        """What the own side put forward in the open choice; never another side's."""
        if self.round is None or not self.own_side:
            return None
        return self.round.shortlists.filter(side=self.own_side).first()

    @cached_property
    def names(self) -> list[ChoiceName]:
        """The merged list in its neutral order."""
        if self.round is None:
            return []
        rows = self.round.names.select_related("registrant__person").prefetch_related(
            "registrant__person__names"
        )
        return list(rows.order_by("position"))

    @cached_property
    def own_side_answered(self) -> bool:
        return self.round is not None and self.round.side_answers.filter(side=self.own_side).exists()

    @cached_property
    def pool_is_short(self) -> bool:
        return eligible_pool(self.mediation, self.on)[: SHORT_POOL + 1].count() <= SHORT_POOL

    @cached_property
    def candidates(self) -> list[Candidate]:
        """Who may be chosen, where the pool is short enough to be listed."""
        return candidates(self.mediation, self.on) if self.pool_is_short else []

    @cached_property
    def disclosures(self) -> list[Disclosure]:
        """Ties disclosed by the mediators who stand, with the parties' answers."""
        rows = Disclosure.objects.filter(appointment__in=[row.pk for row in self.appointments])
        return list(rows.prefetch_related("answers").order_by("made_at"))

    def unanswered_disclosures(self) -> list[tuple[Disclosure, MediationParty]]:
        """Ties to which a party of the reader has not answered."""
        return [
            (disclosure, party)
            for disclosure in self.disclosures
            for party in self.own
            if party.pk not in {answer.party_id for answer in disclosure.answers.all()}
        ]

    @cached_property
    def recusals(self) -> list[RecusalRequest]:
        """Requests for recusal in this mediation, the newest first."""
        rows = RecusalRequest.objects.filter(appointment__mediation=self.mediation)
        return list(rows.select_related("party", "appointment__mediator__person").order_by("-requested_at"))

    @cached_property
    def terms(self) -> Terms | None:
        return current_terms(self.mediation)

    @cached_property
    def own_to_agree(self) -> list[MediationParty]:
        """The reader's parties who have not answered to the terms in force."""
        if self.terms is None:
            return []
        answered = set(self.terms.answers.values_list("party_id", flat=True))
        return [party for party in self.own if party.pk not in answered]

    def unread(self, text: str) -> list[MediationParty]:
        """The reader's parties who have not read a notice."""
        return [p for p in self.own if text not in {row.text for row in p.acknowledgements.all()}]

    @cached_property
    def participants(self) -> list[Participant]:
        """Who else takes part now."""
        rows = self.mediation.participants.filter(left_at=None)
        return list(rows.prefetch_related("acknowledgements").select_related("party"))

    @cached_property
    def sessions(self) -> list[Session]:
        return list(self.mediation.sessions.select_related("minutes").order_by("number"))

    @cached_property
    def proposal(self) -> ExtensionProposal | None:
        """The proposal to extend that waits for answers."""
        return self.mediation.extensions.filter(closed_at=None).first()

    @cached_property
    def own_to_extend(self) -> list[MediationParty]:
        if self.proposal is None:
            return []
        answered = set(self.proposal.answers.values_list("party_id", flat=True))
        return [party for party in self.own if party.pk not in answered]

    @cached_property
    def running_appraisal(self) -> Appraisal | None:
        return self.mediation.appraisals.filter(last_date=None).first()

    @cached_property
    def suspicion(self) -> SuspicionReport | None:
        """The report that waits for examination."""
        return self.mediation.suspicions.filter(decided_at=None).first()

    @cached_property
    def missing(self) -> list[tuple[str, str]]:
        """What is still open before the beginning, with the article."""
        return missing(self.mediation)

    @cached_property
    def identities_open(self) -> list[tuple[str, str]]:
        """Who has still to show who they are: key of the form, name."""
        people = [(f"party:{p.pk}", p.name) for p in self.parties if p.identity_checked_at is None]
        return people + [
            (f"participant:{p.pk}", p.name) for p in self.participants if p.identity_checked_at is None
        ]

    @cached_property
    def on_paper_open(self) -> list[tuple[str, str]]:
        """Participants who have not read the notice of confidentiality: key of the form, name."""
        wanted = Acknowledgement.Text.CONFIDENTIALITY
        return [
            (f"participant:{p.pk}", p.name)
            for p in self.participants
            if wanted not in {row.text for row in p.acknowledgements.all()}
        ]

    @cached_property
    def clocks(self) -> list[Clock]:
        """The clocks that run, the nearest first."""
        return clocks.running_clocks(self.mediation, self.appointments, self.on, timezone.localdate)

    def clock(self, code: str) -> Clock | None:
        """One of the running clocks."""
        return next((clock for clock in self.clocks if clock.code == code), None)

    @cached_property
    def overdue(self) -> Appointment | None:
        """A mediator who has not answered: after three working days (Online art. 12); other rules name no day."""
        told = (row for row in self.appointments if row.state == Appointment.State.TOLD)
        timed = keeps_online_clocks(self.mediation.rules_chosen)
        for row in told:
            if not timed:
                return row
            clock = clocks.reply_clock(timezone.localdate(row.told_at), self.mediation.rules_chosen)
            if clock is not None and self.on > clock.due_date:
                return row
        return None

    @cached_property
    def last_day(self) -> date | None:
        return clocks.last_day(self.mediation, self.on)

    @cached_property
    def invited_party(self) -> MediationParty | None:
        """The other side that has not joined yet, in a mediation that people arrange themselves."""
        if self.mediation.court_id is not None:
            return None
        return next((party for party in self.parties if party.person_id is None), None)


def mine(mediations: QuerySet[Mediation]) -> QuerySet[Mediation]:
    """With what a list shows of each."""
    return mediations.select_related("court", "case").prefetch_related("parties").order_by("-state_since_at")
