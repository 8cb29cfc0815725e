"""The period: extended when every party agrees, appraisals left out; a suspicion of sham stops the mediation."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.endings import close
from mediation_registry.actions.steps_mediation import (
    M,
    entered,
    move,
    record,
    require_party,
    require_standing,
    required_text,
    tell,
)
from mediation_registry.models import (
    Appraisal,
    ExtensionAnswer,
    ExtensionProposal,
    Mediation,
    SuspicionReport,
)
from mediation_registry.queries.mediation_clocks import is_period_over, last_day
from mediation_registry.queries.mediations import (
    Standing,
    live_appointments,
    organisation_users,
    users_of,
    users_of_court,
    users_of_mediators,
)
from mediation_registry.rules import conduct
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of


@transaction.atomic
def propose_extension(
    *, actor: Actor, at: datetime, mediation_id: UUID, to_date: date, reason: str
) -> ExtensionProposal:
    """A party or the mediator proposes a later last day; it holds only when every party agrees (Online Rules art. 24).

    A party that proposes agrees thereby.

    :raises ValidationError: the period is over, the day is not later, or a proposal is open.
    """
    act = f"{M}extension_proposed"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_party or standing.is_mediator, act)
    today = day_of(at)
    if is_period_over(mediation, today):
        raise ValidationError(_("The period has ended; it can no longer be extended."), code="over")
    last = last_day(mediation, today)
    if to_date <= max(last or today, today):
        raise ValidationError({"to_date": _("Choose a day after the present last day.")})
    if mediation.extensions.filter(closed_at=None).exists():
        raise ValidationError(_("A proposal to extend waits for answers."), code="open")
    made = ExtensionProposal.objects.create(
        mediation=mediation, to_date=to_date, proposed_at=at, proposed_by=actor.key,
        reason=required_text(reason, "reason", _("Give the reason."))[:300],
    )  # fmt: skip
    record(act, actor=actor, at=at, mediation=mediation, subject=made,
           facts={"to_date": to_date.isoformat()}, private={"reason": made.reason})  # fmt: skip
    told = users_of(mediation.parties.all(), today) + users_of_mediators(mediation)
    tell(f"{M}extension_proposed", told, mediation=mediation, at=at, about=f"ext|{made.pk.hex[:12]}",
         context={"to_date": to_date.isoformat()})  # fmt: skip
    for party in standing.parties:
        answer_extension(actor=actor, at=at, mediation_id=mediation.pk, party_id=party.pk, agrees=True)
    return made


@transaction.atomic
def answer_extension(
    *, actor: Actor, at: datetime, mediation_id: UUID, party_id: UUID, agrees: bool
) -> ExtensionAnswer:
    """A party answers; with the last consent the period is extended, with one refusal the proposal is closed.

    :raises ValidationError: no proposal is open, answered already, or the period is over.
    """
    act = f"{M}extension_answered"
    mediation, standing = entered(actor, at, act, mediation_id)
    party = require_party(standing, party_id, act)
    proposal = mediation.extensions.select_for_update().filter(closed_at=None).first()
    if proposal is None:
        raise ValidationError(_("No proposal to extend is open."), code="none")
    if proposal.answers.filter(party=party).exists():
        raise ValidationError(_("This party has answered already."), code="answered")
    if agrees and is_period_over(mediation, day_of(at)):
        raise ValidationError(_("The period has ended; it can no longer be extended."), code="over")
    made = ExtensionAnswer.objects.create(
        proposal=proposal, party=party, agrees=agrees, answered_at=at, answered_by=actor.key
    )
    record(act, actor=actor, at=at, mediation=mediation, subject=made,
           facts={"side": party.side, "agrees": "yes" if agrees else "no"})  # fmt: skip
    agreed = proposal.answers.filter(agrees=True).count() == mediation.parties.count()
    if agreed or not agrees:
        _close(mediation, proposal, agreed, actor, at)
    return made


@transaction.atomic
def enter_appraisal(
    *,
    actor: Actor,
    at: datetime,
    mediation_id: UUID,
    subject: str,
    first_date: date,
    last_date: date | None = None,
) -> Appraisal:
    """An appraisal entrusted before filing: its days do not count (Online Rules art. 26).

    :raises ValidationError: after filing, dates out of order or before the acceptance, or one is running.
    """
    act = f"{M}appraisal_entered"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator or standing.is_court, act)
    if not conduct.leaves_out_appraisals(mediation.rules_chosen, mediation.track):
        raise ValidationError(
            _("Only under the Online Mediation Rules (art. 26) are the days of an appraisal before filing left out; "
              "otherwise the parties may extend the period."), code="track",
        )  # fmt: skip
    if mediation.accepted_date is None or first_date < mediation.accepted_date or first_date > day_of(at):
        raise ValidationError({"first_date": _("The first day lies before the acceptance or in the future.")})
    if last_date is not None and (last_date < first_date or last_date > day_of(at)):
        raise ValidationError({"last_date": _("The last day lies before the first or in the future.")})
    if mediation.appraisals.filter(last_date=None).exists():
        raise ValidationError(_("An appraisal is running; enter its end first."), code="running")
    made = Appraisal.objects.create(
        mediation=mediation, first_date=first_date, last_date=last_date, entered_at=at, entered_by=actor.key,
        subject=required_text(subject, "subject", _("Say what is appraised."))[:300],
    )  # fmt: skip
    record(act, actor=actor, at=at, mediation=mediation, subject=made,
           facts={"first_date": first_date.isoformat()}, private={"subject": made.subject})  # fmt: skip
    return made


@transaction.atomic
def end_appraisal(*, actor: Actor, at: datetime, mediation_id: UUID, last_date: date) -> Appraisal:
    """The running appraisal has ended; the period goes on from the next day.

    :raises ValidationError: none is running, or the day lies before its first or in the future.
    """
    act = f"{M}appraisal_ended"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator or standing.is_court, act)
    found = mediation.appraisals.select_for_update().filter(last_date=None).first()
    if found is None:
        raise ValidationError(_("No appraisal is running."), code="none")
    if last_date < found.first_date or last_date > day_of(at):
        raise ValidationError({"last_date": _("The last day lies before the first or in the future.")})
    found.last_date = last_date
    found.save(update_fields=["last_date"])
    record(
        act,
        actor=actor,
        at=at,
        mediation=mediation,
        subject=found,
        facts={"last_date": last_date.isoformat()},
    )
    return found


@transaction.atomic
def report_suspicion(*, actor: Actor, at: datetime, mediation_id: UUID, text: str) -> SuspicionReport:
    """The mediator suspects a sham mediation, stops, and reports to the court or organisation (2016 art. 18).

    The parties are told only that the mediation is stopped.

    :raises ValidationError: neither a court nor an organisation stands behind the mediation: then it is ended.
    """
    act = f"{M}sham_suspected"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator, act)
    behind = [user for row in live_appointments(mediation) for user in organisation_users(row)]
    if mediation.court_id is None and not behind:
        raise ValidationError(
            _("Nobody stands behind this mediation who could examine it; end it."), code="nobody"
        )
    made = SuspicionReport.objects.create(
        mediation=mediation, reported_at=at, reported_by=actor.key,
        text=required_text(text, "text", _("Say what you noticed.")),
    )  # fmt: skip
    move(mediation, act, at, stopped_at=at)
    record(act, actor=actor, at=at, mediation=mediation, subject=made)
    about = f"sham|{made.pk.hex[:12]}"
    tell(f"{M}sham_suspected", users_of_court(mediation, day_of(at)), mediation=mediation, at=at, about=about,
         at_desk=True)  # fmt: skip
    tell(f"{M}sham_suspected", behind, mediation=mediation, at=at, about=about)
    told = users_of(mediation.parties.all(), day_of(at))
    tell(f"{M}mediation_stopped", told, mediation=mediation, at=at, about=about)
    return made


@transaction.atomic
def decide_suspicion(
    *, actor: Actor, at: datetime, mediation_id: UUID, outcome: str, reason: str
) -> SuspicionReport:
    """The court or the organisation examined the report: the mediation goes on, or is ended (2016 art. 18 para. 2).

    :raises ValidationError: no report is open, or no reason.
    """
    act = f"{M}sham_decided"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(_examines(standing), act)
    made = mediation.suspicions.select_for_update().filter(decided_at=None).first()
    if made is None:
        raise ValidationError(_("No report waits for examination."), code="none")
    if outcome not in SuspicionReport.Outcome.values:
        raise ValidationError({"outcome": _("Choose the outcome.")})
    made.decision = required_text(reason, "reason", _("Give the reason of the decision."))
    made.outcome, made.decided_at, made.decided_by = outcome, at, actor.key
    made.save()
    move(mediation, act, at, stopped_at=None)
    record(act, actor=actor, at=at, mediation=mediation, subject=made, facts={"outcome": outcome})
    told = users_of_mediators(mediation)
    about = f"sham|{made.pk.hex[:12]}"
    tell(f"{M}sham_decided", told, mediation=mediation, at=at, about=about, context={"outcome": outcome})
    if mediation.state == Mediation.State.ENDED:
        return made
    if outcome == SuspicionReport.Outcome.CONFIRMED:
        close(mediation, f"{M}mediation_ended", actor, at, ground="other",
              reason=_("The mediation was ended after an examination."))  # fmt: skip
    else:
        parties = users_of(mediation.parties.all(), day_of(at))
        tell(f"{M}mediation_goes_on", parties, mediation=mediation, at=at, about=about)
    return made


def _examines(standing: Standing) -> bool:
    led = [row for row in standing.organisation_of if row.mediator_id is not None]
    return standing.is_court or (bool(led) and standing.appointment is None)


def _close(
    mediation: Mediation, proposal: ExtensionProposal, agreed: bool, actor: Actor, at: datetime
) -> None:
    proposal.is_agreed, proposal.closed_at = agreed, at
    proposal.save(update_fields=["is_agreed", "closed_at"])
    told = users_of(mediation.parties.all(), day_of(at)) + users_of_mediators(mediation)
    context = {"to_date": proposal.to_date.isoformat()}
    about = f"extclosed|{proposal.pk.hex[:12]}"
    if not agreed:
        tell(f"{M}extension_declined", told, mediation=mediation, at=at, about=about, context=context)
        return
    move(mediation, f"{M}period_extended", at, extended_to=proposal.to_date)
    record(f"{M}period_extended", actor=actor, at=at, mediation=mediation, subject=proposal, facts=context)
    tell(f"{M}period_extended", told, mediation=mediation, at=at, about=about, context=context)
    desk = users_of_court(mediation, day_of(at))
    tell(f"{M}period_extended", desk, mediation=mediation, at=at, about=about, context=context, at_desk=True)
