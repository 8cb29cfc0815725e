"""Addresses of one area: preparing."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
