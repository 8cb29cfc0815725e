"""The shipped calendars as values, read without a database."""

from __future__ import annotations

import pytest

from portal.calendars.importers import read_calendars, read_years
from portal.time_limits import DayTable


def shipped(code: str) -> DayTable:
    calendar = next(row for row in read_calendars() if row.code == code)
    years = [row for row in read_years() if row.calendar == code]
    days = [day for year in years for day in year.days]
    return DayTable(
        code=code,
        name=calendar.name,
        weekly_rest=frozenset(int(number) for number in calendar.weekly_rest),
        rest_days={day.on: day.name for day in days if day.kind == "holiday"},
        make_up_days={day.on: day.name for day in days if day.kind == "make_up"},
        official_years=frozenset(year.year for year in years if year.official),
    )


@pytest.fixture(scope="session")
def mainland() -> DayTable:
    return shipped("mainland")


@pytest.fixture(scope="session")
def hong_kong() -> DayTable:
    return shipped("hong-kong")


@pytest.fixture(scope="session")
def macao_government() -> DayTable:
    return shipped("macao-government")


@pytest.fixture(scope="session")
def macao_public() -> DayTable:
    return shipped("macao-public")
