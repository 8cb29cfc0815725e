"""Mediators and organisations certified jointly, and mediation from appointment to the court."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

AREAS = (
    "applications", "desk", "listings", "certificates", "profiles", "rosters", "complaints", "mediations",
    "settlements",
)  # fmt: skip


class MediationRegistryConfig(AppConfig):
    name = "mediation_registry"
    label = "mediation_registry"
    verbose_name = _("Register of mediators")

    def ready(self) -> None:
        from mediation_registry.rules.permissions import ACTS
        from portal.identity.permissions import register_permissions
        from portal.web.setup import register_demonstration

        register_permissions("mediation_registry", ACTS)
        for area in AREAS:
            import_module(f"mediation_registry.apps.{area}").open_doors()
        register_demonstration("mediators", load_demonstration)


def load_demonstration(at: datetime) -> list[str]:
    """Fictitious schemes, applications, a panel and mediations, made by the acts of the demonstration's cast."""
    return list(import_module("mediation_registry.management.demonstration.everything").load(at=at))
