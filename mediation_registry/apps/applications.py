"""Registrations of one area: applications for joint certification."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portal.audit.actors import Actor


def open_doors() -> None:
    """Acts, notices, queues, scopes and doors of this area."""
    from mediation_registry.apps.application_words import ACT_WORDS, NOTICE_WORDS, prepare
    from mediation_registry.models import Application
    from mediation_registry.queries.applications import on_the_desk
    from portal.audit.labels import register_acts
    from portal.exhibits.scopes import register_scope as register_exhibit_scope
    from portal.identity.permissions import register_scope
    from portal.notices.kinds import register_kinds
    from portal.web.setup import register_step

    register_acts("mediation_registry", ACT_WORDS)
    register_kinds("mediation_registry", NOTICE_WORDS, prepare=prepare)
    register_scope(Application, on_the_desk)
    register_exhibit_scope("application", may_reach_application)
    register_step("mediator scheme", load_scheme)


def may_reach_application(actor: Actor, key: str, at: datetime) -> bool:
    """Whether this actor may deposit or open files of this application."""
    from mediation_registry.queries.applications import may_reach_files

    try:
        return may_reach_files(actor, UUID(key))
    except ValueError:
        return False


def load_scheme() -> str:
    """Bootstrap step: the mediators' scheme from published sources."""
    from mediation_registry.management.commands.seed_mediator_scheme import load

    return load()
