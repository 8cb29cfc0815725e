"""Editing panels for translated columns: one tab a language, each under its own name."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from wagtail.admin.panels import FieldPanel, ObjectList, Panel, TabbedInterface

from i18n import languages


def language_tabs(
    translated: dict[str, object], shared: Sequence[Panel] = (), extra: Sequence[ObjectList] = ()
) -> TabbedInterface:
    """A tab of shared panels, then one tab a language.

    :param translated: field name to heading; the heading stands in every language's tab.
    """
    tabs = [ObjectList(list(shared), heading=_("General"))] if shared else []
    for language in languages.ALL:
        panels = [
            FieldPanel(build_localized_fieldname(name, language.code), heading=heading)
            for name, heading in translated.items()
        ]
        tabs.append(ObjectList(panels, heading=language.own_name))
    return TabbedInterface([*tabs, *extra])
