"""Addresses under /{language}/powers/: fixed words first, the record's key after them."""

from __future__ import annotations

from django.urls import URLPattern

from portal.power_of_attorney.urls import documents, drafting, keeping, package, preparing, session

app_name = "powers"

urlpatterns: list[URLPattern] = [
    *keeping.urlpatterns,
    *preparing.urlpatterns,
    *documents.urlpatterns,
    *session.urlpatterns,
    *package.urlpatterns,
    *drafting.urlpatterns,
]
