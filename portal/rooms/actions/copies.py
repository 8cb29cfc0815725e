"""The playable copy of a recording: the same pictures and sound in a container with length and index.

``ffmpeg -c copy`` changes no frame. The original stays; the copy has a digest of its own and says what made it.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO
from uuid import UUID

from django.db import transaction

from portal.audit.canonical import Json
from portal.exhibits.storage import FULL
from portal.rooms.actions.announcing import KEEPER, enter
from portal.rooms.models import Derivative, Recording
from portal.rooms.queries.recordings import RecordingGone, key_of, media_ended_at, open_original
from portal.rooms.recording_media import PIECE, place_in_copy
from portal.rooms.recording_store import RecordingStore, StoreFull, copy_name, recording_store
from portal.seals.errors import SealError

SECONDS = 900


class CopyFailed(Exception):
    """No copy could be made; the original is as it was. The message says why, for the operator."""


def maker() -> str | None:
    """The program that makes copies, by its full path; None where ffmpeg is not installed."""
    return shutil.which("ffmpeg")


def make_copy(
    *, at: datetime, recording_id: UUID, store: RecordingStore | None = None, program: str | None = None
) -> Derivative | None:
    """Makes the playable copy of an ended recording, once.

    None where there is nothing to do: it runs still, is empty or destroyed, or ffmpeg is not installed. The plain
    copy stands for a moment in an unnamed file that goes with this process.

    :raises CopyFailed: ffmpeg refused the original, or the original does not open.
    :raises StoreFull: there is no room for the copy; it is made when there is.
    """
    store, program = store or recording_store(), program or maker()
    recording = Recording.objects.filter(pk=recording_id).select_related("room").first()
    if recording is None or program is None or recording.wrapped_key is None or not recording.next_number:
        return None
    if recording.state == Recording.State.RUNNING:
        return None
    known = Derivative.objects.filter(recording=recording).first()
    if known is not None:
        return known
    with _workplace(store) as plain:
        _remuxed(recording, plain, store, program)
        derivative = _described(recording, plain, at, program)
        _sealed(derivative, plain, store)
    return _entered(at, recording, derivative, store)


def _workplace(store: RecordingStore) -> IO[bytes]:
    """An unnamed file beside the store."""
    store.root.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryFile(dir=store.root)


def _remuxed(recording: Recording, plain: IO[bytes], store: RecordingStore, program: str) -> None:
    """ffmpeg reads the original from a pipe and writes the copy into the unnamed file."""
    container = "mp4" if "mp4" in recording.media_type.partition(";")[0] else "webm"
    command = [
        program, "-nostdin", "-hide_banner", "-loglevel", "error", "-i", "pipe:0", "-map", "0", "-c", "copy",
        *(["-movflags", "+faststart"] if container == "mp4" else ["-cues_to_front", "1"]),
        "-f", container, "-y", f"/dev/fd/{plain.fileno()}",
    ]  # fmt: skip
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stderr=said, pass_fds=[plain.fileno()]
        ) as process:
            _fed(process, open_original(recording, store=store))
        said.seek(0)
        words = said.read().decode(errors="replace").strip()
    if process.returncode != 0 or plain.seek(0, 2) == 0:
        raise CopyFailed(f"ffmpeg ended with {process.returncode}: {words[-500:]}")


def _fed(process: subprocess.Popen[bytes], content: Iterable[bytes]) -> None:
    """Gives the process its input, and ends it when it takes too long.

    :raises CopyFailed: the original does not open.
    """
    watch = threading.Timer(SECONDS, process.kill)
    watch.start()
    try:
        for piece in content:
            process.stdin.write(piece)  # type: ignore[union-attr]  # it was opened as a pipe
        process.stdin.close()  # type: ignore[union-attr]
        process.wait()
    except BrokenPipeError:
        pass  # it ended before its input did: the return code says why
    except (RecordingGone, SealError) as error:
        process.kill()
        raise CopyFailed(str(error)) from error
    finally:
        watch.cancel()


def _described(recording: Recording, plain: IO[bytes], at: datetime, program: str) -> Derivative:
    """The row of the copy: digest, size, length, and what made it."""
    digest, size = sha256(), plain.seek(0, 2)
    plain.seek(0)
    while piece := plain.read(PIECE):
        digest.update(piece)
    return Derivative(
        recording=recording, digest=digest.hexdigest(), size=size, media_type=recording.media_type,
        milliseconds=_milliseconds(recording, plain), made_at=at, made_with=_version(program),
    )  # fmt: skip


def _milliseconds(recording: Recording, plain: IO[bytes]) -> int:
    """The length as ffprobe finds it; where there is no ffprobe, as the device measured the chunks."""
    program = shutil.which("ffprobe")
    if program is not None:
        answer = subprocess.run(
            [program, "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0",
             f"/dev/fd/{plain.fileno()}"],
            pass_fds=[plain.fileno()], capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip
        try:
            return round(float(answer.stdout) * 1000)
        except ValueError:
            pass
    return round((media_ended_at(recording) - recording.started_at).total_seconds() * 1000)


def _version(program: str) -> str:
    """The program's own name and version, such as ``ffmpeg 5.1.6 -c copy``."""
    answer = subprocess.run([program, "-version"], capture_output=True, timeout=30, check=False)
    words = answer.stdout.decode(errors="replace").split()
    version = words[2] if len(words) > 2 else ""
    return f"{Path(program).name} {version} -c copy"[:120]


def _sealed(derivative: Derivative, plain: IO[bytes], store: RecordingStore) -> None:
    """Seals the copy under the recording's own key, in pieces of equal size, into its file.

    :raises StoreFull: the disk is full; nothing is left.
    """
    key, number = key_of(derivative.recording), 0
    draft = store.path(derivative.recording_id, f".{derivative.pk.hex}")
    plain.seek(0)
    try:
        with draft.open("xb") as out:
            while piece := plain.read(PIECE):
                out.write(key.seal(piece, place=place_in_copy(derivative, number)))
                number += 1
            store.settle(out)
        draft.replace(store.path(derivative.recording_id, copy_name(derivative.digest)))
    except OSError as error:
        draft.unlink(missing_ok=True)
        if error.errno in FULL:
            raise StoreFull from error
        raise


def _entered(at: datetime, recording: Recording, derivative: Derivative, store: RecordingStore) -> Derivative:
    """The row and its event; the copy made twice at once is entered once."""
    with transaction.atomic():
        held = Recording.objects.select_for_update(of=("self",)).get(pk=recording.pk)
        known = Derivative.objects.filter(recording=held).first()
        if known is not None:
            return known
        if held.wrapped_key is None:
            store.erase(held.pk)
            raise CopyFailed("The key was destroyed meanwhile.")
        derivative.save(force_insert=True)
        facts: dict[str, Json] = {
            "recording": str(held.pk), "number": held.number, "size": derivative.size, "digest": derivative.digest,
            "original": held.digest, "program": derivative.made_with,
        }  # fmt: skip
        enter(
            "rooms.recording_copied",
            actor=KEEPER,
            at=at,
            room=recording.room,
            subject=derivative,
            facts=facts,
        )
    return derivative


def waiting() -> list[UUID]:
    """Ended recordings that have no copy yet."""
    ended = (Recording.State.STOPPED, Recording.State.BROKEN)
    rows = Recording.objects.filter(state__in=ended, derivative=None, next_number__gt=0)
    return list(rows.exclude(wrapped_key=None).values_list("pk", flat=True))
