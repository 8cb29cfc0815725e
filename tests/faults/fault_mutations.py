"""Changes of an evidence package: after the untouched one has passed, none may go unnoticed.

The verifier runs in this process. Everything but the seal itself is judged without openssl, so that a change is caught
by the log and the digests alone; the seal's own bytes are judged with it, and those of them that nobody signed (the
unsigned attributes and spare certificates of a CMS) are counted apart.
"""

from __future__ import annotations

import random
from collections import Counter
from io import BytesIO
from typing import Any

from django.core.management import call_command
from django.db import connection

from portal.evidence.actions import open_package
from portal.evidence.verify_evidence import SEAL, STAMP, verify
from tests.factories import evidence
from tests.faults import mutations
from tests.faults.mutations import BLIND, KNOWING, flipped, packed, repaired

COUNTS = {"small": 300, "full": 10_000}
SEAL_COUNTS = {"small": 10, "full": 300}
CAUGHT = {1, 2}


def package() -> bytes:
    """A package as the portal builds it."""
    if "audit_event" not in connection.introspection.table_names():
        call_command("migrate", interactive=False, verbosity=0)
    built = evidence.built(evidence.a_record(chunks=6, size=2_000))
    with open_package(built) as content:
        return content.read()


def control(content: bytes, outside: dict[str, Any]) -> dict[str, int]:
    """The untouched package passes, with openssl wholly, without it but for what is named. Raises AssertionError."""
    held = evidence.members(content)
    assert packed(held) == content, "the harness does not write the portal's form"
    assert repaired(held) == held, "the harness does not repair as the portal writes"
    found = {
        "with openssl": verify(BytesIO(content), **outside).exit_code,
        "without openssl": verify(BytesIO(content), **outside, openssl=False).exit_code,
    }
    assert found == {"with openssl": 0, "without openssl": 3}, found
    return found


def changed(content: bytes, held: dict[str, bytes], number: int, dice: random.Random) -> tuple[str, bytes]:
    """The name of one kind of change, each kind in turn, and the changed package."""
    kinds = (*BLIND, *KNOWING)
    change = kinds[number % len(kinds)]
    if change in BLIND:
        return change.__name__, change(content, dice)  # type: ignore[arg-type]
    return change.__name__, packed(change(dict(held), dice))  # type: ignore[arg-type]


def in_the_seal(held: dict[str, bytes], dice: random.Random) -> bytes:
    """A bit of the seal or of the head's time stamp flipped, with the container made anew."""
    name = dice.choice([SEAL, STAMP])
    members = {**held, name: flipped(held[name], dice)}
    return packed(repaired(members) if name == STAMP else members)


def run(scale: str, seed: int) -> dict[str, Any]:
    """The report: how many changes of each kind, which went unnoticed; ``ok`` only where none did."""
    dice, content, outside = random.Random(seed), package(), evidence.trusted()
    passed, held = control(content, outside), evidence.members(content)
    tried: Counter[str] = Counter()
    unnoticed: list[str] = []
    for number in range(COUNTS[scale]):
        name, mutant = changed(content, held, number, dice)
        if mutant == content:
            continue
        tried[name] += 1
        inside = name not in {"flip_anywhere"} or evidence_byte(content, mutant)
        report = verify(BytesIO(mutant), **outside, openssl=not inside)
        if report.exit_code not in CAUGHT and inside:
            unnoticed.append(f"{name} {number}: exit {report.exit_code}")
    seal = [
        verify(BytesIO(in_the_seal(held, dice)), **outside).exit_code for _round in range(SEAL_COUNTS[scale])
    ]
    return {
        "ok": not unnoticed, "seed": seed, "control": passed, "package_bytes": len(content),
        "changes": sum(tried.values()), "kinds": dict(sorted(tried.items())), "unnoticed": unnoticed,
        "changes_of_the_seal": len(seal), "unnoticed_in_unsigned_bytes_of_the_seal": sum(code == 0 for code in seal),
    }  # fmt: skip


def evidence_byte(content: bytes, mutant: bytes) -> bool:
    """Whether the one byte that differs lies outside the seal's own file."""
    place = next(place for place, (old, new) in enumerate(zip(content, mutant, strict=True)) if old != new)
    seal = evidence.members(content)[SEAL]
    start = content.index(seal)
    return not start <= place < start + len(seal)


__all__ = ["mutations", "run"]
