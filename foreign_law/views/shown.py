"""Which language a reader is shown, and what is said where hers is missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from foreign_law.models import Expression
from i18n import languages
from portal.search.engine import SearchAway, SearchError


def interface_language() -> str:
    """The code of the page's language."""
    code = get_language() or languages.DEFAULT
    return code if code in languages.CODES else languages.DEFAULT


def nearest(expressions: Iterable[Expression], wanted: str) -> Expression | None:
    """The language version in ``wanted``, or in the nearest language that there is."""
    by_language = {expression.language: expression for expression in expressions}
    for code in (wanted, *languages.FALLBACKS[wanted]):
        if code in by_language:
            return by_language[code]
    return None


def language_name(code: str) -> str:
    """The name of a language in the language of the page."""
    return str(get_language_info(code)["name_translated"])


def today() -> date:
    """The day in the courts' time zone; doors alone ask."""
    return timezone.localdate()


def written(day: date) -> str:
    """A day as the page's language writes it."""
    return date_format(day, "DATE_FORMAT")


def last_day(valid_to: date | None) -> date | None:
    """The last day of a half-open range."""
    return valid_to - timedelta(days=1) if valid_to else None


def unready(error: SearchError) -> str:
    """Why a search cannot be answered now, where a page has no more than a sentence for it."""
    if isinstance(error, SearchAway):
        return _("The search does not answer at the moment. Try again in a minute.")
    return _("The search index is being built again. Please try again later.")
