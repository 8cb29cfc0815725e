"""How far a rebuild has come, told while the units go by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from portal.search.units import Unit

Tell = Callable[[int, int], None]
"""Called with the number of units done and the number expected, which is an estimate until the last call."""
EVERY = 1_000


def told(units: Iterable[Unit], total: int, tell: Tell | None) -> Iterator[Unit]:
    """The units unchanged; `tell` hears of every thousandth and, with the true number, of the end."""
    done = 0
    for done, unit in enumerate(units, start=1):
        yield unit
        if tell is not None and done % EVERY == 0:
            tell(done, max(done, total))
    if tell is not None:
        tell(done, done)


def line(done: int, total: int) -> str:
    """A bar with the figures, for a terminal."""
    share = done / total if total else 1.0
    return f"[{'#' * round(share * 30):.<30}] {done}/{total} units ({share:.0%})"
