"""Registrations of one area: desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def open_doors() -> None:
    """Queues, search, open statistics."""
    from portal.api.registry import register_router
    from portal.web import sitemaps
    from service_of_process.apps.desk_queues import register_queues
    from service_of_process.apps.desk_search import register_sources

    register_queues()
    register_sources()
    register_router("/service/statistics.csv", "service_of_process.api.statistics:router")
    sitemaps.register("service statistics", statistics_place)


def statistics_place() -> Iterable[Any]:
    """The address of the open statistics for the sitemap."""
    from portal.web.sitemaps import Place

    return [Place("service/statistics/")]
