"""What an evidence package holds: each module registers what it puts in for its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Literal

from portal.audit.actors import Actor
from portal.audit.canonical import Json
from portal.web.registry import Registry


@dataclass(frozen=True)
class Item:
    """One file of a package: its path (ASCII, forward slashes), how to open its content, its media type."""

    path: str
    open: Callable[[], BinaryIO]
    media_type: str


@dataclass(frozen=True)
class Binding:
    """Events of ``act`` name, in their fact ``fact``, the SHA-256 of one of the files ``paths``.

    ``rule``: ``events`` (each event names one of the files), ``files`` (each file is named by an event) or ``both``.
    ``last``: the last event names this file.
    """

    act: str
    fact: str
    paths: Sequence[str]
    rule: Literal["events", "files", "both"] = "events"
    last: str = ""


@dataclass(frozen=True)
class Ledger:
    """The list ``rows`` of the JSON file ``path`` says, in ``fields``, what the events of ``act`` say, one for one."""

    path: str
    rows: str
    act: str
    fields: Sequence[str]


@dataclass(frozen=True)
class RecordingFiles:
    """A recording: its key in the log, the table of its chunks, and the original (empty once its key is destroyed)."""

    key: str
    chunks: str
    original: str = ""


@dataclass(frozen=True)
class Contents:
    """Everything that goes into one package.

    ``subject`` is (kind, key) for the log, ``chain`` the chain of the record; ``chains`` further chains whose events
    belong to it. ``about`` are facts for the manifest (canonical JSON, no float). ``titles`` has the four languages.
    ``disclosed`` names the personal values, as (act, name), whose salt and value the package holds.
    """

    subject: tuple[str, str]
    reference: str
    kind: str
    chain: str
    titles: Mapping[str, str]
    about: Mapping[str, Json]
    items: Sequence[Item]
    chains: Sequence[str] = field(default=())
    bindings: Sequence[Binding] = field(default=())
    ledgers: Sequence[Ledger] = field(default=())
    recordings: Sequence[RecordingFiles] = field(default=())
    disclosed: frozenset[tuple[str, str]] = field(default=frozenset())


Collect = Callable[[str, datetime], Contents | None]
Opens = Callable[[Actor, str, datetime], bool]


@dataclass(frozen=True)
class Source:
    """How the packages of one kind of number are made, and who may have them."""

    collect: Collect
    opens: Opens


sources: Registry[Source] = Registry("contents of evidence packages")


def _only_the_portal(actor: Actor, number: str, at: datetime) -> bool:
    return actor.is_system


def register_contents(prefix: str, collect: Collect, *, opens: Opens = _only_the_portal) -> None:
    """Answer for numbers that begin with ``prefix``: ``collect(number, at)`` gives the contents, None if unknown.

    ``collect`` raises ValidationError, with a sentence, while the record is not ready for a package.
    ``opens(actor, number, at)``: whether this actor may order and read the packages of the number.
    """
    sources.register(prefix, Source(collect, opens))


def _source_of(number: str) -> Source | None:
    """The longest prefix wins; None where nobody knows the number."""
    fitting = [(prefix, source) for prefix, source in sources.items() if number.startswith(prefix)]
    return max(fitting, key=lambda pair: len(pair[0]))[1] if fitting else None


def contents_of(number: str, at: datetime) -> Contents | None:
    """The contents for a number; None where nobody knows it. Raises ValidationError while it is not ready."""
    source = _source_of(number)
    return source.collect(number, at) if source else None


def opens(actor: Actor, number: str, at: datetime) -> bool:
    """Whether the actor may order and read the packages of the number."""
    source = _source_of(number)
    return source is not None and (actor.is_system or source.opens(actor, number, at))
