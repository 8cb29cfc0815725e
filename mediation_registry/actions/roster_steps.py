"""The beats that every act on a roster entry shares: lock it, may this person, may it happen; write it down; tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from i18n import languages
from mediation_registry.models import CourtRosterEntry, RosterEvent
from mediation_registry.queries import rosters as queries
from mediation_registry.rules import rosters as rules
from mediation_registry.search.outbox import mark
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.cases.models.cases import person_id_of
from portal.cases.queries import recipient
from portal.exhibits.models import Exhibit
from portal.identity.models import Court, User
from portal.identity.permissions import PermissionRefused, require
from portal.notices import outbox

STAFF_PAGE = "/staff/roster-entries/inspect/{}/"
OWN_PAGE = "/mediators/me/rosters/"
COURT, SELF = "court", "self"


@dataclass(frozen=True)
class Writing:
    """What an event says beyond its act: dates, reasons, training, grade."""

    effective_date: date | None = None
    ground: str = ""
    reason: str = ""
    instrument_no: str = ""
    training: str = ""
    hours: Decimal | None = None
    result: str = ""
    grade: str = ""
    grading_body: str = ""
    exhibit: Exhibit | None = None


def locked_entry(
    actor: Actor, at: datetime, act: str, entry_id: UUID, *, sides: tuple[str, ...]
) -> CourtRosterEntry:
    """Beats one to three: the entry, locked, if it is open to this actor on this side and the act may happen now.

    ``sides``: ``court`` for the court's judges and clerks, ``self`` for the person of the entry.

    :raises PermissionRefused: the role may not, or the entry is not open to the actor (404 at the doors).
    :raises ValidationError: the act is not possible in the state of the entry.
    """
    require(actor, act)
    rows = CourtRosterEntry.objects.select_for_update(of=("self",)).select_related(
        "roster__court", "registrant__person", "registrant__home_jurisdiction"
    )
    entry = rows.filter(pk=entry_id).first()
    if entry is None or side_of(entry, actor, day_of(at)) not in sides:
        raise PermissionRefused(act)
    if rules.after(entry.state, act) is None:
        sentence = _("This step is not possible now. State of the entry: %(state)s.")
        raise ValidationError(sentence % {"state": entry.get_state_display()}, code="state")
    return entry


def side_of(entry: CourtRosterEntry, actor: Actor, on: date) -> str:
    """``self`` for the person of the entry, ``court`` for staff of the court that made the roster, else nothing."""
    account = person_id_of(actor)
    if account is None:
        return ""
    if entry.registrant.person.user_id == account:
        return SELF
    return COURT if queries.courts_of(actor, on).filter(pk=entry.roster.court_id).exists() else ""


def write(
    entry: CourtRosterEntry, act: str, *, actor: Actor, at: datetime, writing: Writing | None = None,
    facts: Mapping[str, Any] | None = None,
) -> RosterEvent:  # fmt: skip
    """Beats five and six: the event, the state after it by the one table, the log.

    :raises ValidationError: the day of the event lies in the future, or before the step that precedes it.
    """
    said = writing or Writing()
    day = said.effective_date or day_of(at)
    _require_order(entry, act, day, day_of(at))
    state = rules.after(entry.state, act)
    assert state is not None  # asked in locked_entry
    if state != entry.state:
        entry.state, entry.state_since_at = state, at
    entry.save()
    last = entry.events.order_by("-number").values_list("number", flat=True).first() or 0
    event = RosterEvent.objects.create(
        entry=entry, number=last + 1, act=act, state=state, effective_date=day, ground=said.ground,
        reason=said.reason, instrument_no=said.instrument_no, training=said.training, hours=said.hours,
        result=said.result, grade=said.grade, grading_body=said.grading_body, exhibit=said.exhibit,
        recorded_by=actor.key, recorded_at=at,
    )  # fmt: skip
    record(act, actor=actor, at=at, entry=entry, facts={
        "effective_date": day.isoformat(), **({"ground": said.ground} if said.ground else {}), **(facts or {}),
    })  # fmt: skip
    named = entry.named.values_list("mediator_id", flat=True)
    mark([entry.registrant_id, *named], at=at)
    return event


def _require_order(entry: CourtRosterEntry, act: str, day: date, today: date) -> None:
    if day > today:
        raise ValidationError({"effective_date": _("The date lies in the future.")})
    if act not in rules.MOVING:
        return
    moved = entry.events.filter(act__in=sorted(rules.MOVING)).order_by("-number")
    last = moved.values_list("effective_date", flat=True).first()
    if last is not None and day < last:
        sentence = _("The date lies before the step that precedes this one (%(earlier)s).")
        raise ValidationError({"effective_date": sentence % {"earlier": last.isoformat()}})


def record(
    act: str, *, actor: Actor, at: datetime, entry: CourtRosterEntry, facts: Mapping[str, Any] | None = None
) -> None:
    """Beat six: the act enters the log, in the entry's chain."""
    audit.record(
        act=act, actor=actor, at=at, subject=(entry._meta.label, str(entry.pk)), chain=entry.chain,
        facts={
            "register_no": entry.registrant.register_no, "court": entry.roster.court.code, "state": entry.state,
            **(facts or {}),
        },
    )  # fmt: skip


def tell_person(
    kind: str, *, entry: CourtRosterEntry, at: datetime, context: Mapping[str, Any] | None = None,
    court: Court | None = None,
) -> None:  # fmt: skip
    """Beat seven: the account of the registrant is told, after commit; one without account is told by the court."""
    user = entry.registrant.person.user
    if user is not None and user.is_active:
        queue(kind, [user], entry=entry, at=at, path=OWN_PAGE, context=context, court=court)


def tell_court(
    kind: str, *, entry: CourtRosterEntry, at: datetime, context: Mapping[str, Any] | None = None,
    leave_out: str = "", court: Court | None = None,
) -> None:  # fmt: skip
    """Beat seven: the judges and clerks of the court are told, save who acted."""
    users = queries.staff_of(court or entry.roster.court, day_of(at))
    told = [user for user in users if f"user:{user.pk}" != leave_out]
    queue(kind, told, entry=entry, at=at, path=STAFF_PAGE.format(entry.pk), context=context, court=court)


def queue(
    kind: str, users: Iterable[User], *, entry: CourtRosterEntry, at: datetime, path: str,
    context: Mapping[str, Any] | None = None, court: Court | None = None,
) -> None:  # fmt: skip
    """One notice for each account, in the transaction of the act."""
    speaking = court or entry.roster.court
    for user in users:
        outbox.queue(
            kind=kind,
            recipient=recipient(user),
            context={
                "register_no": entry.registrant.register_no, "court_names": names_of_place(speaking), "path": path,
                **(context or {}),
            },
            dedupe=f"{kind}|{entry._meta.label}|{entry.pk}|{at.isoformat()}",
            at=at,
            court=speaking.code,
            chain=entry.chain,
        )  # fmt: skip


def names_of_place(place: Any) -> dict[str, str]:
    """The name of a court or authority in each language, for notices written later."""
    return {code: getattr(place, build_localized_fieldname("name", code)) or "" for code in languages.CODES}
