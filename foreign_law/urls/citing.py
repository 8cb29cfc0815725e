"""Addresses of who cites whom."""

from __future__ import annotations

from django.urls import re_path

from foreign_law.urls.library import KEY, PLACE, SLUG
from foreign_law.views import graph

urlpatterns = [
    re_path(rf"^judgments/{KEY}/citations/$", graph.judgment_citations, name="judgment_citations"),
    re_path(rf"^citations/{PLACE}/{SLUG}/$", graph.citations, name="citations"),
    re_path(rf"^citations/{PLACE}/{SLUG}/{KEY}/$", graph.citations, name="provision_citations"),
]
