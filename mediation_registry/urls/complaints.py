"""Addresses of one area under /{language}/mediators/: complaints."""

from __future__ import annotations

from django.urls import URLPattern, path

from mediation_registry.views import complaints

_ONE = "complaints/<uuid:complaint_id>/"

urlpatterns: list[URLPattern] = [
    path("complaints/", complaints.mine, name="complaints"),
    path("complaints/new/", complaints.complain, name="complain"),
    path(_ONE, complaints.complaint, name="complaint"),
    path(f"{_ONE}add/", complaints.add_evidence, name="complaint_add"),
    path(f"{_ONE}withdraw/", complaints.withdraw, name="complaint_withdraw"),
    path(f"{_ONE}review/", complaints.review, name="complaint_review"),
    path(f"{_ONE}statement/<uuid:statement_id>/", complaints.statement, name="complaint_statement"),
    path(f"{_ONE}files/<uuid:evidence_id>/", complaints.evidence, name="complaint_file"),
]
