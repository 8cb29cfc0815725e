"""Registrations of one area: asking for ascertainment: requests, scope, periods, costs."""

from __future__ import annotations

from importlib import import_module

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def open_doors() -> None:
    """Words of the acts, notices, menu entry, home card."""
    from portal.drafts.registry import register_form
    from portal.pages.registry import Card, register_card
    from portal.web.navigation import MenuEntry, register_menu_entry, signed_in

    import_module("foreign_law.apps.asking_words").register()
    register_form(
        "foreign_law.ask",
        label=_("A request for the ascertainment of foreign law"),
        address=lambda case_id: reverse("law:ascertainment_ask", args=[case_id]),
    )
    register_menu_entry("ascertainment", MenuEntry(_("Ascertainment"), "law:ascertainments", 62, signed_in))
    register_card("ascertainment", Card(
        _("Have foreign law ascertained"),
        _("In your case: ask for it, provide the law, say whether you object, see what it costs."),
        "law:ascertainments", order=25,
    ))  # fmt: skip
