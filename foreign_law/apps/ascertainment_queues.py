"""What waits on the desk for judges and clerks, each row with its holder and last day; what the staff search finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foreign_law.actions.ascertainment.steps import seen_from
from foreign_law.models import AscertainmentRequest, ExtensionRequest, RouteAttempt
from foreign_law.queries.ascertainment import desk
from foreign_law.queries.ascertainment.laws import law_words
from foreign_law.rules.ascertainment import lifecycle
from portal.audit.actors import Actor
from portal.desk.queries import MOST_ROWS
from portal.desk.registry import Found, Queue, QueueRow, language_of
from portal.identity.roles import COURT_ROLES, Role

CLERKS = frozenset({Role.CLERK.value, Role.ASSISTANCE_DESK.value})
JUDGES = frozenset({Role.JUDGE.value})
SEERS = frozenset(role.value for role in COURT_ROLES)
MOST = 500


def row_of(
    request: AscertainmentRequest, words: Any, *, holder: Any, due: date | None = None, anchor: str = ""
) -> QueueRow:
    """One line: number, what waits, the field of law, the holder."""
    note = request.field_of_law or law_words(request.jurisdiction)
    return QueueRow(
        title=f"{request.reference} · {words}", holder=str(holder), due_date=due, note=note,
        address=reverse("ascertainment_desk:inspect", args=[request.pk]) + anchor, note_lang=language_of(note),
    )  # fmt: skip


def _states(seat: str, states: Iterable[str]) -> Callable[[Actor, date], Iterable[QueueRow]]:
    """The requests in these states that are reached from a seat, oldest first."""

    def rows(actor: Actor, on: date) -> Iterable[QueueRow]:
        held = seen_from(seat, actor, on).filter(state__in=list(states)).order_by("state_since_at")
        for request in held[:MOST]:
            yield row_of(request, request.get_state_display(), holder=_holder(seat))

    return rows


def _holder(seat: str) -> Any:
    return _("Judge") if seat == lifecycle.JUDGE else _("Clerk")


def extensions(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Requests for more time that the judge has not decided; the period's last day."""
    mine: Any = seen_from(lifecycle.JUDGE, actor, on).values("pk")
    asked = ExtensionRequest.objects.filter(decision="pending", period__request__in=mine)
    for row in asked.select_related("period__request").order_by("period__due_date")[:MOST]:
        words = _("more time is asked for")
        yield row_of(row.period.request, words, holder=_("Judge"), due=row.period.due_date, anchor="#periods")


def to_assess(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Attempts with an answer that the judge has not assessed."""
    mine: Any = seen_from(lifecycle.JUDGE, actor, on).values("pk")
    held: QuerySet[RouteAttempt] = RouteAttempt.objects.filter(
        state=lifecycle.ANSWERED_BY_PROVIDER, request__in=mine
    ).exclude(request__state__in=lifecycle.OVER)
    for row in held.select_related("request").order_by("received_date")[:MOST]:
        words = _("answer on attempt %(number)s to be assessed") % {"number": row.number}
        yield row_of(row.request, words, holder=_("Judge"), anchor=f"#attempt-{row.number}")


def periods(actor: Actor, on: date) -> Iterable[QueueRow]:
    """The periods that are past or run, the nearest last day first."""
    mine: Any = seen_from(lifecycle.CLERK, actor, on).values("pk")
    for row in desk.running().filter(request__in=mine).select_related("request").order_by("due_date")[:MOST]:
        yield row_of(
            row.request, row.get_kind_display(), holder=_("Parties") if row.attempt_id is None else _("Whoever was asked"),
            due=row.due_date, anchor="#periods",
        )  # fmt: skip


def positions(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Requests in which the parties are heard, by the day until which they may speak."""
    held = seen_from(lifecycle.CLERK, actor, on).filter(state=lifecycle.POSITIONS)
    for row in held.order_by("positions_until")[:MOST]:
        words = _("positions of the parties")
        yield row_of(row, words, holder=_("Parties"), due=row.positions_until, anchor="#hearing")


def alerts(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Changes of cited law that the court has not noted."""
    mine: Any = AscertainmentRequest.objects.for_staff(actor, on).exclude(
        state__in=(lifecycle.WITHDRAWN, lifecycle.DECLINED)
    )
    held = desk.unnoted().filter(cited__material__request__in=mine.values("pk"))
    for row in held.select_related("cited__material__request").order_by("-raised_at")[:MOST]:
        words = _("law cited in material %(number)s changed") % {"number": row.cited.material.number}
        yield row_of(row.cited.material.request, words, holder=_("Clerk"), anchor="#materials")


def find_requests(actor: Actor, on: date, text: str) -> Iterable[Found]:
    """The requests on this desk that fit the staff's one search."""
    if not actor.roles & SEERS:
        return
    for row in desk.found(actor, on, desk.Ask(q=text)).select_related("case")[:MOST_ROWS]:
        yield Found(
            kind=str(row.get_state_display()), title=row.reference,
            address=reverse("ascertainment_desk:inspect", args=[row.pk]), note=row.nature,
            note_lang=language_of(row.nature),
        )  # fmt: skip


BEFORE_THE_JUDGE = (lifecycle.SUBMITTED, *lifecycle.ANSWERED)
WITH_THE_CLERK = (
    lifecycle.DRAFT, lifecycle.SCOPED, lifecycle.ROUTING, lifecycle.RECEIVED, lifecycle.SUPPLEMENT, lifecycle.EXHIBITED,
    lifecycle.COSTED,
)  # fmt: skip
_NONE_DUE = gettext_lazy("No period of an ascertainment runs.")
QUEUES: tuple[tuple[str, Queue], ...] = (
    ("ascertainment-judge", Queue(
        gettext_lazy("Foreign law: before the judge"), gettext_lazy("No ascertainment waits for you."),
        JUDGES, _states(lifecycle.JUDGE, BEFORE_THE_JUDGE))),
    ("ascertainment-hearing", Queue(
        gettext_lazy("Foreign law: the parties are heard, the answer is yours"),
        gettext_lazy("No ascertainment waits for an answer."),
        JUDGES, _states(lifecycle.JUDGE, (lifecycle.POSITIONS,)))),
    ("ascertainment-extensions", Queue(
        gettext_lazy("Foreign law: more time asked for"), gettext_lazy("Nobody asks for more time."),
        JUDGES, extensions)),
    ("ascertainment-assess", Queue(
        gettext_lazy("Foreign law: answers to assess"), gettext_lazy("No answer waits to be assessed."),
        JUDGES, to_assess)),
    ("ascertainment-clerk", Queue(
        gettext_lazy("Foreign law: with the clerk"), gettext_lazy("No ascertainment waits for the clerk."),
        CLERKS, _states(lifecycle.CLERK, WITH_THE_CLERK))),
    ("ascertainment-periods", Queue(
        gettext_lazy("Foreign law: periods that the court fixed"), _NONE_DUE, CLERKS, periods)),
    ("ascertainment-positions", Queue(
        gettext_lazy("Foreign law: positions awaited"), gettext_lazy("No position is awaited."), CLERKS, positions)),
    ("ascertainment-alerts", Queue(
        gettext_lazy("Foreign law: cited law has changed"), gettext_lazy("No cited law has changed."),
        CLERKS | JUDGES, alerts)),
)  # fmt: skip
