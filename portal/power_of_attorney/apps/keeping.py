"""Registrations of one area: effect, end, register, retention."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from importlib import import_module
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.cases.models import Case, Representation
from portal.cases.powers import PowerFound

COURT = frozenset({"clerk", "judge", "assistance_desk"})


def open_doors() -> None:
    """Acts, notices, queues and doors of this area."""
    import_module("portal.power_of_attorney.apps.keeping_words").register()
    _register_answers()
    _register_places()
    _register_queues()


def power_behind(representation: Representation, on: date) -> PowerFound | None:
    """The register's answer to portal.cases.powers."""
    found: PowerFound | None = import_module("portal.power_of_attorney.queries.register").found_for(
        representation, on
    )
    return found


def case_was_concluded(case: Case, at: datetime) -> None:
    """What was given for this case alone ends with it, in the same transaction."""
    import_module("portal.power_of_attorney.actions.keeping_ends").end_with_case(case, at)


def _register_answers() -> None:
    from portal.api.registry import register_router
    from portal.cases.powers import register_conclusion_listener, register_power_source
    from portal.verification.registry import Kind, register

    register_power_source("powers of attorney", power_behind)
    register_conclusion_listener("powers of attorney", case_was_concluded)
    register_router("/powers", "portal.power_of_attorney.api:router")
    register(
        Kind(
            "PA-",
            _("Power of attorney witnessed before a judge"),
            "PA-2026-000123-K",
            _answer,
            wants_code=True,
        )
    )


def _answer(number: str, on: date, code: str) -> Any:
    """The public door asks; the clock is looked at there."""
    return import_module("portal.power_of_attorney.views.keeping_public").checked(number, on, code)


def _register_places() -> None:
    from portal.web.setup import register_step

    register_step("retention classes", seed_step)


def seed_step() -> str:
    """Bootstrap step: the classes of the dossier, and the one that every court has to fix."""
    return str(import_module("portal.power_of_attorney.management.retention").seed())


def _register_queues() -> None:
    from portal.desk.registry import Queue, register_queue
    from portal.power_of_attorney.queries import keeping

    queues = (
        ("powers-judicial-review", _("Powers of attorney: judicial review"),
         _("No session waits for judicial review."), frozenset({"judge"}), keeping.to_review),
        ("powers-rejected", _("Powers of attorney: to refer to an attesting officer"),
         _("Nobody waits to be referred."), COURT, keeping.to_refer),
        ("powers-destruction", _("Recordings: destruction proposed"),
         _("No destruction waits for a second person."), COURT, keeping.to_destroy),
    )  # fmt: skip
    for code, label, empty, roles, source in queues:
        register_queue(code, Queue(label, empty, roles, _rows_of(source)))


def _rows_of(source: Callable[[Actor, date], Iterable[Any]]) -> Callable[[Actor, date], Iterable[Any]]:
    from portal.desk.registry import QueueRow

    def rows(actor: Actor, on: date) -> Iterable[QueueRow]:
        for power, note in source(actor, on):
            yield QueueRow(
                title=power.reference,
                address=reverse("powers_kept:power", args=[power.pk]),
                holder=str(power.court),
                note=note,
            )

    return rows
