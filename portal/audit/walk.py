"""Walking along the log: fast over the bytes, then over the columns; and, after a fault, with care.

The fast walk computes everything that is hashed: leaves, links of the chains, nodes of the tree. It says only
whether the log is whole. When it is not, the careful walk goes row by row until the first broken event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import connection

from portal.audit.canonical import START, UPON, head_of, tail_of
from portal.audit.diagnosis import Broken, diagnose_row, suspect_in_block
from portal.audit.log import STORED_LEVEL
from portal.audit.merkle import Frontier
from portal.audit.models import Node
from portal.audit.rows import BATCH, bodies, event_rows

SMALL_BLOCK = 64
"""Leaves of the blocks by which a stretch shorter than BATCH is appended; at least 2**STORED_LEVEL."""
FIRST = START.encode()

StoredNode = tuple[int, int, bytes]


class Unlike(Exception):
    """The fast walk met a fault; where it is, the careful walk says."""


@dataclass
class Walk:
    """The state of a walk: the tree, and the link and position of the last event of each chain."""

    frontier: Frontier = field(default_factory=Frontier)
    links: dict[str, bytes] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    good_head: int = 0

    @property
    def position(self) -> int:
        return self.frontier.size

    def root(self) -> bytes:
        return self.frontier.root()


def stored_nodes(size: int) -> Iterator[StoredNode]:
    """The stored nodes of the tree of `size`, in the order in which they came to be."""
    with closing(connection.chunked_cursor()) as cursor:
        cursor.execute(
            f"SELECT size, level, digest FROM {Node._meta.db_table} "  # nosec B608
            "WHERE size <= %s ORDER BY size, level",
            [size],
        )
        while rows := cursor.fetchmany(BATCH):
            yield from ((at, level, bytes(digest)) for at, level, digest in rows)


def _linked(links: dict[str, bytes], batch: Sequence[tuple[str, bytes]]) -> None:
    """Each event names the one before it in its chain. Raises Unlike."""
    known = links.get
    for chain, body in batch:
        if body[UPON] != known(chain, FIRST):
            raise Unlike
        if chain:
            links[chain] = sha256(body).hexdigest().encode()


def _block(leaves: Sequence[bytes], start: int) -> tuple[bytes, list[StoredNode]]:
    """The root of a full block, and the nodes in it that are stored, in the order of their storing."""
    row, level, found = leaves, 0, []
    while len(row) > 1:
        each = iter(row)
        row = [sha256(b"\x01" + left + right).digest() for left, right in zip(each, each, strict=True)]
        level += 1
        if level >= STORED_LEVEL:
            found += [(start + ((index + 1) << level), level, digest) for index, digest in enumerate(row)]
    return row[0], sorted(found)


def _grown(frontier: Frontier, leaves: Sequence[bytes]) -> list[StoredNode]:
    """Appends the leaves, by whole blocks where they fit; the nodes that became complete and are stored."""
    found: list[StoredNode] = []
    place, end = 0, len(leaves)
    while place < end:
        fitting = (n for n in (BATCH, SMALL_BLOCK) if not frontier.size % n and place + n <= end)
        if length := next(fitting, 0):
            found += _grown_by_block(frontier, leaves[place : place + length])
            place += length
            continue
        done = frontier.append(leaves[place])
        found += [(frontier.size, level, digest) for level, digest in done if level >= STORED_LEVEL]
        place += 1
    return found


def _grown_by_block(frontier: Frontier, leaves: Sequence[bytes]) -> list[StoredNode]:
    """Appends a full block (a power of two of leaves) where one begins."""
    root, found = _block(leaves, frontier.size)
    higher = frontier.append_subtree(len(leaves).bit_length() - 1, root)
    return [*found, *((frontier.size, level, digest) for level, digest in higher)]


def _same(wanted: Iterable[StoredNode], nodes: Iterator[StoredNode]) -> None:
    if any(next(nodes, None) != node for node in wanted):
        raise Unlike


def walk_fast(walk: Walk, size: int, nodes: Iterator[StoredNode], stops: Iterator[int]) -> Iterator[int]:
    """Hashes every event below `size`; yields at each size in `stops`. Raises Unlike at a fault."""
    stop = next(stops, -1)
    for batch in bodies(size):
        leaves = [sha256(b"\x00" + body).digest() for _chain, body in batch]
        _linked(walk.links, batch)
        start, end = walk.position, walk.position + len(batch)
        while start < stop <= end:
            _same(_grown(walk.frontier, leaves[walk.position - start : stop - start]), nodes)
            yield stop
            stop = next(stops, -1)
        _same(_grown(walk.frontier, leaves[walk.position - start :]), nodes)


def walk_columns(size: int) -> None:
    """Every column says what the bytes of its row say, and rows stand in order. Raises Unlike at a fault."""
    count = 0
    for position, act, actor, at, chain, kind, key, uid, leaf, body in event_rows(0, size):
        upon = body[UPON].decode("ascii", "replace")
        if (
            position != count
            or not body.startswith(head_of(act, actor, at, chain).encode())
            or not body.endswith(tail_of(position, kind, key, uid, upon).encode())
            or sha256(b"\x00" + body).digest() != leaf
        ):
            raise Unlike
        count += 1
    if count != size:
        raise Unlike


def walk_with_care(
    walk: Walk, size: int, nodes: Iterator[StoredNode], at_size: Callable[[Walk], None]
) -> None:
    """Row by row from the beginning, calling `at_size` at each size. Raises Broken at the first broken event."""
    for row in event_rows(0, size):
        position, act, actor, at, chain, kind, key, uid, leaf, body = row
        upon = walk.links.get(chain, FIRST).decode() if chain else START
        if (
            position != walk.position
            or sha256(b"\x00" + body).digest() != leaf
            or not body.endswith(tail_of(position, kind, key, uid, upon).encode())
            or not body.startswith(head_of(act, actor, at, chain).encode())
        ):
            raise Broken(diagnose_row(row, walk.position, upon, walk.last.get(chain)))
        if chain:
            walk.links[chain] = sha256(body).hexdigest().encode()
            walk.last[chain] = position
        for node in _grown(walk.frontier, [leaf]):
            if next(nodes, None) != node:
                raise Broken(suspect_in_block(walk.position - (1 << STORED_LEVEL), walk.position))
        at_size(walk)
