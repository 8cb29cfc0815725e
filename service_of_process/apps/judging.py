"""Registrations of one area: judging and clocks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def open_doors() -> None:
    """The judge's acts in words, what is told of them, and the judge's queue."""
    from portal.audit.labels import register_acts
    from portal.desk.registry import Queue, register_queue
    from portal.notices.kinds import register_kinds
    from service_of_process.apps import judging_words as words
    from service_of_process.queries.judging import waiting_for

    register_acts("service_of_process", words.ACT_WORDS)
    register_kinds("service_of_process", words.NOTICE_WORDS, prepare=words.prepare)
    queue = Queue(
        _("Service: before the judge"),
        _("Nothing on service waits for you."),
        frozenset({"judge"}),
        waiting_for,
    )
    register_queue("service-judge", queue)
