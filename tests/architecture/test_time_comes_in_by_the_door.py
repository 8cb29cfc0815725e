"""Nothing below the doors looks at the clock; nothing of Django reaches the rules."""

from __future__ import annotations

import ast

from tests.support.sources import PACKAGES, name_of, python_files, tree

DOORS = {
    "viewsets",
    "api",
    "management",
    "tasks",
    "middleware",
    "wagtail_hooks",
    "account_adapter",
    "decorators",
    "context",
}
CLOCKS = {"now", "today", "localdate", "localtime", "utcnow"}


def is_door(parts: tuple[str, ...]) -> bool:
    """Views in any file whose name ends so, and the other ways in from outside."""
    stems = [part.removesuffix(".py") for part in parts]
    return any(stem in DOORS or stem.endswith("views") for stem in stems)


def test_nothing_below_the_doors_looks_at_the_clock() -> None:
    looked = []
    for path in python_files(*PACKAGES):
        if is_door(path.parts):
            continue
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr in CLOCKS and not node.args:
                looked.append(f"{name_of(path)}:{node.lineno} {node.func.attr}()")
    assert not looked


def test_no_default_of_a_model_field_looks_at_the_clock() -> None:
    looked = []
    for path in python_files(*PACKAGES):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.keyword) and node.arg in {"default", "auto_now", "auto_now_add"}:
                text = ast.unparse(node.value)
                if node.arg != "default" or any(text.endswith(f".{clock}") for clock in CLOCKS):
                    looked.append(f"{name_of(path)}:{node.value.lineno} {node.arg}={text}")
    assert not looked


def test_the_day_of_a_moment_is_asked_in_the_zone_of_the_courts() -> None:
    """A moment is kept in UTC, where the day begins at eight in the morning: its own ``date()`` is yesterday's."""
    told = []
    for path in python_files(*PACKAGES):
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr == "date" and not node.args and not is_local(node.func.value, path.parts):
                told.append(f"{name_of(path)}:{node.lineno} {ast.unparse(node)}")
    assert not told


def is_local(moment: ast.expr, parts: tuple[str, ...]) -> bool:
    """Moments already in the zone: what a function of that sense returned, names given to it, a cell of a sheet."""
    if isinstance(moment, ast.Call):
        name = moment.func.attr if isinstance(moment.func, ast.Attribute) else getattr(moment.func, "id", "")
        return name in {"localtime", "strptime", "on_the_clock", "last_minute"}
    return isinstance(moment, ast.Name) and (
        moment.id in {"here", "local"} or (moment.id == "value" and "importers" in " ".join(parts))
    )
