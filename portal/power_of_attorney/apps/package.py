"""Registrations of one area: the evidence package."""

from __future__ import annotations

from portal.evidence.registry import register_contents
from portal.power_of_attorney.actions.packages import may_have_package, package_contents


def open_doors() -> None:
    """What the package of a power holds, and who may have it."""
    register_contents("PA-", package_contents, opens=may_have_package)
