"""What waits on the desk of a court or authority: rosters, training, reports of removals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from mediation_registry.models import CourtRosterEntry
from mediation_registry.queries import rosters, training
from mediation_registry.rules import rosters as rules
from portal.audit.actors import Actor
from portal.desk.registry import QueueRow, language_of

_COURT = frozenset({"clerk", "judge"})
_WAITING = (rules.APPLIED, rules.TRAINING, rules.CERTIFIED)


def entries_waiting(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Applications, people in training and certified people who are not on the roster yet."""
    rows = rosters.entries_for_staff(actor, on).filter(state__in=_WAITING).order_by("state_since_at")
    for entry in rows:
        yield entry_row(entry, note=entry.get_state_display())


def removals_waiting(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Proposals of removal that wait for another officer than the one who made them."""
    rows = rosters.entries_for_staff(actor, on).filter(
        state__in=sorted(rules.ON_THE_ROSTER), events__act="mediation_registry.roster_removal_proposed"
    )
    for entry in rows.distinct():
        proposal = rosters.open_proposal(entry)
        if proposal is not None and proposal.recorded_by != actor.key:
            yield entry_row(entry)


def terms_over(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Terms that have run out: the entry is to be renewed or ended."""
    for entry in rosters.terms_over(actor, on):
        yield entry_row(entry, due_date=entry.valid_to)


def training_waiting(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Training records that wait for their check, the oldest first."""
    for record in training.records_for_assessor(actor).filter(state="entered").order_by("entered_at"):
        yield QueueRow(
            title=record.event,
            address=reverse("training_records:inspect", args=[record.pk]),
            holder=str(record.registrant.home_jurisdiction),
            note=_("%(hours)s hours, %(register_no)s")
            % {"hours": record.hours, "register_no": record.registrant.register_no},
            title_lang=language_of(record.event),
        )


def reports_waiting(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Removals from court rosters that were told to the authority and not noted yet."""
    for report in rosters.reports_for(actor).filter(noted_at=None).order_by("made_at"):
        entry = report.event.entry
        name = entry.registrant.name_for(get_language() or "en")
        yield QueueRow(
            title=entry.registrant.register_no,
            address=reverse("roster_reports:inspect", args=[report.pk]),
            holder=str(report.authority),
            note=name,
            note_lang=language_of(name),
        )


def entry_row(entry: CourtRosterEntry, *, note: str = "", due_date: date | None = None) -> QueueRow:
    """A row that leads to one entry; the name stands in the note where nothing else does."""
    words = note or entry.registrant.name_for(get_language() or "en")
    return QueueRow(
        title=entry.registrant.register_no,
        address=reverse("roster_entries:inspect", args=[entry.pk]),
        holder=str(entry.roster.court),
        due_date=due_date,
        note=words,
        note_lang="" if note else language_of(words),
    )


QUEUES = (
    ("roster-entries", gettext_lazy("Court roster: on the way to an entry"),
     gettext_lazy("Nobody waits for an entry on your court's roster."), _COURT, entries_waiting),
    ("roster-removals", gettext_lazy("Court roster: removals that wait for a second officer"),
     gettext_lazy("No removal waits for you."), _COURT, removals_waiting),
    ("roster-terms", gettext_lazy("Court roster: terms that have run out"),
     gettext_lazy("No term has run out."), _COURT, terms_over),
    ("training", gettext_lazy("Training records to check"),
     gettext_lazy("No training record waits for a check."), frozenset({"authority_assessor"}), training_waiting),
    ("roster-reports", gettext_lazy("Removals from court rosters to take note of"),
     gettext_lazy("No court has told you of a removal."), frozenset({"authority_intake", "authority_decider"}),
     reports_waiting),
)  # fmt: skip
