"""Addresses below /.well-known/."""

from django.urls import path

from portal.api import views

app_name = "keys"
urlpatterns = [path("jwks.json", views.jwks, name="jwks")]
