"""Editorial pages: home, guidance, news, statements; one tree a language, with the same slugs in each."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from portal.pages import queries
from portal.pages.registry import cards

FEATURES = ["h2", "h3", "bold", "ol", "ul", "link"]


class EditorialPage(Page):
    """What every editorial page shares; the language switch follows its translations."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        addresses = queries.addresses_in_languages(self)
        request.other_languages = addresses  # type: ignore[attr-defined]
        context["missing_languages"] = queries.missing_languages(addresses)
        return context


class HomePage(EditorialPage):
    """The first page: what can be done here, one search, the cards of the modules that are built."""

    lede = models.TextField(_("introduction"), blank=True)
    content_panels = [*Page.content_panels, FieldPanel("lede")]
    subpage_types = [
        "pages.GuidanceIndexPage",
        "pages.StatementPage",
        "pages.ContactPage",
        "pages.NewsIndexPage",
    ]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["cards"] = sorted(cards.values(), key=lambda card: card.order)
        context["guides"] = queries.guides(self)
        context["news"] = queries.latest_news(self)
        return context


class GuidanceIndexPage(EditorialPage):
    """All guidance, one line each."""

    lede = models.TextField(_("introduction"), blank=True)
    content_panels = [*Page.content_panels, FieldPanel("lede")]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.GuidancePage"]

    class Meta:
        verbose_name = _("guidance index")
        verbose_name_plural = _("guidance indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["guides"] = self.get_children().live().specific()
        return context


class GuidancePage(EditorialPage):
    """One service explained: for whom, papers, steps, time, cost, what one may lose, legal basis."""

    lede = models.TextField(_("in one sentence"))
    who = RichTextField(_("who can use it"), blank=True, features=FEATURES)
    papers = RichTextField(_("papers needed"), blank=True, features=FEATURES)
    steps = RichTextField(_("steps"), blank=True, features=FEATURES)
    time_needed = RichTextField(_("time"), blank=True, features=FEATURES)
    cost = RichTextField(_("cost"), blank=True, features=FEATURES)
    risks = RichTextField(_("what you may lose"), blank=True, features=FEATURES)
    legal_basis = RichTextField(_("legal basis"), blank=True, features=FEATURES)
    content_panels = [
        *Page.content_panels,
        *(
            FieldPanel(n)
            for n in ("lede", "who", "papers", "steps", "time_needed", "cost", "risks", "legal_basis")
        ),
    ]
    parent_page_types = ["pages.GuidanceIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("guidance page")
        verbose_name_plural = _("guidance pages")

    def sections(self) -> list[tuple[str, object, str]]:
        """The filled sections as (anchor, heading, rich text), in the order of reading."""
        named = [("who", _("Who can use it")), ("papers", _("Papers needed")), ("steps", _("Steps")),
                 ("time_needed", pgettext_lazy("needed", "Time")), ("cost", _("Cost")), ("risks", _("What you may lose")),
                 ("legal_basis", _("Legal basis"))]  # fmt: skip
        return [(name, heading, getattr(self, name)) for name, heading in named if getattr(self, name)]


class StatementPage(EditorialPage):
    """A statement: privacy, accessibility, terms."""

    body = RichTextField(_("text"), features=FEATURES)
    content_panels = [*Page.content_panels, FieldPanel("body")]
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")


class ContactPage(EditorialPage):
    """A human contact at each court."""

    lede = models.TextField(_("introduction"), blank=True)
    content_panels = [*Page.content_panels, FieldPanel("lede")]
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["contacts"] = queries.contacts(self.locale.language_code)
        return context


class NewsIndexPage(EditorialPage):
    """News, newest first."""

    lede = models.TextField(_("introduction"), blank=True)
    content_panels = [*Page.content_panels, FieldPanel("lede")]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.NewsPage"]

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["news"] = queries.news_under(self)
        return context


class NewsPage(EditorialPage):
    """One piece of news."""

    news_date = models.DateField(_("date"))
    lede = models.TextField(_("in one sentence"))
    body = RichTextField(_("text"), blank=True, features=FEATURES)
    content_panels = [*Page.content_panels, FieldPanel("news_date"), FieldPanel("lede"), FieldPanel("body")]
    parent_page_types = ["pages.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")
