"""The tree as the database holds it: its head, and proofs from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal.audit.canonical import instant
from portal.audit.log import STORED_LEVEL, LogBroken, peaks_of
from portal.audit.merkle import Frontier, consistency_proof, inclusion_proof, node_hash, range_hash
from portal.audit.models import Event, Node, SignedTreeHead, Tip


@dataclass(frozen=True)
class TreeHead:
    """Size and root of the tree."""

    size: int
    root: bytes


def head() -> TreeHead:
    """The tree as it stands now."""
    tip = Tip.objects.filter(pk=1).first()
    if tip is None:
        return TreeHead(0, Frontier().root())
    return TreeHead(tip.size, Frontier(tip.size, peaks_of(tip.peaks)).root())


def head_message(size: int, root: str, at: datetime) -> bytes:
    """The bytes that a signed tree head signs: four lines of text."""
    return f"portal tree head v1\n{size}\n{root}\n{instant(at)}\n".encode()


def latest_signed_head() -> SignedTreeHead | None:
    """The signed tree head of the largest tree, the latest of several."""
    return SignedTreeHead.objects.order_by("-size", "-signed_at").first()


def complete_subtree(level: int, position: int) -> bytes:
    """The root of a complete subtree: stored from STORED_LEVEL, computed from leaves below it.

    Raises LogBroken when a row is missing.
    """
    if level >= STORED_LEVEL:
        size = (position + 1) << level
        digest = Node.objects.filter(size=size, level=level).values_list("digest", flat=True).first()
        if digest is None:
            raise LogBroken(f"The node of level {level} at size {size} is missing.")
        return bytes(digest)
    start, end = position << level, (position + 1) << level
    rows = Event.objects.filter(position__gte=start, position__lt=end).order_by("position")
    row = [bytes(leaf) for leaf in rows.values_list("leaf", flat=True)]
    if len(row) != end - start:
        raise LogBroken(f"Events between {start} and {end} are missing.")
    while len(row) > 1:
        row = [node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=True)]
    return row[0]


def root_at(size: int) -> bytes:
    """The root that the tree had at an earlier size. Raises ValueError beyond the end."""
    present = head().size
    if not 0 <= size <= present:
        raise ValueError(f"The tree has {present} events, not {size}.")
    return range_hash(0, size, complete_subtree) if size else Frontier().root()


def prove_inclusion(position: int, size: int) -> list[bytes]:
    """That the event at `position` is in the tree of `size` (RFC 6962 2.1.1). Raises ValueError."""
    if size > head().size:
        raise ValueError(f"The tree has not grown to {size} events.")
    return inclusion_proof(position, size, complete_subtree)


def prove_consistency(first: int, second: int) -> list[bytes]:
    """That the tree of `first` begins that of `second` (RFC 6962 2.1.2). Raises ValueError."""
    if second > head().size:
        raise ValueError(f"The tree has not grown to {second} events.")
    return consistency_proof(first, second, complete_subtree)
