"""Registrations of one area: the library that everybody reads."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext_lazy as _


def open_doors() -> None:
    """Acts, set-up steps, menu, home card, sitemap, API, probe, scopes."""
    from portal.audit.labels import register_act

    register_act(
        "foreign_law.deposited",
        _("Law deposited"),
        _("%(work)s (%(language)s) deposited: %(provisions)s provisions, %(versions)s new texts"),
    )
    register_act(
        "foreign_law.summary_deposited",
        _("Summary of a judgment deposited"),
        _("Summary of %(work)s (%(language)s) deposited in the library"),
    )
    register_act(
        "foreign_law.terms_loaded",
        _("Term base brought up to date"),
        _("%(changed)s entries of the term base added or changed"),
    )
    _show_library()
    _take_part_in_set_up()


def _take_part_in_set_up() -> None:
    """Bootstrap loads the term base; the demonstration has law of its own, plainly fictitious."""
    from portal.web.setup import register_demonstration, register_step

    register_step("terms", load_terms)
    register_demonstration("law", load_fictitious_law)


def load_terms() -> str:
    """Bootstrap step: the glossary's concepts into the live term base; a second run changes nothing."""
    from io import StringIO

    from django.core.management import call_command

    out = StringIO()
    call_command("seed_terms", stdout=out)
    return out.getvalue().strip()


def load_fictitious_law(at: datetime) -> list[str]:
    """The fictitious ordinance, laws and judgment of the demonstration, imported as real ones are."""
    from foreign_law.actions.bring_in import bring_in
    from foreign_law.actions.judgments import record_judgments
    from foreign_law.importers.parsed import Received
    from foreign_law.tasks.library import index_now
    from portal.audit.actors import system_actor

    folder = Path(__file__).parent.parent / "demonstration"
    report = bring_in([str(folder)], wanted="auto", actor=system_actor("demonstration"), at=at)
    table = folder / "judgments.jsonl"
    recorded = record_judgments(
        Received(table.name, table.read_bytes()), actor=system_actor("demonstration"), at=at
    )
    indexed = index_now(at=at)
    return [
        f"{report.files} files of fictitious law and {recorded.lines} fictitious judgments read, {indexed} units indexed"
    ]


def _show_library() -> None:
    """The library's entries in the menu, on the home page, in the sitemap, the API, the probes and the scopes."""
    from foreign_law.models import Concept, Instrument, Source
    from foreign_law.queries.public_places import public_places
    from foreign_law.search.indexing import ask_index
    from portal.api.registry import register_router
    from portal.identity.permissions import everything, register_scope
    from portal.operations.probes import Probe, register_probe
    from portal.pages.registry import Card, register_card
    from portal.web.navigation import MenuEntry, register_menu_entry
    from portal.web.sitemaps import register

    register_menu_entry("law", MenuEntry(_("Law library"), "law:search", 20))
    register_card(
        "law",
        Card(
            _("Find the law"),
            _("The law of Hong Kong and Macao, as it stood on a date, two languages side by side."),
            "law:search",
            20,
            takes_query=True,
        ),
    )
    register("law", public_places)
    register_router("/law", "foreign_law.api:router")
    register_probe("law search", Probe(_("Search of the law library"), False, ask_index))
    for model in (Instrument, Source, Concept):
        register_scope(model, everything)
