"""Service of court documents across the border."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

#: The desk's fixed address in the API stands before the number that following answers.
AREAS = ("planning", "entrusted", "channels", "electronic", "judging", "desk", "following", "papers")


class ServiceOfProcessConfig(AppConfig):
    name = "service_of_process"
    label = "service_of_process"
    verbose_name = _("Service of documents")

    def ready(self) -> None:
        from portal.identity.permissions import register_permissions
        from portal.web.setup import register_demonstration
        from service_of_process.rules.permissions import ACTS

        register_permissions("service_of_process", ACTS)
        for area in AREAS:
            import_module(f"service_of_process.apps.{area}").open_doors()
        register_demonstration("service of documents", load_demonstration)


def load_demonstration(at: datetime) -> list[str]:
    """Fictitious service matters, made by the acts of the demonstration's cast."""
    return list(import_module("service_of_process.management.demonstration.everything").load(at=at))
