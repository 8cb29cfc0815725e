"""The router that every door of /api/v1/service joins."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["service of documents"])
