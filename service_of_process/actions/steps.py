"""The beats that every act shares: lock, may this person, may it happen; write; record; tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions import beats
from portal.cases.actions.beats import locked_row, next_number, require_past, require_possible, seats_taken
from portal.cases.actions.steps import day_of, tell_accounts
from portal.cases.models import Assignment
from portal.cases.models.cases import person_id_of
from portal.cases.queries import accounts_concerned
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused, require
from portal.time_limits.computing import EARLIEST, LATEST
from service_of_process.models import Leg, MatterEvent, ServiceMatter
from service_of_process.models.matters import MatterQuerySet, courts_held
from service_of_process.rules import lifecycle
from service_of_process.rules.seats import ROLES_AT, SEATS

__all__ = [
    "TOLD", "S", "day_of", "locked", "locked_leg", "move_leg", "move_matter", "next_number", "reaches_leg", "record",
    "require_known_year", "require_leg_state", "require_matter_state", "require_order", "require_past",
    "require_since_filing", "seen_for", "seen_from", "tell",
]  # fmt: skip
S = lifecycle.S
#: Milestones that every side of the case is told by a notice; the rest it reads on the matter's page.
TOLD = frozenset(
    S + act
    for act in (
        "leg_dispatched", "mail_posted", "result_relayed", "notice_ordered", "notice_began", "service_upheld",
        "service_set_aside", "matter_withdrawn", "exhaustion_confirmed", "service_confirmed", "earlier_service_confirmed",
        "deemed_service_confirmed", "notice_service_confirmed",
    )
)  # fmt: skip


def locked(actor: Actor, at: datetime, act: str, matter_id: UUID) -> ServiceMatter:
    """Beats one to three for the matter: locked, if the actor sits in a seat of the act and it may happen now.

    Acts that the matter's table does not name are not checked against its state here.

    :raises PermissionRefused: no such matter from any of the act's seats (404 at the doors).
    :raises ValidationError: the act is not possible in the matter's state.
    """
    require(actor, act)
    matters = ServiceMatter.objects.select_related("court", "case", "addressee")
    matter = locked_row(matters, matter_id, open_to=seen_for(act, actor, at), act=act)
    require_matter_state(matter, act)
    return matter


def locked_leg(actor: Actor, at: datetime, act: str, leg_id: UUID) -> Leg:
    """Beats one to three for a leg: matter and leg locked, ``leg.matter`` is the locked matter.

    From the seat of the High People's Court only the legs that came to that court are reached.

    :raises PermissionRefused: no such leg from any of the act's seats (404 at the doors).
    :raises ValidationError: the act is not possible in the state of the leg or of the matter.
    """
    found = Leg.objects.filter(pk=leg_id).values_list("matter_id", flat=True).first()
    if found is None:
        raise PermissionRefused(act)
    matter = locked(actor, at, act, found)
    leg = Leg.objects.select_for_update(of=("self",)).select_related("address", "contact").get(pk=leg_id)
    leg.matter = matter
    if not reaches_leg(actor, at, act, leg):
        raise PermissionRefused(act)
    require_leg_state(leg, act)
    return leg


def seen_for(act: str, actor: Actor, at: datetime) -> MatterQuerySet:
    """The matters on which the actor may do the act, from all its seats together."""
    found = ServiceMatter.objects.none()
    for seat in seats_taken(actor, SEATS[act], ROLES_AT):
        found = found | seen_from(seat, actor, day_of(at))
    return found


def seen_from(seat: str, actor: Actor, on: date) -> MatterQuerySet:
    """The matters open from one seat."""
    matters = ServiceMatter.objects.all()
    if actor.is_system:
        return matters if seat in (lifecycle.SYSTEM, lifecycle.ADDRESSEE) else matters.none()
    if seat in (lifecycle.CLERK, lifecycle.DESK):
        courts = matters.for_staff(actor, on, ROLES_AT[seat])
        return courts.filter(court__in=courts_held(actor, on, ROLES_AT[seat]))
    if seat == lifecycle.EXECUTING_COURT:
        here = courts_held(actor, on, ROLES_AT[seat])
        return matters.for_staff(actor, on, ROLES_AT[seat]).filter(executing_court__in=here)
    if seat == lifecycle.UPPER:
        return matters.for_upper(actor, on)
    if seat == lifecycle.JUDGE:
        return matters.for_staff(actor, on, ROLES_AT[seat]).filter(pk__in=_sat_by(actor, on).values("pk"))
    if seat in (lifecycle.PEOPLE, lifecycle.ADDRESSEE):
        return matters.concerning(actor, on)
    return matters.none()


def _sat_by(actor: Actor, on: date) -> MatterQuerySet:
    """The matters whose case this judge has: judge in charge, or member of the panel (承办法官、合议庭)."""
    held = Assignment.objects.on(on).filter(holder_id=person_id_of(actor), seat__in=("judge", "panel"))
    return ServiceMatter.objects.filter(case__in=held.values("case"))


def reaches_leg(actor: Actor, at: datetime, act: str, leg: Leg) -> bool:
    """Somebody who sits only at the High People's Court reaches only the legs that came there."""
    for seat in seats_taken(actor, SEATS[act], ROLES_AT):
        if not seen_from(seat, actor, day_of(at)).filter(pk=leg.matter_id).exists():
            continue
        if seat != lifecycle.UPPER or leg.matter.is_inbound:
            return True
        here = courts_held(actor, day_of(at), ROLES_AT[seat])
        if leg.transferred_date and here.filter(court=leg.upper_court_id).exists():
            return True
    return False


def require_matter_state(matter: ServiceMatter, act: str) -> None:
    """Let the act go on if the matter's table does not name it, or has it for this state.

    :raises ValidationError: a sentence with the state.
    """
    named = any(name == act for _state, name in lifecycle.MATTER_TRANSITIONS)
    if named:
        sentence = _("This step is not possible now. State of the matter: %(state)s.")
        after = lifecycle.matter_after(matter.state, act)
        require_possible(after, sentence, state=matter.get_state_display())


def require_leg_state(leg: Leg, act: str) -> None:
    """Let the act go on if the leg's table has it for this state.

    :raises ValidationError: a sentence with the state.
    """
    sentence = _("This step is not possible now. State of leg %(leg)s: %(state)s.")
    after = lifecycle.leg_after(leg.family, leg.state, act)
    require_possible(after, sentence, leg=leg.number, state=leg.get_state_display())


def move_leg(leg: Leg, act: str, at: datetime) -> None:
    """Beat five for a leg: the state after the act, by the one table; saves the row."""
    if beats.move(leg, lifecycle.leg_after(leg.family, leg.state, act), at) and leg.is_over:
        leg.ended_at = at
    leg.save()


def move_matter(matter: ServiceMatter, act: str, at: datetime) -> None:
    """Beat five for the matter: the state after the act, by the one table; saves the row."""
    after = lifecycle.matter_after(matter.state, act)
    beats.move(matter, matter.state_before_challenge if after == lifecycle.PREVIOUS else after, at)
    matter.save()


def record(
    act: str,
    *,
    actor: Actor,
    at: datetime,
    matter: ServiceMatter,
    leg: Leg | None = None,
    on: date | None = None,
    subject: Any = None,
    facts: Mapping[str, Any] | None = None,
    private: Mapping[str, str] | None = None,
) -> MatterEvent:
    """Beat six: the act enters the log, in the matter's chain, and the matter's course.

    ``on`` is the day of the event where it is not the day of the entry. ``facts`` hold no personal data.
    """
    thing = subject if subject is not None else (leg or matter)
    words = {"reference": leg.reference if leg else matter.reference, "state": matter.state, **(facts or {})}
    if leg is not None:
        words |= {"leg": leg.number, "channel": leg.channel, "leg_state": leg.state}
    words["on"] = (on or day_of(at)).isoformat()
    beats.enter(act, actor=actor, at=at, thing=thing, chain=matter.chain, facts=words, private=private)
    event = MatterEvent.objects.create(
        matter=matter, leg=leg, act=act, on_date=on or day_of(at), recorded_at=at, actor_key=actor.key,
        leg_state=leg.state if leg else "", matter_state=matter.state, facts=dict(facts or {}),
    )  # fmt: skip
    if act in TOLD:
        people = accounts_concerned(matter.case, day_of(at)) if matter.case else []
        tell(S + "milestone", people, matter=matter, at=at, context={"act": act}, about=f"{act}|{event.pk}")
    return event


def tell(
    kind: str,
    users: Iterable[User | None],
    *,
    matter: ServiceMatter,
    at: datetime,
    context: Mapping[str, Any] | None = None,
    at_desk: bool = False,
    about: str = "",
) -> None:
    """Beat seven: each of these accounts is told once of this act, after commit; staff ``at_desk``.

    ``about`` tells what is told once and never again, for the beat's reminders; else it is the moment of the act.
    """
    path = f"/staff/service/inspect/{matter.pk}/" if at_desk else f"/service/{matter.reference}/"
    tell_accounts(
        kind, users, court=matter.court, reference=matter.reference, chain=matter.chain, path=path,
        about=f"{matter.pk}|{about or at.isoformat()}", at=at, context=context,
    )  # fmt: skip


def require_order(earlier: date | None, later: date, field: str) -> date:
    """Nothing arrives before it was sent.

    :raises ValidationError: at ``field``, the date lies before the one it follows.
    """
    if earlier is not None and later < earlier:
        sentence = _("This date lies before the step that precedes it (%(earlier)s).")
        raise ValidationError({field: sentence % {"earlier": earlier.isoformat()}})
    return later


def require_known_year(on: date | None, field: str) -> None:
    """A planned day, such as a hearing, lies in a year with which periods can be computed.

    :raises ValidationError: at ``field``, it does not.
    """
    if on is not None and not EARLIEST.year <= on.year <= LATEST.year:
        raise ValidationError({field: _("Check the year of this date.")})


def require_since_filing(matter: ServiceMatter, on: date, field: str) -> date:
    """Nothing of a case goes out, arrives or is mentioned before the case was filed; a request names no case of ours.

    :raises ValidationError: at ``field``, the date lies before the filing.
    """
    if matter.case is not None and on < matter.case.filed_date:
        sentence = _("This date lies before the filing of the case (%(filed)s).")
        raise ValidationError({field: sentence % {"filed": matter.case.filed_date.isoformat()}})
    return on
