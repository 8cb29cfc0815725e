"""What a test asks of recordings inside a served portal (``PortalServer.call``): rooms to record in, and the truth."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.test import Client
from django.utils import timezone

from portal.rooms.models import Recording, Room, Seat


def rooms_to_record(count: int = 1, kind: str = "trial") -> dict[str, Any]:
    """So many live rooms in which one judge sits, and the judge's sign-in: ``{"rooms": […], "session": key}``."""
    from tests.factories import people

    judge, at = people.judge_a(), timezone.now()
    rooms = []
    for number in range(count):
        room = Room.objects.create(
            kind=kind, subject_key=f"recorded-{at.timestamp()}-{number}", reference=f"T-{number}", court=people.court(),
            state="live", opened_at=at, live_since_at=at,
        )  # fmt: skip
        Seat.objects.create(
            room=room, holder=judge, role="judge", name="林晓", name_lang="zh-Hans", state="admitted", tab="tab-judge",
            admitted_at=at, arrived_at=at, seen_at=at,
        )  # fmt: skip
        rooms.append(str(room.pk))
    session = people.sign_in(Client(), judge).session.session_key
    return {"rooms": rooms, "session": session}


def truth_of(room: str, folder: str = "") -> list[dict[str, Any]]:
    """Each recording of a room as it stands in the tables and in the store, opened and digested anew.

    With ``folder``, original and copy are also written there.
    """
    from hashlib import sha256

    from portal.rooms.queries.recordings import open_original
    from portal.rooms.recording_chain import head_of
    from portal.rooms.recording_store import recording_store

    found = []
    for recording in Recording.objects.filter(room_id=room).order_by("number"):
        rows = list(recording.chunks.order_by("number").values_list("number", "digest", "head"))
        contents = [sha256(content).hexdigest() for content in open_original(recording)]
        if folder:
            _save(recording, Path(folder))
        found.append({
            "number": recording.number, "state": recording.state, "head": recording.head, "digest": recording.digest,
            "rows": [list(row) for row in rows], "contents": contents, "chain": head_of(contents),
            "files": len([n for n in recording_store().names(recording.pk) if not n.startswith("copy-")]),
        })  # fmt: skip
    return found


def kept_in(rooms: list[str]) -> dict[str, dict[int, str]]:
    """For each room, the digests of the kept chunks by number."""
    from portal.rooms.models import RecordingChunk

    found: dict[str, dict[int, str]] = {room: {} for room in rooms}
    rows = RecordingChunk.objects.filter(recording__room_id__in=rooms)
    for room, number, digest in rows.values_list("recording__room_id", "number", "digest"):
        found[str(room)][number] = digest
    return found


def _save(recording: Recording, folder: Path) -> None:
    """Writes the original and the copy of a recording as ``<number>-original.webm`` and ``<number>-copy.webm``."""
    from portal.rooms.recording_media import Copy, Original
    from portal.rooms.recording_store import recording_store

    store = recording_store()
    for what, media in (
        ("original", Original(recording, store)),
        ("copy", Copy(recording.derivative, store)),
    ):
        with (folder / f"{recording.number}-{what}.webm").open("wb") as out:
            for piece in media.stretch(0, media.size - 1):
                out.write(piece)
