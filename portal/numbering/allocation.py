"""Numbers without gaps: given inside the caller's transaction and taken back with it."""

from __future__ import annotations

from django.apps import apps
from django.db import connection
from django.db.models import F
from django.db.transaction import TransactionManagementError

from portal.numbering.check_digits import check_digit


def allocate(series: str, *, year: int) -> int:
    """The next number of `series` in `year`, from 1.

    The counter's row stays locked until the caller's transaction ends, so that numbers follow each other
    without a gap: a rollback gives the number back, and the next caller waits until that is decided.
    Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("A number is allocated inside the transaction that uses it.")
    counters = apps.get_model("numbering", "Counter")._default_manager
    row = counters.filter(series=series, year=year)
    if not row.update(last=F("last") + 1):
        counters.bulk_create([counters.model(series=series, year=year)], ignore_conflicts=True)
        row.update(last=F("last") + 1)
    return int(row.values_list("last", flat=True).get())


def compose_reference(prefix: str, *, year: int, number: int) -> str:
    """A public reference with its check character: ``PREFIX-2026-000123-K``.

    Raises ValueError for a prefix of other characters than letters and digits.
    """
    stem = f"{prefix}-{year:04d}-{number:06d}"
    return f"{stem}-{check_digit(stem)}"
