"""The append-only transparency log of acts."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "portal.audit"
    label = "audit"

    def ready(self) -> None:
        append_only = import_module("portal.audit.append_only")
        for model in ("Event", "Node", "SignedTreeHead"):
            append_only.protect(self.get_model(model))
        post_migrate.connect(append_only.install_after_migrate, sender=self)
        import_module("portal.audit.checks")
        import_module("portal.audit.own_acts")
