"""Health, status, metrics, backup, the demonstration data."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "portal.operations"
    label = "operations"

    def ready(self) -> None:
        from portal.operations import probes

        probes.register_probe("database", probes.Probe(_("Database"), True, probes.database))
        probes.register_probe("cache", probes.Probe(_("Shared memory"), True, probes.shared_cache))
        probes.register_probe("storage", probes.Probe(_("File storage"), True, probes.storage))
