"""Addresses of drafts."""

from django.urls import path

from portal.drafts import views

app_name = "drafts"
urlpatterns = [
    path("", views.drafts, name="drafts"),
    path("<str:form_key>/", views.save, name="save"),
    path("<str:form_key>/discard/", views.discard, name="discard"),
]
