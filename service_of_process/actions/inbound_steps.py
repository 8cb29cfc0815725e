"""From the review of a request to the executing court: reviewed, supplemented, assigned."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.identity.models import Court, Office, User
from portal.identity.roles import Role
from service_of_process.actions.clocks import running
from service_of_process.actions.handing_over import hand_over
from service_of_process.actions.inbound_registering import rule_of
from service_of_process.actions.proofs import kept_file
from service_of_process.actions.steps import (
    S,
    locked_leg,
    move_leg,
    next_number,
    record,
    require_order,
    require_past,
    tell,
)
from service_of_process.actions.targets import start_target
from service_of_process.models import Leg, SupplementRound
from service_of_process.models.choices import Means, Target
from service_of_process.queries.inbound import executing_courts
from service_of_process.rules import inbound, lifecycle


def points_of(leg: Leg) -> tuple[str, ...]:
    """What the review of this request looks at, in the order of the text that governs it."""
    matter = leg.matter
    return inbound.checklist(matter.region, matter.kind, is_posted=leg.means != Means.PLATFORM)


@transaction.atomic
def review_request(*, actor: Actor, at: datetime, leg_id: UUID, found: Collection[str]) -> Leg:
    """The desk has looked at the letter and its papers: everything that the text asks for is there.

    A hearing date that has passed is no obstacle (1999 art. 4; 2020 art. 13).

    :raises PermissionRefused: no such request at the actor's desk.
    :raises ValidationError: something is missing; then a supplement is to be asked for.
    """
    act = S + "request_reviewed"
    leg = locked_leg(actor, at, act, leg_id)
    missing = [point for point in points_of(leg) if point not in found]
    if missing:
        sentence = _(
            "Something that the Arrangement asks for is missing. Ask the requesting side for a supplement."
        )
        raise ValidationError({"found": sentence}, code="incomplete")
    move_leg(leg, act, at)
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, facts={"found": list(points_of(leg))})
    return leg


@transaction.atomic
def request_supplement(
    *, actor: Actor, at: datetime, leg_id: UUID, asked_date: date, asked_for: str
) -> SupplementRound:
    """The requesting side is asked for material or an explanation (1999 art. 3; 2017 art. 3; 2020 art. 4).

    The period for carrying the request out runs on; the record says so.

    :raises PermissionRefused: no such request at the actor's desk.
    :raises ValidationError: nothing asked for, or a date that cannot be.
    """
    act = S + "inbound_supplement_requested"
    leg = locked_leg(actor, at, act, leg_id)
    require_order(leg.received_date, require_past(asked_date, at, "asked_date"), "asked_date")
    if not asked_for.strip():
        raise ValidationError({"asked_for": _("Say what is missing.")})
    clock = running(leg.matter, rule_of(leg.matter), leg)
    words = _("The period runs on: it began with the receipt of the letter and ends on %(date)s.")
    asked = SupplementRound.objects.create(
        leg=leg, number=next_number(leg.supplements), asked_date=asked_date, asked_for=asked_for.strip(),
        clock_note=words % {"date": clock.due_date.isoformat()} if clock else "",
    )  # fmt: skip
    move_leg(leg, act, at)
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=asked_date, subject=asked,
           facts={"number": asked.number}, private={"asked_for": asked.asked_for})  # fmt: skip
    return asked


@transaction.atomic
def receive_supplement(
    *, actor: Actor, at: datetime, leg_id: UUID, received_date: date, answer: str = "", upload: Any = None
) -> SupplementRound:
    """The requesting side answered, with papers or words; the request is reviewed on.

    :raises PermissionRefused: no such request at the actor's desk.
    :raises ValidationError: neither words nor papers, or a date before the question.
    """
    act = S + "inbound_supplement_received"
    leg = locked_leg(actor, at, act, leg_id)
    asked = leg.supplements.filter(received_date=None).order_by("-number").first()
    if asked is None:
        raise ValidationError(_("No supplement is awaited."))
    require_order(asked.asked_date, require_past(received_date, at, "received_date"), "received_date")
    paper = kept_file(actor=actor, at=at, matter=leg.matter, upload=upload)
    if paper is None and not answer.strip():
        raise ValidationError({"answer": _("Enter the answer, or attach it.")})
    asked.answered_date = asked.received_date = received_date
    asked.answer, asked.exhibit = answer.strip() or None, paper
    asked.save()
    hand_over(leg, actor=actor, at=at, giver=lifecycle.REQUESTING, taker=lifecycle.DESK, on=received_date,
              documents=False, files={"supplement": paper})  # fmt: skip
    move_leg(leg, act, at)
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=received_date, subject=asked,
           facts={"number": asked.number})  # fmt: skip
    return asked


@transaction.atomic
def assign_request(
    *, actor: Actor, at: datetime, leg_id: UUID, court_id: UUID, assigned_date: date, means: str = ""
) -> Leg:
    """The request goes to the court that carries it out (2020 art. 4; 2017 art. 3); its own first-attempt target runs.

    :raises PermissionRefused: no such request at the actor's desk.
    :raises ValidationError: not a court of the Mainland, or a date that cannot be.
    """
    act = S + "request_assigned"
    leg = locked_leg(actor, at, act, leg_id)
    matter = leg.matter
    require_order(leg.received_date, require_past(assigned_date, at, "assigned_date"), "assigned_date")
    court = executing_courts().filter(pk=court_id).first()
    if court is None:
        raise ValidationError({"court_id": _("Choose a court of the Mainland.")})
    matter.executing_court = court
    matter.save(update_fields=["executing_court"])
    move_leg(leg, act, at)
    _hand_on(leg, actor, at, assigned_date, means)
    record(act, actor=actor, at=at, matter=matter, leg=leg, on=assigned_date, facts={"court": court.code})
    tell(act, _desk_of(court, day_of(at)), matter=matter, at=at, at_desk=True)
    return leg


def _hand_on(leg: Leg, actor: Actor, at: datetime, on: date, means: str) -> None:
    """The papers to the executing court, which holds the period from now on."""
    matter = leg.matter
    hand_over(
        leg, actor=actor, at=at, giver=lifecycle.DESK, taker=lifecycle.EXECUTING_COURT, on=on, means=means
    )
    clock = running(matter, rule_of(matter), leg)
    if clock is not None:
        clock.holder = lifecycle.EXECUTING_COURT
        clock.save(update_fields=["holder"])
    start_target(leg, Target.INBOUND_FIRST, start=on, at=at, holder=lifecycle.EXECUTING_COURT,
                 court_id=matter.executing_court_id)  # fmt: skip


def _desk_of(court: Court, on: date) -> list[User]:
    """Who sits at the judicial-assistance desk of a court today."""
    held = Office.objects.filter(court=court, role=Role.ASSISTANCE_DESK.value).on(on).select_related("holder")
    return [office.holder for office in held]
