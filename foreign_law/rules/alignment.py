"""May two language versions stand side by side, and which paragraphs face each other?

Hong Kong: the publisher's ``temporalId`` says so. Macao: only when work, division and epigraph agree;
otherwise the texts are read apart and a warning says so. (``design/search.md``, *Macao*.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Standing:
    """Where a Macao provision stands: ids of its divisions, its epigraph, anchors of its paragraphs."""

    divisions: tuple[str, ...]
    epigraph: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class AlignedRow:
    """The nodes that face each other under one anchor; either side may be empty."""

    anchor: str
    left: tuple[Node, ...]
    right: tuple[Node, ...]


def disagreement(first: Standing, second: Standing, *, known: Mapping[str, frozenset[str]]) -> str:
    """Why two versions of one article must not be paired; empty when they may.

    Epigraphs agree when both have one or both have none, and the term base does not contradict:
    if it knows both as terms, they must share a concept. Numbered paragraphs must be the same.

    :param known: folded term → concepts, in any language.
    """
    if first.divisions != second.divisions:
        return "divisions"
    if bool(first.epigraph) != bool(second.epigraph):
        return "epigraph"
    left, right = known.get(first.epigraph.casefold()), known.get(second.epigraph.casefold())
    if left and right and not left & right:
        return "epigraph"
    if first.paragraphs != second.paragraphs:
        return "paragraphs"
    return ""


def rows(left: Sequence[Node], right: Sequence[Node]) -> list[AlignedRow]:
    """The nodes of two versions of one provision, grouped by anchor, in the order of the left text.

    An anchor spelt otherwise (``s49_1`` beside ``s49_i``) faces the one with the same printed numbers. What
    only the right text has follows the anchor that it follows there, so that nothing is lost.
    """
    mine, theirs = _grouped(left), _renamed(left, _grouped(right))
    order = list(mine)
    previous = ""
    for anchor in theirs:
        if anchor not in mine:
            order.insert(order.index(previous) + 1 if previous in order else 0, anchor)
        previous = anchor
    return [AlignedRow(a, tuple(mine.get(a, ())), tuple(theirs.get(a, ()))) for a in order]


def _renamed(left: Sequence[Node], theirs: dict[str, list[Node]]) -> dict[str, list[Node]]:
    """The groups of the right text under the anchors that the left text uses for the same printed numbers."""
    own = {node["a"] for node in left}
    free = {printed: anchor for anchor, printed in _printed(left).items() if anchor not in theirs}
    printed = _printed([node for nodes in theirs.values() for node in nodes])
    return {
        (anchor if anchor in own else free.get(printed[anchor], anchor)): nodes
        for anchor, nodes in theirs.items()
    }


def _printed(nodes: Sequence[Node]) -> dict[str, str]:
    """Each anchor with the numbers as printed from the unit downwards: ``s49_1_A`` is ``s49_i_A``."""
    printed: dict[str, str] = {}
    for node in nodes:
        anchor = str(node["a"])
        if anchor in printed:
            continue
        base, mark, term = anchor.partition("~")
        above = base.rsplit("_", 1)[0]
        above = printed.get(f"{above}{mark}{term}") or printed.get(above) or above
        number = str(node.get("num", "")).strip("() .")
        printed[anchor] = f"{above.partition('~')[0]}_{number}{mark}{term}" if number else anchor
    return printed


def _grouped(nodes: Sequence[Node]) -> dict[str, list[Node]]:
    grouped: dict[str, list[Node]] = {}
    for node in nodes:
        grouped.setdefault(node["a"], []).append(node)
    return grouped


def shared_anchors(left: Sequence[Node], right: Sequence[Node]) -> set[str]:
    """Anchors that both texts have."""
    return {node["a"] for node in left} & {node["a"] for node in right}
