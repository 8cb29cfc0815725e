"""Addresses of the public check."""

from django.urls import path

from portal.verification import views

app_name = "verification"
urlpatterns = [
    path("", views.verify, name="verify"),
    path("<str:number>/", views.verify, name="number"),
]
