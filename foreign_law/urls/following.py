"""Addresses of following: my page, the buttons, the way out of the mails, the feeds."""

from __future__ import annotations

from django.urls import path, re_path

from foreign_law.urls.library import KEY, PLACE, SLUG
from foreign_law.views import feeds, following

urlpatterns = [
    path("following/", following.mine, name="following"),
    path("following/add/", following.add, name="follow"),
    path("following/keep/", following.keep, name="keep_search"),
    path("following/stop/", following.stop, name="stop_mails"),
    path("following/<uuid:row_id>/rhythm/", following.rhythm, name="follow_rhythm"),
    path("following/<uuid:row_id>/end/", following.end, name="follow_end"),
    path("feeds/library.atom", feeds.library, name="feed"),
    path("feeds/applied.atom", feeds.applied, name="feed_applied"),
    path("feeds/search.atom", feeds.search, name="feed_search"),
    re_path(rf"^feeds/{PLACE}/{SLUG}\.atom$", feeds.work, name="feed_work"),
    re_path(rf"^feeds/{PLACE}/{SLUG}/{KEY}\.atom$", feeds.provision, name="feed_provision"),
]
