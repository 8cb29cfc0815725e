"""The queues of the courts' desk before the session, and the source of its search."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.desk.registry import Found, Queue, QueueRow, SearchSource, register_queue, register_source
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.queries import preparing_desk
from portal.power_of_attorney.queries.schedule import ABSENT

COURT = frozenset({"clerk", "judge", "assistance_desk"})


def row(power: PowerOfAttorney, remark: str = "", due_date: date | None = None) -> QueueRow:
    """One power on the desk: number, state or remark, principal, court."""
    name = power.principal.name_in(get_language() or "en")
    return QueueRow(
        title=f"{power.reference} · {remark or power.get_state_display()}",
        address=reverse("powers_desk:inspect", args=[power.pk]), holder=str(power.court), due_date=due_date,
        note=name.text if name else "", note_lang=name.html_lang if name else "",
    )  # fmt: skip


def identities(actor: Actor, on: date) -> Iterable[QueueRow]:
    for power, due in preparing_desk.identities(actor, on):
        remark = _now("day provisional") if due and due.is_provisional else ""
        yield row(power, remark, due.on if due else None)


def reviews(actor: Actor, on: date) -> Iterable[QueueRow]:
    for power in preparing_desk.reviews(actor, on):
        yield row(power)


def cures_over(actor: Actor, on: date) -> Iterable[QueueRow]:
    for power in preparing_desk.cures_over(actor, on):
        yield row(power, due_date=power.cure_by_date)


def sessions(actor: Actor, on: date) -> Iterable[QueueRow]:
    for one in preparing_desk.sessions_on(actor, on):
        yield row(one.power, f"{timezone.localtime(one.slot.starts_at):%H:%M}", on)


def not_come(actor: Actor, on: date) -> Iterable[QueueRow]:
    for one in preparing_desk.not_come(actor, on):
        yield row(one.power, ", ".join(str(ABSENT.get(code, code)) for code in one.absent))


def find_powers(actor: Actor, on: date, text: str) -> Iterable[Found]:
    """Powers of the actor's courts by number or name."""
    if not actor.roles & COURT:
        return
    for power in preparing_desk.found(actor, on, text):
        name = power.principal.name_in(get_language() or "en")
        yield Found(
            kind=str(power.get_state_display()), title=power.reference,
            address=reverse("powers_desk:inspect", args=[power.pk]), note=name.text if name else "",
            note_lang=name.html_lang if name else "",
        )  # fmt: skip


QUEUES: tuple[tuple[str, Any, Any, Any], ...] = (
    ("powers-identity", _("Powers of attorney: identity to be checked"),
     _("Nobody waits to be identified for a power of attorney."), identities),
    ("powers-review", _("Powers of attorney: papers to review"), _("No power waits for the review."), reviews),
    ("powers-cure-over", _("Powers of attorney: time to correct has ended"),
     _("No time to correct has ended."), cures_over),
    ("powers-sessions", _("Powers of attorney: sessions today"), _("No session is booked today."), sessions),
    ("powers-no-show", _("Powers of attorney: somebody did not come"),
     _("Nobody failed to come to a session."), not_come),
)  # fmt: skip


def register() -> None:
    """Put the queues on the desk and let its search look through powers."""
    for code, label, empty, rows in QUEUES:
        register_queue(code, Queue(label, empty, COURT, rows))
    register_source("powers", SearchSource(_("Powers of attorney"), find_powers))
