"""Registrations of one area: schemes, rule versions, intake windows, editions and imports."""

from __future__ import annotations


def open_doors() -> None:
    """Acts, notices, queues, scopes and doors of this area."""
