"""``make bench``: every benchmark once, ratios inside one run, a JSON report; never a failing test."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import platform
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command


def machine() -> dict[str, Any]:
    """What the figures were measured on; the load says how far absolute figures can be believed."""
    return {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": [round(value, 2) for value in os.getloadavg()],
    }


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as scratch:
        os.environ["PORTAL_VAR"] = scratch  # measured in a portal of its own, which goes afterwards
        django.setup()
        call_command("migrate", interactive=False, verbosity=0)
        measure()


def measure() -> None:
    """Run the named benchmarks, print and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="benchmarks to run, such as search; default: all")
    parser.add_argument("--scale", choices=["small", "full"], default="full")
    parser.add_argument(
        "--out", type=Path, default=Path(os.environ.get("PORTAL_BENCH_OUT", "var/bench.json"))
    )
    options = parser.parse_args()
    here = Path(__file__).parent
    found = sorted(m.name for m in pkgutil.iter_modules([str(here)]) if m.name.startswith("bench_"))
    if unknown := sorted(set(options.names) - {name.removeprefix("bench_") for name in found}):
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    report: dict[str, Any] = {"machine_before": machine(), "scale": options.scale, "benchmarks": {}}
    for name in found:
        if options.names and name.removeprefix("bench_") not in options.names:
            continue
        began = time.perf_counter()
        print(f"== {name}", file=sys.stderr, flush=True)
        report["benchmarks"][name] = importlib.import_module(f"tests.benchmarks.{name}").run(options.scale)
        report["benchmarks"][name]["seconds"] = round(time.perf_counter() - began, 1)
    report["machine_after"] = machine()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
