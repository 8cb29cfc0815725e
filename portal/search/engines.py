"""Which engine stands behind a name: the only place in this room that reads settings."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from portal.search.engine import SearchEngine
from portal.search.service import SearchService
from portal.search.tantivy_engine import TantivyEngine

if TYPE_CHECKING:
    from portal.search.elastic_cluster import Cluster

_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_PREFIX = re.compile(r"(?:[a-z0-9][a-z0-9_-]*)?")


@lru_cache(maxsize=32)
def _embedded(root: Path) -> TantivyEngine:
    return TantivyEngine(root)


@lru_cache(maxsize=4)
def _cluster(url: str) -> Cluster:
    from portal.search.elastic_cluster import Cluster

    return Cluster(url)


@lru_cache(maxsize=32)
def _of_cluster(url: str, alias: str, kept: Path | None) -> SearchEngine:
    """The client is loaded only where a cluster is used."""
    from portal.search.elastic_engine import ElasticEngine
    from portal.search.kept_engine import KeptEngine

    first = ElasticEngine(_cluster(url), alias)
    return KeptEngine(first, _embedded(kept)) if kept else first


def engine(name: str) -> SearchEngine:
    """The engine of the index `name`: under `PORTAL_VAR/index`, or in the cluster that `ELASTICSEARCH_URL` names.

    With `SEARCH_KEEP_EMBEDDED` the embedded index is kept beside the cluster's and answers while that is away.
    Raises `ValueError` for a name or a prefix that cannot be one.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a name for an index: {name!r}")
    root = Path(settings.PORTAL_VAR) / "index" / name
    if not settings.ELASTICSEARCH_URL:
        return _embedded(root)
    prefix = settings.ELASTICSEARCH_PREFIX
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"not a prefix for indexes (ELASTICSEARCH_PREFIX): {prefix!r}")
    kept = root if settings.SEARCH_KEEP_EMBEDDED else None
    return _of_cluster(settings.ELASTICSEARCH_URL, f"{prefix}{name}", kept)


def search_service(name: str) -> SearchService:
    """Search over the index `name`."""
    return SearchService(engine(name))
