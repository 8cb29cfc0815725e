"""Statutory clocks: pure functions on value objects, rule rows as reviewed data.

``rules.csv`` holds one row per clock with its article; ``labels.csv`` every label in four languages;
``sentences.py`` the steps of the working. Nothing here knows a database or looks at the clock on the wall.
"""

from portal.time_limits.computing import compute
from portal.time_limits.rows import RULES, rule_for
from portal.time_limits.values import (
    Calendar,
    Computation,
    DayTable,
    Kind,
    Roll,
    Rule,
    Span,
    Step,
    Text,
    TimeLimitError,
    Unit,
)

__all__ = [
    "RULES",
    "Calendar",
    "Computation",
    "DayTable",
    "Kind",
    "Roll",
    "Rule",
    "Span",
    "Step",
    "Text",
    "TimeLimitError",
    "Unit",
    "compute",
    "rule_for",
]
