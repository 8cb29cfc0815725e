"""The beats that every act on an application shares: lock it, may this person, may it happen; write it down; tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mediation_registry.models import Application, SchemeDoor
from mediation_registry.queries.applications import (
    LOCAL_SEATS,
    declaration_of,
    has_conflict,
    officers_at,
)
from mediation_registry.rules import lifecycle
from portal.audit.actors import Actor
from portal.cases.actions import beats
from portal.cases.actions.steps import day_of
from portal.cases.models.cases import person_id_of
from portal.cases.queries import recipient
from portal.exhibits.models import Exhibit
from portal.identity.models import Authority, User
from portal.identity.permissions import PermissionRefused, require
from portal.notices import outbox

OFFICERS_PAGE = "/staff/applications/inspect/{}/"
APPLICANTS_PAGE = "/mediators/apply/{}/"


def locked_application(
    actor: Actor, at: datetime, act: str, application_id: UUID, *, jurisdiction: str = ""
) -> Application:
    """Beats one to three: the application, locked, if the actor sits where this act is done and it may happen now.

    ``jurisdiction`` names the place for which a member of the Working Committee speaks.

    :raises PermissionRefused: no such application before this actor's seats (404 at the doors).
    :raises ValidationError: the act is not possible in the state of the application.
    """
    require(actor, act)
    rows = Application.objects.select_for_update(of=("self",)).select_related(
        "registrant__person", "window__rule_version", "scheme", "jurisdiction"
    )
    application = rows.filter(pk=application_id).first()
    if application is None or not seat_for(application, actor, act, jurisdiction):
        raise PermissionRefused(act)
    if lifecycle.after(application.state, act) is None:
        sentence = _("This step is not possible now. State of the application: %(state)s.")
        raise ValidationError(sentence % {"state": application.get_state_display()}, code="state")
    return application


def seat_for(application: Application, actor: Actor, act: str, jurisdiction: str = "") -> Authority | bool:
    """The authority from whose seat the actor does the act; True for the applicant; False for everybody else.

    Whoever is the applicant never acts as an officer on the own application, and nobody knows another's draft.
    """
    seats = lifecycle.SEATS_OF[act]
    account = person_id_of(actor)
    is_applicant = account is not None and application.registrant.person.user_id == account
    if lifecycle.APPLICANT in seats:
        return is_applicant
    if is_applicant or application.submitted_at is None:
        return False
    for seat in seats:
        if application.state not in lifecycle.SEEN_FROM[seat]:
            continue
        held = actor.authorities_as(lifecycle.ROLE_AT[seat])
        if found := _authority_at(application, seat, held, jurisdiction):
            return found
    return False


def _authority_at(
    application: Application, seat: str, held: frozenset[str], jurisdiction: str
) -> Authority | None:
    doors = SchemeDoor.objects.filter(scheme=application.scheme_id, **{f"{seat}__code__in": held})
    if seat in LOCAL_SEATS:
        doors = doors.filter(jurisdiction=application.jurisdiction_id)
    elif jurisdiction:
        doors = doors.filter(jurisdiction__code=jurisdiction)
    door = doors.select_related(seat).first() if held else None
    return getattr(door, seat) if door else None


def require_no_conflict(application: Application, actor: Actor) -> None:
    """Before assessing or deciding, an officer has declared that no conflict of interest exists.

    :raises ValidationError: nothing was declared, or a conflict was.
    """
    last = declaration_of(actor, application.pk)
    if last is None:
        raise ValidationError(
            _("Declare first whether you have a conflict of interest with this applicant."), code="undeclared"
        )
    refuse_conflict(application, actor)


def refuse_conflict(application: Application, actor: Actor) -> None:
    """Whoever declared a conflict takes no step at all.

    :raises ValidationError: the last declaration says that a conflict exists.
    """
    if has_conflict(actor, application.pk):
        raise ValidationError(
            _("You declared a conflict of interest; a colleague must take this step."), code="conflict"
        )


def require_another_than_assessor(application: Application, actor: Actor) -> None:
    """Whoever assessed a criterion of this application decides nothing on it.

    :raises ValidationError: the actor assessed.
    """
    if application.assessments.filter(assessor=actor.key).exists():
        raise ValidationError(
            _("You assessed this application; another officer must decide."), code="assessor_decides"
        )


def require_order(application: Application, decided_date: date, at: datetime) -> None:
    """A decision bears a date from the one before it in the chain to today.

    :raises ValidationError: at ``decided_date``, the dates are out of order.
    """
    if decided_date > day_of(at):
        raise ValidationError({"decided_date": _("The date of the decision lies in the future.")})
    stands = application.determinations.exclude(stage="committee", round=_round_sitting(application))
    before = stands.order_by("-decided_date").values_list("decided_date", flat=True).first()
    earliest = before or day_of(application.submitted_at or at)
    if decided_date < earliest:
        sentence = _("The date lies before the step that precedes this decision (%(earlier)s).")
        raise ValidationError({"decided_date": sentence % {"earlier": earliest.isoformat()}})


def _round_sitting(application: Application) -> int:
    """The round in which the three places speak side by side; 0 when the committee does not sit."""
    if application.state != lifecycle.COMMITTEE_REVIEW:
        return 0
    return application.determinations.filter(stage="local").count()


def require_own_file(application: Application, exhibit: Exhibit | None) -> None:
    """The instrument of a decision was deposited with this application.

    :raises ValidationError: at ``exhibit``, it belongs elsewhere.
    """
    if exhibit is not None and exhibit.scope != application.chain:
        raise ValidationError({"exhibit": _("This file was not deposited with this application.")})


def move(application: Application, act: str, at: datetime) -> str:
    """Beat five: the state after the act, by the one table; gives the state before."""
    before = application.state
    beats.move(application, lifecycle.after(before, act), at)
    application.save()
    return before


def record(
    act: str,
    *,
    actor: Actor,
    at: datetime,
    application: Application,
    subject: Any = None,
    facts: Mapping[str, Any] | None = None,
    private: Mapping[str, str] | None = None,
) -> None:
    """Beat six: the act enters the log, in the application's chain."""
    thing = subject if subject is not None else application
    beats.enter(
        act, actor=actor, at=at, thing=thing, chain=application.chain, private=private,
        facts={
            "reference": application.reference,
            "jurisdiction": application.jurisdiction.code,
            "state": application.state,
            **(facts or {}),
        },
    )  # fmt: skip


def tell_applicant(
    kind: str, *, application: Application, at: datetime, context: Mapping[str, Any] | None = None
) -> None:
    """Beat seven: the applicant's account is told, after commit; an applicant without account is not."""
    user = application.registrant.person.user
    if user is not None and user.is_active:
        _queue(kind, [user], application, at, APPLICANTS_PAGE, context or {})


def tell_holder(*, application: Application, at: datetime) -> None:
    """Beat seven: whoever holds the seat that is to do the next step learns that an application waits."""
    seat = lifecycle.HELD_BY.get(application.state)
    if seat is None or seat == lifecycle.APPLICANT:
        return
    users = officers_at(application, seat, day_of(at))
    context = {"state": application.state}
    _queue("mediation_registry.application_waiting", users, application, at, OFFICERS_PAGE, context)


def _queue(
    kind: str,
    users: Iterable[User],
    application: Application,
    at: datetime,
    page: str,
    context: Mapping[str, Any],
) -> None:
    for user in users:
        outbox.queue(
            kind=kind,
            recipient=recipient(user),
            context={
                "reference": application.reference,
                "jurisdiction": application.jurisdiction.code,
                "path": page.format(application.pk),
                **context,
            },
            dedupe=f"{kind}|{application._meta.label}|{application.pk}|{at.isoformat()}",
            at=at,
            chain=application.chain,
        )
