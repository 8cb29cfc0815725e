"""Two of the twenty kills of `make faults`, from the seed of the run."""

from __future__ import annotations

from pathlib import Path

from tests.faults import fault_kills
from tests.support.seeds import seed

pytest_plugins = ["tests.support.portal_server"]


def test_a_server_killed_while_chunks_arrive_loses_none_that_it_acknowledged(prepared_portal: Path) -> None:
    report = fault_kills.run("small", seed(), prepared_portal)
    assert report["lost"] == 0, report
    assert report["is_whole"], report
    assert report["acknowledged"] >= 6, report
    assert report["ok"], report
