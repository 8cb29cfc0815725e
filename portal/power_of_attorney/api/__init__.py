"""The read API of the register of powers under /api/v1/powers."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["powers of attorney"])

from portal.power_of_attorney.api import register  # noqa: E402, F401 - its door joins the router
