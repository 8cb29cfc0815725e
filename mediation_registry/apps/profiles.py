"""Registrations of one area: profiles, consents and memberships."""

from __future__ import annotations


def open_doors() -> None:
    """Acts, notices, queues, scopes and doors of this area."""
