"""What stands on the certifying authorities' desk: one queue for each stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from mediation_registry.models import Application, EnablingRule, RuleVersion, SchemeDoor
from mediation_registry.queries import desk
from mediation_registry.rules import lifecycle
from portal.audit.actors import Actor
from portal.desk.registry import Queue, QueueRow, register_queue
from portal.identity.roles import Role

INTAKE = frozenset({Role.AUTHORITY_INTAKE.value})
ASSESSOR = frozenset({Role.AUTHORITY_ASSESSOR.value})
DECIDER = frozenset({Role.AUTHORITY_DECIDER.value})
PUBLISHER = frozenset({Role.AUTHORITY_PUBLISHER.value})
Rows = Callable[[Actor], QuerySet[Application]]


def authorities_by_door(seat: str) -> dict[tuple[object, object], str]:
    """The name of the authority at a seat, by (scheme, place). One query."""
    doors = SchemeDoor.objects.select_related(seat)
    return {(door.scheme_id, door.jurisdiction_id): str(getattr(door, seat).name) for door in doors}


def application_row(row: Application, holder: str, due_date: date | None = None) -> QueueRow:
    """One application on the desk: number, state, applicant, who holds it."""
    name = row.registrant.person.name_in(get_language() or "en")
    return QueueRow(
        title=f"{row.reference} · {row.get_state_display()}",
        address=reverse("mediator_applications:inspect", args=[row.pk]),
        holder=holder,
        due_date=due_date,
        note=name.text if name else row.registrant.register_no,
        note_lang=name.html_lang if name else "",
    )


def of_applications(rows: Rows, seat: str) -> Callable[[Actor, date], Iterable[QueueRow]]:
    """The rows of one stage, each held by the authority of its seat."""

    def found(actor: Actor, on: date) -> Iterable[QueueRow]:
        holders = authorities_by_door(seat)
        for row in rows(actor):
            yield application_row(row, holders.get((row.scheme_id, row.jurisdiction_id), ""))

    return found


def completeness(actor: Actor, on: date) -> Iterable[QueueRow]:
    """To be checked; and what was returned with a day, which the applicant holds."""
    yield from of_applications(desk.to_check, lifecycle.INTAKE)(actor, on)
    for row in desk.returned_with_day(actor):
        yield application_row(row, _("the applicant"), row.correct_by_date)


def committee(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Before the committee: this place's position is wanted, or the way to the conference is open."""
    for row in desk.before_committee(actor):
        yield application_row(row, _("Working Committee"))


def conference(actor: Actor, on: date) -> Iterable[QueueRow]:
    for row in desk.before_conference(actor):
        yield application_row(row, _("Joint Conference"))


def publication(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Determined applications without an edition; editions and imports that wait for a second person."""
    for edition in desk.editions_to_publish(actor):
        yield QueueRow(
            title=_("Edition %(year)s: publish as second person") % {"year": edition.year},
            address=reverse("panel_editions:inspect", args=[edition.pk]),
            holder=str(edition.scheme),
        )
    for row in desk.imports_to_approve(actor):
        yield QueueRow(
            title=_("Panel of %(year)s from a file: approve as second person") % {"year": row.year},
            address=reverse("panel_imports:check", args=[row.pk]),
            holder=str(row.scheme),
        )
    for application in desk.to_publish(actor):
        yield application_row(application, _("publisher of the edition"))


def confirmations(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Rules and powers that another officer entered."""
    for row in desk.rules_to_confirm(actor):
        yield QueueRow(
            title=_confirm_title(row),
            address=reverse(
                f"{'rule_versions' if isinstance(row, RuleVersion) else 'enabling_rules'}:inspect",
                args=[row.pk],
            ),
            holder=str(row.jurisdiction.name) if row.jurisdiction else _("all three places"),
            note=str(row.scheme),
        )


def _confirm_title(row: RuleVersion | EnablingRule) -> str:
    if isinstance(row, RuleVersion):
        return _("Local rules, version %(label)s") % {"label": row.label}
    return f"{row.get_power_display()} · {row.provision}"


QUEUES: tuple[tuple[str, Queue], ...] = (
    ("mediator_completeness", Queue(
        gettext_lazy("Applications to check for completeness"),
        gettext_lazy(
            "No application waits for the check. New ones come while an intake is open; intakes are entered under "
            "Certification."
        ),
        INTAKE, completeness)),
    ("mediator_assessment", Queue(
        gettext_lazy("Applications to assess"),
        gettext_lazy("No application waits for assessment. It comes here once intake has found it complete."),
        ASSESSOR, of_applications(desk.to_assess, lifecycle.ASSESSMENT))),
    ("mediator_decision", Queue(
        gettext_lazy("Applications to decide in this place"),
        gettext_lazy("No application waits for a decision. It comes here once every criterion is assessed."),
        DECIDER, of_applications(desk.to_decide, lifecycle.RECOGNITION))),
    ("mediator_committee", Queue(
        gettext_lazy("Before the Working Committee"),
        gettext_lazy("No application waits for the position of this place."),
        DECIDER, committee)),
    ("mediator_conference", Queue(
        gettext_lazy("Before the Joint Conference"),
        gettext_lazy("No application is before the Joint Conference."),
        DECIDER, conference)),
    ("mediator_publication", Queue(
        gettext_lazy("To publish"),
        gettext_lazy("Nothing waits for publication. Determined applications come here until an edition holds them."),
        PUBLISHER, publication)),
    ("mediator_rules", Queue(
        gettext_lazy("Rules and powers to confirm"),
        gettext_lazy("No rule waits for a second officer."),
        DECIDER, confirmations)),
)  # fmt: skip


def register_queues() -> None:
    """Put the queues on the desk."""
    for code, queue in QUEUES:
        register_queue(code, queue)
