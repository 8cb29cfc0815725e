"""Public addresses about evidence packages, under /{language}/verify/evidence/."""

from django.urls import path

from portal.evidence import views

app_name = "evidence"
urlpatterns = [path("", views.how_to_verify, name="how_to_verify")]
