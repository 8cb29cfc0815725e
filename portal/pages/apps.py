"""Editorial pages: home, guidance, news, in four locales."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.web.sitemaps import Place


class PagesConfig(AppConfig):
    name = "portal.pages"
    label = "pages"

    def ready(self) -> None:
        from portal.web import sitemaps
        from portal.web.setup import register_step

        register_step("pages", lay_pages)
        register_own_cards()
        sitemaps.register("pages", public_places)


def register_own_cards() -> None:
    """What the ground floor itself offers; modules register their own cards."""
    from portal.pages.registry import Card, register_card

    register_card("time-limits", Card(
        _("Compute a time limit"),
        _("Choose the rule and the day: due date, article and working, over three calendars."),
        "calendars:calculator", 60,
    ))  # fmt: skip
    register_card("verify", Card(
        _("Check a document"),
        _("Number and date are enough to learn whether a document is genuine and still stands."),
        "verification:verify", 70,
    ))  # fmt: skip
    register_card("mine", Card(
        _("My cases"),
        _("Your cases, what comes next and who holds it; confirm where papers reach you."),
        "cases:mine", 80,
    ))  # fmt: skip


def lay_pages() -> str:
    from portal.pages import actions

    return f"{actions.lay_pages()} pages laid"


def public_places() -> "list[Place]":
    from portal.pages import queries

    return queries.public_places()
