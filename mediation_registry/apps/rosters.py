"""Registrations of one area: court rosters and continuing training."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor


def open_doors() -> None:
    """Acts, notices, queues, scopes and doors of this area."""
    from mediation_registry.apps import roster_words as words
    from mediation_registry.queries.rosters import mediator_role
    from portal.audit.labels import register_acts
    from portal.exhibits.scopes import register_scope as register_exhibit_scope
    from portal.identity.actors import register_role_source
    from portal.notices.kinds import register_kinds

    register_acts("mediation_registry", words.ACT_WORDS)
    register_kinds("mediation_registry", words.NOTICE_WORDS, prepare=words.prepare)
    register_exhibit_scope("roster", reaches_roster)
    register_exhibit_scope("training", reaches_training)
    register_role_source("mediation_registry.rosters", mediator_role)
    _open_scopes()
    _open_queues()
    _keep_drafts()


def _keep_drafts() -> None:
    from portal.drafts.registry import register_form

    register_form(
        "mediators.roster",
        label=_("Application to a court roster"),
        address=lambda _key: reverse("mediators:roster_apply"),
    )
    register_form(
        "mediators.training",
        label=_("Training event"),
        address=lambda _key: reverse("mediators:training_enter"),
    )


def _open_scopes() -> None:
    from mediation_registry import models
    from portal.identity.permissions import everything, of_own_authority, of_own_court, register_scope
    from portal.identity.roles import Role

    register_scope(models.CourtRoster, everything)
    register_scope(models.CourtRosterEntry, of_own_court("roster__court__code"))
    register_scope(models.TrainingRecord, assessed_places)
    noting = (Role.AUTHORITY_INTAKE.value, Role.AUTHORITY_DECIDER.value)
    register_scope(models.RosterReport, of_own_authority("authority__code", *noting))


def _open_queues() -> None:
    from mediation_registry.queries import roster_queues
    from portal.desk.registry import Queue, register_queue

    for code, label, empty, roles, rows in roster_queues.QUEUES:
        register_queue(code, Queue(label, empty, roles, rows))


def assessed_places(queryset: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """Training records of the places for which the actor assesses; nobody's own."""
    from mediation_registry.queries.training import records_for_assessor

    return queryset.filter(pk__in=records_for_assessor(actor).values("pk"))


def reaches_roster(actor: Actor, key: str, at: datetime) -> bool:
    """Exhibits of a roster entry: its court's staff and the person herself."""
    from mediation_registry.queries import rosters

    return rosters.reaches_roster(actor, key, timezone.localdate(at))


def reaches_training(actor: Actor, key: str, at: datetime) -> bool:
    """Evidence of training: the mediator, and the assessor of her place."""
    from mediation_registry.queries import training

    return training.reaches_training(actor, key)
