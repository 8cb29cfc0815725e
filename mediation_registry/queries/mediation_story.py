"""What happened in a mediation, as its people read it: without personal values, the newest first."""

from __future__ import annotations

from mediation_registry.models import Appointment
from mediation_registry.queries.candidates import connections_of, judged, people_in
from mediation_registry.queries.mediation_page import Situation
from portal.audit.history import HistoryLine, history

#: Acts that concern the court and the mediator alone: the parties learn only that the mediation is stopped.
FOR_THE_COURT = frozenset({"mediation_registry.sham_suspected", "mediation_registry.sham_decided"})


def story(situation: Situation, language: str) -> list[HistoryLine]:
    """The log of this mediation; custody of files and reports of a suspicion are not told to the parties."""
    lines = history(situation.mediation.chain, language=language, show_private=False)
    is_party = situation.standing.is_party
    shown = [
        line
        for line in lines
        if line.act.startswith("mediation_registry.") and not (is_party and line.act in FOR_THE_COURT)
    ]
    return list(reversed(shown))


def candidate_notices(situation: Situation) -> list[tuple[Appointment, tuple[str, ...]]]:
    """For each mediator who stands: what is only told about the appointment (article 6 outside the Online Rules)."""
    rows = [row for row in situation.appointments if row.mediator is not None]
    if not rows:
        return []
    people, connections = people_in(situation.mediation, situation.on), connections_of(situation.mediation)
    found = [
        (row, judged(situation.mediation, row.mediator, people, connections)) for row in rows if row.mediator
    ]
    return [(row, verdict.notices) for row, verdict in found if verdict.notices]
