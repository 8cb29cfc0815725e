"""The API's root: read-only doors of rooms and modules under ``/api/v1/``, described by OpenAPI 3.1."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.docs import Swagger

from portal.api.registry import routers


class Documentation(Swagger):
    """The page that describes the API: the library's own, with its language said and a way back to the portal."""

    template = "api/docs.html"


def build() -> NinjaAPI:
    """The API with every registered router; called once, when the addresses are composed."""
    api = NinjaAPI(
        title="Cross-border dispute portal",
        version="1",
        description="Public, read-only. Lists answer total, page, results; the law search answers hits.",
        openapi_url="/openapi.json",
        docs_url="/docs",
        docs=Documentation(),
        urls_namespace="api",
    )
    api.add_exception_handler(ValidationError, _invalid)
    for prefix, dotted in routers.items():
        module, _, name = dotted.partition(":")
        api.add_router(prefix, getattr(import_module(module), name))
    return api


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    """A parameter that cannot be read: 422, naming the parameter and what is wrong with it."""
    first = [
        {"parameter": ".".join(str(part) for part in row["loc"][1:]), "problem": row["msg"]}
        for row in error.errors
    ]
    return JsonResponse({"error": "invalid parameters", "detail": first}, status=422)
