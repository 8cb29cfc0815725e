"""Personal pages under /{lang}/identity/."""

from __future__ import annotations

from django.urls import path

from portal.identity.views import personal as views
from portal.identity.views import signing_keys

app_name = "identity"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("names/", views.names, name="names"),
    path("documents/add/", views.add_document, name="add_document"),
    path("documents/<uuid:pk>/withdraw/", views.withdraw_document, name="withdraw_document"),
    path("licence/add/", views.add_licence, name="add_licence"),
    path("language/", views.language, name="language"),
    path("signing-key/", signing_keys.signing_key, name="signing_key"),
    path("signing-key/enrol/", signing_keys.enrol, name="enrol_signing_key"),
    path("signing-key/demonstration/", signing_keys.issue, name="issue_signing_key"),
    path("signing-key/withdraw/", signing_keys.withdraw, name="withdraw_signing_key"),
]
