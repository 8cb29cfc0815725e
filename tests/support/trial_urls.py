"""The portal's addresses and the page of a trial room."""

from __future__ import annotations

from django.urls import path

from portal import urls
from tests.support.trial_room import room_page

handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
handler500 = urls.handler500

urlpatterns = [path("<slug:language>/trial/<uuid:room_id>/", room_page), *urls.urlpatterns]
