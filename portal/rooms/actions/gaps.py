"""Gaps in a recording: noted by the portal when it finds one, explained in writing by the bench.

Source: Several Provisions of the Supreme People's Court on the Recording of Court Trials (2017), art. 4.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.audit.canonical import Json
from portal.identity.permissions import PermissionRefused, require
from portal.rooms.actions.announcing import announce, enter
from portal.rooms.actions.steps import locked
from portal.rooms.gap_causes import CAUSES
from portal.rooms.models import RecordingGap, Room
from portal.rooms.queries.bench import bench_seat

LONGEST = 2000


def note_gap(
    *, actor: Actor, at: datetime, room: Room, began_at: datetime, ended_at: datetime, cause: str
) -> RecordingGap:
    """Enters a stretch that was not recorded or not acknowledged; ``cause`` is a key of CAUSES.

    :raises PermissionRefused: the actor's roles do not note gaps.
    :raises KeyError: an unknown cause.
    """
    require(actor, "rooms.recording_gap_noted")
    CAUSES[cause]
    with transaction.atomic():
        locked(room.pk, "rooms.recording_gap_noted")
        gap = RecordingGap.objects.create(
            room=room, began_at=began_at, ended_at=max(began_at, ended_at), cause=cause
        )
        seconds = round((ended_at - began_at).total_seconds())
        facts: dict[str, Json] = {"gap": str(gap.pk), "cause": cause, "seconds": max(0, seconds)}
        enter("rooms.recording_gap_noted", actor=actor, at=at, room=room, subject=gap, facts=facts)
        announce(room=room, what="recording_gap", at=at, facts=facts)
    return gap


def explain_gap(*, actor: Actor, at: datetime, gap_id: UUID, explanation: str) -> RecordingGap:
    """The written explanation of a gap, by judge or clerk of the room (or by the module's own act); given once.

    :raises PermissionRefused: no such gap in a room where the actor holds a seat of the bench.
    :raises ValidationError: nothing was written, it is too long, or the gap was explained already.
    """
    require(actor, "rooms.recording_gap_explained")
    text = explanation.strip()
    if not text:
        raise ValidationError({"explanation": _("Write what happened and why nothing was recorded.")})
    if len(text) > LONGEST:
        raise ValidationError({"explanation": _("Write at most %(limit)s characters.") % {"limit": LONGEST}})
    with transaction.atomic():
        rows = RecordingGap.objects.select_for_update(of=("self",)).select_related("room")
        gap = rows.filter(pk=gap_id).first()
        if gap is None or not (actor.is_system or bench_seat(actor, gap.room)):
            raise PermissionRefused("rooms.recording_gap_explained")
        if gap.explained_at is not None:
            raise ValidationError(_("This gap was explained already."))
        gap.explanation, gap.explained_by, gap.explained_at = text, actor.key, at
        gap.save(update_fields=["explanation", "explained_by", "explained_at"])
        enter(
            "rooms.recording_gap_explained", actor=actor, at=at, room=gap.room, subject=gap,
            facts={"gap": str(gap.pk), "cause": gap.cause}, private={"explanation": text},
        )  # fmt: skip
    return gap
