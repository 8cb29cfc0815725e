"""Registrations of one area: entrusted."""

from __future__ import annotations


def open_doors() -> None:
    """The words of acts and notices of entrusted requests."""
    from portal.audit.labels import register_acts
    from portal.notices.kinds import register_kinds
    from service_of_process.apps import entrusted_words as words

    register_acts("service_of_process", words.ACT_WORDS)
    register_kinds("service_of_process", words.NOTICE_WORDS)
