"""The verifier as a file, at an address without language."""

from django.urls import path

from portal.evidence import views

urlpatterns = [path("", views.verifier, name="verify_evidence")]
