"""Tags for forms that keep drafts."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.drafts import sending
from portal.drafts.tokens import FIELD, mark

register = template.Library()


@register.simple_tag
def draft_attributes(form_key: str) -> SafeString:
    """Attributes of the ``<form>`` element: where the script sends what is typed."""
    return format_html('data-draft="{}"', reverse("drafts:save", args=[form_key]))


@register.simple_tag(takes_context=True)
def sent_once(context: dict[str, Any], *, changes: bool = False) -> SafeString:
    """Inside the form: the mark by which a second sending is known, whatever view answers it.

    ``changes``: the form changes what stands; see `portal.drafts.sending.mark_for`.
    """
    request = context.get("request")
    if request is None or not hasattr(request, "user"):
        return SafeString("")
    mark = sending.mark_for(request, changes=changes)
    return format_html('<input type="hidden" name="{}" value="{}">', sending.FIELD, mark)


@register.inclusion_tag("drafts/controls.html", takes_context=True)
def draft_controls(context: dict[str, Any], form_key: str) -> dict[str, Any]:
    """Inside the form: whose form it is, where saving is told, the button for people without JavaScript."""
    user = context["request"].user
    return {
        "field": FIELD,
        "mark": mark(f"user:{user.pk}", form_key) if user.is_authenticated else "",
        "address": reverse("drafts:save", args=[form_key]),
    }
