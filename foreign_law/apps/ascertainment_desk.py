"""Registrations of one area: the staff's desk for ascertainment."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def open_doors() -> None:
    """Queues of judge and clerk, the staff search."""
    from foreign_law.apps.ascertainment_queues import QUEUES, find_requests
    from portal.desk.registry import SearchSource, register_queue, register_source

    for code, queue in QUEUES:
        register_queue(code, queue)
    register_source("ascertainments", SearchSource(_("Ascertainment of foreign law"), find_requests))
