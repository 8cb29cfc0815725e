"""Depositing a file once more neither launders what was found nor lets pass what could not be scanned."""

from __future__ import annotations

import pytest

from portal.exhibits import actions
from portal.exhibits.models import Exhibit
from portal.exhibits.scanning import CLEAN, FAILED, FOUND, NOT_SCANNED, STALE, Scan
from tests.factories import cases

pytestmark = pytest.mark.django_db
ACCEPTED, QUARANTINED = Exhibit.State.ACCEPTED, Exhibit.State.QUARANTINED


def deposited(monkeypatch: pytest.MonkeyPatch, *results: str) -> tuple[str, str]:
    """The same file deposited once for each result of the scanner: what is said of it, and its state."""
    case = cases.a_case()
    for result in results:
        monkeypatch.setattr(actions, "scan", lambda _file, result=result, **_given: Scan(result, "", "test"))
        exhibit = cases.paper(case, "the same file")
    exhibit.refresh_from_db()
    return exhibit.scan, exhibit.state


@pytest.mark.parametrize(
    ("results", "said", "state"),
    [
        ((NOT_SCANNED, FAILED), FAILED, QUARANTINED),
        ((NOT_SCANNED, STALE), STALE, QUARANTINED),
        ((NOT_SCANNED, CLEAN), CLEAN, ACCEPTED),
        ((CLEAN, FAILED), CLEAN, ACCEPTED),
        ((CLEAN, FOUND), FOUND, QUARANTINED),
        ((FOUND, CLEAN), FOUND, QUARANTINED),
        ((FAILED, CLEAN), CLEAN, QUARANTINED),
    ],
)
def test_a_later_scan_never_makes_a_file_safer_by_itself(
    monkeypatch: pytest.MonkeyPatch, results: tuple[str, ...], said: str, state: str
) -> None:
    assert deposited(monkeypatch, *results) == (said, state)
