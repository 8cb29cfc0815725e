"""What every page needs: middleware, error pages, the language switch, registries."""

from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "portal.web"
    label = "web"

    def ready(self) -> None:
        import_module("portal.celery")  # by string: shared tasks must find the portal's runner
