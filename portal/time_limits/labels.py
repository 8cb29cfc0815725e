"""Every label of the clocks in four languages, read once from ``labels.csv``; citations built from them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from portal.time_limits.values import CODES, Kind, Length, Rule, Text, Unit

_TABLE = Path(__file__).with_name("labels.csv")


def read_labels(path: Path) -> Mapping[str, Text]:
    """The label table by key.

    :raises ValueError: a key stands twice or a wording is missing.
    """
    labels: dict[str, Text] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            key = row["key"]
            wordings = [row[code].strip() for code in CODES]
            if key in labels or not all(wordings):
                raise ValueError(f"label {key!r} stands twice or is incomplete")
            labels[key] = Text(*wordings)
    return MappingProxyType(labels)


LABELS: Mapping[str, Text] = read_labels(_TABLE)


def name_of(rule: Rule) -> Text:
    """The rule's name."""
    return LABELS[f"rule.{rule.id}"]


def trigger_of(rule: Rule) -> Text:
    """What starts the clock."""
    return LABELS[f"trigger.{rule.trigger}"]


def expiry_of(rule: Rule) -> Text:
    """What is proposed when the period ends; a row never declares service."""
    return LABELS[f"expiry.{rule.expiry}"]


def instrument_of(rule: Rule) -> Text:
    """The instrument's name."""
    return LABELS[f"instrument.{rule.instrument}"]


def kind_label(kind: Kind) -> Text:
    """The kind in words."""
    return LABELS[f"kind.{kind.value}"]


def citation_of(rule: Rule) -> Text:
    """Instrument, article and paragraph, as each language cites them."""
    name = instrument_of(rule)
    article, paragraph = rule.article, rule.paragraph
    hant = f"{name.zh_hant}第{article}條" + (f"第{paragraph}款" if paragraph else "")
    hans = f"{name.zh_hans}第{article}条" + (f"第{paragraph}款" if paragraph else "")
    portuguese = f"{name.pt}, artigo {article}.º" + (f", parágrafo {paragraph}" if paragraph else "")
    english = f"{name.en}, art. {article}" + (f", para. {paragraph}" if paragraph else "")
    return Text(hant, hans, portuguese, english)


_UNITS: Mapping[Unit, tuple[str, str, tuple[str, str], tuple[str, str]]] = {
    Unit.DAYS: ("日", "日", ("dia", "dias"), ("day", "days")),
    Unit.WORKING_DAYS: (
        "個工作日", "个工作日", ("dia útil", "dias úteis"), ("working day", "working days"),
    ),
    Unit.MONTHS: ("個月", "个月", ("mês", "meses"), ("month", "months")),
}  # fmt: skip


def length_in_words(length: Length) -> Text:
    """``Length(3, months)`` as 3個月, 3个月, 3 meses, 3 months."""
    hant, hans, portuguese, english = _UNITS[length.unit]
    many = int(length.number != 1)
    return Text(
        f"{length.number}{hant}",
        f"{length.number}{hans}",
        f"{length.number} {portuguese[many]}",
        f"{length.number} {english[many]}",
    )
