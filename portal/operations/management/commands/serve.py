"""``manage.py serve``: web server, job worker and clock in one terminal; when one ends, all end."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Serve the portal: gunicorn, a celery worker and celery beat under one roof."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000")
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument(
            "--threads", type=int, default=48, help="an open room holds one thread for each seat"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        children = {name: subprocess.Popen(command) for name, command in self._commands(options).items()}
        signal.signal(signal.SIGTERM, _stop)
        try:
            ended = _opened(children, options["bind"])
            if not ended:
                self.stdout.write(f"The portal stands at {settings.PORTAL_BASE_URL} (Ctrl-C stops it)")
                self.stdout.flush()
                ended = _wait(children)
            self.stderr.write(f"{ended} ended; stopping the rest")
            sys.exit(1)
        except KeyboardInterrupt:
            self.stdout.write("stopping")
        finally:
            for child in children.values():
                child.terminate()
            for child in children.values():
                _reap(child)

    def _commands(self, options: dict[str, Any]) -> dict[str, list[str]]:
        python = [sys.executable, "-m"]
        celery = [*python, "celery", "-A", "portal.celery:app", "--quiet"]
        level = ["--loglevel", "WARNING"]
        return {
            "web": [
                *python, "gunicorn", "portal.wsgi:application", "--config", "python:portal.settings.web_server",
                "--bind", options["bind"],
                "--workers", str(options["workers"]), "--threads", str(options["threads"]), "--worker-class", "gthread",
                "--log-level", "warning", "--timeout", "60",
            ],
            "worker": [*celery, "worker", "-P", "solo", "--without-gossip", "--without-mingle", *level],
            "clock": [*celery, "beat", *level],
        }  # fmt: skip


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _opened(children: dict[str, subprocess.Popen[bytes]], bind: str) -> str:
    """Wait until the web server takes calls; empty then, otherwise the name of the child that ended before."""
    host, _, port = bind.rpartition(":")
    if not port.isdecimal():  # a socket of the system, or the port that gunicorn takes by itself
        return _ended(children)
    while not (ended := _ended(children)):
        try:
            socket.create_connection((host.strip("[]") or "127.0.0.1", int(port)), timeout=1).close()
            break
        except OSError:
            time.sleep(0.2)
    return ended


def _ended(children: dict[str, subprocess.Popen[bytes]]) -> str:
    return next((name for name, child in children.items() if child.poll() is not None), "")


def _wait(children: dict[str, subprocess.Popen[bytes]]) -> str:
    """Wait until one child has ended; its name."""
    while not (ended := _ended(children)):
        time.sleep(0.5)
    return ended


def _reap(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.kill()
