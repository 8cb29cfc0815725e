"""Routers that rooms and modules add to the API, named by string: ``register_router("/law", "foreign_law.api:router")``."""

from __future__ import annotations

from portal.web.registry import Registry

routers: Registry[str] = Registry("API routers")


def register_router(prefix: str, dotted: str) -> None:
    """Add a router under ``/api/v1`` + prefix; ``dotted`` is ``package.module:name``."""
    routers.register(prefix, dotted)
