"""No file needs another that needs it: not at the top, not inside a function, not by a name in a string."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.support.sources import PACKAGES, ROOT, python_files, tree


def module_of(path: Path) -> str:
    """The dotted name of a file; a folder's ``__init__`` has the folder's."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def named_in(node: ast.AST) -> Iterator[tuple[str, str]]:
    """What a node imports: the module, and the name taken from it."""
    if isinstance(node, ast.Import):
        yield from ((alias.name, "") for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield from ((node.module or "", alias.name) for alias in node.names)
    elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if called == "import_module":
            yield str(node.args[0].value), ""


def needed(source: ast.Module, known: frozenset[str]) -> set[str]:
    """Those of the known files that this one imports anywhere."""
    found: set[str] = set()
    for node in ast.walk(source):
        for module, name in named_in(node):
            inner = f"{module}.{name}"
            found.add(inner if inner in known else module)
    return found & known


def first_circle(graph: dict[str, set[str]]) -> list[str]:
    """The files of a circle in their order; none where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_file_stands_in_a_circle() -> None:
    sources = {module_of(path): tree(path) for path in python_files(*PACKAGES)}
    known = frozenset(sources)
    assert not first_circle({name: needed(source, known) - {name} for name, source in sources.items()})


@pytest.mark.parametrize(
    "back",
    ["import one", "from one import act", "def late():\n    from one import act", "import_module('one')"],
)
def test_a_circle_is_seen_however_it_is_closed(back: str) -> None:
    known = frozenset({"one", "two"})
    graph = {"one": needed(ast.parse("from two import act"), known), "two": needed(ast.parse(back), known)}
    assert set(first_circle(graph)) == known
