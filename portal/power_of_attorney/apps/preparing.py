"""Registrations of one area: identity, review, booking, interpreters."""

from __future__ import annotations


def open_doors() -> None:
    """Acts, notices, queues and doors of this area."""
    from portal.audit.labels import register_act
    from portal.notices.kinds import register_kind
    from portal.power_of_attorney.apps import preparing_queues
    from portal.power_of_attorney.apps import preparing_words as words

    for act, (label, sentence, codes) in words.ACT_WORDS.items():
        register_act(f"power_of_attorney.{act}", label, sentence, words=codes)
    for kind, (label, subject, body) in words.NOTICE_WORDS.items():
        register_kind(
            f"power_of_attorney.{kind}", label=label, subject_template=subject, body_template=body,
            prepare=words.prepare,
        )  # fmt: skip
    preparing_queues.register()
