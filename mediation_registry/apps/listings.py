"""Registrations of one area: listings and the register in public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from importlib import import_module
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.desk.registry import Found


def open_doors() -> None:
    """Acts, notices, roles, verification, search, menu, card, sitemap and API of this area."""
    import_module("mediation_registry.tasks.register")  # the outbox of the index asks for its task by name
    _register_acts()
    _register_notices()
    _register_role()
    _register_answers()
    _register_places()


ACT_WORDS: dict[str, tuple[Any, Any]] = {
    "listed": (_("Listed"), _("%(certificate_no)s: listed on the edition %(edition)s from %(effective_date)s.")),
    "not_carried_forward": (
        _("Not carried forward"), _("%(certificate_no)s: not carried into the next edition, from %(effective_date)s.")),
    "listing_withdrawn": (
        _("Listing withdrawn"), _("%(certificate_no)s: withdrawn at own request from %(effective_date)s.")),
    "removed": (
        _("Removed from the panel"), _("%(certificate_no)s: removed by %(deciding_body)s from %(effective_date)s.")),
    "suspended": (
        _("Listing suspended"), _("%(certificate_no)s: suspended by %(deciding_body)s from %(effective_date)s.")),
    "reinstated": (
        _("Suspension ended"),
        _("%(certificate_no)s: suspension ended by %(deciding_body)s from %(effective_date)s.")),
    "expired": (
        _("Term of the listing ended"), _("%(certificate_no)s: the dated term ended on %(effective_date)s.")),
    "death_recorded": (_("Death recorded"), _("%(certificate_no)s: the mediator died on %(effective_date)s.")),
    "entry_set_aside": (
        _("Entry set aside"),
        _("%(certificate_no)s: the entry before no. %(number)s was set aside by %(deciding_body)s.")),
    "message_relayed": (
        _("Message passed on to a mediator"),
        _("A message was passed on to %(register_no)s; its text is not kept in the log.")),
}  # fmt: skip


def _register_acts() -> None:
    from mediation_registry.models import Listing
    from portal.audit.labels import register_acts

    words = {"state": dict(Listing.State.choices)}
    register_acts("mediation_registry", ACT_WORDS, words=words)


def _register_notices() -> None:
    from portal.notices.kinds import register_kind

    register_kind(
        "mediation_registry.listing_changed",
        label=_("Your listing in the register changed"),
        subject_template=_("Your listing %(certificate_no)s: %(state)s"),
        body_template=_(
            "Your listing %(certificate_no)s on the edition %(edition)s of the panel: %(state)s, from "
            "%(effective_date)s.\n\nGround: %(ground)s\nDeciding body: %(deciding_body)s\n\nThe register shows it "
            "on your page."
        ),
        prepare=_in_words,
    )
    register_kind(
        "mediation_registry.message",
        label=_("A message through the register of mediators"),
        subject_template=_("A message through the register of mediators"),
        body_template=_(
            "%(sender)s writes to you through the register of mediators:\n\n%(text)s\n\nYour address was not shown. "
            "To answer, write to %(reply_to)s. You can switch messages off in your profile."
        ),
    )


def _in_words(context: Mapping[str, Any]) -> Mapping[str, Any]:
    """The state in the language of the notice."""
    states = context["states"]
    return {"state": states.get(get_language() or "", states["en"])}


def _register_role() -> None:
    from mediation_registry.queries.roles import mediator_role
    from portal.identity.actors import register_role_source

    register_role_source("mediators", mediator_role)


def _register_answers() -> None:
    """The public check of numbers, for any date."""
    from mediation_registry.queries.answers import answer
    from portal.verification.registry import Kind, register

    for prefix, label, example in (
        ("MED-", _("Register number of a mediator"), "MED-2026-000123-K"),
        ("MORG-", _("Register number of a mediation organisation"), "MORG-2026-000004-T"),
        ("GBMC-", _("Certificate of joint certification"), "GBMC-2026-000123-9"),
    ):
        register(Kind(prefix, label, example, answer))


def _register_places() -> None:
    """Menu, home card, sitemap, API, probe."""
    from mediation_registry.actions.indexing import ask_index
    from mediation_registry.queries.public_places import public_places
    from portal.api.registry import register_router
    from portal.desk.registry import SearchSource, register_source
    from portal.operations.probes import Probe, register_probe
    from portal.pages.registry import Card, register_card
    from portal.web.navigation import MenuEntry, register_menu_entry
    from portal.web.sitemaps import register

    register_menu_entry("mediators", MenuEntry(_("Mediators"), "mediators:search", 30))
    register_card(
        "mediators",
        Card(
            _("Find a mediator"),
            _("Who is certified jointly by Guangdong, Hong Kong and Macao, since when and decided by whom."),
            "mediators:search",
            30,
            takes_query=True,
        ),
    )
    register("mediators", public_places)
    register_router("/mediators", "mediation_registry.api:router")
    register_probe("mediators search", Probe(_("Search of the register of mediators"), False, ask_index))
    register_source("mediators", SearchSource(_("Register of mediators"), find_for_desk))


def find_for_desk(actor: Actor, on: date, words: str) -> Iterable[Found]:
    """The staff search finds who stands in the public register."""
    from mediation_registry.queries.public_places import found_for_desk

    return found_for_desk(on, words)
