"""The text of the instrument for the screen: the same sentences as on paper, line against line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.power_of_attorney.documents.instrument import columns_of, instrument_rows, print_context


def reading_page(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Columns, rows, number and court of a version, for a template."""
    columns = columns_of(facts)
    return print_context(facts, columns) | {"rows": instrument_rows(facts, columns)}
