"""Addresses of one area under /{language}/mediators/."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from mediation_registry.views import exports, messages, profile, register

NUMBER = r"(?P<register_no>(?:[Mm][Ee][Dd]|[Mm][Oo][Rr][Gg]|[Gg][Bb][Mm][Cc])-\d{4}-\d{6,9}-[0-9A-Za-z])"

urlpatterns: list[URLPattern] = [
    path("", register.search, name="search"),
    re_path(r"^export\.(?P<form>csv|xlsx)$", exports.export, name="export"),
    re_path(rf"^{NUMBER}/$", profile.profile, name="profile"),
    re_path(rf"^{NUMBER}/message/$", messages.message, name="message"),
]
