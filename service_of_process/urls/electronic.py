"""Addresses of one area: electronic."""

from __future__ import annotations

from django.urls import URLPattern, path

from service_of_process.views import electronic as views

urlpatterns: list[URLPattern] = [
    path("documents/", views.documents, name="documents"),
    path("documents/leave/", views.leave, name="documents_leave"),
    path("documents/<uuid:delivery_id>/", views.delivery, name="documents_delivery"),
    path("documents/<uuid:delivery_id>/confirm/", views.confirm, name="documents_confirm"),
    path("documents/<uuid:delivery_id>/paper/", views.paper, name="documents_paper"),
    path("documents/<uuid:delivery_id>/<slug:name>/view/", views.view_file, name="documents_view"),
    path(
        "documents/<uuid:delivery_id>/<slug:name>/download/", views.download_file, name="documents_download"
    ),
]
