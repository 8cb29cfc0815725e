"""Registrations of one area: schemes, rule versions, intake windows, editions and imports."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portal.audit.actors import Actor


def open_doors() -> None:
    """Acts, notices, queues, scopes and doors of this area."""
    from mediation_registry.apps.desk_queues import register_queues
    from mediation_registry.apps.desk_search import register_sources
    from mediation_registry.apps.desk_words import ACT_WORDS, LISTED
    from portal.audit.labels import register_acts
    from portal.exhibits.scopes import register_scope as register_exhibit_scope
    from portal.notices.kinds import register_kind

    register_acts("mediation_registry", ACT_WORDS)
    label, subject, body = LISTED
    register_kind(
        "mediation_registry.listed_in_edition", label=label, subject_template=subject, body_template=body
    )
    register_exhibit_scope("panel_import", may_reach_import)
    register_exhibit_scope("listing", may_reach_listing)
    _register_scopes()
    register_queues()
    register_sources()


def _register_scopes() -> None:
    """Which rows of the back office are whose; applications and listings of a mediator: see their areas."""
    from mediation_registry import models
    from mediation_registry.queries import desk, editions
    from portal.identity.permissions import register_scope

    register_scope(models.PanelEdition, editions.on_the_desk)
    register_scope(models.PanelImport, desk.imports_on_the_desk)
    register_scope(models.Listing, desk.listings_on_the_desk)
    register_scope(models.Scheme, desk.schemes_on_the_desk)
    for kept in (models.RuleVersion, models.EnablingRule):
        register_scope(kept, desk.rules_on_the_desk)
    register_scope(models.IntakeWindow, desk.windows_on_the_desk)


def may_reach_import(actor: Actor, key: str, at: datetime) -> bool:
    """The file of an import: for those who publish the scheme's editions."""
    from mediation_registry.models import PanelImport
    from mediation_registry.queries.desk import imports_on_the_desk

    try:
        found = PanelImport.objects.filter(pk=UUID(key))
    except ValueError:
        return False
    return imports_on_the_desk(found, actor).exists()


def may_reach_listing(actor: Actor, key: str, at: datetime) -> bool:
    """The instrument of a removal: for the officers of the listing's place and of the scheme."""
    from mediation_registry.models import Listing
    from mediation_registry.queries.desk import listings_with_files

    try:
        found = Listing.objects.filter(pk=UUID(key))
    except ValueError:
        return False
    return listings_with_files(found, actor).exists()
