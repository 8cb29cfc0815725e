"""Evidence packages."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "portal.evidence"
    label = "evidence"
    verbose_name = _("Evidence packages")

    def ready(self) -> None:
        storage = import_module("portal.evidence.storage")
        rotation = import_module("portal.seals.rotation")
        rotation.register_files("evidence packages", lambda: storage.package_store().paths())
        import_module("portal.evidence.own_acts")
        import_module("portal.evidence.tasks")  # the acts ask for the building by its name
