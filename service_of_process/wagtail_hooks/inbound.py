"""The back office of one area: inbound requests."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from wagtail import hooks

from service_of_process.viewsets import inbound


@hooks.register("register_admin_urls")
def register_addresses() -> list[Any]:
    """/staff/service/inbound/…"""
    return [path("service/inbound/", include(([path("new/", inbound.new, name="new")], "service_inbound")))]
