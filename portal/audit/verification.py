"""Full verification of the log: every byte, every column, every node, every chain, every signed head.

Rows stream past; nothing is held but the peaks of the tree and the last link of each chain. The log may grow
meanwhile: what is verified is the log up to the size its tip had at the beginning.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.audit.diagnosis import Break, Broken, diagnose_peaks
from portal.audit.log import peaks_of
from portal.audit.models import ChainTip, Event, Node, SignedTreeHead, Tip
from portal.audit.private_values import check_private_values
from portal.audit.tree import head_message
from portal.audit.walk import StoredNode, Unlike, Walk, stored_nodes, walk_columns, walk_fast, walk_with_care
from portal.seals.signing import is_signed, public_key


@dataclass
class Report:
    """What a verification found.

    `seconds` and `rate` (events in a second) are those of reading and hashing the log: leaves, chains, tree,
    signed heads. `columns_seconds` is the time for comparing the columns of each row with its bytes.
    """

    events: int = 0
    tree_size: int = 0
    root: str = ""
    seconds: float = 0.0
    rate: float = 0.0
    columns_seconds: float = 0.0
    tree_heads: int = 0
    private_values: int = 0
    first_broken: Break | None = None

    @property
    def ok(self) -> bool:
        return self.first_broken is None


def _check_head(walk: Walk, tree_head: SignedTreeHead, keys: frozenset[str]) -> None:
    message = head_message(tree_head.size, tree_head.root, tree_head.signed_at)
    if tree_head.public_key not in keys:
        reason = f"The tree head of size {tree_head.size} is signed with a key that is not the log's."
    elif not is_signed(message, bytes.fromhex(tree_head.signature), bytes.fromhex(tree_head.public_key)):
        reason = f"The signature of the tree head of size {tree_head.size} is wrong."
    elif walk.root().hex() != tree_head.root:
        reason = f"The log up to {tree_head.size} is not the one whose head was signed."
    else:
        walk.good_head = tree_head.size
        return
    raise Broken(Break(walk.good_head, "tree_head", reason))


def _last_of(chain: str, size: int) -> int:
    """The position of the last event of a chain."""
    events = Event.objects.filter(chain=chain, position__lt=size).order_by("-position")
    return events.values_list("position", flat=True).first() or 0


def _check_end(walk: Walk, tip: Tip, nodes: Iterator[StoredNode], outside: Iterable[int]) -> None:
    """The tip, the chains' ends, nodes left over, and heads held outside that reach further."""
    if walk.position < tip.size:
        raise Broken(Break(walk.position, "dropped", f"The log ends here, its tip says {tip.size}."))
    if walk.frontier.peaks != peaks_of(tip.peaks):
        raise Broken(diagnose_peaks(walk.position, walk.frontier.peaks, peaks_of(tip.peaks)))
    tips = {row.chain: row for row in ChainTip.objects.iterator(chunk_size=2000)}
    for chain, link in walk.links.items():
        held = tips.pop(chain, None)
        if held is None or (held.position < tip.size and held.link.encode() != link):
            raise Broken(
                Break(_last_of(chain, tip.size), "chain", f"The end of the chain {chain} was changed.")
            )
    for chain, held in tips.items():
        if held.position < tip.size:
            raise Broken(Break(held.position, "dropped", f"The chain {chain} has no events."))
    if (left := next(nodes, None)) is not None:
        raise Broken(
            Break(left[0] - 1, "added", f"A node of level {left[1]} at size {left[0]} has no events.")
        )
    for size in outside:
        if size > walk.position:
            raise Broken(Break(walk.position, "dropped", f"A tree head held outside has {size} events."))


def _check_tip(tip: Tip) -> None:
    """The tip is that of its size, and nothing in the log knows of a larger tree."""
    if len(peaks_of(tip.peaks)) != tip.size.bit_count():
        raise Broken(
            Break(tip.size, "tip_reset", f"The tip says {tip.size} but holds the peaks of another size.")
        )
    node = Node.objects.order_by("-size").values_list("size", flat=True).first() or 0
    signed = SignedTreeHead.objects.order_by("-size").values_list("size", flat=True).first() or 0
    holds_events = Event.objects.exists()
    now = Tip.objects.filter(pk=1).values_list("size", flat=True).first() or 0
    if max(node, signed) > now or (now == 0 and holds_events):
        raise Broken(Break(now, "tip_reset", f"The tip was set back to {now}."))


def _check_beyond() -> None:
    """No row stands beyond the tip as it is now."""
    largest = Event.objects.order_by("-position").values_list("position", flat=True).first()
    now = Tip.objects.filter(pk=1).values_list("size", flat=True).first() or 0
    if largest is not None and largest >= now:
        raise Broken(Break(now, "added", f"An event stands beyond the end of the log, which has {now}."))


@dataclass
class _Heads:
    """The tree heads to be met on the way: signed ones of the log, and roots held outside."""

    signed: dict[int, list[SignedTreeHead]]
    outside: dict[int, str]
    keys: frozenset[str]

    def sizes(self, size: int) -> Iterator[int]:
        """The sizes at which a walk stops."""
        return iter(sorted({*self.signed, *(known for known in self.outside if known <= size)}))

    def check(self, walk: Walk) -> None:
        """The heads of the size that the walk has reached. Raises Broken."""
        for tree_head in self.signed.get(walk.position, ()):
            _check_head(walk, tree_head, self.keys)
        if walk.position in self.outside and walk.root().hex() != self.outside[walk.position]:
            reason = f"Not the log whose head at {walk.position} is held outside."
            raise Broken(Break(walk.good_head, "tree_head", reason))


def _hashed(report: Report, tip: Tip, heads: _Heads) -> tuple[Walk, Iterator[StoredNode]]:
    """The fast walk with its time, then the columns; the careful walk when either met a fault."""
    walk, nodes = Walk(), stored_nodes(tip.size)
    begun = time.perf_counter()
    try:
        for _size in walk_fast(walk, tip.size, nodes, heads.sizes(tip.size)):
            heads.check(walk)
        report.seconds = time.perf_counter() - begun
        report.rate = walk.position / report.seconds if walk.position else 0.0
        walk_columns(tip.size)
        report.columns_seconds = time.perf_counter() - begun - report.seconds
    except (Unlike, Broken):
        walk, nodes = Walk(), stored_nodes(tip.size)
        report.seconds = report.rate = report.columns_seconds = 0.0
        walk_with_care(walk, tip.size, nodes, heads.check)
    finally:
        report.events = walk.position
    return walk, nodes


def verify_log(*, keys: Sequence[str] = (), heads: Sequence[tuple[int, str]] = ()) -> Report:
    """Verifies the whole log and names the first broken event.

    `keys`: public keys (hexadecimal) that signed before the present one; `heads`: (size, root) held outside
    the database, against which the log must be consistent. Raises KeyProblem without a log key.
    """
    report = Report()
    tip = Tip.objects.filter(pk=1).first() or Tip(size=0, peaks=b"")
    signed: dict[int, list[SignedTreeHead]] = {}
    for tree_head in SignedTreeHead.objects.filter(size__lte=tip.size).order_by("size", "signed_at"):
        signed.setdefault(tree_head.size, []).append(tree_head)
    known = _Heads(signed, dict(heads), frozenset({*keys, public_key().hex()}))
    report.tree_size, report.tree_heads = tip.size, sum(map(len, signed.values()))
    try:
        _check_tip(tip)
        walk, nodes = _hashed(report, tip, known)
        _check_end(walk, tip, nodes, known.outside)
        _check_beyond()
        report.private_values = check_private_values()
        report.root = walk.root().hex()
    except Broken as broken:
        report.first_broken = broken.found
    return report
