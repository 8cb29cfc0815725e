"""The acceptance cases of service across the border, each with its article, from one table."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from portal.calendars.queries import calendar_for
from portal.time_limits import Computation, compute, rule_for
from service_of_process.models import ReturnRecord
from service_of_process.rules import (
    channels,
    contacts,
    effect,
    electronic,
    lifecycle,
    notice,
    returns,
    sets,
    validation,
)
from service_of_process.rules.lifecycle import LEG_TRANSITIONS, S
from service_of_process.rules.seats import SEATS
from tests.factories.outcomes import calendars
from tests.support.sources import ROOT

pytestmark = pytest.mark.django_db
Given = dict[str, str]
TABLE = ROOT / "tests/tables/service_acceptance.csv"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def given_of(text: str) -> Given:
    pairs = (part.partition("=") for part in text.split(";") if part.strip())
    return {name.strip(): value.strip() for name, _sign, value in pairs}


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _written(on: date | None) -> str:
    return on.isoformat() if on else ""


def _computed(given: Given) -> Computation:
    calendars()
    row = rule_for(given["rule"])
    return compute(row, _day(given["start"]), calendar=calendar_for(row.calendar))


def _deemed(given: Given) -> str:
    days = [_day(given[name]) for name in ("fact", "expiry", "today")]
    return _written(effect.deemed_on(given["family"], given["state"], *days))


def _earliest(given: Given) -> str:
    days = {text: _day(text) for text in given["days"].split()}
    return effect.earliest(days) or ""


def _notice(given: Given) -> str:
    legs = [
        notice.LegFacts(number, channels.POST, state)
        for number, state in enumerate(given["states"].split(), 1)
    ]
    found = notice.against_notice(
        legs, procedure=given.get("procedure", "ordinary"), is_exhausted=given.get("exhausted") == "yes",
        is_whereabouts_unknown=given.get("unknown") == "yes", term=notice.THREE_MONTHS, is_judgment=False,
    )  # fmt: skip
    return " ".join(one.code for one in found)


def _contact(given: Given) -> contacts.Contact:
    said = {"yes": True, "no": False}
    return contacts.Contact(
        given["channel"], given["addressee"], said.get(given.get("authorised", "")), said.get(given.get("receives", "")),
        given.get("codefendant") == "yes", given.get("mode", ""), given.get("proof") == "yes",
    )  # fmt: skip


def _ground(given: Given) -> str:
    return "yes" if returns.ground_in_text(given["region"], given["kind"], given["ground"]).is_known else "no"


def _judged(given: Given) -> str:
    acts = {act for (_family, state, act) in LEG_TRANSITIONS if state == given["state"]}
    judges = {act.removeprefix(S) for act in acts if SEATS[act] == (lifecycle.JUDGE,)}
    return " ".join(sorted(act for act in judges if act.startswith("return")))


def _validation(given: Given) -> str:
    today = date(2026, 11, 20)
    paper = validation.Paper(1, "claim", given["language"], name="何德榮", address="香港九龍虛構街8號12樓A室")
    hearing = today + timedelta(days=int(given["hearing"])) if "hearing" in given else None
    facts = validation.Facts(
        given["channel"], given["region"], "何德榮", "买卖合同纠纷", (paper,), address="香港九龍虛構街8號12樓A室",
        means="post", sets=2, answer_days=30, hearing=hearing, today=today, letter_made=True,
        warn_days=int(given["warn_days"]) if "warn_days" in given else None,
    )  # fmt: skip
    wanted = ("translation_missing", "hearing_past", "hearing_close")
    found = [one for one in validation.problems(facts) if one.code in wanted]
    return " ".join(one.code + ("" if one.blocks else " (warns)") for one in found)


def _lapse(_given: Given) -> str:
    lapsing = (S + "channel_unavailable_confirmed", S + "not_served_confirmed")
    return " ".join(sorted({after for (_f, _s, act), after in LEG_TRANSITIONS.items() if act in lapsing}))


def _inbound(_given: Given) -> str:
    acts = {act for (family, _state, act) in LEG_TRANSITIONS if family == channels.INBOUND}
    return " ".join(sorted(act for act in acts if "notice" in act))


def _after(given: Given) -> str:
    return lifecycle.leg_after(given["family"], given["state"], S + given["act"]) or ""


CHECKS: dict[str, Callable[[Given], str]] = {
    "period": lambda given: _written(_computed(given).due),
    "alternative": lambda given: _written(_computed(given).alternative),
    "deemed": _deemed,
    "expiry": lambda given: effect.on_expiry(given["rule"], given["fact"] == "yes") or "",
    "earliest": _earliest,
    "notice": _notice,
    "contact": lambda given: contacts.obstacle(_contact(given)) or "",
    "contact_warning": lambda given: contacts.warning(_contact(given)) or "",
    "ground": _ground,
    "judged": _judged,
    "returns": lambda given: " ".join(sorted(ReturnRecord.Kind.values)),
    "validation": _validation,
    "sets": lambda given: str(sets.sets_needed(int(given["addressees"]), given["means"])),
    "lapse": _lapse,
    "inbound": _inbound,
    "arrival": lambda given: electronic.act_of_arrival(
        given["basis"], is_confirmed_address=given["confirmed"] == "yes"
    ),
    "after": _after,
}


def test_all_fifteen_cases_stand_in_the_table_with_their_articles() -> None:
    assert {int(row["case"]) for row in rows()} == set(range(1, 16))
    assert not [row for row in rows() if not row["article"] or not row["what"]]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['case']}: {row['what']}")
def test_the_case_holds(row: dict[str, str]) -> None:
    assert CHECKS[row["check"]](given_of(row["given"])) == row["expected"]
