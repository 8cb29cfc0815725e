"""Registrations of one area: applications for joint certification."""

from __future__ import annotations


def open_doors() -> None:
    """Acts, notices, queues, scopes and doors of this area."""
