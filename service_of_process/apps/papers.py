"""Registrations of one area: papers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def open_doors() -> None:
    """The acts, what the public check answers for ``SD-``, and what an evidence package holds."""
    from portal.audit.labels import register_acts
    from portal.evidence.registry import register_contents
    from portal.verification.papers import register_papers
    from service_of_process.actions.packages import may_have_package, package_contents
    from service_of_process.apps import papers_words as words
    from service_of_process.queries.papers import answer

    register_acts("service_of_process", words.ACT_WORDS)
    register_papers("SD-", _("Paper of a service matter"), "SD-2026-QH-HK-O-00042-C", answer)
    register_contents("SD-", package_contents, opens=may_have_package)
