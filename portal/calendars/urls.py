"""The public calculator."""

from django.urls import path

from portal.calendars import views

app_name = "calendars"
urlpatterns = [
    path("", views.calculator, name="calculator"),
]
