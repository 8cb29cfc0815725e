"""Which roles may do which act: certificates and credentials."""

from __future__ import annotations

ACTS: dict[str, frozenset[str]] = {
    "mediation_registry.certificate_issued": frozenset({"system"}),
    "mediation_registry.sealing_ordered": frozenset({"authority_publisher"}),
    "mediation_registry.sealing_finished": frozenset({"system"}),
}
