"""The back office of one area: papers of an ascertainment."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from wagtail import hooks

from foreign_law.viewsets.ascertainment import wordings


@hooks.register("register_admin_urls")
def register_wordings() -> list[Any]:
    """/staff/ascertainment/wordings/<request>/<language>/"""
    addresses = [path("wordings/<uuid:request_id>/<str:language>/", wordings.wordings, name="wordings")]
    return [path("ascertainment/", include((addresses, "ascertainment_papers")))]
