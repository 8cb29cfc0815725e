"""Addresses of applicants under /{language}/mediators/apply/."""

from __future__ import annotations

from django.urls import URLPattern, path

from mediation_registry.views import application, applying

urlpatterns: list[URLPattern] = [
    path("apply/", applying.apply, name="apply"),
    path("apply/begin/<uuid:window_id>/", applying.begin, name="begin"),
    path("apply/<uuid:application_id>/", application.application, name="application"),
    path("apply/<uuid:application_id>/criterion/<int:position>/", application.answer, name="answer"),
    path("apply/<uuid:application_id>/check/", application.check, name="check"),
    path("apply/<uuid:application_id>/withdraw/", application.withdraw, name="withdraw_application"),
    path("apply/<uuid:application_id>/files/<uuid:evidence_id>/", application.file, name="application_file"),
    path(
        "apply/<uuid:application_id>/files/<uuid:evidence_id>/withdraw/", application.withdraw_file,
        name="withdraw_file",
    ),
]  # fmt: skip
