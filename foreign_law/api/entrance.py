"""The router that every door of /api/v1/law joins."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["law"])
