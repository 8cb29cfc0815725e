"""The read API of the register of powers under /api/v1/powers."""

from __future__ import annotations

from portal.power_of_attorney.api import register  # noqa: F401 - its door joins the router
from portal.power_of_attorney.api.entrance import router

__all__ = ["router"]
