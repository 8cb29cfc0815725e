"""Every act has words in the log, a row in a permission table, and a row in the table that a registrar signs.

The log refuses an act that is not registered, so the registry is the list of acts.
"""

from __future__ import annotations

import csv

import pytest

from portal.audit.actors import Actor
from portal.audit.labels import acts
from portal.identity.permissions import may, permission_tables
from portal.identity.roles import Role
from tests.support.sources import ROOT

KNOWN = sorted(acts)
ROWS = {act: roles for table in permission_tables.values() for act, roles in table.items()}


def test_there_are_acts() -> None:
    assert len(KNOWN) > 30


def test_every_act_has_a_label_and_a_sentence() -> None:
    assert not [
        act for act in KNOWN if not (str(acts[act].label).strip() and str(acts[act].sentence).strip())
    ]


def test_every_act_has_a_row_in_a_permission_table() -> None:
    assert not [act for act in KNOWN if act not in ROWS]


def test_no_permission_table_speaks_of_an_act_that_does_not_exist() -> None:
    only_permissions = {"audit.log_read", "audit.tree_head_signed"}  # they change no record of a person
    assert not [act for act in ROWS if act not in acts and act not in only_permissions]


def signed_table() -> dict[str, frozenset[str]]:
    """The table that a registrar signs: act, the roles that may do it."""
    with (ROOT / "tests/tables/permissions.csv").open(encoding="utf-8", newline="") as rows:
        return {row["act"]: frozenset(row["roles"].split()) for row in csv.DictReader(rows)}


def test_the_signed_table_speaks_of_every_act() -> None:
    assert set(signed_table()) == set(ROWS)


@pytest.mark.parametrize("act", sorted(ROWS))
def test_each_role_may_do_exactly_what_the_signed_table_says(act: str) -> None:
    everybody = [*Role.values, "system"]
    allowed = {role for role in everybody if may(Actor(key="system:test", roles=frozenset({role})), act)}
    assert allowed == signed_table()[act]
