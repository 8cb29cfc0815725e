"""The one way into the log: an event is written in the act's own transaction or not at all."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.db import connection
from django.db.transaction import TransactionManagementError

from portal.audit.actors import Actor
from portal.audit.canonical import START, Json, body_of, checked, instant, plain
from portal.audit.labels import is_registered
from portal.audit.merkle import DIGEST, Frontier, leaf_hash
from portal.audit.models import ChainTip, Event, Node, PrivateValue, Tip

STORED_LEVEL = 4
"""Nodes are stored from this level: smaller subtrees are computed from at most 16 events when needed."""


class LogBroken(Exception):
    """The end of the log is not where it was left; `verify_audit` names what happened."""


def commitment(salt: bytes, value: str) -> str:
    """SHA-256(salt || value) in hexadecimal: binds the log to a value that can be erased."""
    return sha256(salt + value.encode()).hexdigest()


def peaks_of(blob: bytes) -> list[bytes]:
    """The peaks as they stand, one after the other, in the row of the tip."""
    data = bytes(blob)
    return [data[start : start + DIGEST] for start in range(0, len(data), DIGEST)]


def _locked_tip() -> Tip:
    """The tip, locked until the transaction ends; made on the first append."""
    tip = Tip.objects.select_for_update().filter(pk=1).first()
    if tip is None:
        Tip.objects.bulk_create([Tip(pk=1)], ignore_conflicts=True)
        tip = Tip.objects.select_for_update().get(pk=1)
    return tip


def _refuse_unfit(act: str, facts: Mapping[str, Json], private: Mapping[str, str]) -> None:
    if not connection.in_atomic_block:
        raise TransactionManagementError("An event is recorded inside the transaction of its act.")
    if not is_registered(act):
        raise LookupError(f"The act {act!r} has no label: register it with portal.audit.labels.register_act.")
    checked(facts, where="facts")
    for name, value in private.items():
        plain(name, where="private")
        if not isinstance(value, str):
            raise TypeError(f"The personal value {name} is text, not {type(value).__name__}.")
    if shared := set(facts) & set(private):
        raise ValueError(f"Both a fact and a personal value: {', '.join(sorted(shared))}.")


def _written(event: Event, tip: Tip) -> None:
    """Writes the event, the nodes it completes and the new tip."""
    try:
        frontier = Frontier(tip.size, peaks_of(tip.peaks))
    except ValueError as error:
        raise LogBroken("The end of the log was changed from outside.") from error
    completed = frontier.append(bytes(event.leaf))
    event.save(force_insert=True)
    for level, digest in completed:
        if level >= STORED_LEVEL:
            Node.objects.create(size=frontier.size, level=level, digest=digest)
    moved = Tip.objects.filter(pk=1, size=tip.size).update(size=frontier.size, peaks=b"".join(frontier.peaks))
    if moved != 1:
        raise LogBroken("The end of the log moved during an append.")


def _lengthened(chain: str, link: ChainTip | None, digest: str, position: int) -> None:
    """Moves the end of the chain to the event at `position`; the lock on the tip makes this safe."""
    if link is None:
        ChainTip.objects.create(chain=chain, link=digest, position=position)
    else:
        ChainTip.objects.filter(pk=chain).update(link=digest, position=position)


def _appended(event: Event, tip: Tip, facts: Mapping[str, Json], commitments: Mapping[str, str]) -> None:
    """Gives the event its canonical bytes and leaf, and writes it, its nodes, the tip and its chain."""
    link = ChainTip.objects.filter(chain=event.chain).first() if event.chain else None
    event.body = body_of(
        act=event.act,
        actor=event.actor_key,
        at=instant(event.recorded_at),
        chain=event.chain,
        commitments=commitments,
        facts=facts,
        position=event.position,
        subject=(event.subject_kind, event.subject_key),
        uid=event.event_uid.hex,
        upon=link.link if link else START,
    )
    event.leaf = leaf_hash(event.body)
    _written(event, tip)
    if event.chain:
        _lengthened(event.chain, link, sha256(event.body).hexdigest(), event.position)


def record(
    *,
    act: str,
    actor: Actor,
    at: datetime,
    subject: tuple[str, str],
    chain: str = "",
    facts: Mapping[str, Json] | None = None,
    private: Mapping[str, str] | None = None,
    event_uid: uuid.UUID | None = None,
) -> Event:
    """Appends one event to the log (RFC 6962 tree, and the chain of `chain`) in the caller's transaction.

    `act` is registered in labels.py; `subject` is (kind, key), such as ``("cases.Case", "<uuid>")``;
    `chain` groups the events of a case (``case:<uuid>``). `facts` hold no personal data: text, whole
    numbers, lists and maps. Values in `private` stand encrypted in an erasable table; the log holds only
    their salted commitments. With `event_uid`, a repeated call returns the event already written.

    Lock the records of an act before its first event: the end of the log stays locked until the commit.
    Raises TransactionManagementError outside ``transaction.atomic``, LookupError for an unregistered act,
    ValueError or TypeError for values without one canonical form, LogBroken when the tip was tampered with.
    """
    facts, private = facts or {}, private or {}
    _refuse_unfit(act, facts, private)
    kind, key = (plain(part, where="subject") for part in subject)
    plain(chain, where="chain")
    tip = _locked_tip()
    known = Event.objects.filter(event_uid=event_uid).first() if event_uid else None
    if known is not None:
        return known
    event = Event(
        position=tip.size, event_uid=event_uid or uuid.uuid4(), act=act, actor_key=actor.key,
        recorded_at=at, chain=chain, subject_kind=kind, subject_key=key,
    )  # fmt: skip
    salts = {name: secrets.token_bytes(16) for name in private}
    commitments = {name: commitment(salts[name], value) for name, value in private.items()}
    _appended(event, tip, facts, commitments)
    for name, value in private.items():
        PrivateValue.objects.create(event=event, name=name, salt=salts[name], value=value)
    return event
