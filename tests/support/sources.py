"""The project's Python files, parsed once for all architecture tests."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("i18n", "portal", "foreign_law", "mediation_registry", "service_of_process")


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Python files under the named top-level folders, migrations left out."""
    found: list[Path] = []
    for folder in folders or (*PACKAGES, "tests"):
        found += [path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts]
    return tuple(found)


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name_of(path: Path) -> str:
    """The path as people write it."""
    return path.relative_to(ROOT).as_posix()
