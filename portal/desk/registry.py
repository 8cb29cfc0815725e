"""What stands on the staff's desk: queues with due dates, and the sources of the one search."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from portal.audit.actors import Actor
from portal.web.registry import Registry


@dataclass(frozen=True)
class QueueRow:
    """One thing waiting: its name, where to act on it, who holds it, when it is due (None: no day is set).

    ``title_lang`` and ``note_lang`` are ``lang`` attributes, for names and numbers in another language.
    """

    title: str
    address: str
    holder: str = ""
    due_date: date | None = None
    note: str = ""
    title_lang: str = ""
    note_lang: str = ""


@dataclass(frozen=True)
class Queue:
    """One queue: label, what an empty one says, the roles that see it, and where its rows come from."""

    label: str | Promise
    empty: str | Promise
    roles: frozenset[str]
    rows: Callable[[Actor, date], Iterable[QueueRow]]


@dataclass(frozen=True)
class Found:
    """One find of the staff search."""

    kind: str | Promise
    title: str
    address: str
    note: str = ""
    title_lang: str = ""
    note_lang: str = ""


@dataclass(frozen=True)
class SearchSource:
    """One source of the staff search, scoped by the actor."""

    label: str | Promise
    find: Callable[[Actor, date, str], Iterable[Found]]


queues: Registry[Queue] = Registry("desk queues")
sources: Registry[SearchSource] = Registry("desk search")


CHINESE = re.compile("[\u3400-\u9fff]")


def language_of(text: str) -> str:
    """The ``lang`` attribute for a name or number as entered: ``zh`` if it holds Chinese characters, else none."""
    return "zh" if CHINESE.search(text) else ""


def register_queue(code: str, queue: Queue) -> None:
    """Put a queue on the desk."""
    queues.register(code, queue)


def register_source(code: str, source: SearchSource) -> None:
    """Add a source to the staff search."""
    sources.register(code, source)
