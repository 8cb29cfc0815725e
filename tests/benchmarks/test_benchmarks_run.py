"""Every benchmark runs and reports in one shape; what it measures is never a reason to fail."""

from __future__ import annotations

import importlib
import json
import pkgutil
from pathlib import Path

import pytest

from tests.benchmarks.bench_search import corpus_path
from tests.support.search_cluster import described, server

NAMES = sorted(
    module.name
    for module in pkgutil.iter_modules([str(Path(__file__).parent)])
    if module.name[:6] == "bench_"
)


def test_no_benchmark_is_left_out():
    assert {"bench_audit", "bench_import", "bench_search", "bench_seals"} <= set(NAMES)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_a_small_run_reports_each_figure_with_its_target(name: str):
    if name in ("bench_search", "bench_search_cluster") and not corpus_path().is_file():
        pytest.skip("the corpus of provisions is not on this machine (PORTAL_CORPORA)")
    if name == "bench_search_cluster" and server() is None:
        pytest.skip(described())
    report = importlib.import_module(f"tests.benchmarks.{name}").run("small")
    assert json.loads(json.dumps(report)) == report
    assert report["scale"] == "small"
    assert report["rows"]
    for row in report["rows"].values():
        assert isinstance(row["target"], str)
        assert isinstance(row["measured"], int | float)
        assert row["measured"] > 0
        assert isinstance(row["met"], bool)
