"""Addresses of one area: electronic."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
