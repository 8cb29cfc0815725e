"""What editorial pages read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils import timezone
from wagtail.models import Page

from i18n import fields, languages
from portal.identity.models import Court
from portal.web.sitemaps import Place


def addresses_in_languages(page: Page) -> dict[str, str]:
    """The path of this page in each language in which it is live; one query."""
    live = page.get_translations(inclusive=True).filter(live=True).select_related("locale")
    return {translation.locale.language_code: translation.url for translation in live if translation.url}


def missing_languages(addresses: dict[str, str]) -> list[languages.Language]:
    """The languages in which the page does not exist."""
    return [language for language in languages.ALL if language.code not in addresses]


def guides(home: Page) -> Any:
    """The guidance pages under a home page."""
    return apps.get_model("pages", "GuidancePage").objects.descendant_of(home).live()


def news_under(index: Page) -> Any:
    """News under its index, newest first."""
    return apps.get_model("pages", "NewsPage").objects.child_of(index).live().order_by("-news_date")


def latest_news(home: Page, most: int = 3) -> Any:
    """The newest pieces of news under a home page."""
    return (
        apps.get_model("pages", "NewsPage").objects.descendant_of(home).live().order_by("-news_date")[:most]
    )


@dataclass(frozen=True)
class Contact:
    """A court and how to reach a person there; empty where the court has entered nothing yet."""

    name: fields.Wording
    telephone: str
    email: str
    hours: fields.Wording


def contacts(language: str) -> list[Contact]:
    """Every court with its human contact, in the order of the reference data."""
    return [
        Contact(
            fields.wording(court, "name", language), court.contact_phone, court.contact_email,
            fields.wording(court, "contact_hours", language),
        )
        for court in Court.objects.order_by("jurisdiction", "code")
    ]  # fmt: skip


def public_places() -> list[Place]:
    """The editorial pages for the sitemap: the default language's paths, which the others share."""
    home = apps.get_model("pages", "HomePage").objects.filter(locale__language_code=languages.DEFAULT).first()
    if home is None:
        return []
    pages = Page.objects.descendant_of(home, inclusive=True).live().order_by("path")
    rows = pages.values_list("url_path", "last_published_at")
    return [
        Place(path.removeprefix(home.url_path), timezone.localdate(at) if at else None) for path, at in rows
    ]
