"""Health, status, metrics, backup, the demonstration data."""

from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "portal.operations"
    label = "operations"

    def ready(self) -> None:
        from portal.operations import probes
        from portal.web.setup import register_demonstration

        register_demonstration("people", load_people)

        probes.register_probe("database", probes.Probe(_("Database"), True, probes.database))
        probes.register_probe("cache", probes.Probe(_("Shared memory"), True, probes.shared_cache))
        probes.register_probe("storage", probes.Probe(_("File storage"), True, probes.storage))


def load_people(at: datetime) -> list[str]:
    """The demonstration's people and case; imported late, since models load after apps."""
    from portal.operations import demonstration

    return demonstration.load(at=at)
