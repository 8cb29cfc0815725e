"""A mediator is told: chosen together, designated by the court, or named by the organisation; then answers or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.changing import leave
from mediation_registry.actions.endings import close
from mediation_registry.actions.steps_mediation import (
    M,
    entered,
    entered_by_any,
    move,
    record,
    require_standing,
    required_text,
    tell,
)
from mediation_registry.models import (
    Acknowledgement,
    Appointment,
    ChoiceRound,
    Disclosure,
    Mediation,
    Registrant,
)
from mediation_registry.queries.candidates import judged_now, members_of
from mediation_registry.queries.mediation_clocks import reply_clock
from mediation_registry.queries.mediations import (
    Standing,
    live_appointments,
    user_of,
    users_of,
    users_of_court,
    users_of_mediators,
)
from mediation_registry.rules import mediation as rules
from mediation_registry.rules import texts
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.identity.permissions import PermissionRefused


@dataclass(frozen=True)
class Tie:
    """What a mediator discloses: the kind of tie (Disclosure.Tie) and what it is."""

    tie: str
    text: str


@transaction.atomic
def designate(
    *, actor: Actor, at: datetime, mediation_id: UUID, registrant_id: UUID, reason: str
) -> Appointment:
    """The court designates a mediator or organisation (Online Rules art. 10; 2016 Provisions art. 12).

    :raises ValidationError: the name may not be appointed (the sentences say why), the parties are still choosing, no
        reason.
    """
    act = f"{M}mediator_designated"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_court, act)
    text = required_text(reason, "reason", _("Give the reason of the designation."))
    registrant = _registrant(mediation, registrant_id, at)
    mediation.rounds.exclude(phase=ChoiceRound.Phase.CLOSED).update(
        phase=ChoiceRound.Phase.CLOSED, outcome=ChoiceRound.Outcome.DESIGNATED, closed_at=at
    )
    return appoint(mediation, registrant, actor, at, act=act, way=Appointment.Way.DESIGNATION, reason=text)


@transaction.atomic
def add_mediator(
    *, actor: Actor, at: datetime, mediation_id: UUID, registrant_id: UUID, reason: str
) -> Appointment:
    """The court adds a second mediator in a weighty or difficult case (Online Rules art. 11; 2016 Provisions art. 13).

    :raises ValidationError: as for a designation, or the name is appointed already.
    """
    act = f"{M}co_mediator_added"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_court, act)
    text = required_text(reason, "reason", _("Give the reason."))
    registrant = _registrant(mediation, registrant_id, at)
    if any(registrant.pk in (row.mediator_id, row.organisation_id) for row in live_appointments(mediation)):
        raise ValidationError({"registrant": _("This mediator is appointed already.")})
    way = Appointment.Way.DESIGNATION
    return appoint(mediation, registrant, actor, at, act=act, way=way, reason=text, presides=False)


@transaction.atomic
def name_presiding(*, actor: Actor, at: datetime, mediation_id: UUID, appointment_id: UUID) -> Appointment:
    """The court names which of several mediators presides (Online Rules art. 11).

    :raises ValidationError: the appointment does not stand.
    """
    act = f"{M}presiding_named"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_court, act)
    chosen = _live(mediation, appointment_id)
    mediation.appointments.filter(presides=True).update(presides=False)
    chosen.presides = True
    chosen.save(update_fields=["presides"])
    record(act, actor=actor, at=at, mediation=mediation, subject=chosen)
    tell(f"{M}presiding_named", users_of_mediators(mediation), mediation=mediation, at=at,
         about=f"presides|{chosen.pk.hex[:12]}|{at.timestamp():.0f}")  # fmt: skip
    return chosen


@transaction.atomic
def name_member(
    *, actor: Actor, at: datetime, mediation_id: UUID, appointment_id: UUID, registrant_id: UUID
) -> Appointment:
    """An organisation that was told names one of its mediators, who then answers (2016 Provisions art. 12).

    :raises ValidationError: named already, or not one of its mediators who may be appointed here.
    """
    act = f"{M}member_named"
    mediation, standing = entered(actor, at, act, mediation_id)
    appointment = next((row for row in standing.organisation_of if row.pk == appointment_id), None)
    if appointment is None or appointment.organisation is None:
        raise PermissionRefused(act)
    if appointment.mediator_id is not None:
        raise ValidationError(_("The organisation has named its mediator already."), code="named")
    fit = {c.registrant.pk: c.registrant for c in members_of(appointment.organisation, mediation, day_of(at))}
    if registrant_id not in fit:
        raise ValidationError(
            {"registrant": _("Choose one of the organisation's mediators who may be appointed here.")}
        )
    appointment.mediator, appointment.way = fit[registrant_id], Appointment.Way.BY_ORGANISATION
    appointment.save(update_fields=["mediator", "way"])
    record(act, actor=actor, at=at, mediation=mediation, subject=appointment,
           facts={"mediator": appointment.mediator.register_no})  # fmt: skip
    _tell_mediator(mediation, appointment, at)
    return appointment


@transaction.atomic
def accept(
    *, actor: Actor, at: datetime, mediation_id: UUID, declares_free: bool, ties: tuple[Tie, ...] = ()
) -> Appointment:
    """The mediator accepts, having disclosed every tie (Online Rules arts 12 and 13); the period starts (art. 24).

    The code of conduct in force is kept with the appointment, and the notice of confidentiality counts as read.

    :raises PermissionRefused: not the mediator who was told. :raises ValidationError: neither a tie disclosed nor
        declared free of any.
    """
    act = f"{M}appointment_accepted"
    mediation, standing = entered(actor, at, act, mediation_id)
    appointment = _told(standing, act)
    if declares_free == bool(ties):
        raise ValidationError(
            {"declares_free": _("Either declare that you have no tie to disclose, or disclose it.")}
        )
    appointment.state, appointment.answered_at = Appointment.State.ACCEPTED, at
    appointment.declares_free, appointment.code_version = declares_free, texts.CODE_OF_CONDUCT
    appointment.save()
    Acknowledgement.objects.create(
        mediation=mediation, appointment=appointment, text=Acknowledgement.Text.CONFIDENTIALITY,
        text_version=texts.version_now("confidentiality"), language=actor.language, acknowledged_at=at,
        acknowledged_by=actor.key,
    )  # fmt: skip
    clock = reply_clock(day_of(appointment.told_at), mediation.rules_chosen)
    is_late = clock is not None and day_of(at) > clock.due_date
    move(mediation, act, at, accepted_date=mediation.accepted_date or day_of(at))
    number = appointment.mediator.register_no if appointment.mediator else ""
    record(act, actor=actor, at=at, mediation=mediation, subject=appointment,
           facts={"mediator": number, "late": "yes" if is_late else "no"})  # fmt: skip
    told = users_of(mediation.parties.all(), day_of(at))
    about = f"accepted|{appointment.pk.hex[:12]}"
    tell(f"{M}appointment_accepted", told, mediation=mediation, at=at, about=about)
    for tie in ties:
        write_disclosure(mediation, appointment, tie, actor, at)
    return appointment


@transaction.atomic
def decline(*, actor: Actor, at: datetime, mediation_id: UUID, reason: str) -> Mediation:
    """The mediator, or the organisation, does not accept and writes down why (Online Rules art. 12).

    With no other appointment standing, the choice opens anew.
    """
    acts = (f"{M}appointment_declined", f"{M}co_mediator_left")
    mediation, standing, act = entered_by_any(actor, at, acts, mediation_id)
    appointment = standing.appointment if standing.is_told else _organisation_s(standing)
    if appointment is None or appointment.state != Appointment.State.TOLD:
        raise PermissionRefused(act)
    text = required_text(reason, "reason", _("Give the reason."))
    leave(mediation, appointment, Appointment.State.DECLINED, actor, at, act=acts[0], reason=text)
    return mediation


@transaction.atomic
def refuse_designation(*, actor: Actor, at: datetime, mediation_id: UUID, reason: str = "") -> Mediation:
    """A party does not agree to the mediator designated: that counts as not agreeing to mediate (2016 art. 12).

    :raises ValidationError: the mediator was chosen together.
    """
    act = f"{M}designation_refused"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_party, act)
    designated = (Appointment.Way.DESIGNATION, Appointment.Way.BY_ORGANISATION)
    if not any(row.way in designated for row in live_appointments(mediation)):
        raise ValidationError(
            _("The mediator was chosen together; ask for recusal or replacement."), code="chosen"
        )
    close(mediation, act, actor, at, ground=rules.REFUSED_GROUND,
          reason=reason.strip() or _("A party does not agree to the mediator designated."))  # fmt: skip
    return mediation


def appoint(
    mediation: Mediation, registrant: Registrant, actor: Actor, at: datetime, *, act: str, way: str,
    reason: str = "", presides: bool = True,
) -> Appointment:  # fmt: skip
    """Tell a mediator or an organisation; the state moves by the table, the clock of three working days starts."""
    is_organisation = registrant.is_organisation
    appointment = Appointment.objects.create(
        mediation=mediation, mediator=None if is_organisation else registrant,
        organisation=registrant if is_organisation else None, presides=presides, way=way, told_at=at,
        made_by=actor.key, reason=reason, round_number=max(mediation.rounds.count(), 1),
    )  # fmt: skip
    move(mediation, act, at)
    record(act, actor=actor, at=at, mediation=mediation, subject=appointment,
           facts={"mediator": registrant.register_no, "way": way}, private={"reason": reason})  # fmt: skip
    _tell_mediator(mediation, appointment, at)
    told = users_of(mediation.parties.all(), day_of(at))
    tell(f"{M}mediator_named", told, mediation=mediation, at=at, about=f"named|{appointment.pk.hex[:12]}")
    return appointment


def write_disclosure(
    mediation: Mediation, appointment: Appointment, tie: Tie, actor: Actor, at: datetime
) -> Disclosure:
    """One tie, told to every party, who then answers (Online Rules art. 13)."""
    if tie.tie not in Disclosure.Tie.values:
        raise ValidationError({"tie": _("Say what kind of tie it is.")})
    text = required_text(tie.text, "text", _("Say what has to be disclosed."))
    made = Disclosure.objects.create(appointment=appointment, tie=tie.tie, text=text, made_at=at)
    record(
        f"{M}disclosure_made", actor=actor, at=at, mediation=mediation, subject=made, facts={"tie": tie.tie}
    )
    told = users_of(mediation.parties.all(), day_of(at)) + users_of_court(mediation, day_of(at))
    tell(f"{M}disclosure_made", told, mediation=mediation, at=at, about=f"disclosed|{made.pk.hex[:12]}")
    return made


def _tell_mediator(mediation: Mediation, appointment: Appointment, at: datetime) -> None:
    clock = reply_clock(day_of(at), mediation.rules_chosen)
    context = {"due_date": clock.due_date.isoformat() if clock else ""}
    told = appointment.mediator or appointment.organisation
    user = user_of(told) if told is not None else None
    if user is not None:
        about = f"told|{appointment.pk.hex[:12]}|{told.pk.hex[:8] if told else ''}"
        kind = f"{M}mediator_told" if clock else f"{M}mediator_told_no_day"
        tell(kind, [user], mediation=mediation, at=at, about=about, context=context)


def _told(standing: Standing, act: str) -> Appointment:
    if standing.appointment is None or not standing.is_told:
        raise PermissionRefused(act)
    return standing.appointment


def _organisation_s(standing: Standing) -> Appointment | None:
    rows = (row for row in standing.organisation_of if row.state == Appointment.State.TOLD)
    return next(rows, None)


def _registrant(mediation: Mediation, registrant_id: UUID, at: datetime) -> Registrant:
    registrant = (
        Registrant.objects.select_related("profile", "home_jurisdiction").filter(pk=registrant_id).first()
    )
    if registrant is None:
        raise ValidationError({"registrant": _("Choose a mediator of the list.")})
    problems = judged_now(mediation, registrant, day_of(at)).problems
    if problems:
        raise ValidationError({"registrant": list(problems)})
    return registrant


def _live(mediation: Mediation, appointment_id: UUID) -> Appointment:
    found = live_appointments(mediation).filter(pk=appointment_id).first()
    if found is None:
        raise ValidationError(_("This appointment does not stand any more."), code="ended")
    return found
