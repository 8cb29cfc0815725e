"""Registrations of one area: the seven routes, institutions and experts, questioning."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor

F = "foreign_law."


def open_doors() -> None:
    """Words of acts and notices, the role of those who answer, the room of a questioning, the directory."""
    from foreign_law.apps import routing_words as words
    from foreign_law.queries.ascertainment.providers import provider_role
    from portal.audit.labels import register_acts
    from portal.identity.actors import register_role_source
    from portal.notices.kinds import register_kind, register_kinds

    register_acts("foreign_law", words.ACT_WORDS)
    register_kinds("foreign_law", words.NOTICE_WORDS, prepare=words.prepare)
    register_kind(
        F + "provider_invited", label=words.INVITED_LABEL, subject_template=words.INVITED_SUBJECT,
        body_template=words.INVITED_BODY, prepare=words.prepare_invitation, secrets=("code", "path"),
    )  # fmt: skip
    register_role_source("foreign_law.providers", provider_role)
    _register_room()
    _register_directory()


def _register_room() -> None:
    from foreign_law.actions.ascertainment.questioning_rooms import KIND
    from foreign_law.queries.ascertainment.room_seats import gone
    from portal.rooms.registry import RoomKind, register_kind

    register_kind(
        KIND,
        RoomKind(
            label=_("Questioning on foreign law"), may_watch=may_watch, page=page_of, told=told, gone=gone,
            lock=lock_request,
        ),
    )  # fmt: skip


def _register_directory() -> None:
    """The open directory in the sitemap; the editors' scope in the back office."""
    from foreign_law.models import LawProvider
    from foreign_law.queries.ascertainment.providers import public_places
    from portal.identity.permissions import everything, register_scope
    from portal.web.sitemaps import register

    register("law-providers", public_places)
    register_scope(LawProvider, everything)


def may_watch(actor: Actor, room: Any, at: datetime) -> bool:
    """Recordings are for the staff of the request's court: judge and clerk."""
    from foreign_law.models import AscertainmentRequest
    from portal.cases.actions.steps import day_of

    bench = frozenset({"judge", "clerk"})
    rows = AscertainmentRequest.objects.for_staff(actor, day_of(at), bench)
    return rows.filter(pk=room.subject_key).exists()


def page_of(room: Any) -> str:
    """The address of the room's page, without language; the request's own where no questioning holds the room."""
    from foreign_law.actions.ascertainment.questioning_rooms import room_path
    from foreign_law.models import Questioning

    found = Questioning.objects.filter(room=room).first()
    return room_path(found) if found is not None else f"/law/ascertainment/{room.reference}/"


def lock_request(room: Any) -> object:
    """The record is locked before its room, by everybody."""
    from foreign_law.models import AscertainmentRequest

    rows = AscertainmentRequest.objects.select_for_update(of=("self",))
    return rows.filter(pk=room.subject_key).first()


def told(*, room: Any, what: str, at: datetime, facts: dict[str, object]) -> None:
    """Who came and went stands in the room's own events, in the request's chain; nothing follows from it by itself."""
