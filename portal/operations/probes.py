"""What is asked to find out whether the portal works: rooms and modules register a probe each."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils.functional import Promise

from portal.web.registry import Registry


@dataclass(frozen=True)
class Probe:
    """One part of the portal: its name for people, whether the portal can serve without it, and the question.

    ``ask`` returns nothing when all is well and raises otherwise.
    """

    label: str | Promise
    essential: bool
    ask: Callable[[], None]


@dataclass(frozen=True)
class Finding:
    """The outcome of one probe: name, well or not, milliseconds, the class of the error."""

    code: str
    label: str | Promise
    essential: bool
    well: bool
    milliseconds: float
    error: str = ""


probes: Registry[Probe] = Registry("probes")


def register_probe(code: str, probe: Probe) -> None:
    """Have a part of the portal asked for by ``/readyz``, ``/metrics`` and the status page."""
    probes.register(code, probe)


def ask_all() -> list[Finding]:
    """Ask every probe once, in order of registration."""
    return [_ask(code, probe) for code, probe in probes.items()]


_LATELY: dict[tuple[str, ...], tuple[float, list[Finding]]] = {}
_ASKING = threading.Lock()


def asked_lately(seconds: float = 5.0) -> list[Finding]:
    """As :func:`ask_all`, but at most once in `seconds` for each process, whoever asks how often.

    The public doors go through here: probes write a file and a row, and a stranger must not set their pace.
    """
    codes = tuple(probes)
    with _ASKING:
        asked_at, findings = _LATELY.get(codes, (float("-inf"), []))
        if time.monotonic() - asked_at > seconds:
            findings = ask_all()
            _LATELY.clear()
            _LATELY[codes] = (time.monotonic(), findings)
        return findings


def _ask(code: str, probe: Probe) -> Finding:
    began = time.perf_counter()
    try:
        probe.ask()
        error = ""
    except (
        Exception
    ) as fault:  # a probe may fail in any way; the class is what operators need, never its words
        error = type(fault).__name__
    return Finding(code, probe.label, probe.essential, not error, (time.perf_counter() - began) * 1000, error)


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def shared_cache() -> None:
    cache.set("probe", "1", 30)
    if cache.get("probe") != "1":
        raise LookupError("the cache forgets")


def storage() -> None:
    """Write, read and remove a small file where state is kept."""
    path = settings.PORTAL_VAR / f"probe-{uuid.uuid4()}"
    try:
        path.write_bytes(b"probe")
        if path.read_bytes() != b"probe":
            raise OSError("what was written could not be read")
    finally:
        path.unlink(missing_ok=True)
