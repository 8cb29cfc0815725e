"""Registrations of one area: judgments from tables, and who cites whom."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def open_doors() -> None:
    """The act of recording a judgment; the fictitious judgments of the demonstration come with the library's law."""
    from portal.audit.labels import register_act

    register_act(
        "foreign_law.judgment_recorded",
        _("Judgment recorded in the library"),
        _("Judgment %(judgment)s recorded in the library"),
    )
