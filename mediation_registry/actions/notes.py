"""Confidential notes: kept apart from the record, in a chain of their own, never before the court.

What a party concedes to reach a settlement is no evidence against it (Online Mediation Rules art. 18; 2016 Rules
art. 22). The log holds that a note was kept, not a word of it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.steps_mediation import M, entered, require_standing, required_text
from mediation_registry.models import PrivilegedNote
from portal.audit import log as audit
from portal.audit.actors import Actor


@transaction.atomic
def keep_note(*, actor: Actor, at: datetime, mediation_id: UUID, audience: str, text: str) -> PrivilegedNote:
    """A party, its agent or the mediator keeps a confidential note.

    :raises PermissionRefused: the court, or a stranger. :raises ValidationError: no text.
    """
    act = M + "note_kept"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator or standing.is_party, act)
    words = required_text(text, "text", _("Write the note."))
    if standing.is_party and audience == PrivilegedNote.Audience.MEDIATOR:
        audience = PrivilegedNote.Audience.ONE_SIDE
    if standing.is_mediator and audience == PrivilegedNote.Audience.ONE_SIDE:
        audience = PrivilegedNote.Audience.MEDIATOR
    side = min(standing.sides) if audience == PrivilegedNote.Audience.ONE_SIDE else ""
    note = PrivilegedNote.objects.create(
        mediation=mediation, audience=audience, side=side, text=words, kept_at=at, kept_by=actor.key
    )
    audit.record(
        act=act, actor=actor, at=at, subject=("mediation_registry.PrivilegedNote", str(note.pk)),
        chain=f"mediation_notes:{mediation.pk}", facts={"reference": mediation.reference},
    )  # fmt: skip
    return note
