"""A session for tests: everybody seated and heard of, a recording that is acknowledged, the script walked through."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from portal.identity.models import User
from portal.power_of_attorney.actions import answers, lobby, signing
from portal.power_of_attorney.models import PowerOfAttorney, WitnessingSession
from portal.power_of_attorney.queries.session import SessionNow
from portal.power_of_attorney.rules import script, witnessing
from portal.rooms.models import Recording, Seat
from tests.factories import people, powers

NOW = powers.NOW
JUDGE_PLACE = "Qianhai"


def in_lobby(*, interpreter: bool = False, second_agent: bool = False, **entries: Any) -> WitnessingSession:
    """A lobby in which everybody has been admitted and a moment ago was heard of."""
    power = powers.a_power("scheduled", **entries)
    if interpreter:
        powers.interpreted(power)
    if second_agent:
        user = people.account("second.agent", language="zh-hans")
        people.person_of(user, {"zh-hans": "何助理"})
        powers.an_agent(power, user, position=2, kind="employee", licence=None, firm_name="")
        powers.consents(power, user)
    session = lobby.open_lobby(actor=judge(), at=NOW, power_id=power.pk)
    admit_all(session, NOW)
    return fresh(session)


def opened(**entries: Any) -> WitnessingSession:
    """A session that the judge has opened, recorded and acknowledged."""
    session = in_lobby(**entries)
    lobby.open_session(actor=judge(), at=NOW, session_id=session.pk)
    record(session, NOW)
    return fresh(session)


def judge() -> Any:
    return people.actor(people.judge_a(), NOW)


def actor_at(session: WitnessingSession, who: str) -> Any:
    """The acting person at this place of the table."""
    return people.actor(user_at(session, who), NOW)


def user_at(session: WitnessingSession, who: str) -> User:
    return SessionNow(fresh(session), NOW).accounts[who]


def fresh(session: WitnessingSession) -> WitnessingSession:
    """The session as the tables have it now, with nothing remembered."""
    rows = WitnessingSession.objects.select_related("room", "judge", "power__court", "appointment__slot")
    return rows.get(pk=session.pk)


def power_of(session: WitnessingSession) -> PowerOfAttorney:
    return PowerOfAttorney.objects.get(pk=session.power_id)


def admit_all(session: WitnessingSession, at: datetime) -> None:
    session.room.seats.update(
        state=Seat.State.ADMITTED, admitted_at=at, arrived_at=at, seen_at=at, tab="a-tab-of-this-test"
    )
    for seat in session.room.seats.all():
        seat.place = f"Place of the {seat.role}"
        seat.save(update_fields=["place"])


def alive(session: WitnessingSession, at: datetime, *, but: str = "") -> None:
    """Everybody is heard of, save one."""
    seats = session.room.seats.all()
    if but:
        seats = seats.exclude(holder=user_at(session, but))
    seats.update(seen_at=at)


def record(session: WitnessingSession, at: datetime) -> Recording:
    """A running recording whose last chunk was acknowledged at ``at``."""
    running = Recording.objects.filter(room=session.room, state=Recording.State.RUNNING).first()
    if running is None:
        running = Recording.objects.create(
            room=session.room, number=Recording.objects.filter(room=session.room).count() + 1,
            recorder=session.room.seats.get(role=Seat.Role.JUDGE), media_type="video/webm", started_at=at,
            wrapped_key=b"a key",
        )  # fmt: skip
    Recording.objects.filter(pk=running.pk).update(last_chunk_at=at, head="a1" * 32)
    return running


def keep_up(session: WitnessingSession, at: datetime) -> None:
    """A moment later all is still well."""
    alive(session, at)
    record(session, at)


def words_for(kind: script.Kind, answer: str) -> str:
    return "In own words." if answer in kind.needs_words else ""


def answer(session: WitnessingSession, key: str, at: datetime, given: str = "", words: str = "") -> Any:
    """The passing answer to a question, or the one given."""
    asked = script.question(SessionNow(fresh(session), at).cast, key)
    assert asked is not None, key
    said = given or next(one for one in asked.item.kind.answers if one in asked.item.kind.passing)
    return answers.record_answer(
        actor=judge(), at=at, session_id=session.pk, item=key, answer=said,
        words=words or words_for(asked.item.kind, said),
    )  # fmt: skip


def identify(session: WitnessingSession, at: datetime, who: str) -> Any:
    """The judge confirms by hand who sits at this place."""
    person = SessionNow(fresh(session), at).people[who]
    return lobby.repeat_identity(
        actor=judge(), at=at, session_id=session.pk, person_id=person.pk, basis="Paper seen on camera."
    )


def sign(session: WitnessingSession, at: datetime, who: str, **entries: Any) -> Any:
    """A signature of whoever sits at this place on the present text."""
    version = power_of(session).versions.order_by("-number").first()
    values = {"strokes": strokes(), "image_png": png(), "document_digest": version.digest if version else ""}
    return signing.sign_by_hand(
        actor=actor_at(session, who), at=at, session_id=session.pk, **{**values, **entries}
    )


def walk(session: WitnessingSession, until: int, *, start: datetime = NOW) -> datetime:
    """The script up to and including this step, a second for each act; gives the time reached."""
    at = start
    for step in script.STEPS[:until]:
        at = walk_step(session, step, at)
    return at


def walk_step(session: WitnessingSession, step: int, at: datetime, *, only_missing: bool = False) -> datetime:
    """One step: its identities, its signatures, its questions (or those that are still open)."""
    now = SessionNow(fresh(session), at)
    if step == 2:
        for who in witnessing.unidentified(now.sheet) if only_missing else now.cast.identified:
            at = _later(session, at)
            identify(session, at, who)
    if step == script.SIGNING:
        for who in witnessing.unsigned(now.sheet) if only_missing else now.cast.signers:
            at = _later(session, at)
            sign(session, at, who)
    for asked in script.questions(now.cast):
        if asked.step == step and not (only_missing and witnessing.is_ticked(now.sheet, asked)):
            at = _later(session, at)
            answer(session, asked.key, at)
    return at


def _later(session: WitnessingSession, at: datetime) -> datetime:
    later = at + timedelta(seconds=1)
    keep_up(session, later)
    return later


def strokes(way: str = "drawn") -> dict[str, Any]:
    return {
        "way": way,
        "width": 640,
        "height": 240,
        "strokes": [[[10, 10, 0], [200, 90, 120], [320, 30, 260]]],
    }


def png() -> bytes:
    image = Image.new("RGBA", (640, 240), (0, 0, 0, 0))
    ImageDraw.Draw(image).line([(10, 10), (200, 90), (320, 30)], fill=(16, 24, 40, 255), width=3)
    held = BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


def walk_missing(session: WitnessingSession, at: datetime, *, until: int = script.SIGNING) -> datetime:
    """Everything up to and including this step that is not done yet."""
    for step in script.STEPS[:until]:
        at = walk_step(session, step, at, only_missing=True)
    return at
