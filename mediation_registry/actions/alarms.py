"""What the clock itself does: reminders at day 20, 25 and 29, the lapse after day thirty, links for feedback.

Called by the beat; safe to call twice: a reminder is told once, a lapse happens once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from mediation_registry.actions.feedback import invite
from mediation_registry.actions.steps_mediation import M, tell
from mediation_registry.actions.steps_outcome import move_confirmation, record_confirmation
from mediation_registry.models import ConfirmationApplication, Mediation, Settlement
from mediation_registry.queries.mediations import users_of_mediators
from mediation_registry.queries.outcome import application_clock, people_of
from mediation_registry.rules import confirmation as rules
from mediation_registry.rules.mediation import ENDED, ENTRUSTED
from mediation_registry.rules.settlement import IN_FORCE
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.identity.permissions import require

#: The beat looks back this far for settlements whose period ended while it stood still.
LOOK_BACK = timedelta(days=120)
FEEDBACK_WITHIN = timedelta(days=30)


def waiting(at: datetime) -> list[UUID]:
    """The settlements in force, made before filing, that no application has reached a court for."""
    rows = Settlement.objects.filter(state=IN_FORCE, effective_date__gte=day_of(at - LOOK_BACK))
    rows = rows.exclude(mediation__kind=ENTRUSTED).exclude(confirmation__filed_at__isnull=False)
    return list(rows.exclude(confirmation__state=rules.LAPSED).values_list("pk", flat=True))


@transaction.atomic
def watch(*, actor: Actor, at: datetime, settlement_id: UUID) -> str:
    """Remind the parties of the thirty days, or say that they have passed. Gives ``reminded``, ``lapsed`` or empty.

    Reminders run on the nominal days (CPL art. 205); the lapse on the day after the last one.
    """
    act = M + "confirmation_lapsed"
    require(actor, act)
    settlement = (
        Settlement.objects.select_for_update().select_related("mediation__court").get(pk=settlement_id)
    )
    clock, today = application_clock(settlement), day_of(at)
    application = ConfirmationApplication.objects.select_for_update().filter(settlement=settlement).first()
    if clock is None or (application is not None and application.state != rules.PREPARING):
        return ""
    mediation = settlement.mediation
    told = [*people_of(mediation, today), *users_of_mediators(mediation)]
    context = {"due_date": clock.due.isoformat(), "path": f"/mediations/{mediation.pk}/confirmation/"}
    if not rules.is_in_time(today, clock.due):
        if application is not None:
            move_confirmation(application, act, at)
            facts = {"due_date": clock.due.isoformat()}
            record_confirmation(act, actor=actor, at=at, application=application, facts=facts)
        tell(act, told, mediation=mediation, at=at, about=f"{settlement.pk}|late", context=context)
        return "lapsed"
    day = rules.alarm_on(clock.start, today)
    if day is None:
        return ""
    context["left"] = str((clock.due - today).days)
    tell(
        M + "confirmation_reminder",
        told,
        mediation=mediation,
        at=at,
        about=f"{settlement.pk}|{day}",
        context=context,
    )
    return "reminded"


def ended_lately(at: datetime) -> list[Mediation]:
    """Mediations that ended within thirty days and whose parties were not asked for feedback yet."""
    rows = Mediation.objects.filter(
        state__in=("concluded", ENDED), ended_at__gt=at - FEEDBACK_WITHIN, ended_at__lte=at
    )
    return list(rows.filter(feedback_invitations=None))


def ask_for_feedback(*, actor: Actor, at: datetime) -> int:
    """Send the links for feedback on mediations that ended lately; the number of links."""
    return sum(invite(actor=actor, at=at, mediation=mediation) for mediation in ended_lately(at))
