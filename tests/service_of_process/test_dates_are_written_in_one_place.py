"""No line of code outside the judge's own acts can write a date of service."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.support.sources import ROOT

MODULE = ROOT / "service_of_process"
ONE_PLACE = MODULE / "actions" / "dates.py"
WRITTEN = {"effective_date", "confirmed_date", "confirmed_by"}
WRITING = ("update", "create", "bulk_create", "update_or_create", "get_or_create")
#: Who in turn may call that place: the judge's decisions, each of which asks for the judge's seat.
MAY_CALL = {
    "confirming.py": {"fix_date"},
    "challenges.py": {"set_date_aside"},
    "notice_orders.py": {"end_notice"},
}


def sources() -> list[Path]:
    left_out = {"migrations", "models"}
    return [path for path in sorted(MODULE.rglob("*.py")) if not left_out & set(path.parts)]


def written_in(path: Path) -> list[str]:
    """Attributes assigned and keywords given to update() or create(), save where the value is None."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                names = target.elts if isinstance(target, ast.Tuple) else [target]
                values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value] * len(names)
                found += [
                    name.attr for name, value in zip(names, values, strict=False)
                    if isinstance(name, ast.Attribute) and not _is_none(value)
                ]  # fmt: skip
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING:
            found += [word.arg for word in node.keywords if word.arg and not _is_none(word.value)]
    return sorted(set(found) & WRITTEN)


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def test_only_one_file_writes_a_date_of_service() -> None:
    assert {path for path in sources() if written_in(path)} == {ONE_PLACE}


def test_confirmations_are_made_in_that_file_only() -> None:
    assert {path for path in sources() if "Confirmation.objects.create" in path.read_text("utf-8")} == {
        ONE_PLACE
    }


def test_only_the_judges_acts_call_that_file() -> None:
    callers = {}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "service_of_process.actions.dates":
                callers[path.name] = {alias.name for alias in node.names}
    assert callers == MAY_CALL
