"""Registrations of one area: settlements, judicial confirmation and feedback."""

from __future__ import annotations


def open_doors() -> None:
    """Acts, notices, queues, scopes and doors of this area."""
