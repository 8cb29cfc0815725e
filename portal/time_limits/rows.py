"""The rule rows, read once from ``rules.csv``: data reviewed like code."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from portal.time_limits.labels import LABELS
from portal.time_limits.values import Kind, Roll, Rule, TimeLimitError, Unit

_TABLE = Path(__file__).with_name("rules.csv")


def _rule(row: Mapping[str, str]) -> Rule:
    return Rule(
        id=row["id"],
        instrument=row["instrument"],
        article=row["article"],
        paragraph=row["paragraph"],
        length=int(row["length"]),
        unit=Unit(row["unit"]),
        kind=Kind(row["kind"]),
        roll=Roll(row["roll"]) if row["roll"] else None,
        trigger=row["trigger"],
        expiry=row["expiry"],
        extension=row["extension"] or "unstated",
        exclusion=row["exclusion"] or "unstated",
        fixed=row["fixed"] == "1",
        posting=row["posting"] == "1",
        alarm_on_nominal=row["alarm_on_nominal"] == "1",
        in_force_from=date.fromisoformat(row["in_force_from"]),
        in_force_to=date.fromisoformat(row["in_force_to"]) if row["in_force_to"] else None,
        note=row["note"],
        calendar=row["calendar"],
    )


def _faults(rule: Rule) -> list[str]:
    wanted = {
        f"rule.{rule.id}", f"instrument.{rule.instrument}", f"trigger.{rule.trigger}",
        f"expiry.{rule.expiry}", f"extension.{rule.extension}", f"exclusion.{rule.exclusion}",
    }  # fmt: skip
    if rule.note:
        wanted.add(f"note.{rule.note}")
    faults = [f"no label {key}" for key in sorted(wanted - LABELS.keys())]
    if (rule.roll is None) != (rule.unit is Unit.WORKING_DAYS):
        faults.append("working days, and only they, have no roll")
    if rule.length < 1:
        faults.append("a length is at least 1")
    return faults


def read_rules(path: Path) -> Mapping[str, Rule]:
    """The rule table by id, in the order of the file.

    :raises ValueError: an id stands twice, a label is missing, or a row contradicts itself.
    """
    rules: dict[str, Rule] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            rule = _rule(row)
            faults = _faults(rule) + (["the id stands twice"] if rule.id in rules else [])
            if faults:
                raise ValueError(f"{rule.id}: {'; '.join(faults)}")
            rules[rule.id] = rule
    return MappingProxyType(rules)


RULES: Mapping[str, Rule] = read_rules(_TABLE)


def rule_for(rule_id: str) -> Rule:
    """The row with this id.

    :raises TimeLimitError: no row has the id.
    """
    try:
        return RULES[rule_id]
    except KeyError:
        raise TimeLimitError("unknown_rule", rule=rule_id) from None
