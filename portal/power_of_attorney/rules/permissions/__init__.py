"""Which roles may do which act on powers of attorney: one file for each area."""

from __future__ import annotations

from portal.power_of_attorney.rules.permissions import documents, drafting, keeping, preparing, session

AREAS = (drafting, preparing, documents, session, keeping)

ACTS: dict[str, frozenset[str]] = {act: roles for area in AREAS for act, roles in area.ACTS.items()}
