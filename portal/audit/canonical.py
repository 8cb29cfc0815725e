"""Canonical JSON of an event: one event, one sequence of bytes.

Keys are sorted, there is no white space, text is UTF-8, numbers are whole. The names of the keys are
chosen so that what varies freely (commitments, facts) stands in the middle and the link of the chain (upon:
SHA-256 of the bytes of the chain's event before) at a fixed place near the end: the verifier reads the link
and compares the columns of the row with the bytes without parsing them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

PLAIN = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]*\Z")
VERSION = 1
START = "0" * 64
"""The link of the first event of a chain, and of every event without a chain."""
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_BEHIND = len(f'","version":{VERSION}}}')
UPON = slice(-64 - _BEHIND, -_BEHIND)
"""Where the link stands in the canonical bytes."""


def instant(at: datetime) -> str:
    """`at` in UTC with microseconds, as it stands in the log. Raises ValueError without a time zone."""
    if at.tzinfo is None:
        raise ValueError("An event's time carries a time zone.")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def checked(value: Json, *, where: str) -> Json:
    """The value, if it has exactly one canonical form. Raises ValueError or TypeError otherwise."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise TypeError(f"{where}: keys are text, not {key!r}.")
        return {key: checked(item, where=f"{where}.{key}") for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [checked(item, where=where) for item in value]
    raise TypeError(f"{where}: only text, whole numbers, true, false, null, lists and maps enter the log.")


def plain(value: str, *, where: str) -> str:
    """Printable ASCII without quotation mark, backslash or space: needs no escape in JSON."""
    if not PLAIN.match(value):
        raise ValueError(f"{where}: {value!r} holds a character that a key in the log may not hold.")
    return value


def body_of(
    *,
    act: str,
    actor: str,
    at: str,
    chain: str,
    commitments: Mapping[str, str],
    facts: Mapping[str, Json],
    position: int,
    subject: tuple[str, str],
    uid: str,
    upon: str,
) -> bytes:
    """The canonical bytes of one event (RFC 8259, keys sorted, no white space, UTF-8)."""
    document = {
        "act": act,
        "actor": actor,
        "at": at,
        "chain": chain,
        "commitments": dict(commitments),
        "facts": checked(facts, where="facts"),
        "position": position,
        "subject": list(subject),
        "uid": uid,
        "upon": upon,
        "version": VERSION,
    }
    return _ENCODER.encode(document).encode()


def head_of(act: str, actor: str, at: str, chain: str) -> str:
    """The first characters of the canonical bytes for these columns."""
    return f'{{"act":"{act}","actor":"{actor}","at":"{at}","chain":"{chain}","commitments":{{'


def tail_of(position: int, kind: str, key: str, uid: str, upon: str) -> str:
    """The last characters of the canonical bytes for these columns and this link."""
    return (
        f'}},"position":{position},"subject":["{kind}","{key}"],"uid":"{uid}",'
        f'"upon":"{upon}","version":{VERSION}}}'
    )
