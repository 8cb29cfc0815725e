"""Registrations of one area: the room, the script, the signatures."""

from __future__ import annotations


def open_doors() -> None:
    """Acts, notices, queues and doors of this area."""
