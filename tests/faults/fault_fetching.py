"""``kill -9`` of runs that fetch law: only whole texts may be left, each once, and the next run ends what was begun.

Two archives come slowly from a publisher on this machine. A run is killed while an archive is on its way, at a random
moment while files go in, and between the archives; after each kill the database is read without the portal.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.migrated_database import digest as digest_of_migrations
from tests.support.open_data_server import Publisher, publisher_running, zipped
from tests.support.sources import ROOT

SAMPLE = ROOT / "tests/foreign_law/samples/hk/cap_9001_20150301000000_en_c.xml"
NAMES = ("hkel_c_leg_cap_1_cap_300_en.zip", "hkel_c_leg_cap_301_cap_600_en.zip")
WORKS = {"small": 6, "full": 40}
"""In each archive."""
PHASES = {
    "small": ("import",),
    "full": ("download", "import", "import", "import", "between", "download", "import"),
}
PATIENCE = 120.0
ONES = {
    "texts": "SELECT count(*) FROM foreign_law_expression",
    "deposits": "SELECT count(*) FROM audit_event WHERE act = 'foreign_law.deposited'",
    "whole": "SELECT count(DISTINCT address) FROM foreign_law_collectedarchive WHERE is_whole",
}
SIZES = "SELECT expression_id, count(*) FROM foreign_law_provisionversion GROUP BY expression_id"
TWICE = (
    "SELECT count(*) FROM (SELECT 1 FROM foreign_law_provisionversion WHERE superseded_at IS NULL"
    " GROUP BY expression_id, provision_id, valid_from HAVING count(*) > 1)"
)
Start = Callable[[Path, str], "Run"]


@dataclass(frozen=True)
class Run:
    """A process that fetches. ``ended`` waits for it and gives its exit status (negative: the signal)."""

    pid: int
    ended: Callable[[], int]


def run(scale: str = "full", seed: int = 0, start: Start | None = None) -> dict[str, Any]:
    """Kills one run (``small``) or seven, lets the next one end, and one more that must find nothing to do."""
    chance, works = random.Random(seed), WORKS[scale]
    begin = start or _command
    with publisher_running() as publisher, tempfile.TemporaryDirectory(prefix="portal-fetching-") as name:
        folder = Path(name)
        _serve(publisher, works)
        _migrate(folder)
        publisher.pause = 0.02
        kills = [_killed(begin, folder, publisher, phase, chance, works) for phase in PHASES[scale]]
        publisher.pause = 0.0
        ends = [begin(folder, publisher.address).ended() for _run in range(1 if scale == "small" else 2)]
        left = _look(folder)
        spans = [span for path in NAMES for span, status in publisher.asked_for(path) if status == 206]
    done = left == {
        "texts": 2 * works,
        "deposits": 2 * works,
        "whole": 2,
        "sizes": 1,
        "twice": 0,
        "digests": True,
    }
    blows = sum(kill["killed"] for kill in kills)  # on a slow machine one run may end before it is struck
    enough = blows >= max(1, len(kills) - 1) and all(kill["ok"] for kill in kills)
    goes_on = bool(spans) or "download" not in PHASES[scale]
    return {
        "ok": enough and done and goes_on and not any(ends),
        "kills": kills,
        "left": left,
        "went_on": len(spans),
        "ends": ends,
    }


def _serve(publisher: Publisher, works: int) -> None:
    source = SAMPLE.read_text("utf-8")
    for place, name in enumerate(NAMES):
        numbers = range(9101 + 200 * place, 9101 + 200 * place + works)
        texts = {f"cap_{n}_20150301000000_en_c.xml": source.replace("9001", str(n)) for n in numbers}
        noise = random.Random(place).randbytes(120_000)  # so that an archive is some time on its way
        publisher.put(name, zipped(**texts, noise=noise))
    publisher.list_archives("en", *map(publisher.row, NAMES))


def _migrate(folder: Path) -> None:
    """The kept database of the tests, where there is one; else the migrations run."""
    kept = ROOT / ".pytest_cache/d/migrated" / f"{digest_of_migrations()}.sqlite3"
    if kept.exists():
        with (
            closing(sqlite3.connect(kept)) as source,
            closing(sqlite3.connect(folder / "db.sqlite3")) as target,
        ):
            source.backup(target)
    else:
        _manage(folder, "migrate", "-v0")


def _command(folder: Path, address: str) -> Run:
    """The command as an operator gives it."""
    process = _process(folder, "fetch_law", "hk", f"--from={address}", "--language=en")
    return Run(process.pid, process.wait)


def _process(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PORTAL_VAR": str(folder), "DATABASE_URL": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)


def _manage(folder: Path, *arguments: str) -> None:
    if _process(folder, *arguments).wait():
        raise RuntimeError(f"manage.py {arguments[0]} failed")


def _killed(
    begin: Start, folder: Path, publisher: Publisher, phase: str, chance: random.Random, works: int
) -> dict[str, Any]:
    """Kill at a moment of the phase; what is left must be whole texts, each once, and archives with their digest."""
    before = _look(folder)
    sent = publisher.sent
    going = begin(folder, publisher.address)
    wished = chance.randint(1, works // 6 + 1)
    moments: dict[str, Callable[[], bool]] = {
        "download": lambda: publisher.sent > sent + 40_000,
        "import": lambda: _one(folder, "texts") >= before["texts"] + wished,
        "between": lambda: _one(folder, "whole") > 0 and (not before["whole"] or publisher.sent > sent),
    }
    end = time.monotonic() + PATIENCE
    while not moments[phase]() and time.monotonic() < end and not _is_over(going):
        time.sleep(0.002)
    time.sleep(chance.random() * 0.06)
    os.kill(going.pid, signal.SIGKILL)
    was_killed = going.ended() == -signal.SIGKILL
    left = _look(folder)
    whole = left["sizes"] <= 1 and not left["twice"] and left["digests"] and left["texts"] == left["deposits"]
    kept = left["texts"] >= before["texts"] and left["texts"] >= left["whole"] * works
    return {"phase": phase, "killed": was_killed, "ok": whole and kept, **left}


def _is_over(going: Run) -> bool:
    """Whether it ended by itself; it stays to be waited for."""
    return os.waitid(os.P_PID, going.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _one(folder: Path, name: str) -> int:
    with closing(sqlite3.connect(folder / "db.sqlite3", timeout=20)) as database:
        return int(database.execute(ONES[name]).fetchone()[0])


def _look(folder: Path) -> dict[str, Any]:
    """Counts, the number of different sizes of texts, provisions that stand twice, and the files under their names."""
    with closing(sqlite3.connect(folder / "db.sqlite3", timeout=20)) as database:
        counts = {name: database.execute(query).fetchone()[0] for name, query in ONES.items()}
        sizes = {size for _text, size in database.execute(SIZES)}
        twice = database.execute(TWICE).fetchone()[0]
        stated = dict(
            database.execute("SELECT name, digest FROM foreign_law_collectedarchive WHERE digest <> ''")
        )
    held = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("fetched/hk/*.zip")
    }
    fits = all(held.get(name) == digest for name, digest in stated.items())
    return {**counts, "sizes": len(sizes), "twice": twice, "digests": fits}
