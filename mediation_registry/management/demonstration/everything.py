"""All of the module's demonstration, in order."""

from __future__ import annotations

from datetime import datetime

from mediation_registry.management.demonstration import register


def load(*, at: datetime) -> list[str]:
    """The register first, then what stands on it. A second run changes nothing."""
    return register.load(at=at)
