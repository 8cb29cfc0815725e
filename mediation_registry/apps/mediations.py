"""Registrations of one area: mediations, from referral to their end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mediation_registry.apps import mediation_notices, mediation_words
from portal.audit.actors import Actor


def open_doors() -> None:
    """Acts, notices, queues, scopes and doors of this area."""
    from mediation_registry.models import Mediation
    from portal.exhibits.scopes import register_scope as register_exhibit_scope
    from portal.identity.permissions import register_scope
    from portal.web.navigation import MenuEntry, register_menu_entry, signed_in

    mediation_words.register()
    mediation_notices.register()
    register_scope(Mediation, on_the_desk)
    register_exhibit_scope("mediation", may_reach)
    register_menu_entry("mediations", MenuEntry(_("Mediations"), "mediations:mine", 65, signed_in))
    _register_drafts()
    _register_queues()


def on_the_desk(queryset: Any, actor: Actor) -> Any:
    """Back office: the mediations that the actor's courts referred, minus those that concern the actor."""
    from mediation_registry.queries.mediations import of_courts_held

    return of_courts_held(queryset, actor)


def may_reach(actor: Actor, key: str, at: datetime) -> bool:
    """Exhibits of a mediation are for its parties and mediators; the court never reaches them."""
    from mediation_registry.queries.mediation_desk import concerns_of_mediation

    return concerns_of_mediation(actor, key, timezone.localdate(at))


def _register_drafts() -> None:
    from portal.drafts.registry import register_form

    def address(suffix: str) -> str:
        mediation_id, _dot, name = suffix.partition(".")
        return reverse("mediations:act", args=[mediation_id, name])

    register_form(
        "mediation_registry.arrange",
        label=_("A mediation to arrange"),
        address=lambda _key: reverse("mediations:arrange"),
    )
    register_form("mediation_registry.act", label=_("A step in a mediation"), address=address)


def _register_queues() -> None:
    from mediation_registry.queries import mediation_desk as desk
    from portal.desk.registry import Queue, register_queue

    court = frozenset({"clerk", "judge", "assistance_desk"})
    queues = (
        ("mediations-consent", _("Mediations: parties who have not answered"),
         _("Every party has answered."), desk.to_answer_consent),
        ("mediations-designate", _("Mediations: mediators to designate"),
         _("No mediator has to be designated."), desk.to_designate),
        ("mediations-unanswered", _("Mediations: mediators who have not answered in time"),
         _("Every mediator has answered in time."), desk.without_answer),
        ("mediations-recusals", _("Mediations: requests for recusal"),
         _("No request for recusal waits."), desk.recusals),
        ("mediations-suspicions", _("Mediations: reports to examine"),
         _("No report waits for examination."), desk.suspicions),
        ("mediations-over", _("Mediations: period ended"),
         _("No open mediation is past its period."), desk.periods_over),
        ("mediations-returned", _("Files back from mediation"),
         _("No file has come back."), desk.returned),
    )  # fmt: skip
    for code, label, empty, source in queues:
        register_queue(code, Queue(label, empty, court, _rows_of(source)))


def _rows_of(source: Callable[[Actor, date], Iterable[Any]]) -> Callable[[Actor, date], Iterable[Any]]:
    from portal.desk.registry import QueueRow, language_of

    def rows(actor: Actor, on: date) -> Iterable[QueueRow]:
        for mediation, what, due in source(actor, on):
            yield QueueRow(
                title=f"{mediation.reference} · {what}",
                address=reverse("mediations_desk:inspect", args=[mediation.pk]),
                holder=str(mediation.court.name) if mediation.court else "",
                due_date=due,
                note=mediation.matter,
                note_lang=language_of(mediation.matter),
            )

    return rows
