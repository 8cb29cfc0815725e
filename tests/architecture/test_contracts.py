"""The contracts of pyproject.toml are kept, and they speak of every room there is."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.support.sources import ROOT


def test_no_contract_is_broken() -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_every_dependency_is_locked_with_hashes_and_without_an_address() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    locked = (ROOT / "requirements/lock.txt").read_text("utf-8")
    assert "://" not in locked + (ROOT / "requirements/installer.txt").read_text("utf-8")
    pinned = [line for line in locked.splitlines() if "==" in line and not line.lstrip().startswith("#")]
    assert locked.count("--hash=sha256:") >= len(pinned) >= len(declared["project"]["dependencies"])
