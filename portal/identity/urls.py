"""Personal pages under /{lang}/identity/."""

from __future__ import annotations

from django.urls import path

from portal.identity.views import personal as views

app_name = "identity"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("names/", views.names, name="names"),
    path("documents/add/", views.add_document, name="add_document"),
    path("documents/<uuid:pk>/withdraw/", views.withdraw_document, name="withdraw_document"),
    path("licence/add/", views.add_licence, name="add_licence"),
    path("language/", views.language, name="language"),
]
