"""The one way into the log: an event is written in the act's own transaction or not at all."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.transaction import TransactionManagementError

from portal.audit import rows
from portal.audit.actors import Actor
from portal.audit.canonical import START, Json, body_of, checked, instant, plain
from portal.audit.labels import is_registered
from portal.audit.merkle import DIGEST, Frontier, leaf_hash
from portal.audit.models import Event, PrivateValue, Tip

STORED_LEVEL = 4
"""Nodes are stored from this level: smaller subtrees are computed from at most 16 events when needed."""


class LogBroken(Exception):
    """The end of the log is not where it was left; `verify_audit` names what happened."""


def commitment(salt: bytes, value: str) -> str:
    """SHA-256(salt || value) in hexadecimal: binds the log to a value that can be erased."""
    return sha256(salt + value.encode()).hexdigest()


def peaks_of(blob: bytes | memoryview) -> list[bytes]:
    """The peaks as they stand, one after the other, in the row of the tip."""
    data = bytes(blob)
    return [data[start : start + DIGEST] for start in range(0, len(data), DIGEST)]


def _locked_frontier(cursor: CursorWrapper) -> Frontier:
    """The tree at its tip, locked until the transaction ends; the tip is made on the first append."""
    tip = rows.locked_tip(cursor)
    if tip is None:
        Tip.objects.bulk_create([Tip(pk=1)], ignore_conflicts=True)
        tip = rows.locked_tip(cursor) or (0, b"")
    try:
        return Frontier(tip[0], peaks_of(tip[1]))
    except ValueError as error:
        raise LogBroken("The end of the log was changed from outside.") from error


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


def _written(cursor: CursorWrapper, event: Event, frontier: Frontier) -> None:
    """Writes the event, the nodes it completes and the new tip."""
    before, completed = frontier.size, frontier.append(bytes(event.leaf))
    rows.insert_event(cursor, event)
    for level, digest in completed:
        if level >= STORED_LEVEL:
            rows.insert_node(cursor, frontier.size, level, digest)
    if not rows.move_tip(cursor, before, frontier.size, b"".join(frontier.peaks)):
        raise LogBroken("The end of the log moved during an append.")


def _appended(
    cursor: CursorWrapper,
    event: Event,
    frontier: Frontier,
    facts: Mapping[str, Json],
    commitments: Mapping[str, str],
) -> None:
    """Gives the event its canonical bytes and leaf, and writes it, its nodes, the tip and its chain."""
    link = rows.chain_link(cursor, event.chain) if event.chain else None
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
        upon=link or START,
    )
    event.leaf = leaf_hash(event.body)
    _written(cursor, event, frontier)
    if event.chain:
        digest = sha256(event.body).hexdigest()
        rows.lengthen_chain(cursor, event.chain, known=link is not None, link=digest, position=event.position)


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
    salts = {name: secrets.token_bytes(16) for name in private}
    commitments = {name: commitment(salts[name], value) for name, value in private.items()}
    with connection.cursor() as cursor:
        frontier = _locked_frontier(cursor)
        known = Event.objects.filter(event_uid=event_uid).first() if event_uid else None
        if known is not None:
            return known
        event = Event(
            position=frontier.size, event_uid=event_uid or uuid.uuid4(), act=act, actor_key=actor.key,
            recorded_at=at, chain=chain, subject_kind=kind, subject_key=key,
        )  # fmt: skip
        _appended(cursor, event, frontier, facts, commitments)
    _keep_private(event, private, salts)
    return event


def _keep_private(event: Event, private: Mapping[str, str], salts: Mapping[str, bytes]) -> None:
    """The personal values behind the commitments, in the erasable table."""
    for name, value in private.items():
        PrivateValue.objects.create(event=event, name=name, salt=salts[name], value=value)
