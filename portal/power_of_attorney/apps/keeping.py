"""Registrations of one area: effect, end, register, retention."""

from __future__ import annotations


def open_doors() -> None:
    """Acts, notices, queues and doors of this area."""
