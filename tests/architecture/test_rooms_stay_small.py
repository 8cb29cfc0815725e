"""Rooms stay small, and their names say what they hold."""

from __future__ import annotations

import ast
import re

from tests.support.sources import ROOT, name_of, python_files, tree

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
VAGUE = re.compile(r"(^|_)(utils?|helpers?|misc|common|base_?models?)(\.py)?$")
VAGUE_FUNCTION = re.compile(r"^(process|handle)_(?!request|response|exception|view|template)")


def test_no_python_file_has_more_than_400_lines() -> None:
    long = {
        name_of(p): n for p in python_files() if (n := len(p.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert not long


def test_no_function_has_more_than_40_lines() -> None:
    long = []
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long.append(f"{name_of(path)}:{node.name} ({lines})")
    assert not long


def test_no_file_is_called_utils_or_helpers() -> None:
    assert not [name_of(p) for p in python_files() if VAGUE.search(p.name) or VAGUE.search(p.parent.name)]


def test_no_function_processes_or_handles_something_unnamed() -> None:
    vague = [
        f"{name_of(path)}:{node.name}"
        for path in python_files("i18n", "portal", "foreign_law", "mediation_registry", "service_of_process")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and VAGUE_FUNCTION.match(node.name)
    ]
    assert not vague


def test_the_top_level_is_as_commissioned() -> None:
    allowed = {
        "portal", "foreign_law", "mediation_registry", "service_of_process", "i18n", "tests", "manage.py",
        "pyproject.toml", "README.md", "CONTRIBUTING.md", "LICENSE", "NOTICE", "Makefile", "compose.yaml",
        "requirements", "docs", ".ci", ".gitignore", ".git", ".pre-commit-config.yaml",
    }  # fmt: skip
    made = {
        ".venv",
        "var",
        ".pytest_cache",
        ".ruff_cache",
        ".mypy_cache",
        ".hypothesis",
        "__pycache__",
        ".coverage",
        ".import_linter_cache",
    }
    assert {path.name for path in ROOT.iterdir()} - made <= allowed
