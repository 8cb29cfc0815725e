"""Every line of the beat's plan names a job that the worker knows."""

from __future__ import annotations

from django.conf import settings

from portal.celery import app


def test_every_line_of_the_beat_names_a_registered_job() -> None:
    app.loader.import_default_modules()
    unknown = [row["task"] for row in settings.CELERY_BEAT_SCHEDULE.values() if row["task"] not in app.tasks]
    assert not unknown
