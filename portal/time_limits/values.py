"""The value objects of the clocks: rule, span, calendar, step, computation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeAlias

CODES = ("zh-hant", "zh-hans", "pt", "en")


@dataclass(frozen=True)
class Text:
    """One wording in the four languages."""

    zh_hant: str
    zh_hans: str
    pt: str
    en: str

    def in_language(self, code: str) -> str:
        """The wording in ``code`` (zh-hant, zh-hans, pt or en).

        :raises KeyError: the code is none of the four.
        """
        return self.as_dict()[code]

    def as_dict(self) -> dict[str, str]:
        """The four wordings by language code, in the order of the language switch."""
        return {"zh-hant": self.zh_hant, "zh-hans": self.zh_hans, "pt": self.pt, "en": self.en}


class Unit(StrEnum):
    """What a length counts."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


class Kind(StrEnum):
    """What the end of the period means."""

    MANDATORY = "mandatory"  # somebody must keep it
    TARGET = "target"  # should be kept; late is late, never overdue
    DEEMING = "deeming"  # the law attaches a result, if its conditions hold and the judge confirms
    MAY = "may"


class Roll(StrEnum):
    """Whether a last day on a rest day moves to the next working day."""

    LAW = "law"  # Civil Procedure Law art. 85 moves it
    NONE = "none"  # the instrument has no such rule: the moved date is only the alternative
    INFERRED = "inferred"  # not settled for deeming dates: moved, the judge decides


@dataclass(frozen=True)
class Rule:
    """One row of ``rules.csv``. ``roll`` is None for periods in working days.

    ``alarm_on_nominal``: reminders run on the day before any moving. ``fixed``: an unalterable period,
    Interpretation art. 127. ``posting``: papers posted before the end are in time, CPL art. 85.
    ``in_force_from``/``in_force_to`` are half-open and come from the instrument.
    """

    id: str
    instrument: str
    article: str
    paragraph: str
    length: int
    unit: Unit
    kind: Kind
    roll: Roll | None
    trigger: str
    expiry: str
    extension: str
    exclusion: str
    fixed: bool
    posting: bool
    alarm_on_nominal: bool
    in_force_from: date
    in_force_to: date | None
    note: str
    calendar: str

    def in_force_on(self, on: date) -> bool:
        """True when the row's text was in force on that day."""
        return self.in_force_from <= on and (self.in_force_to is None or on < self.in_force_to)


@dataclass(frozen=True)
class Span:
    """Calendar days from ``first`` to ``last``, both included.

    :raises TimeLimitError: ``last`` lies before ``first``.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise TimeLimitError("span_reversed", first=self.first, last=self.last)

    def days(self) -> frozenset[date]:
        """Every day of the span."""
        return frozenset(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


class Calendar(Protocol):
    """What a computation asks of a calendar."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> Text: ...

    def rest_reason(self, on: date) -> Text | None:
        """Why the day is a rest day; None when it is a working day."""

    def make_up_name(self, on: date) -> Text | None:
        """The name of a make-up working day; None on every other day."""

    def is_official(self, year: int) -> bool:
        """True when an official list is held for the year."""


WEEKDAYS: tuple[Text, ...] = (
    Text("星期一", "星期一", "segunda-feira", "Monday"),
    Text("星期二", "星期二", "terça-feira", "Tuesday"),
    Text("星期三", "星期三", "quarta-feira", "Wednesday"),
    Text("星期四", "星期四", "quinta-feira", "Thursday"),
    Text("星期五", "星期五", "sexta-feira", "Friday"),
    Text("星期六", "星期六", "sábado", "Saturday"),
    Text("星期日", "星期日", "domingo", "Sunday"),
)


@dataclass(frozen=True)
class DayTable:
    """A calendar as values. ``weekly_rest`` uses ISO weekdays (Monday 1 … Sunday 7).

    ``edition`` names the published lists it was built from, to be stamped on a stored result.
    """

    code: str
    name: Text
    weekly_rest: frozenset[int]
    rest_days: Mapping[date, Text] = field(default_factory=dict)
    make_up_days: Mapping[date, Text] = field(default_factory=dict)
    official_years: frozenset[int] = frozenset()
    edition: str = ""

    def __post_init__(self) -> None:
        if not self.weekly_rest < frozenset(range(1, 8)):
            raise ValueError("a calendar needs at least one working weekday, numbered 1 to 7")

    def rest_reason(self, on: date) -> Text | None:
        """A named rest day, else the weekly rest unless the day is made up, else None."""
        if on in self.rest_days:
            return self.rest_days[on]
        if on.isoweekday() in self.weekly_rest and on not in self.make_up_days:
            return WEEKDAYS[on.isoweekday() - 1]
        return None

    def make_up_name(self, on: date) -> Text | None:
        """The name under which the day was made a working day."""
        return self.make_up_days.get(on)

    def is_official(self, year: int) -> bool:
        """True when the year's list is official."""
        return year in self.official_years


@dataclass(frozen=True)
class Length:
    """A number with its unit, so that each language can say it."""

    number: int
    unit: Unit


@dataclass(frozen=True)
class Dates:
    """Days in a row of words."""

    days: tuple[date, ...]


Param: TypeAlias = date | int | str | Text | Length | Dates


@dataclass(frozen=True)
class Step:
    """One step of the working: the id of a sentence and its values."""

    message: str
    params: Mapping[str, Param] = field(default_factory=dict)


class TimeLimitError(ValueError):
    """Input that cannot be computed. ``step`` renders as a sentence in four languages."""

    def __init__(self, message: str, **params: Param) -> None:
        self.step = Step(message, params)
        super().__init__(f"{message} {dict(params)}")


@dataclass(frozen=True)
class Computation:
    """The result of one clock. ``alternative`` is None when no other date competes with ``due``.

    ``nominal`` is the last day before any moving; ``alarm`` the day reminders run on.
    """

    rule: Rule
    calendar: str
    start: date
    nominal: date
    due: date
    alternative: date | None
    provisional_years: tuple[int, ...]
    working: tuple[Step, ...]

    @property
    def rolled(self) -> bool:
        """True when the last day was moved."""
        return self.due != self.nominal

    @property
    def roll_basis(self) -> str | None:
        """law, none or inferred; None for periods in working days."""
        return self.rule.roll.value if self.rule.roll else None

    @property
    def provisional(self) -> bool:
        """True when a year it touches has no official list."""
        return bool(self.provisional_years)

    @property
    def alarm(self) -> date:
        """The day on which reminders run."""
        return self.nominal if self.rule.alarm_on_nominal else self.due
