"""Registrations of one area: judging and clocks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def open_doors() -> None:
    """The judge's acts in words, what is told of them, and the judge's queue."""
    from portal.audit.labels import register_act
    from portal.desk.registry import Queue, register_queue
    from portal.notices.kinds import register_kind
    from service_of_process.apps import judging_words as words
    from service_of_process.queries.judging import waiting_for

    for act, (label, sentence, codes) in words.ACT_WORDS.items():
        register_act(f"service_of_process.{act}", label, sentence, words=codes)
    for kind, (label, subject, body) in words.NOTICE_WORDS.items():
        register_kind(
            f"service_of_process.{kind}", label=label, subject_template=subject, body_template=body,
            prepare=words.prepare,
        )  # fmt: skip
    queue = Queue(
        _("Service: before the judge"),
        _("Nothing on service waits for you."),
        frozenset({"judge"}),
        waiting_for,
    )
    register_queue("service-judge", queue)
