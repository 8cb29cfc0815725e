"""Addresses of the editorial room beside Wagtail's own."""

from django.urls import path

from portal.pages import views

app_name = "pages"
urlpatterns = [path("find/", views.find, name="find")]
