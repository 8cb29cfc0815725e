"""Registrations of one area: papers of an ascertainment."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def open_doors() -> None:
    """The acts, and what the public check answers for ``FL-``."""
    from foreign_law.models import AscertainmentPaper
    from foreign_law.queries.ascertainment.papers import answer
    from portal.audit.labels import register_act
    from portal.verification.papers import register_papers

    kinds = {"kind": dict(AscertainmentPaper.Kind.choices)}
    register_act(
        "foreign_law.paper_made", _("Paper of an ascertainment made"),
        _("%(kind)s (paper %(paper)s) was made and sealed; SHA-256: %(digest)s."), words=kinds,
    )  # fmt: skip
    register_act(
        "foreign_law.paper_read", _("Paper of an ascertainment fetched"),
        _("%(kind)s (paper %(paper)s) of %(reference)s was fetched."), words=kinds,
    )  # fmt: skip
    register_act(
        "foreign_law.wording_entered", _("Wordings beside the Chinese entered"),
        _("%(count)s wordings in the language %(language)s were entered."),
    )  # fmt: skip
    register_papers("FL-", _("Paper of an ascertainment of law"), "FL-2026-00042-C", answer)
