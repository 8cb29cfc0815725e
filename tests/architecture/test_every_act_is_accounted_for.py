"""Every act has a label in the log, a row in a permission table, and a test that names it."""

from __future__ import annotations

import ast
from importlib import import_module

import pytest

from portal.audit import labels
from portal.identity.roles import Role
from tests.support.sources import PACKAGES, name_of, python_files, tree


def acts_recorded() -> dict[str, str]:
    """Every literal ``act=`` of a call to record, with the place where it stands."""
    found = {}
    for path in python_files(*PACKAGES):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                for keyword in node.keywords:
                    if keyword.arg == "act" and isinstance(keyword.value, ast.Constant):
                        found[str(keyword.value.value)] = f"{name_of(path)}:{node.lineno}"
    return found


def permission_rows() -> dict[str, frozenset[str]]:
    rows: dict[str, frozenset[str]] = {}
    for path in python_files(*PACKAGES):
        if path.name == "permissions.py":
            module = import_module(name_of(path).removesuffix(".py").replace("/", "."))
            rows |= getattr(module, "ACTS", {})
    return rows


def test_acts_are_recorded_at_all() -> None:
    assert len(acts_recorded()) > 10


def test_every_act_has_a_label_and_a_sentence() -> None:
    registered = set(labels.registered_acts())
    assert not {act: place for act, place in acts_recorded().items() if act not in registered}


def test_every_act_has_a_row_in_a_permission_table() -> None:
    rows = permission_rows()
    assert not {act: place for act, place in acts_recorded().items() if act not in rows}


def test_permission_tables_name_known_roles_only() -> None:
    known = {role.value for role in Role} | {"system"}
    assert not {act: roles - known for act, roles in permission_rows().items() if roles - known}


@pytest.mark.parametrize("act", sorted(acts_recorded()))
def test_every_act_is_named_by_a_test(act: str) -> None:
    texts = [path.read_text("utf-8") for path in python_files("tests")]
    assert any(f'"{act}"' in text for text in texts), f"{act} is recorded at {acts_recorded()[act]} and no test names it"
