"""The librarian's lists: works, sources and terms, to read. They move by imports, never by a form."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup

from foreign_law.models import Concept, Instrument, Source
from i18n import languages
from portal.identity.permissions import RolePolicy
from portal.identity.roles import Role
from portal.identity.viewsets.records import RecordView, RecordViewSet

READERS = frozenset(
    role.value for role in (Role.LIBRARIAN, Role.CLERK, Role.JUDGE, Role.ASSISTANCE_DESK, Role.AUDITOR)
)
WORKS = RolePolicy(Instrument, {"view": READERS})
SOURCES = RolePolicy(Source, {"view": READERS})
TERMS = RolePolicy(Concept, {"view": READERS})


def _titles(work: Instrument) -> Any:
    return _lines((one.language, one.title) for one in work.expressions.all())


def _forms(concept: Concept) -> Any:
    return _lines((form.language, form.text) for form in concept.forms.all() if form.superseded_at is None)


def _lines(pairs: Any) -> Any:
    """Texts one under the other, each with its language."""
    return format_html_join(
        "", '<div lang="{}">{}</div>', ((languages.html_lang(code), text) for code, text in pairs)
    )


class ConceptView(RecordView):
    """A concept with all its forms, their standing and sources."""

    def get_fields_context(self) -> Any:
        """The record's own fields, then one line for each form."""
        rows = list(super().get_fields_context())
        for form in self.object.forms.filter(superseded_at=None):
            value = format_html(
                '<span lang="{}">{}</span> · {} · {} · {}',
                languages.html_lang(form.language), form.text, form.get_degree_display(),
                form.get_status_display(), form.source or "–",
            )  # fmt: skip
            rows.append({"component": None, "value": value, "label": form.get_language_display()})
        return rows


class InstrumentViewSet(RecordViewSet):
    """Works with their titles."""

    model = Instrument
    inspect_view_class = RecordView
    name = "library_works"
    url_prefix = "library/works"
    icon = "doc-full"
    menu_label = _("Works")
    list_display = (
        "citation_id",
        Column("titles", label=_("Titles"), accessor=_titles),
        "jurisdiction",
        "kind",
        "year",
    )
    list_filter = ("jurisdiction", "kind")
    search_fields = ("citation_id", "slug", "expressions__title")
    inspect_view_fields = (
        "citation_id", "jurisdiction", "kind", "number", "year", "gazette_number", "published_date",
        "approved_by_citation",
    )  # fmt: skip


class SourceViewSet(RecordViewSet):
    """Files as received."""

    model = Source
    inspect_view_class = RecordView
    name = "library_sources"
    url_prefix = "library/sources"
    icon = "doc-full-inverse"
    menu_label = _("Sources")
    list_display = ("file_name", "publisher", "size", "retrieved_at")
    list_filter = ("publisher",)
    search_fields = ("file_name", "address", "digest")
    inspect_view_fields = (
        "file_name", "address", "publisher", "attribution", "size", "digest", "retrieved_at",
    )  # fmt: skip


class ConceptViewSet(RecordViewSet):
    """The term base."""

    model = Concept
    inspect_view_class = ConceptView
    name = "library_terms"
    url_prefix = "library/terms"
    icon = "openquote"
    menu_label = _("Term base")
    list_display = ("slug", Column("forms", label=_("Terms"), accessor=_forms), "domain", "origin")
    list_filter = ("domain",)
    search_fields = ("slug", "forms__text")
    inspect_view_fields = ("slug", "domain", "origin")


class LibraryGroup(ViewSetGroup):
    """The library in the staff menu."""

    menu_label = _("Law library")
    menu_icon = "doc-full"
    menu_order = 300
    items = (InstrumentViewSet(), SourceViewSet(), ConceptViewSet())
