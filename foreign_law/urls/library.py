"""Addresses of the library itself: works by place, judgments, the search."""

from django.urls import path, re_path

from foreign_law.views import judgments, provisions, searching, works

PLACE = r"(?P<place>cn|hk|mo)"
SLUG = r"(?P<slug>[A-Za-z0-9-]+)"
KEY = r"(?P<key>[A-Za-z0-9_.~-]+)"
urlpatterns = [
    path("", searching.search, name="search"),
    path("judgments/", judgments.judgment_list, name="judgments"),
    re_path(rf"^judgments/{KEY}/$", judgments.judgment, name="judgment"),
    re_path(rf"^{PLACE}/$", works.place, name="place"),
    re_path(rf"^{PLACE}/{SLUG}/$", works.instrument, name="instrument"),
    re_path(rf"^{PLACE}/{SLUG}/{KEY}/$", provisions.provision, name="provision"),
]
