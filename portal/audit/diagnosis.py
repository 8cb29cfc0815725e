"""What happened to the first broken event: edited, dropped, reordered or added.

Called once, when verification has met a fault; it may read as much as it needs.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from portal.audit.merkle import leaf_hash
from portal.audit.rows import event_rows

END = 1 << 62


@dataclass(frozen=True)
class Break:
    """The first broken event: position, what happened, a sentence for the operator, number if known."""

    position: int
    kind: str
    reason: str
    uid: str = ""


class Broken(Exception):
    """Raised where verification meets the first fault."""

    def __init__(self, found: Break) -> None:
        super().__init__(found.reason)
        self.found = found


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(bytes(body))
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _stands_later(position: int, written: int) -> bool:
    """Whether the event that was written as `written` stands somewhere after `position`."""
    mark = f'"position":{written},"subject":["'.encode()
    return any(mark in row[9] for row in event_rows(position, END))


def diagnose_row(row: Sequence[Any], expected: int, upon: str, chain_last: int | None) -> Break:
    """What is wrong with a row that does not fit at `expected`."""
    position, chain, uid, leaf, body = row[0], row[4], row[7], row[8], row[9]
    document = _parsed(body)
    written = document.get("position")
    if position < 0:
        return Break(position, "added", "An event stands before the beginning of the log.", uid)
    if leaf_hash(body) != leaf:
        return Break(expected, "edited", "The bytes of the event do not give its leaf hash.", uid)
    if isinstance(written, int) and written < expected:
        return Break(written, "added", f"Two events claim position {written}.", uid)
    if position != expected or (isinstance(written, int) and written > expected):
        if _stands_later(expected, expected):
            return Break(expected, "reordered", f"The event written as {written} stands in its place.", uid)
        return Break(expected, "dropped", f"The event is missing; {written} follows.")
    if document.get("upon") != upon:
        if _stands_later(expected + 1, expected):
            return Break(expected, "added", f"Two events claim position {expected}.", uid)
        at = expected if chain_last is None else chain_last
        return Break(at, "edited", f"Event {expected} of the chain {chain} names another predecessor.")
    return Break(expected, "edited", "The columns of the event are not those of its bytes.", uid)


def suspect_in_block(start: int, end: int) -> Break:
    """The event between `start` and `end` whose bytes a later event of its chain contradicts.

    The first of the block when no chain tells which one it is.
    """
    waiting: dict[str, tuple[int, str, str]] = {}
    for row in event_rows(start, END):
        position, chain, uid, body = row[0], row[4], row[7], row[9]
        held = waiting.pop(chain, None) if chain else None
        if held is not None and _parsed(body).get("upon") != held[1]:
            return Break(
                held[0], "edited", f"Event {position} of its chain names another predecessor.", held[2]
            )
        if chain and position < end:
            waiting[chain] = (position, sha256(body).hexdigest(), uid)
        elif position >= end and not waiting:
            break
    return Break(
        start, "edited", f"The node over the events {start} to {end - 1} is not that of their bytes."
    )


def diagnose_peaks(size: int, found: Sequence[bytes], held: Sequence[bytes]) -> Break:
    """Which subtree at the end of the log differs from the peaks in the tip."""
    start = 0
    for level in reversed(range(size.bit_length())):
        if not size >> level & 1:
            continue
        index = sum(1 for higher in range(level + 1, size.bit_length()) if size >> higher & 1)
        if index >= len(held) or found[index] != held[index]:
            end = start + (1 << level)
            if level == 0:
                return Break(start, "edited", "The event is not the one that the tip of the log knows.")
            return suspect_in_block(start, end)
        start += 1 << level
    return Break(size, "tip_reset", "The tip of the log holds more than the log.")
