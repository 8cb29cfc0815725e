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
