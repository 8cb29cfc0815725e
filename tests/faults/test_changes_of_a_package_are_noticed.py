"""A sample of ``make faults``: three hundred changes of a package, none unnoticed. The seed is printed on failure."""

from __future__ import annotations

import random

import pytest

from tests.faults import fault_mutations

pytestmark = pytest.mark.django_db


def test_no_change_of_a_package_goes_unnoticed() -> None:
    seed = random.SystemRandom().randrange(1 << 31)
    print(f"seed {seed}")
    report = fault_mutations.run("small", seed)
    assert report["unnoticed"] == [], f"seed {seed}"
    assert report["changes"] >= 290
    assert report["control"] == {"with openssl": 0, "without openssl": 3}
    assert len(report["kinds"]) == len(fault_mutations.BLIND) + len(fault_mutations.KNOWING)
