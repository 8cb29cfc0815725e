"""The count of unread notices, for the page head."""

from __future__ import annotations

from typing import Any

from django import template

from portal.notices import queries

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: dict[str, Any]) -> int:
    """How many notices the signed-in person has not read; one query, none for visitors."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return 0
    return queries.unread_count(f"user:{user.pk}")
