"""Registrations of one area: planning."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _


def open_doors() -> None:
    """Acts, the scopes of exhibits, the queue of papers left abroad, and the step that enters the courts' practice."""
    from portal.audit.labels import register_acts
    from portal.exhibits.scopes import register_scope as register_exhibit_scope
    from portal.web.setup import register_step
    from service_of_process.apps import planning_words as words
    from service_of_process.queries.scopes import reaches_matter, reaches_own

    register_acts("service_of_process", words.ACT_WORDS)
    register_exhibit_scope("service", reaches_matter)
    register_exhibit_scope("service-own", reaches_own)
    register_step("service practice", enter_practice)
    _register_queue()
    _register_place()


def _register_queue() -> None:
    from portal.desk.registry import Queue, register_queue
    from service_of_process.queries.abroad import left_abroad

    roles = frozenset({"clerk", "assistance_desk", "judge"})
    label, empty = (
        _("Service: papers abroad in a concluded case"),
        _("No papers are abroad in a concluded case."),
    )
    register_queue("service-left-abroad", Queue(label, empty, roles, left_abroad))


def _register_place() -> None:
    from portal.web import sitemaps

    sitemaps.register("service planner", planner_place)


def planner_place() -> Iterable[Any]:
    """The address of the public planner for the sitemap."""
    from portal.web.sitemaps import Place

    return [Place("service/plan/")]


def enter_practice() -> str:
    """Letters of the courts of the reference data, and the courts authorised for Macao; what stands there stays."""
    from service_of_process.actions.practice import seed_practice

    return seed_practice()
