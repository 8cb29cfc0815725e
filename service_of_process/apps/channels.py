"""Registrations of one area: channels."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from service_of_process.apps import channels_words as words


def open_doors() -> None:
    """Acts, notices and the queues of inbound requests."""
    from portal.audit.labels import register_acts
    from portal.notices.kinds import register_kinds

    register_acts("service_of_process", words.ACT_WORDS)
    register_kinds("service_of_process", words.NOTICE_WORDS, prepare=words.prepare)
    _register_queues()


def _register_queues() -> None:
    from portal.desk.registry import Queue, register_queue
    from service_of_process.queries import inbound

    desk, court = frozenset({"assistance_desk"}), frozenset({"assistance_desk", "clerk"})
    queues: tuple[tuple[str, Any, Any, frozenset[str], Callable[[Actor, date], Any]], ...] = (
        ("service-inbound-review", _("Inbound requests: to review and assign"),
         _("No request waits to be reviewed."), desk, inbound.to_review),
        ("service-inbound-assigned", _("Inbound requests: to carry out"),
         _("No request waits to be carried out."), court, inbound.to_carry_out),
        ("service-inbound-answer", _("Inbound requests: to answer"),
         _("No request waits for its reply."), desk, inbound.to_answer),
    )  # fmt: skip
    for code, label, empty, roles, legs in queues:
        register_queue(code, Queue(label, empty, roles, _rows(legs)))


def _rows(legs: Callable[[Actor, date], Any]) -> Callable[[Actor, date], Iterable[Any]]:
    """Legs of inbound requests as rows of the desk: number and state, where it lies, the nearest last day."""
    from portal.desk.registry import QueueRow

    def rows(actor: Actor, on: date) -> Iterable[QueueRow]:
        for leg in legs(actor, on):
            court = leg.matter.executing_court or leg.matter.court
            yield QueueRow(
                title=f"{leg.matter.reference} · {leg.get_state_display()}",
                address=f"/staff/service/inspect/{leg.matter_id}/", holder=str(court), due_date=leg.due,
                note=str(leg.matter.get_region_display()),
            )  # fmt: skip

    return rows
