"""Addresses of one area: the text of the instrument and the sealed documents."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.power_of_attorney.views import documents

urlpatterns: list[URLPattern] = [
    path("<uuid:power_id>/instrument/", documents.instrument, name="instrument"),
    path("<uuid:power_id>/instrument/<int:number>/", documents.instrument_file, name="instrument_file"),
    path("<uuid:power_id>/sealed/<slug:kind>/<int:number>/", documents.sealed_file, name="sealed_file"),
]
