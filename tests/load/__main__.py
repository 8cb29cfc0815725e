"""``make load``: 100 rooms' chunks on one gunicorn process; ARGS="--rooms 20 --seconds 30" for less."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from tests.load.rooms import EVERY_SECONDS, measure
from tests.support.portal_server import PortalServer, running_portal


def main() -> None:
    """Furnish a portal, serve it with one process, record in all rooms, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rooms", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    kept = os.environ.get("PORTAL_TEST_TEMPLATE")
    with tempfile.TemporaryDirectory(prefix="portal-load-") as scratch:
        template = Path(kept or scratch)
        if not kept:
            PortalServer(template).manage("bootstrap")
        with running_portal(template, threads=48) as server:
            rounds = max(1, round(options.seconds / EVERY_SECONDS))
            figures = measure(server, rooms=options.rooms, rounds=rounds)
    figures["target"] = "p99 <= 50 ms, none lost"
    print(json.dumps(figures, indent=1))
    sys.exit(0)


if __name__ == "__main__":
    main()
