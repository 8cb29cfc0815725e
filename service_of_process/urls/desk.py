"""Addresses of one area: desk; the open statistics."""

from __future__ import annotations

from django.urls import URLPattern, path

from service_of_process.views import statistics

urlpatterns: list[URLPattern] = [path("statistics/", statistics.statistics, name="statistics")]
