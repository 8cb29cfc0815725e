"""Addresses of one area: keeping."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.power_of_attorney.views import keeping, keeping_public

urlpatterns: list[URLPattern] = [
    path("statistics/", keeping_public.statistics, name="statistics"),
    path("attesting-officer/", keeping_public.attesting, name="attesting"),
    path("<uuid:power_id>/code/", keeping.code, name="code"),
    path("<uuid:power_id>/code/renew/", keeping.renew_code, name="renew_code"),
    path("<uuid:power_id>/revoke/", keeping.revoke, name="revoke"),
    path("<uuid:power_id>/amend/", keeping.amend, name="amend"),
]
