"""Which roles may do which act: editions of the panel and imports of panels.

An edition is prepared by one publisher and published by another; no court takes part.
"""

from __future__ import annotations

_PUBLISHER = frozenset({"authority_publisher"})

ACTS: dict[str, frozenset[str]] = {
    "mediation_registry.edition_prepared": _PUBLISHER,
    "mediation_registry.edition_line_added": _PUBLISHER,
    "mediation_registry.edition_line_dropped": _PUBLISHER,
    "mediation_registry.edition_discarded": _PUBLISHER,
    "mediation_registry.edition_published": _PUBLISHER,
    "mediation_registry.panel_import_uploaded": _PUBLISHER,
    "mediation_registry.panel_import_proposed": _PUBLISHER,
    "mediation_registry.panel_import_approved": _PUBLISHER,
    "mediation_registry.panel_import_discarded": _PUBLISHER,
}
