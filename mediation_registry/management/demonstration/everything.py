"""All of the module's demonstration, in order."""

from __future__ import annotations

from datetime import datetime

from mediation_registry.actions.indexing import rebuild
from mediation_registry.management.demonstration import mediations, register


def load(*, at: datetime) -> list[str]:
    """The register first, then what stands on it, then the index of its search. A second run changes nothing."""
    said = [*register.load(at=at), *mediations.load(at=at)]
    if said:
        _stamp, units = rebuild(at=at)
        said.append(f"{units} entries of the register indexed")
    return said
