"""Addresses of the helper for choosing the applicable law."""

from django.urls import path, re_path

from foreign_law.views import choosing

urlpatterns = [
    path("choosing/", choosing.choosing, name="choosing"),
    re_path(
        r"^choosing/clauses/(?P<law>hk|mo)-(?P<disputes>(?:court|arb)-(?:cn|hk|mo))\.docx$",
        choosing.clause,
        name="choosing_clause",
    ),
]
