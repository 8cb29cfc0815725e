"""Addresses of the API."""

from django.urls import path

from portal.api.root import build

urlpatterns = [path("v1/", build().urls)]
