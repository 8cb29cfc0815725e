"""The judge attests, and closes: the executed instrument and the note, then step 11, then the judicial review."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.evidence.actions import order_package
from portal.power_of_attorney.actions.interruptions import finish_room
from portal.power_of_attorney.actions.sealing import (
    closing_is_blocked,
    execute_instrument,
    witnessing_note,
)
from portal.power_of_attorney.actions.session_steps import held_by_judge, look_again, refuse, require_state
from portal.power_of_attorney.actions.steps import move, record, tell
from portal.power_of_attorney.models import Attestation, WitnessingSession
from portal.power_of_attorney.queries.session import SessionNow
from portal.power_of_attorney.rules import witnessing
from portal.power_of_attorney.rules.lifecycle import P
from portal.power_of_attorney.rules.texts.script import version_now
from portal.rooms.queries.recordings import unexplained_gaps


@transaction.atomic
def attest(*, actor: Actor, at: datetime, session_id: UUID, passphrase: str) -> Attestation:
    """The judge attests that the signing was witnessed; she signs with her own key, the court's seal comes last.

    :raises ValidationError: a step, a person, a consent, an identity, a signature or the recording is missing, a gap in
        the recording is not explained, or the key does not open with this passphrase.
    """
    act = f"{P}attested"
    now = held_by_judge(actor, at, act, session_id)
    refuse(now, witnessing.obstacles_to_attest(now.sheet))
    assert now.version is not None  # without a text, nobody has signed
    _every_gap_is_explained(now)
    session = now.session
    attestation = Attestation.objects.create(
        session=session, version=now.version, text_version=version_now("signatures.integrity"),
        recording_head=now.recording.head, places=_places(now), attested_by=actor.key, attested_at=at,
    )  # fmt: skip
    session.state, session.attested_at = WitnessingSession.State.ATTESTED, at
    session.save(update_fields=["state", "attested_at"])
    move(now.power, act, at)
    facts = {"session": session.number, "round": session.round, "recording_head": now.recording.head}
    facts["document"] = now.version.digest if now.version else ""
    record(act, actor=actor, at=at, power=now.power, subject=attestation, facts=facts)
    execute_instrument(actor=actor, at=at, session=session, passphrase=passphrase)
    witnessing_note(actor=actor, at=at, session=session, passphrase=passphrase)
    look_again(now, "attested")
    return attestation


def _every_gap_is_explained(now: SessionNow) -> None:
    """The judge's signature on the note covers the written explanations (recording rules 2017, art. 4)."""
    if unexplained_gaps(now.session.room).exists():
        raise ValidationError(_("A gap in the recording has no explanation yet."), code="gap")


def _places(now: SessionNow) -> list[dict[str, str]]:
    """Where everybody was, as declared when the seat was taken."""
    return [{"who": who, "place": presence.seat.place or ""} for who, presence in now.presence.items()]


@transaction.atomic
def close_session(*, actor: Actor, at: datetime, session_id: UUID) -> WitnessingSession:
    """The judge closes the session: step 11 is done, every gap explained; the judicial review begins.

    :raises ValidationError: step 11 is not complete, a gap is not explained, or a time stamp has been pending too long.
    """
    act = f"{P}session_closed"
    now = held_by_judge(actor, at, act, session_id)
    require_state(now, WitnessingSession.State.ATTESTED)
    refuse(now, witnessing.obstacles_to_close(now.sheet))
    _every_gap_is_explained(now)
    if blocked := closing_is_blocked(now.power, at):
        raise ValidationError(blocked, code="time_stamp")
    now.session.state = WitnessingSession.State.CLOSED
    finish_room(now, actor)
    move(now.power, act, at)
    record(
        act, actor=actor, at=at, power=now.power, subject=now.session, facts={"session": now.session.number}
    )
    tell(act, [user for who, user in now.accounts.items() if who != "judge"], power=now.power, at=at)
    order_package(actor=actor, at=at, number=now.power.reference)
    return now.session
