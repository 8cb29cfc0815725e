"""What the lists of the back office share: names in their own script, days, and who a key stands for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from mediation_registry.models import Registrant


def name_of(registrant: Registrant) -> Any:
    """The name nearest to the reader's language, with the language in which it was entered."""
    name = registrant.person.name_in(get_language() or "en")
    if name is None:
        return registrant.register_no
    return format_html('<bdi lang="{}">{}</bdi>', name.html_lang, name.text)


APPLICANT = _("applicant")


def name_column(path: str = "registrant", label: Any = APPLICANT) -> Column:
    """A column with the registrant's name."""

    def accessor(row: Any) -> Any:
        return name_of(getattr(row, path))

    return Column("registrant_name", label=label, accessor=accessor)


def column(name: str, label: Any, accessor: Callable[[Any], Any], sort_key: str | None = None) -> Column:
    """A column of its own."""
    return Column(name, label=label, accessor=accessor, sort_key=sort_key)
