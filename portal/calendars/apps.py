"""Holidays and closures as versioned tables."""

from importlib import import_module
from io import StringIO

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    name = "portal.calendars"
    label = "calendars"
    verbose_name = _("Calendars")

    def ready(self) -> None:
        from portal.calendars.queries import public_places
        from portal.web import navigation, setup, sitemaps

        triggers = import_module("portal.calendars.triggers")
        post_migrate.connect(triggers.install_after_migrate, sender=self)
        import_module("portal.calendars.checks")
        import_module("portal.calendars.own_acts")
        sitemaps.register("time limits", public_places)
        setup.register_step("calendars", _load_calendars)
        navigation.register_menu_entry(
            "time limits", navigation.MenuEntry(_("Time limits"), "calendars:calculator", 70)
        )


def _load_calendars() -> str:
    said = StringIO()
    call_command("load_calendars", stdout=said)
    return said.getvalue().strip()
