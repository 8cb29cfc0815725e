"""Addresses under /{language}/service/: fixed words first, the number after them."""

from __future__ import annotations

from django.urls import URLPattern

from service_of_process.urls import desk, electronic, following, judging, papers, planning

app_name = "service"

urlpatterns: list[URLPattern] = [
    *planning.urlpatterns,
    *desk.urlpatterns,
    *electronic.urlpatterns,
    *judging.urlpatterns,
    *papers.urlpatterns,
    *following.urlpatterns,
]
