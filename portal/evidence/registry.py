"""What an evidence package holds: each module registers what it puts in for its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from portal.audit.canonical import Json
from portal.web.registry import Registry


@dataclass(frozen=True)
class Item:
    """One file of a package: its path (ASCII, forward slashes), how to open its content, its media type."""

    path: str
    open: Callable[[], BinaryIO]
    media_type: str


@dataclass(frozen=True)
class Contents:
    """Everything that goes into one package.

    ``subject`` is (kind, key) for the log, ``chain`` the chain of the record; ``chains`` further chains whose events
    belong to it. ``about`` are facts for the manifest (canonical JSON, no float). ``titles`` has the four languages.
    """

    subject: tuple[str, str]
    reference: str
    kind: str
    chain: str
    titles: Mapping[str, str]
    about: Mapping[str, Json]
    items: Sequence[Item]
    chains: Sequence[str] = field(default=())


Collect = Callable[[str, datetime], Contents | None]
collectors: Registry[Collect] = Registry("contents of evidence packages")


def register_contents(prefix: str, collect: Collect) -> None:
    """Answer for numbers that begin with ``prefix``: ``collect(number, at)`` gives the contents, None if unknown."""
    collectors.register(prefix, collect)


def contents_of(number: str, at: datetime) -> Contents | None:
    """The contents for a number; the longest prefix wins; None where nobody knows it."""
    fitting = [(prefix, collect) for prefix, collect in collectors.items() if number.startswith(prefix)]
    if not fitting:
        return None
    _prefix, collect = max(fitting, key=lambda pair: len(pair[0]))
    return collect(number, at)
