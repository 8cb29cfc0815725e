"""Steps of random walks through a service matter: the judge by her real acts, everybody else by the table of states.

What other people record is done here as the tables allow it, with a proof's date and the call that every such act ends
with; so a walk reaches whatever any combination of channels could reach.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused
from service_of_process.actions import challenges, exhausting, late_results, notice_orders, opening
from service_of_process.actions.clocks import start_clock
from service_of_process.actions.confirming import after_proof, confirm, decline, renew
from service_of_process.actions.evaluating import evaluate
from service_of_process.actions.facts import find_fact, reject_fact
from service_of_process.actions.steps import move_leg, move_matter, require_leg_state, require_matter_state
from service_of_process.models import Challenge, Clock, ConfirmedFact, Leg, Proposal, ServiceMatter
from service_of_process.rules import channels, effect, lifecycle
from service_of_process.rules.lifecycle import LEG_TRANSITIONS, S
from service_of_process.rules.seats import SEATS
from tests.factories import service

CHANNELS = (
    channels.ENTRUSTED_HK,
    channels.MAIL,
    channels.ELECTRONIC,
    channels.PERSONAL,
    channels.PILOT_LAWYER,
)
Refused = (ValidationError, PermissionRefused, IntegrityError)


class Walk:
    """One matter, the dice, and the day."""

    def __init__(self, seed: int, judge: Actor, clerk: Actor) -> None:
        self.dice, self.judge, self.clerk = Random(seed), judge, clerk
        self.matter = service.a_matter()
        self.at: datetime = service.NOW
        self.by_judge = False

    @property
    def on(self) -> date:
        return self.at.date()

    def step(self) -> None:
        """One try of one act by somebody; what is refused leaves everything as it was."""
        self.by_judge = False
        act: Callable[[], Any] = self.dice.choice(
            (self.opens, self.records, self.records, self.records, self.records, self.decides, self.decides,
             self.decides, self.orders, self.objects, self.days_pass, self.submits, self.clerk_tries)
        )  # fmt: skip
        try:
            with transaction.atomic():
                act()
        except Refused:
            self.by_judge = False

    def _matter(self) -> ServiceMatter:
        return ServiceMatter.objects.select_for_update().get(pk=self.matter.pk)

    def opens(self) -> None:
        """The clerk opens a leg, or the judge orders the pilot."""
        matter, channel = self._matter(), self.dice.choice(CHANNELS)
        act = S + ("pilot_ordered" if channel == channels.PILOT_LAWYER else "leg_opened")
        require_matter_state(matter, act)
        state = lifecycle.leg_after(channels.family_of(channel), None, act)
        assert state is not None
        service.a_leg(matter, channel, state)
        move_matter(matter, act, self.at)

    def records(self) -> None:
        """Somebody other than the judge records what happened on a leg, as the table of its family allows it."""
        matter = self._matter()
        legs = list(matter.legs.all())
        if not legs:
            raise ValidationError("there is no leg yet")
        leg = self.dice.choice(legs)
        leg.matter = matter
        possible = sorted(
            act for (family, state, act) in LEG_TRANSITIONS
            if (family, state) == (leg.family, leg.state) and SEATS[act] != (lifecycle.JUDGE,)
        )  # fmt: skip
        act = self.dice.choice(possible or [S + "leg_opened"])
        require_matter_state(matter, act)
        require_leg_state(leg, act)
        if leg.dispatched_date is None and act.endswith(("dispatched", "posted", "sent", "instructed")):
            leg.dispatched_date = self.on - timedelta(days=self.dice.randint(1, 120))
            self._begin(leg)
        after = lifecycle.leg_after(leg.family, leg.state, act)
        if after in (lifecycle.PROVED, lifecycle.LATE_RESULT, lifecycle.CERTIFIED, lifecycle.PRESUMED) or (
            act == S + "leg_rectified"
        ):
            leg.proof_date = self.on - timedelta(days=self.dice.randint(0, 60))
        if after == lifecycle.RUNNING and leg.state == lifecycle.APPROVED:
            move_leg(leg, act, self.at)
            start_clock(matter, rule=matter.notice_basis, start=self.on, at=self.at, holder="", leg=leg)
            return
        move_leg(leg, act, self.at)
        after_proof(leg, self.at)

    def _begin(self, leg: Leg) -> None:
        rule = effect.CLOCK_OF.get(leg.family)
        if rule and leg.dispatched_date and not Clock.objects.filter(leg=leg).exists():
            leg.save()
            start_clock(
                leg.matter, rule=rule, start=leg.dispatched_date, at=self.at, holder="requested", leg=leg
            )

    def _someone_decides(self, actor: Actor) -> None:
        rows = list(Proposal.objects.filter(matter=self.matter).order_by("made_at", "pk"))
        waiting = [row for row in rows if row.state == Proposal.State.OPEN] or rows
        found = self.dice.choice(waiting or [Proposal()])
        act = self.dice.choice((confirm, confirm, confirm, decline, renew))
        words: dict[str, Any] = {} if act is renew else {"reason": "As the file shows."}
        act(actor=actor, at=self.at, proposal_id=found.pk, **words)

    def decides(self) -> None:
        self.by_judge = True
        self._someone_decides(self.judge)

    def clerk_tries(self) -> None:
        """The same by the clerk: always refused, which the walk checks by the date."""
        self._someone_decides(self.clerk)

    def orders(self) -> None:
        """The judge's acts that need no proposal."""
        self.by_judge = True
        leg = self.dice.choice(list(self.matter.legs.all()) or [Leg()])
        on_matter = {"matter_id": self.matter.pk}
        on_leg = {"leg_id": leg.pk}
        act, words = self.dice.choice((
            (exhausting.confirm_exhaustion, on_matter), (notice_orders.record_whereabouts_unknown, on_matter),
            (notice_orders.order_notice, on_matter), (notice_orders.order_notice, on_matter),
            (notice_orders.stop_notice, on_leg), (challenges.uphold, on_matter), (challenges.set_aside, on_matter),
            (late_results.accept_late_result, on_leg), (late_results.decline_late_result, on_leg),
            (opening.withdraw_matter if self.dice.random() < 0.2 else challenges.uphold, on_matter),
        ))  # fmt: skip
        act(actor=self.judge, at=self.at, reason="As the file shows.", **words)

    def objects(self) -> None:
        matter = self._matter()
        require_matter_state(matter, S + "service_challenged")
        matter.state_before_challenge = matter.state
        move_matter(matter, S + "service_challenged", self.at)
        Challenge.objects.create(matter=matter, grounds="Not my hand.", filed_at=self.at, filed_by="user:x")

    def days_pass(self) -> None:
        self.at += timedelta(days=self.dice.choice((1, 7, 40, 95)))
        evaluate(at=self.at)

    def submits(self) -> None:
        """A circumstance of art. 12 is submitted and decided."""
        legs = list(self.matter.legs.all())
        fact = ConfirmedFact.objects.create(
            matter=self.matter, leg=self.dice.choice([*legs, None]), kind="mention", fact_date=self.on,
            description="She wrote of it.", submitted_at=self.at, submitted_by=self.clerk.key,
        )  # fmt: skip
        decide = self.dice.choice((find_fact, find_fact, reject_fact))
        decide(actor=self.judge, at=self.at, fact_id=fact.pk, reason="As the file shows.")
