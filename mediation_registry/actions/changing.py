"""A mediator leaves: no answer in time, recusal, replacement, stepping aside; ties are disclosed and waived."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.agreeing import new_round
from mediation_registry.actions.steps_mediation import (
    M,
    entered,
    entered_by_any,
    move,
    record,
    require_party,
    require_standing,
    required_text,
    tell,
)
from mediation_registry.models import Appointment, Disclosure, DisclosureAnswer, Mediation, RecusalRequest
from mediation_registry.queries.mediation_clocks import reply_clock
from mediation_registry.queries.mediations import (
    Standing,
    live_appointments,
    organisation_users,
    users_of,
    users_of_court,
    users_of_mediators,
)
from mediation_registry.rules import conduct
from mediation_registry.rules import mediation as rules
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.identity.permissions import PermissionRefused


@transaction.atomic
def record_lapse(*, actor: Actor, at: datetime, mediation_id: UUID, appointment_id: UUID) -> Mediation:
    """Three working days passed without an answer: the court, or people who arrange it themselves, choose anew.

    The portal only proposes this (Online Rules art. 12 para. 2: they may); nobody's silence decides by itself. Under
    other rules no number of days stands: whoever may choose anew judges when to.

    :raises ValidationError: the time still runs, or the mediator has answered.
    """
    acts = (f"{M}appointment_lapsed", f"{M}co_mediator_left")
    mediation, standing, act = entered_by_any(actor, at, acts, mediation_id)
    require_standing(_may_choose_anew(mediation, standing), act)
    appointment = _live(mediation, appointment_id)
    if appointment.state != Appointment.State.TOLD:
        raise ValidationError(_("The mediator has answered."), code="answered")
    clock = reply_clock(day_of(appointment.told_at), mediation.rules_chosen)
    timed = conduct.keeps_online_clocks(mediation.rules_chosen)
    if timed and (clock is None or day_of(at) <= clock.due_date):
        raise ValidationError(_("The time for the mediator's answer has not ended."), code="runs")
    leave(mediation, appointment, Appointment.State.LAPSED, actor, at, act=acts[0])
    return mediation


@transaction.atomic
def answer_disclosure(
    *, actor: Actor, at: datetime, mediation_id: UUID, disclosure_id: UUID, party_id: UUID, waives: bool
) -> DisclosureAnswer:
    """A party, knowing the tie, agrees that the mediator goes on, or asks for recusal on that ground.

    Only when every party waives does the mediator go on without a decision (Online Rules art. 13 para. 2).
    """
    act = f"{M}disclosure_answered"
    mediation, standing = entered(actor, at, act, mediation_id)
    party = require_party(standing, party_id, act)
    rows = Disclosure.objects.select_related("appointment").filter(appointment__mediation=mediation)
    disclosure = rows.filter(pk=disclosure_id).first()
    if disclosure is None:
        raise PermissionRefused(act)
    if disclosure.answers.filter(party=party).exists():
        raise ValidationError(_("This party has answered already."), code="answered")
    made = DisclosureAnswer.objects.create(
        disclosure=disclosure, party=party, waives=waives, answered_at=at, answered_by=actor.key
    )
    record(act, actor=actor, at=at, mediation=mediation, subject=made,
           facts={"side": party.side, "waives": "yes" if waives else "no"})  # fmt: skip
    if not waives:
        request_recusal(
            actor=actor, at=at, mediation_id=mediation.pk, appointment_id=disclosure.appointment_id,
            party_id=party.pk, ground=disclosure.tie, reason=disclosure.text,
        )  # fmt: skip
    return made


@transaction.atomic
def request_recusal(
    *, actor: Actor, at: datetime, mediation_id: UUID, appointment_id: UUID, party_id: UUID, ground: str, reason: str
) -> RecusalRequest:  # fmt: skip
    """A party asks that the mediator step aside or be replaced (2016 Provisions arts 13 and 15; Online Rules art. 14).

    The organisation or the court decides. Where neither stands behind the mediation, the request itself ends the
    appointment: nobody mediates between people against the will of one of them.

    :raises ValidationError: a request of this party is open, no ground or reason.
    """
    act = f"{M}recusal_requested"
    mediation, standing = entered(actor, at, act, mediation_id)
    party, appointment = require_party(standing, party_id, act), _live(mediation, appointment_id)
    if ground not in RecusalRequest.Ground.values:
        raise ValidationError({"ground": _("Choose the ground.")})
    text = required_text(reason, "reason", _("Give the reason."))
    if appointment.recusal_requests.filter(party=party, decided_at=None).exists():
        raise ValidationError(_("A request of this party waits for a decision."), code="open")
    made = RecusalRequest.objects.create(
        appointment=appointment, party=party, ground=ground, reason=text, requested_at=at
    )
    record(
        act, actor=actor, at=at, mediation=mediation, subject=made, facts={"side": party.side, "ground": ground}
    )  # fmt: skip
    if mediation.court_id is None and appointment.organisation_id is None:
        _grant_by_itself(mediation, made, actor, at)
        return made
    about = f"recusal|{made.pk.hex[:12]}"
    tell(f"{M}recusal_requested", users_of_court(mediation, day_of(at)), mediation=mediation, at=at, about=about,
         at_desk=True)  # fmt: skip
    others = organisation_users(appointment) + users_of_mediators(mediation)
    tell(f"{M}recusal_requested", others, mediation=mediation, at=at, about=about)
    return made


@transaction.atomic
def decide_recusal(
    *, actor: Actor, at: datetime, mediation_id: UUID, request_id: UUID, grants: bool, reason: str
) -> RecusalRequest:
    """The court or the organisation decides (2016 Provisions art. 15 para. 3); where it grants, the choice opens anew.

    In Shenzhen a request by one party obliges the mediator to step aside (Shenzhen Ordinance art. 23).

    :raises PermissionRefused: somebody else, or the mediator concerned. :raises ValidationError: decided already.
    """
    act = f"{M}recusal_decided"
    mediation, standing = entered(actor, at, act, mediation_id)
    rows = RecusalRequest.objects.select_related("appointment__organisation", "party")
    made = rows.filter(pk=request_id, appointment__mediation=mediation).first()
    if made is None or not _decides(standing, made.appointment):
        raise PermissionRefused(act)
    if made.decided_at is not None:
        raise ValidationError(_("The request has been decided."), code="decided")
    text = required_text(reason, "reason", _("Give the reason of the decision."))
    courts = _courts_around(mediation, made.appointment)
    bound = made.ground != RecusalRequest.Ground.REPLACEMENT and conduct.must_step_aside(courts)
    if bound and not grants:
        raise ValidationError(
            {
                "grants": _(
                    "In Shenzhen a party's request for recusal obliges the mediator to step aside (art. 23)."
                )
            }
        )
    if grants and rules.after(mediation.state, f"{M}mediator_replaced") is None:
        raise ValidationError(
            _("Withdraw the drawn-up settlement before the mediator is replaced."), code="state"
        )
    _decide(mediation, made, grants, text, actor, at)
    return made


@transaction.atomic
def step_aside(*, actor: Actor, at: datetime, mediation_id: UUID, reason: str) -> Mediation:
    """A mediator with a tie steps aside of the own accord (2016 Provisions art. 15 para. 2); the choice opens anew."""
    act = f"{M}mediator_replaced"
    mediation, standing = entered(actor, at, act, mediation_id)
    if standing.appointment is None or not standing.is_mediator:
        raise PermissionRefused(act)
    text = required_text(reason, "reason", _("Give the reason."))
    leave(mediation, standing.appointment, Appointment.State.REPLACED, actor, at, act=act, reason=text)
    return mediation


def leave(
    mediation: Mediation, appointment: Appointment, state: str, actor: Actor, at: datetime, *, act: str,
    reason: str = "",
) -> None:  # fmt: skip
    """An appointment no longer stands. Where another does, the mediation goes on with it, else the choice opens anew.

    The one who is left presides. The period is not started anew: no rule says so, and the parties may extend it.
    """
    appointment.state, appointment.answered_at = state, at
    appointment.reason = reason or appointment.reason
    was_presiding, appointment.presides = appointment.presides, False
    appointment.save()
    others = list(live_appointments(mediation))
    alone = act if rules.after(mediation.state, act) is not None else f"{M}mediator_replaced"
    acting = f"{M}co_mediator_left" if others else alone
    if others and was_presiding and len(others) == 1:
        others[0].presides = True
        others[0].save(update_fields=["presides"])
    facts = {"mediator": appointment.mediator.register_no if appointment.mediator else "", "outcome": state}
    move(mediation, acting, at)
    record(acting, actor=actor, at=at, mediation=mediation, subject=appointment, facts=facts,
           private={"reason": reason})  # fmt: skip
    about = f"left|{appointment.pk.hex[:12]}"
    told = users_of(mediation.parties.all(), day_of(at))
    tell(f"{M}mediator_left", told, mediation=mediation, at=at, about=about, context={"outcome": state})
    desk = users_of_court(mediation, day_of(at))
    tell(
        f"{M}mediator_left",
        desk,
        mediation=mediation,
        at=at,
        about=about,
        context={"outcome": state},
        at_desk=True,
    )
    if not others:
        mediation.choice_notice_date = day_of(at)
        mediation.save(update_fields=["choice_notice_date"])
        new_round(mediation, at)


def _courts_around(mediation: Mediation, appointment: Appointment) -> set[str]:
    """Codes of the court of the mediation and of the organisation's seat, each with the court above it."""
    facts = getattr(appointment.organisation, "organisation_facts", None)
    courts = [court for court in (mediation.court, facts.seat_court if facts else None) if court is not None]
    return {found.code for court in courts for found in (court, court.parent) if found is not None}


def _grant_by_itself(mediation: Mediation, made: RecusalRequest, actor: Actor, at: datetime) -> None:
    if rules.after(mediation.state, f"{M}mediator_replaced") is None:
        raise ValidationError(
            _("Withdraw the drawn-up settlement before the mediator is replaced."), code="state"
        )
    _decide(
        mediation,
        made,
        True,
        _("The parties arrange this mediation themselves; the request suffices."),
        actor,
        at,
    )


def _decide(
    mediation: Mediation, made: RecusalRequest, grants: bool, reason: str, actor: Actor, at: datetime
) -> None:
    made.is_granted, made.decision_reason, made.decided_at, made.decided_by = grants, reason, at, actor.key
    made.save()
    outcome = "granted" if grants else "refused"
    record(
        f"{M}recusal_decided",
        actor=actor,
        at=at,
        mediation=mediation,
        subject=made,
        facts={"outcome": outcome},
    )
    told = users_of(mediation.parties.all(), day_of(at)) + users_of_mediators(mediation)
    about = f"decided|{made.pk.hex[:12]}"
    tell(f"{M}recusal_decided", told, mediation=mediation, at=at, about=about, context={"outcome": outcome})
    if grants:
        others = made.appointment.recusal_requests.filter(decided_at=None)
        others.update(is_granted=True, decided_at=at, decided_by=actor.key)
        leave(mediation, made.appointment, Appointment.State.REPLACED, actor, at, act=f"{M}mediator_replaced",
              reason=reason)  # fmt: skip


def _decides(standing: Standing, appointment: Appointment) -> bool:
    led = any(row.pk == appointment.pk for row in standing.organisation_of)
    is_concerned = standing.appointment is not None and standing.appointment.pk == appointment.pk
    return (standing.is_court or led) and not is_concerned


def _may_choose_anew(mediation: Mediation, standing: Standing) -> bool:
    return standing.is_court or (mediation.court_id is None and standing.is_party)


def _live(mediation: Mediation, appointment_id: UUID) -> Appointment:
    found = live_appointments(mediation).filter(pk=appointment_id).first()
    if found is None:
        raise ValidationError(_("This appointment does not stand any more."), code="ended")
    return found
