"""A sample of ``make faults``: three hundred changes of a package, none unnoticed. The seed is told on failure."""

from __future__ import annotations

import pytest

from tests.faults import fault_mutations
from tests.support.seeds import seed

pytestmark = pytest.mark.django_db


def test_no_change_of_a_package_goes_unnoticed() -> None:
    report = fault_mutations.run("small", seed())
    assert report["unnoticed"] == [], f"seed {seed()}"
    assert report["changes"] >= 290
    assert report["control"] == {"with openssl": 0, "without openssl": 3}
    assert len(report["kinds"]) == len(fault_mutations.BLIND) + len(fault_mutations.KNOWING)
