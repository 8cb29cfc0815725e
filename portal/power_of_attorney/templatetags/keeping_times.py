"""Minutes in words."""

from __future__ import annotations

from django import template
from django.utils.translation import ngettext

register = template.Library()
DAY, HOUR = 24 * 60, 60


@register.filter
def in_words(minutes: float | None) -> str:
    """Minutes as days from two days on, as hours from two hours on, else as minutes; rounded up."""
    if minutes is None:
        return "—"
    if minutes >= 2 * DAY:
        days = -(-int(minutes) // DAY)
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    if minutes >= 2 * HOUR:
        hours = -(-int(minutes) // HOUR)
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    whole = -(-int(minutes * 60) // 60)
    return ngettext("%(count)s minute", "%(count)s minutes", whole) % {"count": whole}
