"""Addresses of one area: drafting."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
