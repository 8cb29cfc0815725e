"""The read API of service under /api/v1/service."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["service of documents"])

from service_of_process.api import tracking  # noqa: E402, F401 - its door joins the router
