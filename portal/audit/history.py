"""The log in words, in the reader's language."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import formats, translation
from django.utils.translation import gettext as _

from portal.audit.access import names_of, register_actor_names
from portal.audit.labels import ActLabel, acts
from portal.audit.log import commitment
from portal.audit.models import Event, PrivateValue
from portal.audit.rectifiers import rectifiers
from portal.seals.errors import SealError

__all__ = ["HistoryLine", "history", "history_of_subject", "in_words", "register_actor_names"]


@dataclass(frozen=True)
class HistoryLine:
    """One event in words. `sentence` and `label` are text of the language that was asked for."""

    position: int
    event_uid: UUID
    at: datetime
    act: str
    label: str
    sentence: str
    actor_key: str
    actor_name: str
    subject: tuple[str, str]
    facts: Mapping[str, Any]


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "—"


def _joined(items: list[str]) -> str:
    """Items as a list of words; whole sentences simply follow each other."""
    if items and all(item.endswith(".") for item in items):
        return " ".join(items)
    if items and all(item.endswith("。") for item in items):
        return "".join(items)
    return _(", ").join(items)


def _spoken(name: str, value: Any, words: Mapping[str, Any]) -> str:
    """One fact as it is read: codes in words, dates in the language's form."""
    if isinstance(value, list):
        return _joined([_spoken(name, item, words) for item in value])
    if name in words and str(value) in words[name]:
        return str(words[name][str(value)])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name.endswith("_date") and isinstance(value, str):
        try:
            return str(formats.date_format(date.fromisoformat(value), "DATE_FORMAT"))
        except ValueError:
            return value
    return "—" if value is None else str(value)


def _private_of(events: list[Event]) -> dict[int, dict[str, str]]:
    """Personal values by event, where they are still held and give their commitment."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for held in PrivateValue.objects.filter(event__in=events):
        found[held.event_id][held.name] = _verified(held, events)
    return found


def _verified(held: PrivateValue, events: list[Event]) -> str:
    event = next(event for event in events if event.pk == held.event_id)
    try:
        value: str = held.value
    except SealError:
        return _("[changed from outside]")
    commitments = json.loads(bytes(event.body))["commitments"]
    if commitments.get(held.name) != commitment(bytes(held.salt), value):
        return _("[changed from outside]")
    return value


def _rectified_entry(kind: str, facts: Mapping[str, Any]) -> str | None:
    """The name of a rectified entry in the active language, as its room registered it."""
    rectifier = rectifiers.get(kind) if "rectification" in facts else None
    entry = rectifier.fields.get(facts["field"]) if rectifier else None
    return str(entry.label) if entry else None


def _line(event: Event, private: Mapping[str, str], actor_name: str, show_private: bool) -> HistoryLine:
    document = json.loads(bytes(event.body))
    known = acts.get(event.act) or ActLabel(event.act, event.act.replace("%", "%%"))
    words = _Words({name: _spoken(name, value, known.words) for name, value in document["facts"].items()})
    if (rectified := _rectified_entry(event.subject_kind, document["facts"])) is not None:
        words["field"] = rectified
    for name in document["commitments"]:
        if not show_private:
            words[name] = _("[not shown]")
        else:
            words[name] = private.get(name, _("[erased]"))
    return HistoryLine(
        position=event.position,
        event_uid=event.event_uid,
        at=event.recorded_at,
        act=event.act,
        label=str(known.label),
        sentence=str(known.sentence) % words,
        actor_key=event.actor_key,
        actor_name=actor_name,
        subject=(event.subject_kind, event.subject_key),
        facts=document["facts"],
    )


def in_words(events: Iterable[Event], *, language: str, show_private: bool = True) -> list[HistoryLine]:
    """The events in words of `language`, in their order. Three queries, whatever their number."""
    held = list(events)
    with translation.override(language):
        names = names_of(event.actor_key for event in held)
        private = _private_of(held) if show_private else {}
        return [
            _line(event, private.get(event.pk, {}), names[event.actor_key], show_private) for event in held
        ]


def history(chain: str, *, language: str, show_private: bool = True) -> list[HistoryLine]:
    """Everything that was done under `chain` (``case:<uuid>``), oldest first, in words of `language`.

    Personal values that were erased are shown as erased; with `show_private` false none is shown.
    """
    return in_words(Event.objects.filter(chain=chain), language=language, show_private=show_private)


def history_of_subject(kind: str, key: str, *, language: str, show_private: bool = True) -> list[HistoryLine]:
    """Everything that was done to one record, oldest first, in words of `language`."""
    events = Event.objects.filter(subject_kind=kind, subject_key=key)
    return in_words(events, language=language, show_private=show_private)
