"""Addresses of one area under /{language}/mediators/."""

from __future__ import annotations

from django.urls import URLPattern, path

from mediation_registry.views import certificates as views

urlpatterns: list[URLPattern] = [
    path("<str:register_no>/certificate/", views.certificate, name="certificate"),
    path("<str:register_no>/certificate/file/", views.certificate_file, name="certificate_file"),
]
