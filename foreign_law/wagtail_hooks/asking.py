"""The back office of one area: asking; the page on which a request begins."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from wagtail import hooks

from foreign_law.viewsets.ascertainment import opening


@hooks.register("register_admin_urls")
def register_opening() -> list[Any]:
    """/staff/ascertainment/new/"""
    addresses = [path("new/", opening.new, name="new")]
    return [path("ascertainment/", include((addresses, "ascertainment_opening")))]
