"""The course of a matter in words: one line for each event, from the events alone, in a bounded number of queries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from portal.audit.access import names_of
from portal.audit.labels import ActLabel, acts
from service_of_process.models import ServiceMatter

#: A reason at the end of a sentence that is kept in the log alone.
UNSAID = re.compile(r"(?:\s*[:：]|(?<=[.。]))\s*—$")


@dataclass(frozen=True)
class Line:
    """One event: its day, when it was entered, by whom, on which leg (0: the matter), what happened."""

    act: str
    on: date
    recorded_at: datetime
    on_words: str
    recorded_words: str
    actor: str
    leg: int
    sentence: str


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "—"


def timeline(matter: ServiceMatter, legs: Iterable[UUID] | None = None) -> list[Line]:
    """Every event, the newest first, in the active language; two queries however many.

    ``legs`` narrows to these legs and the matter itself. Personal values of the log are not shown here.
    """
    rows = matter.events.order_by("-id").values_list(
        "act", "on_date", "recorded_at", "actor_key", "leg", "leg__number", "leg__reference", "leg__channel",
        "leg_state", "matter_state", "facts",
    )  # fmt: skip
    shown = None if legs is None else {None, *legs}
    held = [row for row in rows if shown is None or row[4] in shown]
    names = names_of(row[3] for row in held)
    speak = _Speaker(matter.reference)
    return [speak.line(row, names) for row in held]


def _name(actor: str, names: Mapping[str, str]) -> str:
    """Who entered it; what no person did, the portal did."""
    return _("the portal") if actor.startswith("system:") else names.get(actor, actor)


class _Speaker:
    """Turns rows into words; looks each label and each day up once."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        self.labels: dict[str, tuple[str, Mapping[str, Mapping[str, Any]]]] = {}
        self.days: dict[date, str] = {}
        self.zone = timezone.get_current_timezone()

    def line(self, row: tuple[Any, ...], names: Mapping[str, str]) -> Line:
        act, on, recorded_at, actor, _leg, number, reference, channel, leg_state, state, facts = row
        sentence, words = self._label(act)
        own = {"reference": reference or self.reference, "state": state, "on": on, **facts}
        if number is not None:
            own |= {"leg": number, "channel": channel, "leg_state": leg_state}
        spoken = _Words({name: self._spoken(name, value, words) for name, value in own.items()})
        local = recorded_at.astimezone(self.zone)
        recorded = f"{self.day(local.date())} {local:%H:%M}"
        return Line(
            act, on, recorded_at, self.day(on), recorded, _name(actor, names), number or 0, sentence % spoken
        )  # fmt: skip

    def day(self, on: date) -> str:
        """The day as the language writes it."""
        if on not in self.days:
            self.days[on] = str(formats.date_format(on, "DATE_FORMAT"))
        return self.days[on]

    def _label(self, act: str) -> tuple[str, Mapping[str, Mapping[str, Any]]]:
        if act not in self.labels:
            known = acts.get(act) or ActLabel(act, act.replace("%", "%%"))
            self.labels[act] = (str(known.sentence), known.words)
        return self.labels[act]

    def _spoken(self, name: str, value: Any, words: Mapping[str, Mapping[str, Any]]) -> str:
        if name in words and str(value) in words[name]:
            return str(words[name][str(value)])
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list):
            return _(", ").join(self._spoken(name, item, words) for item in value)
        if isinstance(value, str) and (name == "on" or name.endswith("date")):
            return self._date_or_text(value)
        return "—" if value is None else str(value)

    def _date_or_text(self, value: str) -> str:
        try:
            return self.day(date.fromisoformat(value))
        except ValueError:
            return value or "—"
