"""Addresses of one area under /{language}/mediations/."""

from __future__ import annotations

from django.urls import URLPattern, path

from mediation_registry.views import conduct as views

urlpatterns: list[URLPattern] = [
    path("", views.my_mediations, name="mine"),
    path("new/", views.arrange, name="arrange"),
    path("join/", views.join, name="join"),
    path("<uuid:mediation_id>/", views.mediation, name="mediation"),
    path("<uuid:mediation_id>/steps/<slug:name>/", views.act, name="act"),
    path("<uuid:mediation_id>/sessions/<uuid:session_id>/minutes/", views.minutes, name="minutes"),
]
