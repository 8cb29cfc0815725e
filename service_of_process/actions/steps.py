"""The beats that every act shares: lock, may this person, may it happen; write; record; tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from i18n import languages
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.cases.models.cases import person_id_of
from portal.cases.queries import accounts_concerned, recipient
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused, require
from portal.notices import outbox
from portal.time_limits.computing import EARLIEST, LATEST
from service_of_process.models import Leg, MatterEvent, ServiceMatter
from service_of_process.models.matters import MatterQuerySet
from service_of_process.rules import lifecycle
from service_of_process.rules.seats import ROLES_AT, SEATS

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
    rows = seen_for(act, actor, at).values("pk")
    matters = ServiceMatter.objects.select_for_update(of=("self",)).select_related(
        "court", "case", "addressee"
    )
    matter = matters.filter(pk=matter_id, pk__in=rows).first()
    if matter is None:
        raise PermissionRefused(act)
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
    for seat in SEATS[act]:
        if actor.roles & ROLES_AT[seat]:
            found = found | seen_from(seat, actor, day_of(at))
    return found


def seen_from(seat: str, actor: Actor, on: date) -> MatterQuerySet:
    """The matters open from one seat."""
    matters = ServiceMatter.objects.all()
    if actor.is_system:
        return matters if seat in (lifecycle.SYSTEM, lifecycle.ADDRESSEE) else matters.none()
    if seat in (lifecycle.CLERK, lifecycle.DESK):
        courts = matters.for_staff(actor, on, ROLES_AT[seat])
        return courts.filter(court__in=_courts(actor, on, ROLES_AT[seat]))
    if seat == lifecycle.EXECUTING_COURT:
        here = _courts(actor, on, ROLES_AT[seat])
        return matters.for_staff(actor, on, ROLES_AT[seat]).filter(executing_court__in=here)
    if seat == lifecycle.UPPER:
        return matters.for_upper(actor, on)
    if seat == lifecycle.JUDGE:
        return matters.for_staff(actor, on, ROLES_AT[seat]).filter(pk__in=_sat_by(actor, on).values("pk"))
    if seat in (lifecycle.PEOPLE, lifecycle.ADDRESSEE):
        return matters.concerning(actor, on)
    return matters.none()


def _courts(actor: Actor, on: date, roles: frozenset[str]) -> Any:
    from portal.identity.models import Office

    held = Office.objects.filter(holder_id=person_id_of(actor), role__in=sorted(roles), court__isnull=False)
    return held.on(on).values("court")


def _sat_by(actor: Actor, on: date) -> MatterQuerySet:
    """The matters whose case this judge has: judge in charge, or member of the panel (承办法官、合议庭)."""
    from portal.cases.models import Assignment

    held = Assignment.objects.on(on).filter(holder_id=person_id_of(actor), seat__in=("judge", "panel"))
    return ServiceMatter.objects.filter(case__in=held.values("case"))


def reaches_leg(actor: Actor, at: datetime, act: str, leg: Leg) -> bool:
    """Somebody who sits only at the High People's Court reaches only the legs that came there."""
    seats = [seat for seat in SEATS[act] if actor.roles & ROLES_AT[seat]]
    for seat in seats:
        if not seen_from(seat, actor, day_of(at)).filter(pk=leg.matter_id).exists():
            continue
        if seat != lifecycle.UPPER or leg.matter.is_inbound:
            return True
        here = _courts(actor, day_of(at), ROLES_AT[seat])
        if leg.transferred_date and here.filter(court=leg.upper_court_id).exists():
            return True
    return False


def require_matter_state(matter: ServiceMatter, act: str) -> None:
    """Let the act go on if the matter's table does not name it, or has it for this state.

    :raises ValidationError: a sentence with the state.
    """
    named = any(name == act for _state, name in lifecycle.MATTER_TRANSITIONS)
    if named and lifecycle.matter_after(matter.state, act) is None:
        sentence = _("This step is not possible now. State of the matter: %(state)s.")
        raise ValidationError(sentence % {"state": matter.get_state_display()}, code="state")


def require_leg_state(leg: Leg, act: str) -> None:
    """Let the act go on if the leg's table has it for this state.

    :raises ValidationError: a sentence with the state.
    """
    if lifecycle.leg_after(leg.family, leg.state, act) is None:
        sentence = _("This step is not possible now. State of leg %(leg)s: %(state)s.")
        raise ValidationError(sentence % {"leg": leg.number, "state": leg.get_state_display()}, code="state")


def move_leg(leg: Leg, act: str, at: datetime) -> None:
    """Beat five for a leg: the state after the act, by the one table; saves the row."""
    after = lifecycle.leg_after(leg.family, leg.state, act)
    if after is None:
        raise ValidationError(_("This step is not possible now."), code="state")
    if after != leg.state:
        leg.state, leg.state_since_at = after, at
        if leg.is_over:
            leg.ended_at = at
    leg.save()


def move_matter(matter: ServiceMatter, act: str, at: datetime) -> None:
    """Beat five for the matter: the state after the act, by the one table; saves the row."""
    after = lifecycle.matter_after(matter.state, act)
    if after is None:
        raise ValidationError(_("This step is not possible now."), code="state")
    if after == lifecycle.PREVIOUS:
        after = matter.state_before_challenge
    if after != matter.state:
        matter.state, matter.state_since_at = after, at
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
    audit.record(
        act=act,
        actor=actor,
        at=at,
        subject=(thing._meta.label, str(thing.pk)),
        chain=matter.chain,
        facts={**words, "on": (on or day_of(at)).isoformat()},
        private={name: value for name, value in (private or {}).items() if value},
    )
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
    names = {
        code: getattr(matter.court, build_localized_fieldname("name", code)) or "" for code in languages.CODES
    }
    for user in {user.pk: user for user in users if user is not None and user.is_active}.values():
        outbox.queue(
            kind=kind,
            recipient=recipient(user),
            context={"reference": matter.reference, "court_names": names, "path": path, **(context or {})},
            dedupe=f"{kind}|{matter.pk}|{about or at.isoformat()}",
            at=at,
            court=matter.court.code,
            chain=matter.chain,
        )


def require_reason(reason: str, field: str = "reason") -> str:
    """The reason, trimmed.

    :raises ValidationError: at ``field``, there is none.
    """
    text = reason.strip()
    if not text:
        raise ValidationError({field: _("Give the reason.")})
    return text


def require_past(on: date, at: datetime, field: str) -> date:
    """A date of something that happened.

    :raises ValidationError: at ``field``, it lies in the future.
    """
    if on > day_of(at):
        raise ValidationError({field: _("This date lies in the future.")})
    return on


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


def next_number(rows: Any) -> int:
    """The next number in a series that grows only, while the matter is locked."""
    last = rows.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
