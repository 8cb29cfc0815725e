"""What a package takes from the log: events with their proofs, the signed head, and the personal values behind events."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from portal.audit.actions import sign_tree_head
from portal.audit.actors import system_actor
from portal.audit.canonical import Json, checked, instant
from portal.audit.merkle import inclusion_proof
from portal.audit.models import Event, PrivateValue, SignedTreeHead
from portal.audit.tree import complete_subtree, head_message
from portal.evidence.registry import Contents
from portal.seals.signing import public_key, sign

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: Json) -> bytes:
    """The one sequence of bytes of a value: keys sorted, no white space, UTF-8. Raises TypeError for a float."""
    return _ENCODER.encode(checked(value, where="package")).encode()


def events_of(contents: Contents, last: int) -> list[Event]:
    """The events of the record's chains up to position ``last``, in their order."""
    chains = [contents.chain, *contents.chains]
    return list(Event.objects.filter(chain__in=chains, position__lte=last).order_by("position"))


def signed_head(at: datetime) -> SignedTreeHead:
    """A signed head of the tree as it is now, not older than ``at``."""
    signed = sign_tree_head(actor=system_actor("evidence"), at=at)
    if signed is None:
        raise LookupError("The log is empty.")
    if signed.signed_at >= at:
        return signed
    signature = sign(head_message(signed.size, signed.root, at)).hex()
    return SignedTreeHead.objects.create(
        size=signed.size, root=signed.root, signed_at=at, public_key=public_key().hex(), signature=signature
    )


def head_bytes(signed: SignedTreeHead) -> bytes:
    """log/head.json."""
    return canonical(
        {"at": instant(signed.signed_at), "public_key": signed.public_key, "root": signed.root,
         "signature": signed.signature, "size": signed.size}
    )  # fmt: skip


def event_bytes(events: Sequence[Event]) -> bytes:
    """log/events.jsonl: the bytes of each event as they stand in the log, one on a line."""
    return b"".join(bytes(event.body) + b"\n" for event in events)


def proof_bytes(events: Sequence[Event], size: int) -> bytes:
    """log/proofs.json: for each event, the hashes from its leaf to the root of the tree of ``size`` (RFC 6962)."""
    lookup = lru_cache(maxsize=None)(complete_subtree)
    paths: list[Any] = [
        [step.hex() for step in inclusion_proof(event.position, size, lookup)] for event in events
    ]
    return canonical({"paths": paths, "size": size})


def private_bytes(contents: Contents) -> bytes:
    """private.json: salt and value of each personal value that the module discloses and that is still held."""
    held: dict[str, dict[str, Json]] = {}
    names = {name for _act, name in contents.disclosed}
    rows = PrivateValue.objects.filter(event__chain__in=[contents.chain, *contents.chains], name__in=names)
    for row in rows.select_related("event").order_by("event__position", "name"):
        if (row.event.act, row.name) in contents.disclosed:
            of_event = held.setdefault(row.event.event_uid.hex, {})
            of_event[row.name] = {"salt": bytes(row.salt).hex(), "value": row.value}
    return canonical(held)
