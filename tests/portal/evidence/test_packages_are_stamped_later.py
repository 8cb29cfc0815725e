"""A package that was built while the time-stamp authority was silent gets a stamped one beside it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from portal.audit.models import Event
from portal.evidence import tasks
from portal.evidence.actions import open_package
from portal.evidence.models import EvidencePackage
from portal.evidence.verify_evidence import STAMP
from tests.factories import evidence

pytestmark = pytest.mark.django_db

SILENT = {"portal.seals.containers.time_stamper": lambda at: None}


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The jobs run an hour after the record ended."""
    moment = evidence.NOW + timedelta(hours=1)
    monkeypatch.setattr(tasks, "timezone", SimpleNamespace(now=lambda: moment))


def without_a_stamp(monkeypatch: pytest.MonkeyPatch) -> EvidencePackage:
    """A package whose seal and head could not be stamped."""
    with monkeypatch.context() as silent:
        for name, answer in SILENT.items():
            silent.setattr(name, answer)
        package = evidence.built()
        assert tasks.stamp_waiting() == 0
    return package


def has_a_stamp(package: EvidencePackage) -> bool:
    with open_package(package) as content:
        return STAMP in evidence.members(content.read())


def test_it_is_built_anew_under_the_next_number_and_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    first = without_a_stamp(monkeypatch)
    assert (first.state, first.is_pending, first.level) == (EvidencePackage.State.BUILT, True, "B-B")
    assert EvidencePackage.objects.count() == 1
    digest = first.digest
    assert tasks.stamp_waiting() == 1
    first.refresh_from_db()
    second = EvidencePackage.objects.get(subject=first.subject, number=first.number + 1)
    assert (first.digest, first.is_pending, has_a_stamp(first)) == (digest, True, False)
    assert (second.state, second.is_pending, second.level) == (EvidencePackage.State.BUILT, False, "B-T")
    assert has_a_stamp(second)
    assert Event.objects.filter(act="evidence.package_ordered").count() == 2


def test_what_is_stamped_or_followed_by_another_is_not_built_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = without_a_stamp(monkeypatch)
    evidence.build_again(first.reference, evidence.NOW + timedelta(minutes=1))
    assert tasks.stamp_waiting() == 0
    assert EvidencePackage.objects.count() == 2
    EvidencePackage.objects.filter(number=2).update(state=EvidencePackage.State.DESTROYED)
    assert tasks.stamp_waiting() == 0


def test_one_that_may_not_be_ordered_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    without_a_stamp(monkeypatch)
    monkeypatch.setitem(evidence._known, evidence.PREFIX, None)
    assert tasks.stamp_waiting() == 0
    assert EvidencePackage.objects.count() == 1
