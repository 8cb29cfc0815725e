"""Which engine stands behind a name: the only place in this room that reads settings."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from portal.search.engine import SearchEngine
from portal.search.service import SearchService
from portal.search.tantivy_engine import TantivyEngine

_NAME = re.compile(r"[a-z][a-z0-9_-]*")


@lru_cache(maxsize=32)
def _engine(root: Path) -> SearchEngine:
    return TantivyEngine(root)


def engine(name: str) -> SearchEngine:
    """The engine of the index `name`, under `PORTAL_VAR/index`. Raises `ValueError` for a name with a path in it."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a name for an index: {name!r}")
    return _engine(Path(settings.PORTAL_VAR) / "index" / name)


def search_service(name: str) -> SearchService:
    """Search over the index `name`."""
    return SearchService(engine(name))
