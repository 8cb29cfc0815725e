"""The words of a room's page, put where its script finds them."""

from __future__ import annotations

from django import template
from django.utils.html import json_script
from django.utils.safestring import SafeString

from portal.rooms.page_texts import page_texts

register = template.Library()


@register.simple_tag
def room_texts() -> SafeString:
    """``<script id="room-texts" type="application/json">`` with every sentence in the page's language."""
    return json_script(page_texts(), "room-texts")
