"""Registrations of one area: identity, review, booking, interpreters."""

from __future__ import annotations


def open_doors() -> None:
    """Acts, notices, queues and doors of this area."""
    from portal.audit.labels import register_acts
    from portal.notices.kinds import register_kinds
    from portal.power_of_attorney.apps import preparing_queues
    from portal.power_of_attorney.apps import preparing_words as words

    register_acts("power_of_attorney", words.ACT_WORDS)
    register_kinds("power_of_attorney", words.NOTICE_WORDS, prepare=words.prepare)
    preparing_queues.register()
