"""Registrations of one area: mediations, from referral to their end."""

from __future__ import annotations


def open_doors() -> None:
    """Acts, notices, queues, scopes and doors of this area."""
