"""Jobs are asked for by name, after the commit, and a silent job runner harms no act."""

from __future__ import annotations

import pytest
from celery import current_app
from celery.exceptions import NotRegistered
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks

from portal.evidence.actions import BUILD
from portal.notices.outbox import DELIVER
from portal.rooms.actions.recordings import COPY
from portal.web.jobs import ask_for, ask_now


def test_every_job_that_an_act_asks_for_is_known_in_the_web_process() -> None:
    from mediation_registry.search.outbox import CARRY

    assert {BUILD, DELIVER, COPY, CARRY} <= set(current_app.tasks)


def test_every_job_of_the_beat_has_its_name_from_a_file_of_jobs() -> None:
    current_app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(current_app.tasks)


@pytest.mark.django_db
def test_a_job_is_asked_for_after_the_commit(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(current_app.tasks[BUILD], "delay", asked.append)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        ask_for(BUILD, "7")
        assert asked == []
    assert asked == ["7"]


@pytest.mark.parametrize("trouble", [ConnectionRefusedError(), OperationalError()])
def test_a_job_runner_that_cannot_be_reached_is_no_error(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, trouble: Exception
) -> None:
    def silent(*arguments: str) -> None:
        raise trouble

    monkeypatch.setattr(current_app.tasks[BUILD], "delay", silent)
    ask_now(BUILD, "7")
    assert "waits for the next beat" in caplog.text


def test_a_job_that_nobody_has_is_an_error() -> None:
    with pytest.raises(NotRegistered):
        ask_now("portal.web.tasks.nobody_does_this")
