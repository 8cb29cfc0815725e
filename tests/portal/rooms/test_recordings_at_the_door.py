"""The recorder's doors answer in words a program can use; a recording is watched by those who may, and it is logged."""

from __future__ import annotations

import json
import shutil
import subprocess
import uuid
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.audit.models import Event
from portal.rooms.actions.copies import CopyFailed, make_copy
from portal.rooms.models import Derivative, Recording, RecordingChunk, RecordingGap, Room
from portal.rooms.queries.recordings import open_original
from portal.rooms.recording_media import PIECE, Copy
from portal.rooms.recording_store import RecordingStore, StoreFull, recording_store
from tests.factories import people
from tests.factories.recordings import WEBM, a_room, content_of

pytestmark = pytest.mark.django_db
AT = "2026-11-20T04:00:03.000Z"


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, settings: Any) -> None:
    settings.PORTAL_VAR = tmp_path


@pytest.fixture
def judge(client: Client) -> Client:
    return people.sign_in(client, people.judge_a())


def started(client: Client, room: Room) -> Any:
    wish = {"tab": "tab-judge", "media_type": WEBM}
    return client.post(f"/rooms/{room.pk}/recordings/", wish, content_type="application/json")


def sent(client: Client, room: Room, chunk: int, content: bytes | None = None, **headers: str) -> Any:
    content = content_of(chunk) if content is None else content
    told = {
        "X-Chunk-SHA256": sha256(content).hexdigest(), "X-Chunk-Time": AT, "X-Chunk-Frames": "45",
        "X-Chunk-Sound": "1", "X-Chunk-Milliseconds": "3000", **headers,
    }  # fmt: skip
    return client.put(
        f"/rooms/{room.pk}/recordings/1/chunks/{chunk}/", content, content_type="application/octet-stream", headers=told
    )  # fmt: skip


def stopped(client: Client, room: Room, number: int = 1, **said: Any) -> Any:
    return client.post(f"/rooms/{room.pk}/recordings/{number}/stop/", said, content_type="application/json")


def watch(client: Client, room: Room, what: str = "original", **headers: str) -> Any:
    return client.get(f"/rooms/{room.pk}/recordings/1/{what}/", headers=headers)


def a_recording(client: Client, room: Room, contents: list[bytes]) -> Recording:
    """Begun, sent and stopped through the doors."""
    started(client, room)
    for number, content in enumerate(contents):
        assert sent(client, room, number, content).status_code == 200
    assert stopped(client, room).status_code == 200
    return Recording.objects.get(room=room, number=1)


def test_the_recorder_begins_sends_and_stops(judge: Client) -> None:
    room = a_room()
    begun = started(judge, room)
    assert (begun.status_code, begun.json()["number"], begun.json()["next_number"]) == (201, 1, 0)
    heads = [sent(judge, room, number).json()["head"] for number in range(3)]
    assert len(set(heads)) == 3
    assert sent(judge, room, 1).json() | {"server_at": ""} == {
        "head": heads[-1], "next_number": 3, "is_duplicate": True, "server_at": "",
    }  # fmt: skip
    assert stopped(judge, room, chunks=5).status_code == 409, "two are still on their way"
    done = stopped(judge, room, chunks=3)
    assert (done.status_code, done.json()["head"]) == (200, heads[-1])
    assert sent(judge, room, 3).json()["code"] == "over"


def test_a_chunk_costs_seven_questions_to_the_database(judge: Client) -> None:
    room = a_room()
    started(judge, room)
    sent(judge, room, 0)
    with CaptureQueriesContext(connection) as asked:
        assert sent(judge, room, 1).status_code == 200
    statements = [q["sql"].split()[0] for q in asked.captured_queries]
    assert statements == ["SELECT", "SELECT", "SELECT", "SAVEPOINT", "UPDATE", "INSERT", "RELEASE"], (
        "session, account, recording with its seat; the transaction with its two writings"
    )


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X-Chunk-Time": "yesterday"}, 400),
        ({"X-Chunk-Time": "2026-11-20T04:00:03"}, 400),
        ({"X-Chunk-Frames": "-3"}, 400),
        ({"X-Chunk-Milliseconds": "many"}, 400),
        ({"X-Chunk-SHA256": "0" * 64}, 409),
        ({"X-Chunk-SHA256": "short"}, 400),
    ],
)
def test_what_is_wrong_with_a_chunk_is_said_and_nothing_is_kept(
    judge: Client, headers: dict[str, str], status: int
) -> None:
    room = a_room()
    started(judge, room)
    answer = sent(judge, room, 0, **headers)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert not RecordingChunk.objects.exists()


def test_a_chunk_above_four_megabytes_is_not_read(judge: Client) -> None:
    room = a_room()
    started(judge, room)
    assert sent(judge, room, 0, bytes((4 << 20) + 1)).status_code == 413


def test_a_full_store_is_answered_with_507_and_the_device_keeps_the_chunk(
    judge: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = a_room()
    started(judge, room)

    def full(*args: object, **kwargs: object) -> None:
        raise StoreFull

    monkeypatch.setattr(RecordingStore, "put", full)
    answer = sent(judge, room, 0)
    assert (answer.status_code, answer.json()["code"]) == (507, "full")
    assert judge.get(f"/rooms/{room.pk}/state/").json()["recording"]["line"] == "stopped"


def test_strangers_and_people_without_a_second_factor_reach_no_door(client: Client, judge: Client) -> None:
    room = a_room((people.principal(), "party"))
    contents = [content_of(0)]
    a_recording(judge, room, contents)
    addresses = ["", "1/original/", "1/copy/"]
    for user in (people.stranger(), people.judge_b(), people.clerk_b(), people.opponent()):
        other = people.sign_in(Client(), user)
        for address in addresses:
            assert other.get(f"/rooms/{room.pk}/recordings/{address}").status_code == 404
        assert sent(other, room, 1).status_code == 404
        assert started(other, room).status_code == 404
        assert stopped(other, room).status_code == 404
    party = people.sign_in(Client(), people.principal())
    assert sent(party, room, 1).status_code == 404, "a party records nothing"
    assert started(party, room).status_code == 404
    unproved = people.sign_in(Client(), people.judge_a(), second_factor=False)
    assert sent(unproved, room, 1).status_code == 401
    assert unproved.get(f"/rooms/{room.pk}/recordings/").status_code == 302
    assert sent(Client(), room, 1).status_code == 401


def test_another_room_s_recording_is_not_found(judge: Client) -> None:
    room = a_room()
    started(judge, room)
    assert sent(judge, Room(pk=uuid.uuid4()), 0).status_code == 404


def test_the_original_is_given_whole_or_in_stretches(judge: Client) -> None:
    room = a_room()
    contents = [content_of(number, 10_000 + number) for number in range(4)]
    whole = b"".join(contents)
    a_recording(judge, room, contents)
    answer = watch(judge, room)
    assert (answer.status_code, answer.getvalue()) == (200, whole)
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Content-Type"] == WEBM
    for first, last in (
        (0, 0),
        (5, 9_999),
        (9_999, 10_000),
        (9_000, 31_000),
        (len(whole) - 1, len(whole) - 1),
    ):
        answer = watch(judge, room, Range=f"bytes={first}-{last}")
        assert (answer.status_code, answer.getvalue()) == (206, whole[first : last + 1])
        assert answer["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"
    assert watch(judge, room, Range="bytes=-100").getvalue() == whole[-100:]
    assert watch(judge, room, Range=f"bytes={len(whole) - 5}-").getvalue() == whole[-5:]
    assert watch(judge, room, Range=f"bytes={len(whole)}-").status_code == 416
    assert watch(judge, room, Range="bytes=0-1,5-6").status_code == 200, "several stretches: the whole"


def test_every_viewing_enters_the_log_once_in_half_an_hour(judge: Client) -> None:
    room = a_room((people.principal(), "party"))
    a_recording(judge, room, [content_of(0)])
    party = people.sign_in(Client(), people.principal())
    for _stretch in range(3):
        watch(party, room, Range="bytes=10-20").getvalue()
    events = Event.objects.filter(act="rooms.recording_watched")
    assert [event.actor_key for event in events] == [people.actor(people.principal()).key]


def test_the_page_shows_recordings_and_takes_the_explanation_of_a_gap(judge: Client) -> None:
    room = a_room((people.principal(), "party"))
    started(judge, room)
    sent(judge, room, 0)
    started(judge, room)
    gap = RecordingGap.objects.get(room=room)
    page = judge.get(f"/rooms/{room.pk}/recordings/")
    assert page.status_code == 200
    assert f"explanation-{gap.pk}" in page.content.decode()
    refused = judge.post(f"/rooms/{room.pk}/gaps/{gap.pk}/explain/", {"explanation": " "})
    assert (refused.status_code, "error-summary" in refused.content.decode()) == (422, True)
    kept = judge.post(f"/rooms/{room.pk}/gaps/{gap.pk}/explain/", {"explanation": "停電兩分鐘。"})
    assert kept.status_code == 302
    assert "停電兩分鐘。" in judge.get(f"/rooms/{room.pk}/recordings/").content.decode()
    party = people.sign_in(Client(), people.principal())
    assert party.get(f"/rooms/{room.pk}/recordings/").status_code == 200
    assert party.post(f"/rooms/{room.pk}/gaps/{gap.pk}/explain/", {"explanation": "x"}).status_code == 404


def a_film(folder: Path) -> bytes:
    """Four seconds of a test picture with a tone, as a recorder streams them: no length, no index."""
    program = shutil.which("ffmpeg")
    if program is None:
        pytest.skip("no ffmpeg: install the Debian package ffmpeg")
    subprocess.run(
        [program, "-v", "error", "-f", "lavfi", "-i", "testsrc=size=320x180:rate=10:duration=4", "-f", "lavfi", "-i",
         "sine=frequency=440:duration=4", "-c:v", "libvpx", "-b:v", "300k", "-c:a", "libopus", "-f", "webm", "-live", "1",
         str(folder / "film.webm")], check=True,
    )  # fmt: skip
    return (folder / "film.webm").read_bytes()


def test_the_playable_copy_has_its_own_digest_plays_and_lies_sealed(
    judge: Client, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    film = a_film(tmp_path)
    room, third = a_room(), len(film) // 3 + 1
    with django_capture_on_commit_callbacks(execute=True):
        recording = a_recording(judge, room, [film[at : at + third] for at in range(0, len(film), third)])
    derivative = Derivative.objects.get(recording=recording)
    assert b"".join(open_original(recording)) == film, "the original is as it was"
    played = watch(judge, room, "copy").getvalue()
    assert (sha256(played).hexdigest(), len(played)) == (derivative.digest, derivative.size)
    assert derivative.digest != recording.digest
    assert 3_900 <= derivative.milliseconds <= 4_200
    assert derivative.made_with.startswith("ffmpeg ")
    (tmp_path / "copy.webm").write_bytes(played)
    streams = json.loads(subprocess.run(
        ["ffprobe", "-v", "error", "-count_frames", "-show_streams", "-of", "json", str(tmp_path / "copy.webm")],
        check=True, capture_output=True,
    ).stdout)["streams"]  # fmt: skip
    assert {stream["codec_type"] for stream in streams} == {"video", "audio"}
    assert all(int(stream["nb_read_frames"]) > 0 for stream in streams)
    assert watch(judge, room, "copy", Range="bytes=100-299").getvalue() == played[100:300]
    sealed = b"".join(
        recording_store().read(recording.pk, name) for name in recording_store().names(recording.pk)
    )
    assert played[1000:1064] not in sealed
    assert Event.objects.filter(act="rooms.recording_copied").count() == 1
    assert (
        f"/rooms/{room.pk}/recordings/1/copy/" in judge.get(f"/rooms/{room.pk}/recordings/").content.decode()
    )


def test_a_copy_of_many_pieces_is_given_in_any_stretch(judge: Client) -> None:
    room = a_room()
    recording = a_recording(judge, room, [content_of(0)])
    from portal.rooms.actions import copies

    plain = content_of(9, 2 * PIECE + 77)
    derivative = Derivative(
        recording=recording, digest=sha256(plain).hexdigest(), size=len(plain), media_type=WEBM, milliseconds=1,
        made_at=datetime(2026, 11, 20, tzinfo=UTC), made_with="test",
    )  # fmt: skip
    with copies._workplace(recording_store()) as file:
        file.write(plain)
        copies._sealed(derivative, file, recording_store())
    media = Copy(derivative, recording_store())
    for first, last in (
        (0, len(plain) - 1),
        (PIECE - 1, PIECE),
        (PIECE, 2 * PIECE),
        (2 * PIECE + 3, 2 * PIECE + 76),
    ):
        assert b"".join(media.stretch(first, last)) == plain[first : last + 1]


def test_what_ffmpeg_cannot_read_gets_no_copy_and_the_original_stays(judge: Client) -> None:
    if shutil.which("ffmpeg") is None:
        pytest.skip("no ffmpeg: install the Debian package ffmpeg")
    room = a_room()
    recording = a_recording(judge, room, [b"this is no film" * 100])
    with pytest.raises(CopyFailed):
        make_copy(at=datetime(2026, 11, 20, tzinfo=UTC), recording_id=recording.pk)
    assert not Derivative.objects.exists()
    assert not [name for name in recording_store().names(recording.pk) if name.startswith(("copy", "."))]
    assert watch(judge, room).status_code == 200


def test_without_ffmpeg_the_page_plays_the_original_and_says_so(
    judge: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = a_room()
    recording = a_recording(judge, room, [content_of(0)])
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert make_copy(at=datetime(2026, 11, 20, tzinfo=UTC), recording_id=recording.pk) is None
    shown = judge.get(f"/rooms/{room.pk}/recordings/").content.decode()
    assert "ffmpeg" in shown
    assert f"/rooms/{room.pk}/recordings/1/original/" in shown
