"""Powers of attorney signed before a judge in a live video session."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

AREAS = ("drafting", "preparing", "documents", "session", "keeping", "package")


class PowerOfAttorneyConfig(AppConfig):
    name = "portal.power_of_attorney"
    label = "power_of_attorney"
    verbose_name = _("Powers of attorney")

    def ready(self) -> None:
        from portal.identity.permissions import register_permissions
        from portal.power_of_attorney.rules.permissions import ACTS
        from portal.web.setup import register_demonstration

        register_permissions("portal.power_of_attorney", ACTS)
        for area in AREAS:
            import_module(f"portal.power_of_attorney.apps.{area}").open_doors()
        register_demonstration("powers of attorney", load_demonstration)


def load_demonstration(at: datetime) -> list[str]:
    """Fictitious powers of attorney, made by the acts of the demonstration's cast."""
    return list(import_module("portal.power_of_attorney.management.demonstration.everything").load(at=at))
