"""Editorial pages: home, guidance, news, in four locales."""

from django.apps import AppConfig

from portal.web.sitemaps import Place


class PagesConfig(AppConfig):
    name = "portal.pages"
    label = "pages"

    def ready(self) -> None:
        from portal.web import sitemaps
        from portal.web.setup import register_step

        register_step("pages", lay_pages)
        sitemaps.register("pages", public_places)


def lay_pages() -> str:
    from portal.pages import actions

    return f"{actions.lay_pages()} pages laid"


def public_places() -> "list[Place]":
    from portal.pages import queries

    return queries.public_places()
