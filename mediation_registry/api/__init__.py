"""The read API of the register under /api/v1/mediators."""

from __future__ import annotations

from mediation_registry.api import credential, register  # noqa: F401 - their doors join the router
from mediation_registry.api.entrance import router

__all__ = ["router"]
