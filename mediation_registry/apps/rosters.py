"""Registrations of one area: court rosters and continuing training."""

from __future__ import annotations


def open_doors() -> None:
    """Acts, notices, queues, scopes and doors of this area."""
