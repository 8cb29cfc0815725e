"""Which roles may do which act of the register and of mediations: one file for each area."""

from __future__ import annotations

from mediation_registry.rules.permissions import (
    applications,
    certificates,
    complaints,
    desk,
    listings,
    mediations,
    profiles,
    rosters,
    settlements,
)

AREAS = (applications, desk, listings, certificates, profiles, rosters, complaints, mediations, settlements)

ACTS: dict[str, frozenset[str]] = {act: roles for area in AREAS for act, roles in area.ACTS.items()}
