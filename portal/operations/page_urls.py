"""The public status page, in each language."""

from django.urls import path

from portal.operations import views

app_name = "status"
urlpatterns = [path("", views.status, name="page")]
