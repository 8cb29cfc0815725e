"""The read API of the register under /api/v1/mediators."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["mediators"])

from mediation_registry.api import credential, register  # noqa: E402, F401 - their doors join the router
