"""One of the seven kills of `make faults` while law is fetched, from the seed of the run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils import timezone

from foreign_law.actions.collecting import Order, collect
from portal.audit.actors import system_actor
from tests.faults import fault_fetching
from tests.support.seeds import seed


def test_a_run_killed_while_files_go_in_leaves_whole_texts_and_the_next_run_ends_it(
    django_db_setup: None, django_db_blocker: Any
) -> None:

    def start(folder: Path, address: str) -> fault_fetching.Run:
        """A process of its own, without the seconds that Django takes to start."""
        pid = os.fork()
        if pid == 0:
            status = 70
            try:
                with django_db_blocker.unblock():
                    status = _fetch(folder, address)
            finally:
                os._exit(status)
        return fault_fetching.Run(pid, lambda: os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

    report = fault_fetching.run("small", seed(), start)
    assert report["ok"], report
    assert report["left"]["texts"] == 2 * fault_fetching.WORKS["small"]


def _fetch(folder: Path, address: str) -> int:
    """In the new process: another database, another folder; 1 when something did not go in."""
    settings.PORTAL_VAR = folder
    connections.settings["default"] = {**connections.settings["default"], "NAME": str(folder / "db.sqlite3")}
    connections["default"] = connections.create_connection("default")
    order = Order(address, folder / "fetched" / "hk", ("en",), pause=0.0)
    return 1 if collect(order, actor=system_actor("fetch_law"), clock=timezone.now).problems else 0
