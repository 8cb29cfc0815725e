"""The words for acts: every act that may enter the log is registered here by its room."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.utils.functional import Promise

from portal.web.registry import Registry

LazyStr: TypeAlias = "str | Promise"

ACT = re.compile(r"[a-z_]+\.[a-z_]+\Z")


@dataclass(frozen=True)
class ActLabel:
    """How one act is spoken of: a short label, and a sentence with named placeholders."""

    label: LazyStr
    sentence: LazyStr
    words: Mapping[str, Mapping[str, LazyStr]] = field(default_factory=dict)


acts: Registry[ActLabel] = Registry("audit acts")


def register_act(
    act: str,
    label: LazyStr,
    sentence: LazyStr,
    *,
    words: Mapping[str, Mapping[str, LazyStr]] | None = None,
) -> None:
    """Registers an act, once, in ``apps.py::ready()``.

    `act` is ``room.past_participle`` (``cases.party_added``). `sentence` holds named placeholders for the
    facts and the private values of the event: ``_("Party %(party_reference)s added")``. `words` turns
    codes among the facts into words: ``{"state": {"filed": _("filed")}}``. Facts whose name ends in
    ``_date`` are written as dates of the reader's language.

    Raises ValueError for another form of name or a second registration.
    """
    if not ACT.match(act):
        raise ValueError(f"An act is named room.past_participle, not {act!r}.")
    acts.register(act, ActLabel(label=label, sentence=sentence, words=words or {}))


def register_acts(
    room: str,
    table: Mapping[str, tuple[Any, ...]],
    *,
    words: Mapping[str, Mapping[str, LazyStr]] | None = None,
) -> None:
    """Registers a table of acts of one room: past participle → label, sentence and, where it has its own, words.

    `words` are those of the acts that bring none. Raises as `register_act`.
    """
    for act, (label, sentence, *own) in table.items():
        register_act(f"{room}.{act}", label, sentence, words=own[0] if own else words)


def is_registered(act: str) -> bool:
    """Whether `act` may enter the log."""
    return any(known == act for known, _label in acts.items())
