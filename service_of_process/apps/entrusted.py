"""Registrations of one area: entrusted."""

from __future__ import annotations


def open_doors() -> None:
    """The words of acts and notices of entrusted requests."""
    from portal.audit.labels import register_act
    from portal.notices.kinds import register_kind
    from service_of_process.apps import entrusted_words as words

    for act, (label, sentence, codes) in words.ACT_WORDS.items():
        register_act(f"service_of_process.{act}", label, sentence, words=codes)
    for kind, (label, subject, body) in words.NOTICE_WORDS.items():
        register_kind(f"service_of_process.{kind}", label=label, subject_template=subject, body_template=body)
