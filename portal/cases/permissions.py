"""Which roles may do which act on a case. Whether this case is open to the actor is a matter of scope."""

from __future__ import annotations

_COURT = frozenset({"clerk", "judge", "assistance_desk"})
_REGISTRY = frozenset({"clerk", "assistance_desk"})
_PEOPLE = frozenset({"party", "lawyer"})

ACTS: dict[str, frozenset[str]] = {
    "cases.opened": _REGISTRY,
    "cases.stayed": _COURT,
    "cases.resumed": _COURT,
    "cases.concluded": _COURT,
    "cases.assigned": _REGISTRY | {"judge"},
    "cases.party_added": _REGISTRY,
    "cases.account_linked": _REGISTRY,
    "cases.authority_entered": _REGISTRY | {"party"},
    "cases.authority_confirmed": _COURT,
    "cases.authority_ended": _COURT,
    "cases.representation_added": _REGISTRY | {"judge"},
    "cases.representation_ended": _COURT | _PEOPLE | {"system"},
    "cases.lawyer_changed": _REGISTRY,
    "cases.party_succeeded": _COURT,
    "cases.address_confirmed": _REGISTRY | _PEOPLE,
    "cases.consent_withdrawn": _REGISTRY | _PEOPLE,
    "cases.exhibit_filed": _COURT | _PEOPLE,
    "cases.table_imported": _REGISTRY,
}
