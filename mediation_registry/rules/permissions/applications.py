"""Which roles may do which act: applications for joint certification, registrants, and what the schemes stand on."""

from __future__ import annotations

from mediation_registry.rules.lifecycle import ROLE_AT, SEATS_OF

_REGISTRARS = frozenset(
    {"party", "clerk", "authority_intake", "authority_decider", "authority_publisher", "system"}
)
_RULE_KEEPERS = frozenset({"authority_intake", "authority_decider", "system"})
_DECIDERS = frozenset({"authority_decider"})

ACTS: dict[str, frozenset[str]] = {
    "mediation_registry.registered": _REGISTRARS,
    **{act: frozenset(ROLE_AT[seat] for seat in seats) for act, seats in SEATS_OF.items()},
    "mediation_registry.scheme_entered": _DECIDERS | {"system"},
    "mediation_registry.rule_version_entered": _RULE_KEEPERS,
    "mediation_registry.rule_version_confirmed": _DECIDERS,
    "mediation_registry.window_opened": _RULE_KEEPERS - {"system"},
    "mediation_registry.enabling_rule_entered": _RULE_KEEPERS - {"system"},
    "mediation_registry.enabling_rule_confirmed": _DECIDERS,
}
