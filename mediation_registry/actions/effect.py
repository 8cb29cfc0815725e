"""A settlement takes effect: t0 with its source, the mediation concluded, everybody told, the clock begun."""

from __future__ import annotations

from datetime import date, datetime

from mediation_registry.actions.steps_mediation import M, move, record, tell
from mediation_registry.models import Mediation, Settlement
from mediation_registry.queries.mediations import users_of_court, users_of_mediators
from mediation_registry.queries.outcome import application_clock, people_of
from mediation_registry.rules import settlement as rules
from mediation_registry.rules.mediation import ENTRUSTED, SETTLED_GROUND
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of


def take_effect(
    settlement: Settlement, mediation: Mediation, *, actor: Actor, at: datetime, moment: datetime | None, day: date,
    source: str,
) -> None:  # fmt: skip
    """Online Mediation Rules art. 19 para. 2: in force when the last party has signed, and served on the parties.

    ``moment`` is t0 where it is known to the minute, ``day`` its calendar day, ``source`` where it comes from.
    """
    act = M + "settlement_in_force"
    settlement.state, settlement.state_since_at = rules.IN_FORCE, at
    settlement.effective_at, settlement.effective_date, settlement.time_source = moment, day, source
    settlement.save()
    move(mediation, act, at, end_ground=SETTLED_GROUND, ended_at=at)
    facts = {"version": settlement.current, "digest": settlement.text.digest, "effective_date": day.isoformat(),
             "source": source}  # fmt: skip
    record(act, actor=actor, at=at, mediation=mediation, subject=settlement, facts=facts)
    _tell(settlement, mediation, at)


def _tell(settlement: Settlement, mediation: Mediation, at: datetime) -> None:
    """The agreement is served on the parties; before filing, they hear of the thirty days (CPL art. 205)."""
    today, kind = day_of(at), M + "settlement_in_force"
    found = application_clock(settlement)
    context = {
        "effective_date": str(settlement.effective_date),
        "due_date": found.due.isoformat() if found else "",
    }
    page = f"/mediations/{mediation.pk}/settlement/"
    people = people_of(mediation, today)
    if mediation.kind != ENTRUSTED:
        kind, page = M + "settlement_in_force_confirm", f"/mediations/{mediation.pk}/confirmation/"
    tell(
        kind, people, mediation=mediation, at=at, about=str(settlement.pk), context={**context, "path": page}
    )
    others = M + "settlement_in_force"
    page = f"/mediations/{mediation.pk}/settlement/"
    mediators = users_of_mediators(mediation)
    tell(
        others,
        mediators,
        mediation=mediation,
        at=at,
        about=str(settlement.pk),
        context={**context, "path": page},
    )
    court = users_of_court(mediation, today)
    tell(others, court, mediation=mediation, at=at, about=str(settlement.pk), context=context, at_desk=True)
