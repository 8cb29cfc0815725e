"""Which roles may do which act: listings.

No published instrument gives a court a part in them: court staff read, never decide.
"""

from __future__ import annotations

_DECIDER = frozenset({"authority_decider"})
_PUBLISHER = frozenset({"authority_publisher"})

ACTS: dict[str, frozenset[str]] = {
    "mediation_registry.listed": _PUBLISHER,
    "mediation_registry.not_carried_forward": _PUBLISHER,
    "mediation_registry.listing_withdrawn": _DECIDER | {"party", "mediator"},
    "mediation_registry.removed": _DECIDER,
    "mediation_registry.suspended": _DECIDER,
    "mediation_registry.reinstated": _DECIDER,
    "mediation_registry.expired": _DECIDER | {"system"},
    "mediation_registry.death_recorded": _DECIDER,
    "mediation_registry.entry_set_aside": _DECIDER,
    "mediation_registry.message_relayed": frozenset({"party", "lawyer"}),
}
