"""The Working Committee, where the three places each take a position, and the Joint Conference, which determines."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.steps import (
    locked_application,
    move,
    record,
    refuse_conflict,
    require_another_than_assessor,
    require_no_conflict,
    require_order,
    require_own_file,
    seat_for,
    tell_applicant,
    tell_holder,
)
from mediation_registry.models import Application, Determination
from mediation_registry.queries.applications import positions_in, round_of
from mediation_registry.rules.lifecycle import JURISDICTIONS
from portal.audit.actors import Actor
from portal.cases.actions.steps import require_reason
from portal.exhibits.models import Exhibit
from portal.identity.models import Authority, Jurisdiction
from portal.identity.permissions import PermissionRefused

Outcome = Determination.Outcome
POSITIONS = (Outcome.AGREED.value, Outcome.REFERRED_BACK.value)
CONFERENCE = (Outcome.DETERMINED.value, Outcome.NOT_DETERMINED.value)


@transaction.atomic
def put_to_committee(*, actor: Actor, at: datetime, application_id: UUID) -> Application:
    """The place puts a recognised application before the Working Committee of the three legal departments."""
    act = "mediation_registry.put_to_committee"
    application = locked_application(actor, at, act, application_id)
    refuse_conflict(application, actor)
    move(application, act, at)
    record(act, actor=actor, at=at, application=application)
    tell_applicant("mediation_registry.put_to_committee", application=application, at=at)
    tell_holder(application=application, at=at)
    return application


@transaction.atomic
def record_committee_position(
    *,
    actor: Actor,
    at: datetime,
    application_id: UUID,
    jurisdiction: str | Jurisdiction,
    outcome: str,
    reason: str = "",
    body: str,
    instrument_no: str = "",
    decided_date: date,
    exhibit: Exhibit | None = None,
) -> Determination:
    """Record what one place says in the committee: ``agreed`` or ``referred_back``; the third moves the application.

    ``jurisdiction`` is the code of the place (or its row) for which the actor sits in the committee. When all three
    are recorded and none refers back, the committee has agreed.

    :raises PermissionRefused: the actor does not sit for that place.
    :raises ValidationError: the place has spoken in this round; no session; no reason for a referral; dates.
    """
    act = "mediation_registry.committee_position_recorded"
    code = jurisdiction.code if isinstance(jurisdiction, Jurisdiction) else jurisdiction
    if code not in JURISDICTIONS:
        raise PermissionRefused(act)
    application = locked_application(actor, at, act, application_id, jurisdiction=code)
    authority = _sitting(application, actor, act, code)
    _require_outcome(outcome, POSITIONS)
    text = require_reason(reason) if outcome == Outcome.REFERRED_BACK else reason.strip()
    require_order(application, decided_date, at)
    require_own_file(application, exhibit)
    position = _enter(
        application=application, stage=Determination.Stage.COMMITTEE, round=_round_open_to(application, code),
        jurisdiction=Jurisdiction.objects.get(code=code), authority=authority, outcome=outcome, reason=text,
        body=_required_body(body), instrument_no=instrument_no.strip()[:100], decided_date=decided_date,
        decided_by=actor.key, recorded_at=at, exhibit=exhibit,
    )  # fmt: skip
    _write_down(act, position, actor, at, application, place=code)
    _conclude_round(application, position.round, actor, at)
    return position


def _round_open_to(application: Application, code: str) -> int:
    """The round in which the committee sits, if the place has not spoken in it."""
    number = round_of(application)
    if positions_in(application, number).filter(jurisdiction__code=code).exists():
        raise ValidationError(_already_spoken(), code="spoken")
    return number


def _already_spoken() -> str:
    return _("The position of this place is recorded already in this round.")


def _sitting(application: Application, actor: Actor, act: str, jurisdiction: str = "") -> Authority:
    """The authority for which the actor sits; no conflict was declared and nothing was assessed by the actor."""
    authority = seat_for(application, actor, act, jurisdiction)
    if not isinstance(authority, Authority):
        raise PermissionRefused(act)
    require_no_conflict(application, actor)
    require_another_than_assessor(application, actor)
    return authority


def _require_outcome(outcome: str, allowed: tuple[str, ...]) -> None:
    if outcome not in allowed:
        raise ValidationError({"outcome": _("Choose one of the outcomes.")})


def _required_body(body: str) -> str:
    if not body.strip():
        raise ValidationError({"body": _("Name the session or body that decided.")})
    return body.strip()[:200]


def _enter(**row: object) -> Determination:
    """One row; where two officers of one place write at the same moment, the second learns of the first."""
    try:
        with transaction.atomic():
            return Determination.objects.create(**row)
    except IntegrityError as error:
        raise ValidationError(_already_spoken(), code="spoken") from error


def _write_down(
    act: str, decided: Determination, actor: Actor, at: datetime, application: Application, *, place: str = ""
) -> None:
    facts = {
        "authority": decided.authority.code, "round": decided.round, "outcome": str(decided.outcome),
        "session": decided.body, "instrument_no": decided.instrument_no,
        "decided_date": decided.decided_date.isoformat(),
    }  # fmt: skip
    if place:
        facts["place"] = place
    record(
        act, actor=actor, at=at, application=application, subject=decided, facts=facts,
        private={"reason": decided.reason},
    )  # fmt: skip


def _conclude_round(application: Application, number: int, actor: Actor, at: datetime) -> None:
    """When all three places have spoken: any referral sends the application back, else the committee agreed."""
    outcomes = dict(positions_in(application, number).values_list("jurisdiction__code", "outcome"))
    if set(outcomes) != JURISDICTIONS:
        return
    referred = Outcome.REFERRED_BACK.value in outcomes.values()
    act = "mediation_registry.referred_back" if referred else "mediation_registry.agreed"
    move(application, act, at)
    record(act, actor=actor, at=at, application=application, facts={"round": number})
    tell_applicant(act, application=application, at=at)
    tell_holder(application=application, at=at)


@transaction.atomic
def put_to_conference(*, actor: Actor, at: datetime, application_id: UUID) -> Application:
    """A member of the committee submits an agreed application to the Joint Conference."""
    act = "mediation_registry.put_to_conference"
    application = locked_application(actor, at, act, application_id)
    refuse_conflict(application, actor)
    move(application, act, at)
    record(act, actor=actor, at=at, application=application)
    tell_applicant("mediation_registry.put_to_conference", application=application, at=at)
    return application


@transaction.atomic
def record_conference_outcome(
    *,
    actor: Actor,
    at: datetime,
    application_id: UUID,
    outcome: str,
    reason: str = "",
    body: str,
    instrument_no: str,
    decided_date: date,
    exhibit: Exhibit | None = None,
) -> Determination:
    """Record what the Joint Conference decided: ``determined`` or ``not_determined``, session, instrument and date.

    :raises ValidationError: session or instrument missing; no reason for not determining; dates out of order.
    """
    _require_outcome(outcome, CONFERENCE)
    act = f"mediation_registry.{outcome}"
    application = locked_application(actor, at, act, application_id)
    authority = _sitting(application, actor, act)
    if not instrument_no.strip():
        raise ValidationError({"instrument_no": _("Enter the number of the instrument.")})
    text = require_reason(reason) if outcome == Outcome.NOT_DETERMINED else reason.strip()
    require_order(application, decided_date, at)
    require_own_file(application, exhibit)
    decided = _enter(
        application=application, stage=Determination.Stage.CONFERENCE, round=round_of(application),
        jurisdiction=None, authority=authority, outcome=outcome, reason=text, body=_required_body(body),
        instrument_no=instrument_no.strip()[:100], decided_date=decided_date, decided_by=actor.key,
        recorded_at=at, exhibit=exhibit,
    )  # fmt: skip
    move(application, act, at)
    _write_down(act, decided, actor, at, application)
    tell_applicant(act, application=application, at=at)
    return decided
