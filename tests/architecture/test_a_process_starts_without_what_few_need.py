"""Libraries that only one act needs are loaded by that act: every process of the portal would carry them otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support.sources import ROOT

NEEDED_BY_FEW = (
    "av", "aiortc", "docx", "elasticsearch", "fontTools", "numpy", "openpyxl", "pikepdf", "segno", "weasyprint",
)  # fmt: skip
STARTED = f"""
import sys, django
django.setup()
print(*(name for name in {NEEDED_BY_FEW!r} if name in sys.modules))
"""


def test_a_process_starts_without_what_few_need(tmp_path: Path) -> None:
    """In a process of its own: this one has loaded whatever the tests before it needed."""
    started = subprocess.run(
        [sys.executable, "-c", STARTED],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test", "PORTAL_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 0, started.stderr[-2000:]
    assert started.stdout.split() == []
