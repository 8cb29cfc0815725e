"""What may be rectified, and by whom: each room registers its records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.audit.actors import Actor
from portal.audit.labels import LazyStr
from portal.web.registry import Registry


@dataclass(frozen=True)
class RectifiableField:
    """One entry of a record. `moves_legal_date`: changing it moves a date that the law counts from."""

    label: LazyStr
    moves_legal_date: bool


@dataclass(frozen=True)
class Rectifier:
    """How entries of one kind of record are rectified.

    `read(key, field)` locks the record and gives the entry as text. `write(key, field, value, actor, at)`
    puts the right entry in place and raises ValidationError, with a sentence, for one that cannot stand.
    `may(actor, key)` says whether this person may rectify this record.
    """

    fields: Mapping[str, RectifiableField]
    read: Callable[[str, str], str]
    write: Callable[[str, str, str, Actor, datetime], None]
    may: Callable[[Actor, str], bool]


rectifiers: Registry[Rectifier] = Registry("rectifiable records")


def register_rectifier(kind: str, rectifier: Rectifier) -> None:
    """Registers the records of `kind` (``cases.Party``), once, in ``apps.py::ready()``."""
    rectifiers.register(kind, rectifier)
