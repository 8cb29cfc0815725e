"""Registrations of one area: the term base and its concordance."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "concept_added": (_("Concept added to the term base"), _("Concept %(concept)s added")),
    "term_added": (_("Term added"), _("Term added to %(concept)s (version %(version)s)")),
    "term_changed": (_("Term changed"), _("Term of %(concept)s changed (version %(version)s)")),
    "term_withdrawn": (_("Term withdrawn"), _("Term of %(concept)s withdrawn (version %(version)s)")),
    "terms_restored": (
        _("Older state of a concept restored"),
        _("Older state of %(concept)s restored (version %(version)s)"),
    ),
    "terms_adopted": (
        _("State of the glossary taken over"),
        _("State of the glossary taken over for %(concept)s (version %(version)s)"),
    ),
    "concepts_merged": (_("Concepts merged"), _("Concept %(concept)s merged (version %(version)s)")),
}


def open_doors() -> None:
    """Acts of the editors, sitemap."""
    from foreign_law.queries.concordance import public_places
    from portal.audit.labels import register_acts
    from portal.web.sitemaps import register

    register_acts("foreign_law", SENTENCES)
    register("law terms", public_places)
