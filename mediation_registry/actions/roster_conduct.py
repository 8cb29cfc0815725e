"""What happens to an entry on the roster: pause, warning, evaluation, grade, term, leaving, removal by two people."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions import roster_steps as steps
from mediation_registry.actions.roster_steps import COURT, SELF, Writing
from mediation_registry.models import CourtRosterEntry, RosterEvent, RosterReport, RosterSharing
from mediation_registry.queries import rosters as queries
from mediation_registry.rules import rosters as rules
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.cases.actions.steps import require_reason
from portal.identity.permissions import PermissionRefused, require

MOVED = "mediation_registry.roster_moved"
NOTED = "mediation_registry.roster_noted"


@transaction.atomic
def pause(*, actor: Actor, at: datetime, entry_id: UUID, reason: str) -> CourtRosterEntry:
    """No new matters for a while, at the wish of the court or of the mediator.

    :raises ValidationError: the reason is missing.
    """
    return _moved(
        actor, at, "mediation_registry.roster_paused", entry_id, (COURT, SELF), require_reason(reason)
    )


@transaction.atomic
def resume(*, actor: Actor, at: datetime, entry_id: UUID) -> CourtRosterEntry:
    """New matters again. A pause that the court made is lifted by the court.

    :raises ValidationError: the mediator lifts a pause that the court made.
    """
    act = "mediation_registry.roster_resumed"
    entry = steps.locked_entry(actor, at, act, entry_id, sides=(COURT, SELF))
    last = entry.events.filter(act="mediation_registry.roster_paused").order_by("-number").first()
    if steps.side_of(entry, actor, steps.day_of(at)) == SELF and last and last.recorded_by != actor.key:
        raise ValidationError(_("The court paused the entry; the court resumes it."), code="court_paused")
    steps.write(entry, act, actor=actor, at=at)
    _tell_other_side(entry, actor, at)
    return entry


@transaction.atomic
def resign(*, actor: Actor, at: datetime, entry_id: UUID, reason: str = "") -> CourtRosterEntry:
    """The mediator or organisation leaves the roster, or takes the application back."""
    return _moved(actor, at, "mediation_registry.roster_resigned", entry_id, (SELF,), reason.strip())


@transaction.atomic
def end_term(*, actor: Actor, at: datetime, entry_id: UUID, effective_date: date) -> CourtRosterEntry:
    """The term is over and was not renewed.

    :raises ValidationError: no term was set, or it still runs on that day.
    """
    act = "mediation_registry.roster_term_ended"
    entry = steps.locked_entry(actor, at, act, entry_id, sides=(COURT,))
    if entry.valid_to is None or effective_date < entry.valid_to:
        raise ValidationError({"effective_date": _("No term has run out on this day.")})
    steps.write(entry, act, actor=actor, at=at, writing=Writing(effective_date=effective_date))
    _close(entry, effective_date, at)
    steps.tell_person(MOVED, entry=entry, at=at, context={"state": entry.state})
    return entry


@transaction.atomic
def renew_term(*, actor: Actor, at: datetime, entry_id: UUID, valid_to: date) -> CourtRosterEntry:
    """The court renews the term until another day.

    :raises ValidationError: the new end does not lie after today and the old end.
    """
    act = "mediation_registry.roster_term_renewed"
    entry = steps.locked_entry(actor, at, act, entry_id, sides=(COURT,))
    earlier = max(filter(None, (entry.valid_to, steps.day_of(at))))
    if valid_to <= earlier:
        sentence = _("The new end must lie after %(earlier)s.")
        raise ValidationError({"valid_to": sentence % {"earlier": earlier.isoformat()}})
    entry.valid_to = valid_to
    steps.write(entry, act, actor=actor, at=at, facts={"until_date": valid_to.isoformat()})
    steps.tell_person(NOTED, entry=entry, at=at, context={"event": "term_renewed"})
    return entry


@transaction.atomic
def warn(*, actor: Actor, at: datetime, entry_id: UUID, ground: str, reason: str) -> RosterEvent:
    """A warning after the court found misconduct (2016 Provisions art. 28). The entry stays.

    :raises ValidationError: the ground is unknown or the reason is missing.
    """
    return _sanctioned(actor, at, "mediation_registry.roster_warned", entry_id, ground, reason, "warned")


@transaction.atomic
def criticise(*, actor: Actor, at: datetime, entry_id: UUID, ground: str, reason: str) -> RosterEvent:
    """A circular criticism after the court found misconduct (2016 Provisions art. 28). The entry stays.

    :raises ValidationError: the ground is unknown or the reason is missing.
    """
    return _sanctioned(
        actor, at, "mediation_registry.roster_criticised", entry_id, ground, reason, "criticised"
    )


@transaction.atomic
def evaluate(
    *, actor: Actor, at: datetime, entry_id: UUID, effective_date: date, result: str, reason: str = "",
    grade: str = "",
) -> RosterEvent:  # fmt: skip
    """A periodic evaluation enters the performance file (2016 Provisions art. 10); a grade is optional.

    :raises ValidationError: the result is missing, or the day lies in the future.
    """
    act = "mediation_registry.roster_evaluated"
    entry = steps.locked_entry(actor, at, act, entry_id, sides=(COURT,))
    if not result.strip():
        raise ValidationError({"result": _("Enter the result of the evaluation.")})
    said = Writing(
        effective_date=effective_date, result=result.strip(), reason=reason.strip(), grade=grade.strip()
    )
    event = steps.write(entry, act, actor=actor, at=at, writing=said)
    steps.tell_person(NOTED, entry=entry, at=at, context={"event": "evaluated"})
    return event


@transaction.atomic
def enter_grade(
    *, actor: Actor, at: datetime, entry_id: UUID, grade: str, grading_body: str, grade_date: date
) -> CourtRosterEntry:
    """The grade that a grading body announced, with the body and the day (Shenzhen Ordinance art. 80).

    :raises ValidationError: grade or body are missing, or the day lies in the future.
    """
    act = "mediation_registry.roster_graded"
    entry = steps.locked_entry(actor, at, act, entry_id, sides=(COURT,))
    for name, value in (("grade", grade), ("grading_body", grading_body)):
        if not value.strip():
            raise ValidationError({name: _("A grade needs its name, the body that gave it and the day.")})
    entry.grade, entry.grading_body, entry.grade_date = grade.strip(), grading_body.strip(), grade_date
    said = Writing(effective_date=grade_date, grade=entry.grade, grading_body=entry.grading_body)
    steps.write(entry, act, actor=actor, at=at, writing=said)
    steps.tell_person(NOTED, entry=entry, at=at, context={"event": "graded"})
    return entry


@transaction.atomic
def propose_removal(*, actor: Actor, at: datetime, entry_id: UUID, ground: str, reason: str) -> RosterEvent:
    """An officer of the court proposes the removal; another decides. The entry stays until then.

    :raises ValidationError: ground or reason are missing, or a proposal waits already.
    """
    act = "mediation_registry.roster_removal_proposed"
    entry = steps.locked_entry(actor, at, act, entry_id, sides=(COURT,))
    if queries.open_proposal(entry) is not None:
        raise ValidationError(_("A proposal of removal waits already."), code="proposed")
    said = Writing(ground=_known(ground), reason=require_reason(reason))
    event = steps.write(entry, act, actor=actor, at=at, writing=said)
    steps.tell_court("mediation_registry.roster_removal_waits", entry=entry, at=at, leave_out=actor.key)
    return event


@transaction.atomic
def drop_removal(*, actor: Actor, at: datetime, entry_id: UUID, reason: str) -> CourtRosterEntry:
    """The court does not remove after all, with a reason.

    :raises ValidationError: no proposal waits, or the reason is missing.
    """
    act = "mediation_registry.roster_removal_dropped"
    entry = steps.locked_entry(actor, at, act, entry_id, sides=(COURT,))
    _proposal(entry)
    steps.write(entry, act, actor=actor, at=at, writing=Writing(reason=require_reason(reason)))
    return entry


@transaction.atomic
def remove(
    *, actor: Actor, at: datetime, entry_id: UUID, effective_date: date, instrument_no: str = ""
) -> CourtRosterEntry:
    """Another officer than the proposer removes from the roster, on the ground proposed.

    Grounds: 2016 Provisions art. 28; Online Rules art. 29, of which the competent authority is told.

    :raises ValidationError: no proposal waits, or the actor made it.
    """
    act = "mediation_registry.roster_removed"
    entry = steps.locked_entry(actor, at, act, entry_id, sides=(COURT,))
    proposal = _proposal(entry)
    if proposal.recorded_by == actor.key:
        raise ValidationError(_("You proposed the removal; another officer must decide."), code="same_person")
    said = Writing(
        effective_date=effective_date,
        ground=proposal.ground,
        reason=proposal.reason,
        instrument_no=instrument_no,
    )
    event = steps.write(entry, act, actor=actor, at=at, writing=said)
    _close(entry, effective_date, at)
    if rules.is_reported(proposal.ground):
        _report(entry, event, at)
    steps.tell_person(MOVED, entry=entry, at=at, context={"state": entry.state})
    return entry


@transaction.atomic
def note_report(*, actor: Actor, at: datetime, report_id: UUID) -> RosterReport:
    """The competent authority has taken note of a removal (Online Rules art. 29 para. 2).

    :raises PermissionRefused: the report went to another authority.
    """
    act = "mediation_registry.roster_report_noted"
    require(actor, act)
    report = queries.reports_for(actor).select_for_update(of=("self",)).filter(pk=report_id).first()
    if report is None:
        raise PermissionRefused(act)
    if report.noted_at is not None:
        raise ValidationError(_("This report was noted already."), code="noted")
    report.noted_at, report.noted_by = at, actor.key
    report.save(update_fields=["noted_at", "noted_by"])
    entry = report.event.entry
    audit.record(
        act=act, actor=actor, at=at, subject=(report._meta.label, str(report.pk)), chain=entry.chain,
        facts={"register_no": entry.registrant.register_no, "authority": report.authority.code},
    )  # fmt: skip
    return report


def _moved(
    actor: Actor, at: datetime, act: str, entry_id: UUID, sides: tuple[str, ...], reason: str
) -> CourtRosterEntry:
    entry = steps.locked_entry(actor, at, act, entry_id, sides=sides)
    steps.write(entry, act, actor=actor, at=at, writing=Writing(reason=reason))
    if entry.state in rules.ENDED:
        _close(entry, steps.day_of(at), at)
    _tell_other_side(entry, actor, at)
    return entry


def _tell_other_side(entry: CourtRosterEntry, actor: Actor, at: datetime) -> None:
    context = {"state": entry.state}
    if steps.side_of(entry, actor, steps.day_of(at)) == SELF:
        steps.tell_court("mediation_registry.roster_moved_by_person", entry=entry, at=at, context=context)
    else:
        steps.tell_person(MOVED, entry=entry, at=at, context=context)


def _sanctioned(
    actor: Actor, at: datetime, act: str, entry_id: UUID, ground: str, reason: str, event: str
) -> RosterEvent:
    entry = steps.locked_entry(actor, at, act, entry_id, sides=(COURT,))
    said = Writing(ground=_known(ground), reason=require_reason(reason))
    written = steps.write(entry, act, actor=actor, at=at, writing=said)
    steps.tell_person(NOTED, entry=entry, at=at, context={"event": event})
    return written


def _known(ground: str) -> str:
    if ground not in rules.GROUND_OF:
        raise ValidationError({"ground": _("Choose one of the grounds of the Provisions or of the Rules.")})
    return ground


def _proposal(entry: CourtRosterEntry) -> RosterEvent:
    found = queries.open_proposal(entry)
    if found is None:
        raise ValidationError(_("No proposal of removal waits for a decision."), code="unproposed")
    return found


def _close(entry: CourtRosterEntry, day: date, at: datetime) -> None:
    """With the entry end its use by lower courts and the namings of an organisation."""
    for sharing in entry.sharings.filter(state__in=["asked", "consented"]):
        sharing.state = RosterSharing.State.ENDED
        sharing.valid_to = max(day, sharing.valid_from) if sharing.valid_from else None
        sharing.answered_at = sharing.answered_at or at
        sharing.save(update_fields=["state", "valid_to", "answered_at"])
    for naming in entry.named.filter(valid_to=None):
        naming.valid_to = max(day, naming.valid_from)
        naming.save(update_fields=["valid_to"])


def _report(entry: CourtRosterEntry, event: RosterEvent, at: datetime) -> None:
    door = queries.competent_door(entry.registrant)
    if door is not None:
        RosterReport.objects.create(event=event, authority=door.recognition, made_at=at)
