"""``make faults``: every fault in full, from a printed seed; ends with 1 when one of them was not withstood."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import random
import sys
import tempfile
import time
from pathlib import Path

import django


def main() -> int:
    """Run the named faults (``kills``), or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="faults to run, such as kills; default: all")
    parser.add_argument("--scale", choices=["small", "full"], default="full")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    with tempfile.TemporaryDirectory(prefix="portal-faults-") as scratch:
        os.environ["PORTAL_VAR"] = scratch
        django.setup()
        return 0 if withstood(options.names, options.scale, options.seed) else 1


def withstood(names: list[str], scale: str, seed: int) -> bool:
    """Whether every fault reported ``"ok": true``; prints each report as JSON."""
    print(f"seed {seed}", flush=True)
    found = sorted(m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)]))
    everything = True
    for name in found:
        short = name.removeprefix("fault_")
        if not name.startswith("fault_") or (names and short not in names):
            continue
        began = time.perf_counter()
        report = importlib.import_module(f"tests.faults.{name}").run(scale, seed)
        report["minutes"] = round((time.perf_counter() - began) / 60, 1)
        print(json.dumps({short: report}, indent=1, ensure_ascii=False), flush=True)
        everything = everything and bool(report["ok"])
    return everything


if __name__ == "__main__":
    sys.exit(main())
