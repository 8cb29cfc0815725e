"""Merkle trees as in RFC 6962 section 2.1: pure functions over hashes, no database.

A *complete subtree* of level L covers 2**L leaves; node (L, p) covers leaves p*2**L to (p+1)*2**L - 1.
A tree of any size is described by its *peaks*: the roots of its complete subtrees, largest first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

DIGEST = 32
EMPTY_ROOT = sha256(b"").digest()

Lookup = Callable[[int, int], bytes]


def leaf_hash(body: bytes) -> bytes:
    """SHA-256(0x00 || body), RFC 6962 section 2.1."""
    return sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right), RFC 6962 section 2.1."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """A growing tree: its size and its peaks, which are all that an append needs."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if len(peaks) != size.bit_count():
            raise ValueError(f"A tree of {size} leaves has {size.bit_count()} peaks, not {len(peaks)}.")
        self.size = size
        self.peaks = list(peaks)

    def append(self, leaf: bytes) -> list[tuple[int, bytes]]:
        """Adds a leaf hash. Returns the subtrees that became complete as (level, digest), level 1 up."""
        completed = []
        digest, level, rest = leaf, 0, self.size
        while rest & 1:
            digest = sha256(b"\x01" + self.peaks.pop() + digest).digest()
            level += 1
            completed.append((level, digest))
            rest >>= 1
        self.peaks.append(digest)
        self.size += 1
        return completed

    def append_subtree(self, level: int, digest: bytes) -> list[tuple[int, bytes]]:
        """Adds 2**level leaves at once by the root over them; the tree's size is a multiple of 2**level.

        Returns the larger subtrees that became complete as (level, digest).
        """
        if self.size & ((1 << level) - 1):
            raise ValueError(
                f"A tree of {self.size} leaves does not end where a subtree of level {level} begins."
            )
        completed = []
        self.size += 1 << level
        rest = (self.size >> level) - 1
        while rest & 1:
            digest = node_hash(self.peaks.pop(), digest)
            level, rest = level + 1, rest >> 1
            completed.append((level, digest))
        self.peaks.append(digest)
        return completed

    def root(self) -> bytes:
        """The root of the tree as it stands; SHA-256 of nothing for an empty tree."""
        if not self.peaks:
            return EMPTY_ROOT
        digest = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            digest = node_hash(peak, digest)
        return digest


def _split(length: int) -> int:
    """The largest power of two smaller than `length` (RFC 6962: k < n <= 2k)."""
    return 1 << ((length - 1).bit_length() - 1)


def range_hash(start: int, end: int, lookup: Lookup) -> bytes:
    """The root over leaves start to end - 1, from complete subtrees. `start` is aligned as in RFC 6962."""
    length = end - start
    if length & (length - 1) == 0:
        level = length.bit_length() - 1
        return lookup(level, start >> level)
    middle = start + _split(length)
    return node_hash(range_hash(start, middle, lookup), range_hash(middle, end, lookup))


def inclusion_proof(index: int, size: int, lookup: Lookup) -> list[bytes]:
    """PATH(m, D[n]) of RFC 6962 section 2.1.1, leaf upwards. Raises ValueError outside the tree."""
    if not 0 <= index < size:
        raise ValueError(f"Leaf {index} is not in a tree of {size}.")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(range_hash(middle, end, lookup))
            end = middle
        else:
            path.append(range_hash(start, middle, lookup))
            start = middle
    return path[::-1]


def consistency_proof(first: int, second: int, lookup: Lookup) -> list[bytes]:
    """PROOF(m, D[n]) of RFC 6962 section 2.1.2. Raises ValueError unless 0 < first <= second."""
    if not 0 < first <= second:
        raise ValueError(f"No consistency proof from {first} to {second}.")
    start, end, path, whole = 0, second, [], True
    while first != end:
        middle = start + _split(end - start)
        if first <= middle:
            path.append(range_hash(middle, end, lookup))
            end = middle
        else:
            path.append(range_hash(start, middle, lookup))
            start, whole = middle, False
    if not whole:
        path.append(range_hash(start, end, lookup))
    return path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether `path` proves that `leaf` stands at `index` in the tree (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size or any(len(step) != DIGEST for step in path):
        return False
    node, last, digest = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            digest = node_hash(step, digest)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            digest = node_hash(digest, step)
        node, last = node >> 1, last >> 1
    return last == 0 and digest == root


def verify_consistency(
    first: int, second: int, first_root: bytes, second_root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether `path` proves that the first tree is a beginning of the second (RFC 9162 section 2.1.4.2)."""
    if not 0 < first <= second or any(len(step) != DIGEST for step in path):
        return False
    if first == second:
        return not path and first_root == second_root
    steps = list(path) if first & (first - 1) else [first_root, *path]
    if not steps:
        return False
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, step)
        node, last = node >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root
