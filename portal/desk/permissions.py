"""Who may do what at the desk."""

from __future__ import annotations

from portal.identity.roles import DESK_ROLES

ACTS: dict[str, frozenset[str]] = {"desk.searched": DESK_ROLES}
