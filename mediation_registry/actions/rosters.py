"""The way onto a court's roster: opened, invited or applied, trained, certified, entered."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions import roster_steps as steps
from mediation_registry.actions.roster_steps import COURT, SELF, Writing
from mediation_registry.models import CourtRoster, CourtRosterEntry, Registrant
from mediation_registry.queries import rosters as queries
from mediation_registry.queries.applications import registrant_of
from mediation_registry.rules import rosters as rules
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.cases.actions.steps import require_reason
from portal.exhibits.models import Exhibit
from portal.identity.models import Court
from portal.identity.permissions import PermissionRefused, require


@transaction.atomic
def open_roster(
    *, actor: Actor, at: datetime, court: Court, kind: str, speciality: str = "", level: str = "own",
    term_notice_days: int | None = None,
) -> CourtRoster:  # fmt: skip
    """A court opens a roster of organisations or of individuals, general or specialist (Online Rules art. 28).

    :raises PermissionRefused: the actor is neither judge nor clerk of that court.
    :raises ValidationError: the court has such a roster, or its level does not fit the court.
    """
    act = "mediation_registry.roster_opened"
    require(actor, act)
    if not queries.courts_of(actor, steps.day_of(at)).filter(pk=court.pk).exists():
        raise PermissionRefused(act)
    _require_level(court, level)
    if CourtRoster.objects.filter(court=court, kind=kind, speciality=speciality).exists():
        raise ValidationError(
            _("The court has a roster of this kind and speciality already."), code="doubled"
        )
    roster = CourtRoster.objects.create(
        court=court, kind=kind, speciality=speciality, level=level, term_notice_days=term_notice_days,
        opened_at=at, opened_by=actor.key,
    )  # fmt: skip
    audit.record(
        act=act, actor=actor, at=at, subject=(roster._meta.label, str(roster.pk)), chain=f"court-roster:{roster.pk}",
        facts={"court": court.code, "kind": kind, "speciality": speciality, "level": level},
    )  # fmt: skip
    return roster


def _require_level(court: Court, level: str) -> None:
    """National rosters are the Supreme People's Court's, regional ones a high or intermediate court's (art. 28)."""
    fits = {
        CourtRoster.Level.OWN: set(Court.Level.values),
        CourtRoster.Level.REGIONAL: {Court.Level.HIGH.value, Court.Level.INTERMEDIATE.value},
        CourtRoster.Level.NATIONAL: {Court.Level.SUPREME.value},
    }
    if court.level not in fits[CourtRoster.Level(level)]:
        sentence = _(
            "A national roster is made by the Supreme People's Court, a regional one by a high or intermediate court "
            "(Online Mediation Rules, art. 28)."
        )
        raise ValidationError({"level": sentence})


@transaction.atomic
def invite(*, actor: Actor, at: datetime, roster: CourtRoster, registrant: Registrant) -> CourtRosterEntry:
    """The court invites a mediator or organisation to its roster (2016 Provisions art. 6 para. 2).

    :raises PermissionRefused: the roster is another court's.
    :raises ValidationError: the roster is for the other kind, or the registrant stands on it or on the way to it.
    """
    act = "mediation_registry.roster_invited"
    require(actor, act)
    if not queries.courts_of(actor, steps.day_of(at)).filter(pk=roster.court_id).exists():
        raise PermissionRefused(act)
    entry = _entered(actor, at, act, roster, registrant, CourtRosterEntry.Way.INVITED, "")
    if steps.side_of(entry, actor, steps.day_of(at)) == SELF:
        raise ValidationError(_("You cannot invite yourself."), code="self")
    steps.tell_person("mediation_registry.roster_invited", entry=entry, at=at)
    return entry


@transaction.atomic
def apply(*, actor: Actor, at: datetime, roster: CourtRoster, statement: str = "") -> CourtRosterEntry:
    """A mediator or organisation in the register applies to a court's roster (2016 Provisions art. 6 para. 1).

    :raises ValidationError: not in the register, the other kind, or already on the roster or on the way to it.
    """
    act = "mediation_registry.roster_applied"
    require(actor, act)
    registrant = registrant_of(actor)
    if registrant is None:
        raise ValidationError(_("Enter yourself in the register first."), code="unregistered")
    entry = _entered(actor, at, act, roster, registrant, CourtRosterEntry.Way.APPLIED, statement.strip())
    steps.tell_court("mediation_registry.roster_application_received", entry=entry, at=at)
    return entry


def _entered(
    actor: Actor,
    at: datetime,
    act: str,
    roster: CourtRoster,
    registrant: Registrant,
    way: str,
    statement: str,
) -> CourtRosterEntry:
    roster = CourtRoster.objects.select_for_update(of=("self",)).select_related("court").get(pk=roster.pk)
    if not roster.admits(registrant):
        raise ValidationError(_("Organisations and individuals stand on separate rosters."), code="kind")
    if roster.entries.filter(registrant=registrant).exclude(state__in=sorted(rules.ENDED)).exists():
        raise ValidationError(_("Already on this roster or on the way to it."), code="doubled")
    entry = CourtRosterEntry(
        roster=roster, registrant=registrant, way=way, statement=statement, state=rules.TRANSITIONS[(None, act)],
        state_since_at=at, entered_at=at,
    )  # fmt: skip
    entry.save(force_insert=True)
    _first_event(entry, act, actor, at)
    return entry


def _first_event(entry: CourtRosterEntry, act: str, actor: Actor, at: datetime) -> None:
    entry.events.create(
        number=1,
        act=act,
        state=entry.state,
        effective_date=steps.day_of(at),
        recorded_by=actor.key,
        recorded_at=at,
    )
    steps.record(act, actor=actor, at=at, entry=entry)


@transaction.atomic
def accept_invitation(*, actor: Actor, at: datetime, entry_id: UUID) -> CourtRosterEntry:
    """The person invited accepts; training before entry follows (2016 Provisions art. 7)."""
    act = "mediation_registry.roster_invitation_accepted"
    entry = steps.locked_entry(actor, at, act, entry_id, sides=(SELF,))
    steps.write(entry, act, actor=actor, at=at)
    steps.tell_court("mediation_registry.roster_answered", entry=entry, at=at, context={"answer": "accepted"})
    return entry


@transaction.atomic
def decline_invitation(*, actor: Actor, at: datetime, entry_id: UUID, reason: str = "") -> CourtRosterEntry:
    """The person invited declines; nothing follows."""
    act = "mediation_registry.roster_invitation_declined"
    entry = steps.locked_entry(actor, at, act, entry_id, sides=(SELF,))
    steps.write(entry, act, actor=actor, at=at, writing=Writing(reason=reason.strip()))
    steps.tell_court("mediation_registry.roster_answered", entry=entry, at=at, context={"answer": "declined"})
    return entry


@transaction.atomic
def accept_application(*, actor: Actor, at: datetime, entry_id: UUID) -> CourtRosterEntry:
    """The court takes an application up: training before entry follows (2016 Provisions art. 7)."""
    act = "mediation_registry.roster_application_accepted"
    entry = steps.locked_entry(actor, at, act, entry_id, sides=(COURT,))
    steps.write(entry, act, actor=actor, at=at)
    steps.tell_person("mediation_registry.roster_moved", entry=entry, at=at, context={"state": entry.state})
    return entry


@transaction.atomic
def refuse(*, actor: Actor, at: datetime, entry_id: UUID, reason: str) -> CourtRosterEntry:
    """The court does not enter the applicant, with a reason.

    :raises ValidationError: the reason is missing.
    """
    act = "mediation_registry.roster_refused"
    entry = steps.locked_entry(actor, at, act, entry_id, sides=(COURT,))
    steps.write(entry, act, actor=actor, at=at, writing=Writing(reason=require_reason(reason)))
    steps.tell_person("mediation_registry.roster_moved", entry=entry, at=at, context={"state": entry.state})
    return entry


@transaction.atomic
def record_training(
    *, actor: Actor, at: datetime, entry_id: UUID, training: str, effective_date: date,
    hours: Decimal | None = None, exhibit: Exhibit | None = None,
) -> CourtRosterEntry:  # fmt: skip
    """Training that the court gave, before entry or during the term (2016 Provisions art. 7).

    :raises ValidationError: the training is not named, or lies in the future.
    """
    act = "mediation_registry.roster_training_recorded"
    entry = steps.locked_entry(actor, at, act, entry_id, sides=(COURT,))
    if not training.strip():
        raise ValidationError({"training": _("Name the training.")})
    steps.write(
        entry, act, actor=actor, at=at,
        writing=Writing(effective_date=effective_date, training=training.strip(), hours=hours, exhibit=exhibit),
    )  # fmt: skip
    return entry


@transaction.atomic
def certify(*, actor: Actor, at: datetime, entry_id: UUID, certificate_no: str) -> CourtRosterEntry:
    """The court issues its certificate, after training (2016 Provisions arts. 5 and 7).

    :raises ValidationError: no training is recorded, the number is missing, or another entry has it.
    """
    act = "mediation_registry.roster_certified"
    entry = steps.locked_entry(actor, at, act, entry_id, sides=(COURT,))
    number = certificate_no.strip()
    if not number:
        raise ValidationError({"certificate_no": _("Enter the number of the court's certificate.")})
    if not entry.events.filter(act="mediation_registry.roster_training_recorded").exists():
        raise ValidationError(
            _("Record the training before entry first (Provisions on invited mediation, art. 7)."),
            code="untrained",
        )
    same = CourtRosterEntry.objects.filter(roster__court=entry.roster.court_id, certificate_no=number)
    if same.exclude(registrant=entry.registrant_id).exists():
        raise ValidationError({"certificate_no": _("Another entry of this court has this number.")})
    entry.certificate_no = number
    steps.write(entry, act, actor=actor, at=at, facts={"certificate_no": number})
    steps.tell_person("mediation_registry.roster_moved", entry=entry, at=at, context={"state": entry.state})
    return entry


@transaction.atomic
def put_on_roster(
    *, actor: Actor, at: datetime, entry_id: UUID, valid_from: date, valid_to: date | None = None
) -> CourtRosterEntry:
    """The certified mediator is put on the roster, for a term if the court sets one.

    :raises ValidationError: the days are out of order, or the first lies in the future.
    """
    act = "mediation_registry.put_on_roster"
    entry = steps.locked_entry(actor, at, act, entry_id, sides=(COURT,))
    if valid_to is not None and valid_to <= valid_from:
        raise ValidationError({"valid_to": _("The end must lie after the beginning.")})
    if valid_from > steps.day_of(at):
        raise ValidationError({"valid_from": _("The date lies in the future.")})
    entry.valid_from, entry.valid_to = valid_from, valid_to
    try:
        steps.write(entry, act, actor=actor, at=at, writing=Writing(effective_date=valid_from))
    except ValidationError as refusal:
        raise ValidationError({"valid_from": refusal.messages}) from refusal
    steps.tell_person("mediation_registry.roster_moved", entry=entry, at=at, context={"state": entry.state})
    return entry
