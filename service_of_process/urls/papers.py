"""Addresses of one area: papers; the court's staff fetch papers and packages."""

from __future__ import annotations

from django.urls import URLPattern, path

from service_of_process.views import papers as views

urlpatterns: list[URLPattern] = [
    path("papers/<uuid:paper_id>/pdf/", views.paper, {"kind": "pdf"}, name="paper_pdf"),
    path("papers/<uuid:paper_id>/docx/", views.paper, {"kind": "docx"}, name="paper_docx"),
    path("packages/<uuid:package_id>/", views.package, name="package"),
]
