"""Addresses of one area: planning."""

from __future__ import annotations

from django.urls import URLPattern, path

from service_of_process.views import planning

urlpatterns: list[URLPattern] = [path("plan/", planning.plan, name="plan")]
