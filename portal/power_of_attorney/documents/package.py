"""What an evidence package says of a power of attorney, apart from its documents and recordings: tables as plain values.

Codes stay codes; words stand with their language. Instants are UTC as in the log. Nothing here is a float.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from i18n.languages import html_lang
from portal.audit.canonical import Json, instant
from portal.power_of_attorney.models import PowerOfAttorney, WitnessingSession
from portal.power_of_attorney.rules.texts import consents as consent_texts
from portal.power_of_attorney.rules.texts import warnings as warning_texts
from portal.rooms.models import Recording

ANSWER_FIELDS = ("session", "round", "step", "item", "answer", "text_version", "digest")
SIGNATURE_FIELDS = ("session", "who", "way", "document", "digest")


def moment(at: datetime | None) -> str:
    """The instant as in the log; empty for none."""
    return instant(at) if at else ""


def about(power: PowerOfAttorney) -> dict[str, Json]:
    """What the power is, without names."""
    return {
        "court": power.court.code, "state": power.state, "legal_basis": power.legal_basis,
        "platform_reference": power.platform_reference, "language": power.language,
        "second_language": power.second_language, "prevailing_language": power.prevailing_language,
        "excludes_service": power.excludes_service, "stages": list(power.stages),
        "powers": [{"code": line.code, "state": line.state} for line in power.granted.order_by("code")],
        "valid_from": power.valid_from.isoformat() if power.valid_from else "",
        "valid_to": power.valid_to.isoformat() if power.valid_to else "",
        "submitted_at": moment(power.submitted_at), "effective_at": moment(power.effective_at),
        "ended_at": moment(power.ended_at),
    }  # fmt: skip


def answers(sessions: Iterable[WitnessingSession]) -> list[Json]:
    """Every answer in the order of the log, those that no longer count included."""
    return [
        {
            "session": session.number, "number": row.number, "round": row.round, "step": row.step, "item": row.item,
            "text_version": row.text_version, "language": row.language, "answer": row.answer, "words": row.words or "",
            "words_lang": row.words_lang, "digest": row.version.digest, "recording": row.recording_number,
            "offset_ms": row.offset_ms, "at": moment(row.answered_at), "void_at": moment(row.void_at),
        }
        for session in sessions
        for row in session.answers.select_related("version").order_by("number")
    ]  # fmt: skip


def transcript_text(title: str, lines: Sequence[Any]) -> bytes:
    """The transcript to be read: one paragraph for each answer (queries.transcript.Line), in UTF-8."""
    parts, step = [title], 0
    for line in lines:
        if line.step != step:
            parts.append(f"{line.step}. {line.step_title}")
            step = line.step
        mark = f"[{line.mark}] " if line.mark else ""
        void = " ✗" if line.void_at else ""
        words = f" — {line.words} ({line.words_lang})" if line.words else ""
        parts.append(f"{mark}{line.number}. {line.who}: {line.question}\n→ {line.answer_label}{words}{void}")
    return ("\n\n".join(parts) + "\n").encode()


def sessions_of(sessions: Iterable[WitnessingSession]) -> list[Json]:
    """Course of each session: times, interruptions, attestation."""
    return [
        {
            "number": session.number, "state": session.state, "rounds": session.round, "judge": str(session.judge_id),
            "lobby_opened_at": moment(session.lobby_opened_at), "opened_at": moment(session.opened_at),
            "attested_at": moment(session.attested_at), "closed_at": moment(session.closed_at),
            "reason": session.reason,
            "interruptions": [
                {
                    "cause": row.cause, "reason": row.reason, "from": moment(row.began_at),
                    "until": moment(row.ended_at), "identity_lost": row.identity_lost,
                }
                for row in session.interruptions.order_by("began_at")
            ],
            "attestation": _attestation(session),
        }
        for session in sessions
    ]  # fmt: skip


def _attestation(session: WitnessingSession) -> Json:
    held = getattr(session, "attestation", None)
    if held is None:
        return None
    return {
        "at": moment(held.attested_at), "by": held.attested_by, "text_version": held.text_version,
        "recording_head": held.recording_head, "document": held.version.digest, "places": list(held.places),
    }  # fmt: skip


def participants(power: PowerOfAttorney, sessions: Iterable[WitnessingSession]) -> dict[str, Json]:
    """Who gave the power, who are the agents with their papers, who sat where, from where."""
    agents: list[Json] = [
        {
            "position": agent.position, "kind": agent.kind, "name": agent.name, "firm": agent.firm_name,
            "accepted_at": moment(agent.accepted_at), "declined_at": moment(agent.declined_at),
            "withdrawn_at": moment(agent.withdrawn_at), "conflict_statement": agent.conflict_statement,
            "papers": [
                {"kind": proof.kind, "sha256": proof.exhibit.stored_file_id, "filed_at": moment(proof.filed_at)}
                for proof in agent.proofs.filter(withdrawn_at=None).select_related("exhibit").order_by("filed_at")
            ],
        }
        for agent in power.agents.order_by("position", "invited_at")
    ]  # fmt: skip
    seats: list[Json] = [
        {
            "session": session.number, "role": seat.role, "account": str(seat.holder_id), "name": seat.name,
            "name_lang": seat.name_lang, "language": seat.language, "place": seat.place or "", "state": seat.state,
            "arrived_at": moment(seat.arrived_at), "admitted_at": moment(seat.admitted_at),
            "admitted_by": seat.admitted_by, "left_at": moment(seat.left_at),
        }
        for session in sessions
        for seat in session.room.seats.order_by("role", "id")
    ]  # fmt: skip
    interpreters: list[Json] = [
        {
            "person": str(row.person_id), "languages": list(row.languages), "engaged_at": moment(row.engaged_at),
            "pledge_version": row.pledge_version, "pledged_at": moment(row.pledged_at),
            "released_at": moment(row.released_at),
        }
        for row in power.interpreters.order_by("engaged_at")
    ]  # fmt: skip
    return {"agents": agents, "interpreters": interpreters, "seats": seats}


def identity(power: PowerOfAttorney) -> list[Json]:
    """What each check of identity came to. No picture, no template, no whole number of a paper."""
    return [
        {
            "person": str(row.person_id), "stage": row.stage, "session": row.session.number if row.session else 0,
            "result": row.result, "adapter": row.adapter, "platform_answer": row.platform_answer,
            "is_simulated": row.is_simulated, "papers": list(row.papers), "face_compared": row.face_compared,
            "basis": row.basis, "by": row.checked_by, "at": moment(row.checked_at),
        }
        for row in power.identity_checks.select_related("session").order_by("checked_at", "id")
    ]  # fmt: skip


def consents(power: PowerOfAttorney) -> dict[str, Json]:
    """Each consent with the text that was read, and the answers to the warnings."""
    given: list[Json] = [
        {
            "by": f"user:{row.holder_id}", "purpose": row.purpose, "text_version": row.text_version,
            "language": row.language, "text": _consent_text(row.purpose, row.text_version, row.language),
            "given_at": moment(row.given_at), "withdrawn_at": moment(row.withdrawn_at),
        }
        for row in power.consents.order_by("given_at", "id")
    ]  # fmt: skip
    answered: list[Json] = [
        {
            "by": f"user:{row.holder_id}", "subject": row.subject, "answer": row.answer,
            "text_version": row.text_version, "language": row.language, "text": _warning_text(row),
            "given_at": moment(row.given_at),
        }
        for row in power.acknowledgements.order_by("given_at", "id")
    ]  # fmt: skip
    return {"consents": given, "warnings": answered}


def _consent_text(purpose: str, version: str, language: str) -> list[str]:
    try:
        return list(consent_texts.clauses(purpose, version, language))
    except KeyError:  # a wording that is no longer held: its version names it
        return []


def _warning_text(row: Any) -> list[str]:
    if row.text_version != warning_texts.VERSION:
        return []
    held = warning_texts.warning(row.subject, row.language)
    return [held.question, *held.clauses, held.answers.get(row.answer, "")]


def schedule(power: PowerOfAttorney) -> list[Json]:
    """Every appointment, moved and missed ones too."""
    return [
        {
            "state": row.state, "starts_at": moment(row.slot.starts_at), "ends_at": moment(row.slot.ends_at),
            "judge": str(row.slot.judge_id), "reason": row.reason, "absent": list(row.absent), "by": row.booked_by,
            "booked_at": moment(row.booked_at), "ended_at": moment(row.ended_at),
        }
        for row in power.appointments.select_related("slot").order_by("booked_at", "id")
    ]  # fmt: skip


def devices(power: PowerOfAttorney) -> list[Json]:
    """Tests of camera, microphone, light, line and clock."""
    return [
        {
            "by": f"user:{row.holder_id}", "camera": row.camera, "microphone": row.microphone,
            "brightness": row.brightness, "kilobits_up": row.kilobits_up, "clock_offset_ms": row.clock_offset_ms,
            "device": row.device, "at": moment(row.tested_at),
        }
        for row in power.device_tests.order_by("tested_at", "id")
    ]  # fmt: skip


def gaps(sessions: Iterable[WitnessingSession]) -> list[Json]:
    """What was not recorded, why, and who explained it."""
    return [
        {
            "session": session.number, "from": moment(row.began_at), "until": moment(row.ended_at), "cause": row.cause,
            "explanation": row.explanation, "explained_by": row.explained_by, "explained_at": moment(row.explained_at),
        }
        for session in sessions
        for row in session.room.gaps.order_by("began_at", "id")
    ]  # fmt: skip


def chunks(recording: Recording) -> dict[str, Json]:
    """The table of chunks: head = SHA-256(head before || number, 8 bytes big-endian || SHA-256 of the chunk)."""
    rows: list[Json] = [
        {
            "number": row.number, "size": row.size, "sha256": row.digest, "head": row.head,
            "client_at": moment(row.client_at), "received_at": moment(row.received_at), "frames": row.frames,
            "has_sound": row.has_sound, "milliseconds": row.milliseconds,
        }
        for row in recording.chunks.order_by("number")
    ]  # fmt: skip
    return {
        "recording": str(recording.pk), "number": recording.number, "state": recording.state,
        "media_type": recording.media_type, "started_at": moment(recording.started_at),
        "stopped_at": moment(recording.stopped_at), "sha256": recording.digest, "size": recording.size, "chunks": rows,
    }  # fmt: skip


def transcript_name(code: str) -> str:
    """``session/transcript.zh-Hant.txt``."""
    return f"session/transcript.{html_lang(code)}.txt"
