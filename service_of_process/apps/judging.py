"""Registrations of one area: judging."""

from __future__ import annotations


def open_doors() -> None:
    """Acts, notices, queues and doors of this area."""
