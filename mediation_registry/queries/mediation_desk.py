"""What waits at the court in mediations: to designate, to answer, to decide, to examine, to take back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mediation_registry.models import (
    Appointment,
    ChoiceRound,
    CourtFollowUp,
    Mediation,
    RecusalRequest,
    SuspicionReport,
)
from mediation_registry.queries.mediation_clocks import (
    calendar_of_mainland,
    choice_clock,
    designation_clock,
    period_clock,
    reply_clock,
)
from mediation_registry.queries.mediations import mediations_of_court, standing_of
from portal.audit.actors import Actor

#: One thing waiting: the mediation, what it is, the last day, whether that day is provisional.
Waiting = tuple[Mediation, str, date | None]


def rows(actor: Actor, on: date) -> QuerySet[Mediation]:
    """The court's mediations, with what a list shows."""
    return mediations_of_court(actor, on).select_related("court", "case").order_by("state_since_at")


def to_designate(actor: Actor, on: date) -> Iterable[Waiting]:
    """No common name, one party alone applied, or the two working days are over (Online Rules art. 10)."""
    calendar = calendar_of_mainland()
    naming = ChoiceRound.objects.exclude(phase=ChoiceRound.Phase.CLOSED).filter(mediation=OuterRef("pk"))
    for mediation in rows(actor, on).filter(state=Mediation.State.CHOICE).annotate(choosing=Exists(naming)):
        clock = choice_clock(mediation, calendar)
        is_over = clock is not None and on > clock.due_date
        if mediation.is_one_sided or not mediation.choosing or is_over:
            due = designation_clock(mediation, calendar) or clock
            yield mediation, _("Designate a mediator"), due.due_date if due else None


def to_answer_consent(actor: Actor, on: date) -> Iterable[Waiting]:
    """Parties who have not answered whether they agree to mediate."""
    calendar = calendar_of_mainland()
    for mediation in rows(actor, on).filter(state=Mediation.State.CONSENT):
        clock = designation_clock(mediation, calendar)
        yield mediation, _("A party has not answered yet"), clock.due_date if clock else None


def without_answer(actor: Actor, on: date) -> Iterable[Waiting]:
    """Mediators whose three working days are over (Online Rules art. 12): the court may open a new choice."""
    calendar = calendar_of_mainland()
    told = Appointment.objects.filter(
        state=Appointment.State.TOLD, mediation__in=rows(actor, on).values("pk")
    )
    for appointment in told.select_related("mediation__court", "mediation__case"):
        clock = reply_clock(
            timezone.localdate(appointment.told_at), appointment.mediation.rules_chosen, calendar
        )
        if clock is not None and on > clock.due_date:
            yield appointment.mediation, _("The mediator has not answered in time"), clock.due_date


def recusals(actor: Actor, on: date) -> Iterable[Waiting]:
    """Requests for recusal that wait for the court."""
    standing = rows(actor, on).exclude(state__in=[Mediation.State.ENDED, Mediation.State.CONCLUDED])
    asked = RecusalRequest.objects.filter(decided_at=None, appointment__mediation__in=standing.values("pk"))
    for made in asked.select_related("appointment__mediation__court"):
        yield made.appointment.mediation, made.get_ground_display(), None


def suspicions(actor: Actor, on: date) -> Iterable[Waiting]:
    """Reports of suspected sham mediation that wait for examination (2016 Provisions art. 18)."""
    made = SuspicionReport.objects.filter(decided_at=None, mediation__in=rows(actor, on).values("pk"))
    for report in made.select_related("mediation__court"):
        yield report.mediation, _("Examine the mediator's report"), None


def periods_over(actor: Actor, on: date) -> Iterable[Waiting]:
    """Mediations whose period has ended while they are still open (Online Rules art. 25 (6))."""
    calendar = calendar_of_mainland()
    states = [Mediation.State.PREPARATION, Mediation.State.SESSIONS, Mediation.State.CHOICE]
    for mediation in rows(actor, on).filter(state__in=states, accepted_date__isnull=False):
        clock = period_clock(mediation, on, calendar)
        if clock is not None and on > clock.due_date:
            yield mediation, _("The period has ended"), clock.due_date


def returned(actor: Actor, on: date) -> Iterable[Waiting]:
    """Files back from mediation: register the case, or resume the trial (Online Rules art. 21)."""
    done = CourtFollowUp.objects.filter(mediation=OuterRef("pk"))
    for mediation in rows(actor, on).filter(~Exists(done), state=Mediation.State.ENDED):
        step = _("Register the case") if mediation.kind == Mediation.Kind.DELEGATED else _("Resume the trial")
        yield mediation, step, None


def concerns_of_mediation(actor: Actor, key: str, on: date) -> bool:
    """Whether exhibits of a mediation may be deposited or read: its parties and mediators, never the court."""
    try:
        mediation = Mediation.objects.filter(pk=UUID(key)).first()
    except ValueError:
        return False
    if mediation is None:
        return False
    standing = standing_of(mediation, actor, on)
    return standing.is_party or standing.is_mediator
