"""Every certificate of an edition is sealed by a job that may be killed and goes on without doing anything twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mediation_registry.actions import certificates as acts
from mediation_registry.actions import editions
from mediation_registry.models import Certificate, Listing, PanelEdition, SealingLine, SealingRun
from mediation_registry.queries import certificates as queries
from mediation_registry.tasks import certificates as tasks
from mediation_registry.viewsets.editions import start_sealing
from portal.audit.actors import system_actor
from portal.audit.models import Event
from portal.identity.permissions import PermissionRefused
from portal.seals.errors import KeyProblem
from portal.web import jobs
from tests.factories import mediators as made

pytestmark = pytest.mark.django_db
AT = made.NOW + timedelta(days=2)
JOB = system_actor("sealing")


class Killed(BaseException):
    """The job is stopped from outside, as by a signal."""


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A clock that a test may turn."""
    now = [AT]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    return now


@pytest.fixture
def edition() -> PanelEdition:
    names = [{"zh-hant": f"陳{number}", "latin": f"Chan {number}"} for number in range(3)]
    people = [(made.mediator_user(f"m{number}", given), "HK") for number, given in enumerate(names)]
    return made.published_listings(*people)[0].edition


def ordered(edition: PanelEdition, **extra: Any) -> SealingRun:
    return acts.order_sealing(**{
        "actor": made.acting(made.hk_publisher()), "at": AT, "edition_id": edition.pk, "first_language": "zh-hant",
        "second_language": "pt", **extra,
    })  # fmt: skip


def test_the_job_is_asked_for_when_the_order_is_committed_and_not_before(
    edition: PanelEdition, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    run, asked = ordered(edition), []
    monkeypatch.setattr(jobs, "ask_now", lambda *order: asked.append(order))
    with django_capture_on_commit_callbacks(execute=True):
        start_sealing(run.pk)
        assert not asked
    assert asked == [(tasks.seal_edition.name, str(run.pk))]


def test_an_order_seals_every_listing_once_and_closes(edition: PanelEdition) -> None:
    run = ordered(edition)
    assert queries.progress_of(run).waiting == 3
    assert tasks.seal_edition(str(run.pk)) == 3
    run.refresh_from_db()
    assert run.finished_at == AT and Certificate.objects.count() == 3
    progress = queries.progress_of(run)
    assert (progress.total, progress.sealed, progress.problems, progress.waiting) == (3, 3, 0, 0)
    assert list(Event.objects.filter(act__startswith="mediation_registry.sealing").values_list("act", flat=True)) == [
        "mediation_registry.sealing_ordered", "mediation_registry.sealing_finished",
    ]  # fmt: skip


def test_a_killed_job_goes_on_where_it_stopped(
    edition: PanelEdition, monkeypatch: pytest.MonkeyPatch, clock: list[Any]
) -> None:
    run, real, calls = ordered(edition), acts.sealed_certificate, []

    def killed_at_the_second(*args: Any, **kwargs: Any) -> Any:
        calls.append(args)
        if len(calls) == 2:
            raise Killed
        return real(*args, **kwargs)

    monkeypatch.setattr(acts, "sealed_certificate", killed_at_the_second)
    with pytest.raises(Killed):
        tasks.seal_edition(str(run.pk))
    before = list(Certificate.objects.values_list("pk", "digest"))
    assert len(before) == 1 and queries.progress_of(run).waiting == 2
    assert tasks.seal_waiting() == 1  # the line that was in hand is left alone for ten minutes
    clock[0] = AT + timedelta(minutes=11)
    assert tasks.seal_waiting() == 1
    run.refresh_from_db()
    assert run.finished_at == clock[0] and Certificate.objects.count() == 3
    assert set(before) <= set(Certificate.objects.values_list("pk", "digest"))
    issued = Event.objects.filter(act="mediation_registry.certificate_issued")
    assert issued.count() == len(set(issued.values_list("subject_key", flat=True))) == 3


def test_running_it_again_does_nothing(edition: PanelEdition) -> None:
    run = ordered(edition)
    tasks.seal_edition(str(run.pk))
    assert tasks.seal_edition(str(run.pk)) == tasks.seal_waiting() == 0
    assert Certificate.objects.count() == 3


def test_two_jobs_never_have_one_line_in_hand(edition: PanelEdition) -> None:
    run = ordered(edition)
    line = SealingLine.objects.filter(run=run).first()
    SealingLine.objects.filter(pk=line.pk).update(taken_at=AT)
    assert acts.seal_line(actor=JOB, at=AT, line_id=line.pk) is False
    assert acts.finish_sealing(actor=JOB, at=AT, run_id=run.pk) is False


def test_a_name_that_cannot_be_printed_is_written_on_its_line_and_the_others_go_on(
    edition: PanelEdition,
) -> None:
    broken = Listing.objects.filter(edition=edition).first()
    Listing.objects.filter(pk=broken.pk).update(names={"zh-hant": "陳𠮶"})
    run = ordered(edition)
    tasks.seal_edition(str(run.pk))
    assert "U+20BB6" in SealingLine.objects.get(run=run, listing=broken).problem
    progress = queries.progress_of(run)
    assert (progress.sealed, progress.problems, progress.waiting) == (2, 1, 0)


def test_without_a_seal_the_run_waits(edition: PanelEdition, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_seal(*args: Any, **kwargs: Any) -> Any:
        raise KeyProblem("no seal")

    run = ordered(edition)
    monkeypatch.setattr(acts, "sealed_certificate", no_seal)
    assert tasks.seal_edition(str(run.pk)) == 0
    assert queries.progress_of(run).waiting == 3 and queries.waiting_lines(run.pk, AT).count() == 3


def test_only_a_publisher_of_the_scheme_orders_and_one_run_is_under_way(edition: PanelEdition) -> None:
    first = ordered(edition)
    assert ordered(edition) == first
    for stranger in (made.hk_decider(), made.mediator_user()):
        with pytest.raises(PermissionRefused):
            ordered(edition, actor=made.acting(stranger))
    with pytest.raises(ValidationError):
        ordered(edition, first_language="pt")


def test_an_edition_that_is_not_published_has_no_certificates() -> None:
    prepared = editions.prepare_edition(
        actor=made.acting(made.gd_publisher()), at=made.NOW, scheme=made.scheme(), year=2027, session="Session 10",
        instrument_no="J-10", determined_date=made.TODAY, valid_from=made.TODAY,
    )  # fmt: skip
    with pytest.raises(ValidationError):
        ordered(prepared)
