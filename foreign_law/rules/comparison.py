"""Two versions of one provision, paragraph by paragraph and word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Node = Mapping[str, Any]
Parts = tuple[tuple[str, bool], ...]
_TOKENS = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class DiffRow:
    """One paragraph on two dates. ``change``: same, changed, added or removed; parts are (text, differs)."""

    change: str
    left: Node | None
    right: Node | None
    left_parts: Parts
    right_parts: Parts


def compared(left: Sequence[Node], right: Sequence[Node]) -> list[DiffRow]:
    """The paragraphs of both texts in reading order, matched by anchor and kind."""
    rows: list[DiffRow] = []
    matcher = SequenceMatcher(None, _keys(left), _keys(right), autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            rows += [_matched(mine, theirs) for mine, theirs in zip(left[a:b], right[c:d], strict=True)]
            continue
        rows += [DiffRow("removed", node, None, ((spoken(node), True),), ()) for node in left[a:b]]
        rows += [DiffRow("added", None, node, (), ((spoken(node), True),)) for node in right[c:d]]
    return rows


def spoken(node: Node) -> str:
    """The words of a node without its number: text, then the cells of its table."""
    cells = [" | ".join(row) for row in node.get("rows", ())]
    return "\n".join(filter(None, [node.get("text", ""), *cells]))


def said(heading: str, status: str, body: Sequence[Node]) -> tuple[str, ...]:
    """All that a reader sees of a version: two versions differ exactly when this differs."""
    return (heading, status, *(f"{node.get('num', '')} {spoken(node)}".strip() for node in body))


def word_parts(left: str, right: str) -> tuple[Parts, Parts]:
    """Both texts cut into runs that are shared or differ; Chinese is compared by character."""
    mine, theirs = _TOKENS.findall(left), _TOKENS.findall(right)
    first: list[tuple[str, bool]] = []
    second: list[tuple[str, bool]] = []
    for tag, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if a < b:
            first.append(("".join(mine[a:b]), tag != "equal"))
        if c < d:
            second.append(("".join(theirs[c:d]), tag != "equal"))
    return tuple(first), tuple(second)


def _keys(nodes: Sequence[Node]) -> list[tuple[str, str, int]]:
    counted: dict[tuple[str, str], int] = {}
    keys = []
    for node in nodes:
        pair = (str(node.get("a", "")), str(node.get("kind", "")))
        counted[pair] = counted.get(pair, 0) + 1
        keys.append((*pair, counted[pair]))
    return keys


def _matched(left: Node, right: Node) -> DiffRow:
    mine, theirs = spoken(left), spoken(right)
    if mine == theirs and left.get("num", "") == right.get("num", ""):
        plain: Parts = ((mine, False),) if mine else ()
        return DiffRow("same", left, right, plain, plain)
    first, second = word_parts(mine, theirs)
    return DiffRow("changed", left, right, first, second)
