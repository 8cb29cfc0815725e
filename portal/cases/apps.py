"""Cases, parties, representation, address for service: who may see what."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "portal.cases"
    label = "cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        from portal.web.navigation import MenuEntry, register_menu_entry, signed_in
        from portal.web.setup import register_step

        import_module("portal.cases.labels").register()
        import_module("portal.cases.scopes").register()
        register_step("causes", load_causes)
        register_menu_entry("mine", MenuEntry(_("My cases"), "cases:mine", 60, signed_in))


def load_causes() -> str:
    """Bootstrap step: the causes of action."""
    from portal.cases.management.commands.load_causes import load

    return load()
