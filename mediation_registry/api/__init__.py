"""The read API of the register under /api/v1/mediators."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["mediators"])
