"""Registrations of one area: papers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def open_doors() -> None:
    """The acts, what the public check answers for ``SD-``, and what an evidence package holds."""
    from portal.audit.labels import register_act
    from portal.evidence.registry import register_contents
    from portal.verification.registry import Kind, register
    from service_of_process.actions.packages import may_have_package, package_contents
    from service_of_process.apps import papers_words as words
    from service_of_process.queries.papers import answer

    for act, (label, sentence, codes) in words.ACT_WORDS.items():
        register_act(f"service_of_process.{act}", label, sentence, words=codes)
    hint = _(
        "The check code stands beside the number; or enter the first 16 digits of the SHA-256 of the file."
    )
    kind = Kind(
        "SD-", _("Paper of a service matter"), "SD-2026-QH-HK-O-00042-C", answer, wants_code=True, hint=hint
    )
    register(kind)
    register_contents("SD-", package_contents, opens=may_have_package)
