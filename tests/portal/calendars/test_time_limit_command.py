"""The command: JSON with the promised fields, text in four languages, exit 2 on anything unknown."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, ProgrammingError

from portal.calendars.actions import load_seed
from portal.calendars.management.commands import time_limit
from portal.time_limits import RULES

FIELDS = [
    "rule", "article", "kind", "from", "nominal", "due", "rolled", "roll_basis", "alternative", "provisional",
    "working",
]  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def calendars() -> None:
    load_seed(at=datetime(2026, 11, 1, tzinfo=UTC))


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("time_limit", *arguments, stdout=said)
    return said.getvalue()


def refused(*arguments: str) -> str:
    said, complained = StringIO(), StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("time_limit", *arguments, stdout=said, stderr=complained)
    assert stopped.value.code == 2
    assert said.getvalue() == ""
    return complained.getvalue()


def test_the_acceptance_case_lands_on_a_make_up_working_day(calendars: None) -> None:
    answer = json.loads(run("hkmo-service-2009-art6", "--from", "2025-11-30", "--json"))
    assert list(answer) == FIELDS
    assert (answer["due"], answer["rolled"], answer["roll_basis"]) == ("2026-02-28", False, "inferred")
    assert (answer["alternative"], answer["provisional"]) == (None, False)
    assert all(set(step) == {"zh-hant", "zh-hans", "pt", "en"} for step in answer["working"])


def test_extension_and_exclusion_are_inputs(calendars: None) -> None:
    answer = json.loads(
        run(
            "online-mediation-2021-art24-prefiling",
            "--from",
            "2026-03-01",
            "--exclude",
            "2026-03-10..2026-03-19",
            "--extended-to",
            "2026-05-01",
            "--json",
        )
    )
    assert (answer["nominal"], answer["due"], answer["rolled"]) == ("2026-05-01", "2026-05-06", True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-rule", "--from", "2026-01-01", "--json"),
        ("hk-evidence-2017-art10", "--from", "2026-02-30", "--json"),
        ("hk-evidence-2017-art10", "--from", "20260201", "--json"),
        ("hk-evidence-2017-art10", "--from", "2026-W05-1", "--json"),
        ("hk-evidence-2017-art10", "--from", "1900-01-01"),
        ("hk-evidence-2017-art10",),
        (),
        ("cpl-2023-art285-answer", "--from", "2026-03-02", "--extended-to", "2026-03-03"),
        ("cpl-2023-art285-answer", "--from", "2026-03-02", "--extended-to", "soon"),
        ("cpl-2023-art285-answer", "--from", "2026-03-02", "--exclude", "2026-03-05"),
        ("cpl-2023-art285-answer", "--from", "2026-03-02", "--exclude", "2026-03-05..2026-03-01"),
        ("interp-2022-art372-interested", "--from", "2026-03-02", "--extended-to", "2027-03-01"),
    ],
)
def test_whatever_cannot_be_computed_is_said_and_exits_2(calendars: None, arguments: tuple[str, ...]) -> None:
    assert refused(*arguments).strip()


def test_without_calendars_nothing_is_computed() -> None:
    assert refused("cpl-2023-art285-answer", "--from", "2026-03-02").strip()


def test_text_names_rule_day_and_working(calendars: None) -> None:
    said = run("hkmo-service-2009-art7", "--from", "2026-11-20", "--lang", "en")
    assert "Service by post to Hong Kong or Macao" in said
    assert "20 February 2027 (Saturday)" in said
    assert "22 February 2027 (Monday)" in said
    assert "no official list" in said


def test_the_list_names_every_rule() -> None:
    assert run("--list").count("\n") == len(RULES)
    assert [row["rule"] for row in json.loads(run("--list", "--json"))] == list(RULES)


def test_loading_says_what_it_did() -> None:
    said = StringIO()
    call_command("load_calendars", stdout=said)
    call_command("load_calendars", stdout=said)
    first, second = said.getvalue().splitlines()
    assert "years added: 16" in first
    assert "years unchanged: 16" in second


@pytest.mark.parametrize("fault", [OperationalError, ProgrammingError])  # no table: SQLite, PostgreSQL
def test_a_database_that_is_not_laid_out_yet_is_said_so(
    fault: type[DatabaseError], monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_tables(code: str) -> None:
        raise fault("no such table")

    monkeypatch.setattr(time_limit, "calendar_for", without_tables)
    said = refused("cpl-2023-art285-answer", "--from", "2026-01-01", "--lang", "en", "--json")
    assert said.strip() == "The calendars have not been loaded yet. Nothing can be computed."
