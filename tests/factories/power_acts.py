"""Each act on a power of attorney as a call, with what has to stand before it, for the table of transitions.

Acts of the court before the session, of the people on their draft and those that end a power are called as they are.
The acts inside the room have their own tests with a whole session; here they go through the beats that they share: the
lock from their seat, and the table of states.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction

from portal.audit.actors import Actor
from portal.identity.actions.papers import submit_document
from portal.identity.models import IdentityDocument
from portal.power_of_attorney.actions import (
    booking,
    drafting,
    identity,
    interpreters,
    keeping_ends,
    keeping_review,
    reviewing,
    steps,
    submitting,
)
from portal.power_of_attorney.actions.lobby import open_lobby
from portal.power_of_attorney.models import Appointment, PowerOfAttorney, Slot
from portal.power_of_attorney.rules import lifecycle
from tests.factories import people
from tests.factories import powers as made

NOW = made.NOW
TODAY = NOW.date()
Prepare = Callable[[PowerOfAttorney], Any]
Call = Callable[[PowerOfAttorney, Actor], Any]


def nothing(power: PowerOfAttorney) -> None:
    """Nothing has to stand before."""


def on_power(action: Callable[..., Any], **entries: Any) -> Call:
    """An action that takes the power's key; entries may be made when it is called."""

    def call(power: PowerOfAttorney, actor: Actor) -> Any:
        given = {name: value(power) if callable(value) else value for name, value in entries.items()}
        return action(actor=actor, at=NOW, power_id=power.pk, **given)

    return call


def through_the_beats(act: str, *seats: str) -> Call:
    """Lock from one of the seats, move by the table, record."""

    def call(power: PowerOfAttorney, actor: Actor) -> Any:
        seat = lifecycle.SYSTEM if actor.is_system else seats[0]
        if len(seats) > 1 and not actor.is_system:
            seat = booking.seat_of(actor, NOW, act, power.pk)
        with transaction.atomic():
            found = steps.locked(actor, NOW, act, power.pk, seat=seat)
            if act.endswith(("made_effective", "expired", "case_closed")):
                found.effective_at = NOW
            steps.move(found, act, NOW)
            steps.record(act, actor=actor, at=NOW, power=found)

    return call


def a_paper(power: PowerOfAttorney) -> None:
    """The principal's identity card, verified after the platform answered that it matches."""
    user = people.principal()
    paper = submit_document(
        actor=people.actor(user),
        at=NOW,
        person=power.principal,
        kind="hkid",
        number="A123456(3)",
        court=power.court,
    )
    found = {"state": "verified", "platform_answer": "match", "adapter": "simulated-national-platform"}
    IdentityDocument.objects.filter(pk=paper.pk).update(
        **found, is_simulated=True, decided_at=NOW, decided_by="test", basis="seen"
    )


def a_free_slot(power: PowerOfAttorney) -> None:
    made.a_slot(NOW + timedelta(days=5))


def free_slot(power: PowerOfAttorney) -> Any:
    return Slot.objects.filter(starts_at=NOW + timedelta(days=5)).get().pk


def a_passed_cure(power: PowerOfAttorney) -> None:
    PowerOfAttorney.objects.filter(pk=power.pk).update(cure_by_date=TODAY - timedelta(days=1))


def an_unpledged_interpreter(power: PowerOfAttorney) -> None:
    engagement = made.interpreted(power)
    engagement.pledged_at, engagement.pledge_version = None, ""
    engagement.save()


def pledge(power: PowerOfAttorney, actor: Actor) -> Any:
    engagement = power.interpreters.get(released_at=None)
    return interpreters.pledge(actor=actor, at=NOW, engagement_id=engagement.pk, language="pt")


def link_case(power: PowerOfAttorney, actor: Actor) -> Any:
    return reviewing.link_case(
        actor=actor, at=NOW, power_id=power.pk, case_id=power.case.pk, party_id=power.party.pk
    )


def booked_if_free(power: PowerOfAttorney) -> None:
    """The lobby opens for the booking that stands."""
    if not power.appointments.filter(state=Appointment.State.BOOKED).exists():
        made.booked(power, made.a_slot(NOW + timedelta(days=6)))


WHY = {"reason": "A reason for tests."}
LATER = TODAY + timedelta(days=20)
P = lifecycle.P
CALLS: dict[str, tuple[Prepare, Call]] = {
    "edited": (nothing, on_power(drafting.edit, excludes_service=True)),
    "withdrawn": (nothing, on_power(submitting.withdraw, **WHY)),
    "identity_check_opened": (nothing, on_power(identity.open_identity_check)),
    "identity_verified": (a_paper, on_power(identity.verify_identity, basis="Seen.")),
    "identity_confirmed_manually": (a_paper, on_power(identity.confirm_identity_manually, basis="Seen.")),
    "identity_failed": (nothing, on_power(identity.fail_identity, **WHY)),
    "review_opened": (nothing, on_power(reviewing.open_review)),
    "legal_basis_recorded": (
        nothing, on_power(reviewing.record_legal_basis, basis="interp-2022-art523-549", **WHY)),
    "case_linked": (nothing, link_case),
    "cure_ordered": (nothing, on_power(reviewing.order_cure, grounds="A paper is missing.", by_date=LATER)),
    "cure_extended": (nothing, on_power(reviewing.extend_cure, by_date=LATER, **WHY)),
    "cure_lapsed": (a_passed_cure, on_power(reviewing.lapse_cure, **WHY)),
    "refused": (nothing, on_power(reviewing.refuse, **WHY)),
    "cleared": (nothing, on_power(reviewing.clear)),
    "change_ordered": (nothing, on_power(reviewing.order_change, **WHY)),
    "booked": (a_free_slot, on_power(booking.book, slot_id=free_slot)),
    "rescheduled": (a_free_slot, on_power(booking.reschedule, slot_id=free_slot, **WHY)),
    "booking_cancelled": (nothing, on_power(booking.cancel_booking, **WHY)),
    "no_show_recorded": (nothing, on_power(booking.record_no_show, absent=["principal"], **WHY)),
    "interpreter_engaged": (nothing, on_power(
        interpreters.engage_interpreter, languages=["pt", "zh-hans"], identity_basis="Passport seen.",
        person=lambda power: people.person_of(made.interpreter()))),
    "interpreter_pledged": (an_unpledged_interpreter, pledge),
    "interpreter_released": (made.interpreted, on_power(interpreters.release_interpreter, **WHY)),
    "lobby_opened": (booked_if_free, on_power(open_lobby)),
    "rejected": (nothing, on_power(keeping_review.reject, **WHY)),
    "case_closed": (nothing, on_power(keeping_ends.close_with_case, **WHY)),
}  # fmt: skip

SEATS: dict[str, tuple[str, ...]] = {
    "agent_invited": (lifecycle.PRINCIPAL,), "agent_accepted": (lifecycle.AGENT,),
    "agent_declined": (lifecycle.AGENT,), "agent_removed": (lifecycle.PRINCIPAL,),
    "agent_paper_filed": (lifecycle.AGENT,), "agent_paper_withdrawn": (lifecycle.AGENT,),
    "warning_answered": (lifecycle.AGENT,), "consent_given": (lifecycle.AGENT,),
    "consent_withdrawn": (lifecycle.AGENT,), "submitted": (lifecycle.PRINCIPAL,),
    "resubmitted": (lifecycle.PRINCIPAL,), "taken_offline": (lifecycle.AGENT,), "instrument_made": (lifecycle.COURT,),
    "session_opened": (lifecycle.COURT,), "identity_repeated": (lifecycle.COURT,),
    "answer_recorded": (lifecycle.COURT,), "power_struck": (lifecycle.COURT,), "signed_by_hand": (lifecycle.AGENT,),
    "session_suspended": (lifecycle.COURT,), "session_resumed": (lifecycle.COURT,),
    "session_aborted": (lifecycle.COURT,), "attested": (lifecycle.COURT,), "session_closed": (lifecycle.COURT,),
    "made_effective": (lifecycle.COURT,), "sent_to_attesting_officer": (lifecycle.COURT,),
    "amended": (lifecycle.COURT,), "revoked": (lifecycle.PRINCIPAL, lifecycle.COURT), "expired": (lifecycle.COURT,),
}  # fmt: skip
CALLS |= {act: (nothing, through_the_beats(P + act, *seats)) for act, seats in SEATS.items()}
