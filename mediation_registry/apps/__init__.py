"""Mediators and organisations certified jointly, and mediation from appointment to the court."""

from __future__ import annotations

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

        register_permissions("mediation_registry", ACTS)
        for area in AREAS:
            import_module(f"mediation_registry.apps.{area}").open_doors()
