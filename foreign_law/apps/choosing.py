"""Registrations of one area: the helper for choosing the applicable law."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def open_doors() -> None:
    """Acts, the statements that come with the portal, home card, sitemap."""
    from portal.audit.labels import register_act
    from portal.pages.registry import Card, register_card
    from portal.web.setup import register_step
    from portal.web.sitemaps import Place, register

    register_act(
        "foreign_law.choice_statements_seeded",
        _("Statements on the choice of law brought up to date"),
        _("%(changed)s statements on the choice of law entered or changed"),
    )
    register_act(
        "foreign_law.choice_statement_entered",
        _("Statement on the choice of law entered"),
        _("Statement %(code)s entered (version %(version)s)"),
    )
    register_act(
        "foreign_law.choice_statement_withdrawn",
        _("Statement on the choice of law withdrawn"),
        _("Statement %(code)s withdrawn (version %(version)s)"),
    )
    register_step("choice of law", seed)
    register_card(
        "choosing",
        Card(
            _("Choose the applicable law"),
            _("Who may choose the law of Hong Kong or Macao, where, and with which words."),
            "law:choosing",
            25,
        ),
    )
    register("choice of law", lambda: [Place("law/choosing/")])


def seed() -> str:
    """Bootstrap step: the statements that come with the portal; a second run changes nothing."""
    from io import StringIO

    from django.core.management import call_command

    out = StringIO()
    call_command("seed_choice_statements", stdout=out)
    return out.getvalue().strip()
