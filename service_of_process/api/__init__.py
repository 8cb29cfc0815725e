"""The read API of service under /api/v1/service."""

from __future__ import annotations

from service_of_process.api import tracking  # noqa: F401 - its door joins the router
from service_of_process.api.entrance import router

__all__ = ["router"]
