"""A real portal for tests: gunicorn with threads on a free port, with a folder of state of its own.

Django's live server shares one connection to an in-memory database between its threads; streams of events and
browsers that talk at once need a portal as it is run. Bootstrap and the demonstration are made once for a test run
and copied for each server. A test module asks for the fixtures so::

    pytest_plugins = ["tests.support.portal_server", "tests.support.fake_devices"]

PYTEST_DONT_REWRITE: a plugin that tests import too; nothing is asserted here.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.support.sources import ROOT

PATIENCE_SECONDS = 120.0
"""Starting takes 3 seconds on a quiet machine; several test runs may share the cores."""


def free_port() -> int:
    """A port that nobody listens on now, below those from which systems give ports to outgoing lines: between this look
    and the server's start, and while a test has killed the server, no line of anybody's takes it.
    """
    while True:
        port = random.SystemRandom().randrange(12_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port


def _die_with_parent() -> None:
    """A test run that is killed leaves no portal behind (Linux; elsewhere it would have to be stopped by hand)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


class PortalServer:
    """One portal: its folder, its address, and the means to cut its power.

    ``url`` is by name (``http://localhost:PORT``), since passkeys refuse bare numbers. ``settings`` may name a test's
    own settings module; ``environment`` adds variables.
    """

    def __init__(
        self,
        folder: Path,
        *,
        settings: str = "portal.settings.dev",
        workers: int = 1,
        threads: int = 48,
        environment: dict[str, str] | None = None,
    ) -> None:
        self.folder, self.workers, self.threads = folder, workers, threads
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self.environment = {
            **os.environ, "PORTAL_VAR": str(folder), "DJANGO_SETTINGS_MODULE": settings, "PORTAL_BASE_URL": self.url,
            "PORTAL_EAGER_JOBS": "1", "PYTHONPATH": str(ROOT), **(environment or {}),
        }  # fmt: skip

    @property
    def log(self) -> Path:
        """What the server wrote."""
        return self.folder / "server.log"

    def start(self) -> None:
        """Start gunicorn and wait until it answers.

        :raises RuntimeError: it ended or did not answer in time; the message ends with its last lines.
        """
        command = [
            sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--bind", f"127.0.0.1:{self.port}",
            "--workers", str(self.workers), "--threads", str(self.threads), "--worker-class", "gthread",
            "--log-level", "warning", "--timeout", "60", "--graceful-timeout", "2",
        ]  # fmt: skip
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=out, stderr=out, start_new_session=True,
                preexec_fn=_die_with_parent,
            )  # fmt: skip
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            if self.answers():
                return
            time.sleep(0.1)
        self.kill()
        raise RuntimeError(f"the portal did not start:\n{self.log.read_text('utf-8', 'replace')[-3000:]}")

    def answers(self) -> bool:
        """Whether the portal answers its health address now."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def _signal(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            pass
        self._process.wait(timeout=30)
        self._process = None

    def kill(self) -> None:
        """``kill -9`` of the master and every worker, as a power cut would."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """End in good order."""
        self._signal(signal.SIGTERM)

    def restart(self) -> None:
        """Start again on the same port and folder."""
        self.kill()
        self.start()

    def manage(self, *arguments: str) -> str:
        """The output of ``manage.py`` on this portal.

        :raises RuntimeError: it failed.
        """
        return self._output([sys.executable, str(ROOT / "manage.py"), *arguments])

    def call(self, function: str, **values: Any) -> Any:
        """Call ``package.module:function`` inside this portal, in a process of its own: JSON in, JSON out."""
        command = [sys.executable, "-m", "tests.support.portal_call", function, json.dumps(values)]
        return json.loads(self._output(command).strip().splitlines()[-1])

    def _output(self, command: Sequence[str]) -> str:
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{command}: {done.stdout[-1500:]}{done.stderr[-3000:]}")
        return done.stdout

    def code_of(self, email: str) -> str:
        """The second factor's code of a demonstration account now."""
        return self.manage("demo_code", email).strip()

    def cookies_of(self, *emails: str) -> dict[str, list[dict[str, Any]]]:
        """For each account, the cookies of a fresh sign-in with second factor, as a browser context takes them."""
        sessions = self.call("tests.support.portal_call:sessions_of", emails=list(emails))
        where = {"domain": "localhost", "path": "/"}
        return {email: [{"name": "sessionid", "value": key, **where}] for email, key in sessions.items()}


def prepare(folder: Path) -> Path:
    """Bootstrap and load the demonstration into ``folder`` once, whoever comes first; the others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            portal = PortalServer(folder)
            portal.manage("bootstrap")
            portal.manage("load_demo")
            (folder / "ready").touch()
    return folder


@contextmanager
def running_portal(template: Path, **options: Any) -> Iterator[PortalServer]:
    """A started portal on a copy of a prepared folder; both go at the end."""
    folder = Path(tempfile.mkdtemp(prefix="portal-served-"))
    shutil.copytree(template, folder, dirs_exist_ok=True)
    server = PortalServer(folder, **options)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def prepared_portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The furnished folder of this test run; ``PORTAL_TEST_TEMPLATE`` names one that outlives it."""
    kept = os.environ.get("PORTAL_TEST_TEMPLATE")
    if kept:
        return prepare(Path(kept))
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return prepare(shared / "portal-template")


@pytest.fixture
def portal_server(prepared_portal: Path) -> Iterator[PortalServer]:
    """A portal of the test's own, running, with the people of the demonstration."""
    with running_portal(prepared_portal) as server:
        yield server


def sign_in(page: Any, server: PortalServer, email: str, language: str, then: str) -> None:
    """Sign in by the front door: password, second factor, and on to ``then``. A code is good once in 30 seconds;
    where the door is not what is tried, ``cookies_of`` is quicker.
    """
    from portal.operations.demonstration import PASSWORD

    page.goto(f"{server.url}/{language}/accounts/login/?next={then}")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/2fa/authenticate/**")
    page.locator("input[name=code]").fill(server.code_of(email))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**{then}")
