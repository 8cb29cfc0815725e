"""Sums of money as the active language writes them: two decimals, the thousands set apart."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format


def grouped(value: Decimal) -> str:
    """``12,000.00``, or ``12.000,00`` in Portuguese; the currency is the caller's."""
    return number_format(value, 2, use_l10n=True, force_grouping=True)
