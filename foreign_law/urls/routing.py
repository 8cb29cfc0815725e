"""Addresses of one area: the directory, the page of an institution or expert, questioning."""

from __future__ import annotations

from django.urls import URLPattern, path

from foreign_law.views.ascertainment import directory, questioning, work

_WORK = "ascertainment/work/<uuid:attempt_id>/"
_ROOM = "ascertainment/rooms/<uuid:questioning_id>/"

urlpatterns: list[URLPattern] = [
    path("providers/", directory.directory, name="providers"),
    path("providers/invitation/", directory.invitation, name="provider_invitation"),
    path("providers/<uuid:provider_id>/", directory.provider, name="provider"),
    path(_WORK, work.work, name="provider_work"),
    path(_WORK + "accept/", work.accept, name="provider_accept"),
    path(_WORK + "decline/", work.decline, name="provider_decline"),
    path(_WORK + "proofs/", work.proof, name="provider_proof"),
    path(_WORK + "proofs/<uuid:proof_id>/withdraw/", work.proof_withdraw, name="provider_proof_withdraw"),
    path(_WORK + "files/<uuid:exhibit_id>/", work.file, name="provider_file"),
    path("ascertainment/questioning/<uuid:attempt_id>/", questioning.ask, name="questioning_ask"),
    path(_ROOM, questioning.room, name="questioning_room"),
    path(_ROOM + "begin/", questioning.begin, name="questioning_begin"),
]
