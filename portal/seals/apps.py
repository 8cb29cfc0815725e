"""The one door to cryptography."""

from importlib import import_module

from django.apps import AppConfig


class SealsConfig(AppConfig):
    name = "portal.seals"
    label = "seals"

    def ready(self) -> None:
        import_module("portal.seals.checks")
        import_module("portal.seals.authority_checks")
