"""A whole session by the acts of the room: lobby, script, signatures, attestation, effect.

What nobody filmed is a short picture with a tone that says DEMONSTRATION, kept in the portal's own sealed chunks.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from portal.audit.actors import Actor
from portal.identity.actors import actor_of, forget_actor
from portal.power_of_attorney.actions import answers, attesting, lobby, signing
from portal.power_of_attorney.actions.keeping_review import make_effective
from portal.power_of_attorney.management.demonstration.keys import PASSPHRASE
from portal.power_of_attorney.models import PowerOfAttorney, WitnessingSession
from portal.power_of_attorney.queries.session import SessionNow
from portal.power_of_attorney.rules import script
from portal.rooms.actions import recordings, seats
from portal.rooms.models import Recording, Seat

MEDIA = Path(__file__).with_name("media") / "demonstration.webm"
CHUNKS, CHUNK_SECONDS = 20, 3
STROKES = [[[20, 70, 0], [60, 20, 120], [95, 75, 260]], [[110, 30, 420], [170, 60, 610], [230, 25, 800]]]
WORDS = "虛構的回答"


class Rehearsal:
    """One session played through; ``at`` moves on with every chunk of the recording."""

    def __init__(self, power: PowerOfAttorney, judge: Actor, at: datetime) -> None:
        self.power, self.judge, self.at = power, judge, at
        self.session: WitnessingSession
        self.recording: Recording
        content = MEDIA.read_bytes()
        size = -(-len(content) // CHUNKS)
        self.pieces = [content[start : start + size] for start in range(0, len(content), size)]
        self.sent = 0

    def now(self) -> SessionNow:
        """The session as it stands."""
        self.session.refresh_from_db()
        self.session.power.refresh_from_db()
        return SessionNow(self.session, self.at)

    def play(self) -> None:
        """From the lobby to the close."""
        self.session = lobby.open_lobby(actor=self.judge, at=self.at, power_id=self.power.pk)
        self._sit_down()
        self._record()
        lobby.open_session(actor=self.judge, at=self.at, session_id=self.session.pk)
        for step in script.STEPS[:9]:
            self._step(step)
        self._sign()
        self._step(script.SIGNING)
        attesting.attest(actor=self.judge, at=self.at, session_id=self.session.pk, passphrase=PASSPHRASE)
        self._step(script.CLOSING)
        while self.sent < len(self.pieces):
            self._tick()
        recordings.stop_running(actor=self.judge, at=self.at, room=self.session.room)
        attesting.close_session(actor=self.judge, at=self.at, session_id=self.session.pk)

    def _sit_down(self) -> None:
        room = self.session.room
        for seat in room.seats.select_related("holder").order_by("-role"):
            if not seat.is_required:
                continue
            actor, key = _actor(seat, self.at), f"demonstration-{seat.pk}"
            token = seats.issue_ticket(actor=actor, at=self.at, room_id=room.pk, session_key=key)
            seats.take_seat(
                actor=actor, at=self.at, room_id=room.pk, token=token, session_key=key, tab=_tab(seat),
                place="虛構地址", address="192.0.2.1",
            )  # fmt: skip
        for seat in room.seats.filter(state=Seat.State.WAITING):
            seats.admit(actor=self.judge, at=self.at, room_id=room.pk, seat_id=seat.pk)

    def _record(self) -> None:
        own = self.session.room.seats.get(role=Seat.Role.JUDGE)
        self.recording = recordings.start_recording(
            actor=self.judge, at=self.at, room_id=self.session.room_id, tab=_tab(own), media_type="video/webm"
        )
        self._tick()

    def _tick(self) -> None:
        """Three seconds pass: a chunk is acknowledged, everybody is heard of."""
        self.at += timedelta(seconds=CHUNK_SECONDS)
        if self.sent < len(self.pieces):
            self.recording.refresh_from_db()
            piece = self.pieces[self.sent]
            recordings.put_chunk(
                at=self.at, recording=self.recording, seat=self.session.room.seats.get(role=Seat.Role.JUDGE),
                number=self.sent, content=piece, digest=sha256(piece).hexdigest(), client_at=self.at, frames=6,
                has_sound=True, milliseconds=CHUNK_SECONDS * 1000,
            )  # fmt: skip
            self.sent += 1
        self.session.room.seats.filter(state=Seat.State.ADMITTED).update(seen_at=self.at)

    def _step(self, step: int) -> None:
        """Every question of a step, answered as one hopes; identities are compared where they belong."""
        self._tick()
        if step in (2, 3, 4):
            self._identify(step)
        now = self.now()
        for question in script.questions(now.cast):
            if question.step != step:
                continue
            answer = next(code for code in question.item.kind.answers if code in question.item.kind.passing)
            answers.record_answer(
                actor=self.judge,
                at=self.at,
                session_id=self.session.pk,
                item=question.key,
                answer=answer,
                words=WORDS,
            )

    def _identify(self, step: int) -> None:
        places = {2: script.PARTY, 3: script.INTERPRETER, 4: script.AGENT}
        for who, person in self.now().people.items():
            if who.startswith(places[step]):
                lobby.repeat_identity(
                    actor=self.judge, at=self.at, session_id=self.session.pk, person_id=person.pk, last_four="",
                    basis="虚构：核对屏幕前出示的证件",
                )  # fmt: skip

    def _sign(self) -> None:
        self._tick()
        now = self.now()
        assert now.version is not None
        for who in now.cast.signers:
            seat = now.presence[who].seat
            signing.sign_by_hand(
                actor=_actor(seat, self.at), at=self.at, session_id=self.session.pk, strokes=_strokes(),
                image_png=_picture(), document_digest=now.version.digest,
            )  # fmt: skip


def _actor(seat: Seat, at: datetime) -> Actor:
    forget_actor(seat.holder)
    return actor_of(seat.holder, at)


def _tab(seat: Seat) -> str:
    return f"demonstration-{seat.role}"


def _strokes() -> dict[str, Any]:
    return {"way": "drawn", "width": 260, "height": 100, "strokes": STROKES}


def _picture() -> bytes:
    """The strokes as a PNG with a transparent ground."""
    image = Image.new("RGBA", (260, 100), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    for stroke in STROKES:
        pen.line([(x, y) for x, y, _ms in stroke], fill=(20, 30, 60, 255), width=4, joint="curve")
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def witnessed(power: PowerOfAttorney, judge: Actor, at: datetime) -> datetime:
    """Play the booked session and make the power effective; gives the moment at which all was done."""
    rehearsal = Rehearsal(power, judge, at)
    rehearsal.play()
    make_effective(actor=judge, at=rehearsal.at, power_id=power.pk, reason="虚构：见证程序完整")
    return rehearsal.at
