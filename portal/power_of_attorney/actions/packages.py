"""The evidence package of a power of attorney: everything that shows how it was witnessed, gathered for the builder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from i18n import languages
from portal.audit.actors import Actor
from portal.audit.canonical import Json
from portal.cases.actions.steps import day_of
from portal.cases.models.cases import person_id_of
from portal.evidence.log_files import canonical
from portal.evidence.registry import Binding, Contents, Item, Ledger, RecordingFiles
from portal.evidence.storage import as_file
from portal.exhibits.storage import FileBroken, exhibit_store
from portal.power_of_attorney.actions.sealing import SEALED
from portal.power_of_attorney.documents import package as tables
from portal.power_of_attorney.models import PowerOfAttorney, StrokeSignature, WitnessingSession
from portal.power_of_attorney.queries import signatures as strokes
from portal.power_of_attorney.queries.powers import standing_of
from portal.power_of_attorney.queries.register import keeps_what_hung_on_it
from portal.power_of_attorney.queries.transcript import transcript
from portal.power_of_attorney.rules.lifecycle import AGENT, P
from portal.rooms.models import Recording
from portal.rooms.queries.recordings import RecordingGone, open_original
from portal.rooms.recording_media import Copy
from portal.rooms.recording_store import recording_store

JSON_TYPE, TEXT_TYPE, PDF_TYPE, PNG_TYPE = "application/json", "text/plain", "application/pdf", "image/png"
TRANSCRIPT, SIGNATURES = "session/transcript.json", "signatures/signatures.json"
OVER = (WitnessingSession.State.CLOSED, WitnessingSession.State.ABORTED, WitnessingSession.State.NOT_HELD)
#: Personal values of events that belong into the package, as (act, name).
DISCLOSED = frozenset({
    (f"{P}answer_recorded", "words"), (f"{P}session_suspended", "reason"), (f"{P}session_resumed", "reason"),
    (f"{P}session_aborted", "reason"), ("rooms.recording_gap_explained", "explanation"),
})  # fmt: skip


def may_have_package(actor: Actor, number: str, at: datetime) -> bool:
    """Principal, representative, the court's staff; agents while the power is in preparation or in force."""
    power = PowerOfAttorney.objects.for_user(actor, day_of(at)).filter(reference=number).first()
    account = person_id_of(actor)
    if power is None or account is None:
        return False
    is_agent = standing_of(power, actor) == AGENT
    return not is_agent or keeps_what_hung_on_it(power, account, day_of(at))


def package_contents(number: str, at: datetime) -> Contents | None:
    """Everything of the power with this number; None where there is none.

    :raises ValidationError: no session was held, or one is not over, or a recording still runs.
    """
    power = PowerOfAttorney.objects.select_related("court").filter(reference=number).first()
    if power is None:
        return None
    sessions = _sessions_to_show(power)
    signed = list(StrokeSignature.objects.filter(session__in=sessions).order_by("signed_at", "pk"))
    recordings = [
        (session, row) for session in sessions for row in session.room.recordings.order_by("number")
    ]
    return Contents(
        subject=(power._meta.label, str(power.pk)), reference=power.reference, kind="power_of_attorney",
        chain=power.chain, titles=_titles(), about=tables.about(power),
        items=[*_documents(power), *_tables(power, sessions), *_signatures(signed), *_recordings(recordings)],
        bindings=_bindings(power, signed, recordings),
        ledgers=[
            Ledger(TRANSCRIPT, "answers", f"{P}answer_recorded", tables.ANSWER_FIELDS),
            Ledger(SIGNATURES, "signatures", f"{P}signed_by_hand", tables.SIGNATURE_FIELDS),
        ],
        recordings=[
            RecordingFiles(str(row.pk), _place(session, row, "chunks.json"), _original_of(session, row))
            for session, row in recordings
        ],
        disclosed=DISCLOSED,
    )  # fmt: skip


def _sessions_to_show(power: PowerOfAttorney) -> list[WitnessingSession]:
    rows = power.sessions.select_related("room", "attestation__version").order_by("number")
    sessions = list(rows)
    if not any(session.opened_at for session in sessions):
        raise ValidationError(_("No session was held yet, so there is no evidence of one."), code="state")
    running = Recording.objects.filter(room__witnessing__in=sessions, state=Recording.State.RUNNING)
    if any(session.state not in OVER for session in sessions) or running.exists():
        raise ValidationError(
            _("The session is not over. The package is made when it is closed."), code="state"
        )
    return sessions


def _titles() -> dict[str, str]:
    found = {}
    for code in languages.CODES:
        with translation.override(code):
            found[code] = _("Power of attorney witnessed by live video")
    return found


def _json(path: str, value: Callable[[], Json]) -> Item:
    return Item(path, lambda: BytesIO(canonical(value())), JSON_TYPE)


def _documents(power: PowerOfAttorney) -> list[Item]:
    """Every version of the text as it was read, every sealed document."""
    digests = {**_version_paths(power), **_sealed_paths(power)}
    return [Item(path, partial(exhibit_store().opened, digest), PDF_TYPE) for path, digest in digests.items()]


def _version_paths(power: PowerOfAttorney) -> dict[str, str]:
    return {f"instrument/version-{row.number}.pdf": row.digest for row in power.versions.order_by("number")}


def _sealed_paths(power: PowerOfAttorney) -> dict[str, str]:
    rows = power.executed.order_by("kind", "number")
    return {f"documents/{row.kind}-{row.number}.pdf": row.digest for row in rows}


def _tables(power: PowerOfAttorney, sessions: list[WitnessingSession]) -> list[Item]:
    spoken = [
        Item(tables.transcript_name(code), partial(_spoken, power, sessions, code), TEXT_TYPE)
        for code in languages.CODES
    ]
    return [
        _json(TRANSCRIPT, lambda: {"answers": tables.answers(sessions)}), *spoken,
        _json("session/sessions.json", lambda: {"sessions": tables.sessions_of(sessions)}),
        _json("session/participants.json", lambda: tables.participants(power, sessions)),
        _json("before/identity.json", lambda: {"checks": tables.identity(power)}),
        _json("before/consents.json", lambda: tables.consents(power)),
        _json("before/schedule.json", lambda: {"appointments": tables.schedule(power)}),
        _json("before/devices.json", lambda: {"tests": tables.devices(power)}),
        _json("recordings/gaps.json", lambda: {"gaps": tables.gaps(sessions)}),
    ]  # fmt: skip


def _spoken(power: PowerOfAttorney, sessions: list[WitnessingSession], code: str) -> BinaryIO:
    """The transcripts of all sessions in one language."""
    with translation.override(code):
        parts = [
            tables.transcript_text(
                _("%(reference)s, session %(number)s")
                % {"reference": power.reference, "number": session.number},
                transcript(session, code),
            )
            for session in sessions
        ]
    return BytesIO(b"\n".join(parts))


def _signatures(signed: list[StrokeSignature]) -> list[Item]:
    """The table of signatures, and of each the strokes, the picture, and the three lines whose SHA-256 is logged."""
    items = [_json(SIGNATURES, lambda: {"signatures": [_signature_row(row) for row in signed]})]
    for place, row in enumerate(signed):
        items += [
            Item(f"signatures/{place + 1}/strokes.json", partial(BytesIO, row.strokes.encode()), JSON_TYPE),
            Item(f"signatures/{place + 1}/picture.png", partial(BytesIO, strokes.picture_of(row)), PNG_TYPE),
            Item(_bound_path(place), partial(BytesIO, _bound(row)), TEXT_TYPE),
        ]
    return items


def _signature_row(row: StrokeSignature) -> dict[str, Json]:
    return {
        "session": row.session.number, "who": row.role, "way": strokes.way_of(row), "document": row.document_digest,
        "digest": row.digest, "signer": str(row.signer_id), "recording": row.recording_number,
        "offset_ms": row.offset_ms, "at": tables.moment(row.signed_at), "void_at": tables.moment(row.void_at),
    }  # fmt: skip


def _bound_path(place: int) -> str:
    return f"signatures/{place + 1}/bound.txt"


def _bound(row: StrokeSignature) -> bytes:
    """Three lines: SHA-256 of the strokes, of the picture, of the document; their SHA-256 is the signature's digest."""
    digests = (sha256(row.strokes.encode()), sha256(strokes.picture_of(row)))
    return "\n".join([*(digest.hexdigest() for digest in digests), row.document_digest]).encode()


def _place(session: WitnessingSession, recording: Recording, name: str) -> str:
    return f"recordings/{session.number}-{recording.number}/{name}"


def _extension(recording: Recording) -> str:
    return "mp4" if "mp4" in recording.media_type else "webm"


def _original_of(session: WitnessingSession, recording: Recording) -> str:
    """The path of the original; empty once its key is destroyed, or where nothing was recorded."""
    if recording.wrapped_key is None or not recording.next_number:
        return ""
    return _place(session, recording, f"original.{_extension(recording)}")


def _copy_of(session: WitnessingSession, recording: Recording) -> str:
    """The path of the playable copy; empty where there is none."""
    if not _original_of(session, recording) or not hasattr(recording, "derivative"):
        return ""
    return _place(session, recording, f"copy.{_extension(recording)}")


def _recordings(recordings: list[tuple[WitnessingSession, Recording]]) -> list[Item]:
    items = []
    for session, row in recordings:
        kind = row.media_type.split(";")[0]
        items.append(_json(_place(session, row, "chunks.json"), partial(tables.chunks, row)))
        if path := _original_of(session, row):
            items.append(Item(path, partial(_original, row), kind))
        if path := _copy_of(session, row):
            items.append(Item(path, partial(_copy, row), kind))
    return items


def _original(recording: Recording) -> BinaryIO:
    return as_file(_held(lambda: open_original(recording)))


def _copy(recording: Recording) -> BinaryIO:
    copy = recording.derivative
    return as_file(_held(lambda: Copy(copy, recording_store()).stretch(0, copy.size - 1)))


def _held(pieces: Callable[[], Iterator[bytes]]) -> Iterator[bytes]:
    """The pieces of a recording. Raises FileBroken where one is missing or was changed."""
    try:
        yield from pieces()
    except RecordingGone as error:
        raise FileBroken(str(error)) from error


def _bindings(
    power: PowerOfAttorney,
    signed: list[StrokeSignature],
    recordings: list[tuple[WitnessingSession, Recording]],
) -> list[Binding]:
    """Which events name which files."""
    texts = _version_paths(power)
    versions, by_digest = list(texts), {digest: path for path, digest in texts.items()}
    sealed, bound = list(_sealed_paths(power)), [_bound_path(place) for place in range(len(signed))]
    copies = [path for session, row in recordings if (path := _copy_of(session, row))]
    rows = [
        Binding(f"{P}instrument_made", "digest", versions, "files"),
        Binding(f"{P}attested", "document", versions),
        Binding(SEALED, "digest", sealed),
        Binding("rooms.recording_copied", "digest", copies, "files"),
    ]
    if signed:
        last = by_digest[signed[-1].document_digest]
        rows.append(Binding(f"{P}signed_by_hand", "document", versions, "events", last))
        rows.append(Binding(f"{P}signed_by_hand", "digest", bound, "both"))
    return rows
