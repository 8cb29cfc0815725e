"""Addresses under /{language}/law/: fixed words first, the library's places after them."""

from __future__ import annotations

from django.urls import URLPattern

from foreign_law.urls import (
    asking,
    choosing,
    citing,
    figures,
    following,
    hearing,
    library,
    papers,
    routing,
    terms,
)

app_name = "law"

urlpatterns: list[URLPattern] = [
    *routing.urlpatterns,
    *asking.urlpatterns,
    *hearing.urlpatterns,
    *citing.urlpatterns,
    *following.urlpatterns,
    *terms.urlpatterns,
    *choosing.urlpatterns,
    *figures.urlpatterns,
    *papers.urlpatterns,
    *library.urlpatterns,
]
