"""Powers after the session, with the sealed instrument and the attestation that effect needs.

``reviewed()`` waits for the judge; ``effective()`` went through the act; both stand in the case of the cast, in which
Zhou Ping acts for Chan Ka Man by the power alone.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from io import BytesIO

from portal.exhibits.storage import exhibit_store
from portal.power_of_attorney.actions.keeping_review import make_effective
from portal.power_of_attorney.models import Attestation, ExecutedInstrument, PowerOfAttorney
from portal.rooms.actions.recordings import recording_store
from portal.rooms.models import Recording, Seat
from portal.seals.data_keys import new_data_key
from tests.factories import people, powers

AT = powers.NOW


def a_pdf(text: str) -> bytes:
    """A small PDF that a full parse accepts."""
    import pikepdf

    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = text
        pdf.save(out)
    return out.getvalue()


def executed(power: PowerOfAttorney) -> ExecutedInstrument:
    """The sealed instrument of the latest text, kept in the store."""
    content = a_pdf(power.reference)
    digest = sha256(content).hexdigest()
    exhibit_store().put(digest, BytesIO(content))
    return ExecutedInstrument.objects.create(
        power=power, kind="instrument", number=power.executed.count() + 1,
        version=power.versions.order_by("-number").first(), digest=digest, size=len(content), level="B-LTA",
        sealed_by="Court of tests", sealed_at=AT,
    )  # fmt: skip


def reviewed(*, struck: str = "change_claims", **entries) -> PowerOfAttorney:
    """A power under judicial review: attested, sealed, two powers confirmed and one struck out."""
    power = powers.a_power("judicial_review", **entries)
    power.granted.update(state="confirmed", decided_at=AT)
    power.granted.filter(code=struck).update(state="struck")
    session = power.sessions.get()
    Attestation.objects.create(
        session=session, version=power.versions.get(), text_version="test", recording_head="0" * 64, places=[],
        attested_by=people.actor(people.judge_a()).key, attested_at=AT,
    )  # fmt: skip
    executed(power)
    return power


def effective(at: datetime = AT, **entries) -> PowerOfAttorney:
    """A power that Lin Xiao made effective."""
    power = reviewed(**entries)
    make_effective(actor=people.actor(people.judge_a()), at=at, power_id=power.pk)
    return PowerOfAttorney.objects.get(pk=power.pk)


def a_recording(power: PowerOfAttorney) -> Recording:
    """A stopped recording of the session, with a data key and one sealed file in the store."""
    room = power.sessions.get().room
    seat = Seat.objects.get(room=room, role="judge")
    number = room.recordings.count() + 1
    recording = Recording.objects.create(
        room=room, number=number, recorder=seat, state="stopped", media_type="video/webm",
        wrapped_key=new_data_key(), next_number=1, head=sha256(f"{room.pk} {number}".encode()).hexdigest(),
        digest=sha256(f"whole {room.pk} {number}".encode()).hexdigest(), size=10, started_at=AT,
        last_chunk_at=AT, stopped_at=AT,
    )  # fmt: skip
    recording_store().put(recording.pk, "0.sealed", b"sealed")
    return recording
