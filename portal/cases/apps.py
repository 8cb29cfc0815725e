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

        import_module("portal.cases.labels").register()
        import_module("portal.cases.scopes").register()
        register_menu_entry("mine", MenuEntry(_("My cases"), "cases:mine", 60, signed_in))
