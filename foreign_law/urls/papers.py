"""Addresses of one area: papers of an ascertainment, for whom each is open."""

from __future__ import annotations

from django.urls import URLPattern, path

from foreign_law.views.ascertainment import papers as views

urlpatterns: list[URLPattern] = [
    path("ascertainment/papers/<uuid:paper_id>/pdf/", views.paper, {"kind": "pdf"}, name="paper_pdf"),
    path("ascertainment/papers/<uuid:paper_id>/docx/", views.paper, {"kind": "docx"}, name="paper_docx"),
]
