"""Addresses of the inbox."""

from django.urls import path

from portal.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<uuid:notice_id>/", views.notice, name="notice"),
    path("<uuid:notice_id>/read/", views.mark_read, name="mark_read"),
]
