"""Registrations of one area: electronic."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from service_of_process.apps import electronic_words as words


def open_doors() -> None:
    """Acts, notices and the queues of electronic sendings."""
    from portal.audit.labels import register_acts
    from portal.notices.kinds import register_kind, register_kinds
    from service_of_process.gateways.delivery import KIND

    register_acts("service_of_process", words.ACT_WORDS)
    register_kinds("service_of_process", words.NOTICE_WORDS, prepare=words.with_court)
    register_kind(
        KIND, label=words.SERVED_LABEL, subject_template=words.SERVED_SUBJECT, body_template=words.SERVED_BODY,
        prepare=words.prepare_served, secrets=("code", "path"), footer=words.SERVED_FOOTER,
    )  # fmt: skip
    _register_queues()


def _register_queues() -> None:
    from portal.desk.registry import Queue, register_queue
    from service_of_process.queries import electronic

    court = frozenset({"clerk", "assistance_desk"})
    queues: tuple[tuple[str, Any, Any, Callable[[Any, date], str], Callable[[Actor, date], Any]], ...] = (
        ("service-electronic-bounced", _("Electronic service: came back"),
         _("No message that came back waits for another route."), _next_route, electronic.bounced),
        ("service-electronic-awaiting", _("Electronic service: receipt not confirmed"),
         _("No electronic sending waits for its receipt."), _since, electronic.awaiting_receipt),
        ("service-electronic-paper", _("Judgments to be given on paper"),
         _("Nobody asked for a paper copy."), _since, electronic.paper_wanted),
    )  # fmt: skip
    for code, label, empty, note, legs in queues:
        register_queue(code, Queue(label, empty, court, _rows(legs, note)))


def _rows(
    legs: Callable[[Actor, date], Any], note: Callable[[Any, date], str]
) -> Callable[[Actor, date], Iterable[Any]]:
    from portal.desk.registry import QueueRow

    def rows(actor: Actor, on: date) -> Iterable[QueueRow]:
        for leg in legs(actor, on):
            yield QueueRow(
                title=f"{leg.reference} · {leg.get_state_display()}",
                address=f"/staff/service/inspect/{leg.matter_id}/", holder=str(leg.matter.court), note=note(leg, on),
            )  # fmt: skip

    return rows


def _next_route(leg: Any, on: date) -> str:
    """What the planner proposes after a message that came back."""
    from service_of_process.queries.route_words import next_step_words
    from service_of_process.queries.routes import next_route_of

    if not leg.is_over:
        return _now("A proof is before the judge; the message came back all the same.")
    words_ = next_step_words(next_route_of(leg.matter, leg.channel, on))
    return _now("Next route: %(route)s") % {"route": words_} if words_ else ""


def _since(leg: Any, on: date) -> str:
    """Since when the sending is out."""
    from django.utils import formats, timezone

    sent = formats.date_format(timezone.localtime(leg.electronic.sent_at), "DATE_FORMAT")
    return _now("Sent on %(date)s") % {"date": sent}
