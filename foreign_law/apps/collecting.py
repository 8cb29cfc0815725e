"""Registrations of one area: law that is fetched from its publishers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def open_doors() -> None:
    """Acts, and what a librarian may see of the runs."""
    from foreign_law.models import CollectedArchive, Collection
    from portal.audit.labels import register_act
    from portal.identity.permissions import everything, register_scope

    register_act(
        "foreign_law.collection_ordered",
        _("Fetching of law ordered"),
        _("Law ordered to be fetched from %(address)s"),
    )
    register_act(
        "foreign_law.collected",
        _("Law fetched"),
        _(
            "Law fetched from %(address)s: %(archives_new)s new archives, %(archives_unchanged)s unchanged, "
            "%(versions)s new texts, %(refused)s refused"
        ),
    )
    for model in (Collection, CollectedArchive):
        register_scope(model, everything)
