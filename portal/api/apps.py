"""The root of the API and its OpenAPI document."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "portal.api"
    label = "api"

    def ready(self) -> None:
        from portal.api.registry import register_router

        register_router("/log", "portal.audit.api:router")
