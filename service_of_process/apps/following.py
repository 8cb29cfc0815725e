"""Registrations of one area: those who follow a matter."""

from __future__ import annotations

from importlib import import_module

from django.utils.translation import gettext_lazy as _


def open_doors() -> None:
    """Words, menu entry, home card, sitemap, API."""
    from portal.api.registry import register_router
    from portal.pages.registry import Card, register_card
    from portal.web.navigation import MenuEntry, register_menu_entry, signed_in
    from portal.web.sitemaps import Place, register

    import_module("service_of_process.apps.following_words").register()
    register_menu_entry("service", MenuEntry(_("Service"), "service:mine", 63, signed_in))
    register_card("service", Card(
        _("Follow a service of documents"),
        _("With number and access code: where the documents are, who holds them, what comes next."),
        "service:track", order=40,
    ))  # fmt: skip
    register(
        "service of documents",
        lambda: [Place("service/track/")],
    )
    register_router("/service", "service_of_process.api:router")
