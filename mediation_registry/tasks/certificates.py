"""Jobs that seal the certificates of an edition; a job that was killed is taken up by the next."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from mediation_registry.actions.certificates import finish_sealing, seal_line
from mediation_registry.queries.certificates import unfinished_runs, waiting_lines
from portal.audit.actors import system_actor
from portal.seals.errors import KeyProblem


@shared_task(name="mediation_registry.tasks.certificates.seal_edition")
def seal_edition(run_id: str) -> int:
    """Seals what waits in one run; the number of lines done here. Safe to run twice and beside itself."""
    key, actor, done = UUID(run_id), system_actor("sealing"), 0
    while line := waiting_lines(key, timezone.now()).first():
        try:
            done += seal_line(actor=actor, at=timezone.now(), line_id=line.pk)
        except KeyProblem:
            return done
    finish_sealing(actor=actor, at=timezone.now(), run_id=key)
    return done


@shared_task(name="mediation_registry.tasks.certificates.seal_waiting")
def seal_waiting() -> int:
    """Takes up every run that is not finished; the number of lines done."""
    return sum(seal_edition(str(run.pk)) for run in unfinished_runs())
