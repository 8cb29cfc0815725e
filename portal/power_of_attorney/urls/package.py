"""Addresses of one area: the evidence package."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.power_of_attorney.views import package

urlpatterns: list[URLPattern] = [
    path("<uuid:power_id>/evidence/", package.packages, name="packages"),
    path("<uuid:power_id>/evidence/<uuid:package_id>/", package.package_file, name="package_file"),
]
