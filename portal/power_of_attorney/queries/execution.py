"""What happened in the session, as facts for the executed instrument and for the witnessing note."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count
from django.urls import reverse

from i18n import languages
from portal.identity.models import User
from portal.power_of_attorney.models import (
    Agent,
    Attestation,
    IdentityCheck,
    InstrumentVersion,
    PowerOfAttorney,
    ScriptAnswer,
    StrokeSignature,
    WitnessingSession,
)
from portal.power_of_attorney.queries.instruments import Facts, Phrase, names_of, typed
from portal.power_of_attorney.queries.powers import bound_agents
from portal.power_of_attorney.queries.session import engaged_interpreter
from portal.power_of_attorney.queries.signatures import way_of
from portal.rooms.models import Seat
from portal.rooms.queries.recordings import explained_gaps


def execution_facts(session: WitnessingSession, version: InstrumentVersion, base_url: str) -> Facts:
    """Signatures, statement, places and method. Times are ISO 8601 with offset; a phrase has its language.

    Raises Attestation.DoesNotExist before the judge has attested.
    """
    power, attestation = session.power, session.attestation
    agents = list(bound_agents(power).order_by("position"))
    return {
        "digest": version.digest, "short_code": version.short_code, "version": version.number,
        "signatures": [_signature(row, session, attestation) for row in _signatures(session, version)],
        "judge": names_of_user(session.judge, session), "attested_at": attestation.attested_at.isoformat(),
        "all_lawyers": bool(agents) and all(agent.kind == Agent.Kind.LAWYER for agent in agents),
        "places": _places(session, attestation), "interpreter": _interpreter(session),
        "recording_head": attestation.recording_head, "address": address_of_check(power, base_url),
    }  # fmt: skip


def address_of_check(power: PowerOfAttorney, base_url: str) -> str:
    """The public address at which this number is checked, in the first language of the text, without the code."""
    from django.utils import translation

    with translation.override(power.language):
        return base_url + reverse("verification:number", args=[power.reference])


def names_of_user(user: User, session: WitnessingSession) -> list[Phrase]:
    """The names of an account's person, or the name at its seat."""
    person = getattr(user, "person", None)
    if person is not None and person.current_names:
        return names_of(person)
    seat = session.room.seats.filter(holder=user).first()
    return (
        [{"text": seat.name, "lang": _lang(seat.name_lang)}] if seat else [{"text": user.email, "lang": "en"}]
    )


def _lang(given: str) -> str:
    return given if given in {languages.html_lang(code) for code in languages.CODES} else "en"


def _signatures(session: WitnessingSession, version: InstrumentVersion) -> Iterator[StrokeSignature]:
    """Those that count: the principal's or representative's first."""
    rows = (
        session.signatures.filter(void_at=None, version=version)
        .select_related("signer")
        .order_by("signed_at")
    )
    signer = session.power.signer
    return iter(sorted(rows, key=lambda row: (row.signer_id != signer.pk, row.signed_at)))


def _signature(row: StrokeSignature, session: WitnessingSession, attestation: Attestation) -> Facts:
    power = session.power
    own = row.signer_id == power.signer.pk
    role = ("representative" if power.representative_id else "principal") if own else "agent"
    who = "party" if own else _place_in_script(power, row)
    place = next((one["place"] for one in attestation.places if one["who"] == who), "")
    return {
        "names": names_of(row.signer), "role": role, "signed_at": row.signed_at.isoformat(), "way": way_of(row),
        "place": typed(place, power), "digest": row.digest, "recording": row.recording_number,
        "offset_ms": row.offset_ms, "image": row.image,
    }  # fmt: skip


def _place_in_script(power: PowerOfAttorney, row: StrokeSignature) -> str:
    agent = bound_agents(power).filter(person_id=row.signer_id).first()
    return f"agent{agent.position}" if agent else ""


def _places(session: WitnessingSession, attestation: Attestation) -> list[Facts]:
    """Everybody who was there, with the role at the table and the place that was declared."""
    return [
        {
            "names": names, "role": role, "place": typed(place, session.power),
        }
        for names, role, place in _people(session, attestation)
    ]  # fmt: skip


def _people(session: WitnessingSession, attestation: Attestation) -> Iterator[tuple[list[Phrase], str, str]]:
    power = session.power
    people: dict[str, tuple[list[Phrase], str]] = {
        "judge": (names_of_user(session.judge, session), "judge"),
        "party": (names_of(power.signer), "representative" if power.representative_id else "party"),
    }
    for agent in bound_agents(power).order_by("position"):
        if agent.person is not None:
            people[f"agent{agent.position}"] = (names_of(agent.person), "agent")
    interpreter = engaged_interpreter(power)
    if interpreter is not None:
        people["interpreter"] = (names_of(interpreter.person), "interpreter")
    declared = {one["who"]: one["place"] for one in attestation.places}
    for who, (names, role) in people.items():
        yield names, role, declared.get(who, "")
    for seat in session.room.seats.filter(role=Seat.Role.CLERK, admitted_at__isnull=False).select_related(
        "holder"
    ):
        yield names_of_user(seat.holder, session), "clerk", seat.place or ""


def _interpreter(session: WitnessingSession) -> list[Phrase]:
    engaged = engaged_interpreter(session.power)
    return names_of(engaged.person) if engaged is not None else []


def note_facts(session: WitnessingSession, version: InstrumentVersion, executed_digest: str) -> Facts:
    """The whole course of the session: times, people, steps, powers, recordings, interruptions, documents."""
    power, attestation = session.power, session.attestation
    slot = session.appointment.slot
    return {
        "session": session.number, "text_version": attestation.text_version, "booked_at": slot.starts_at.isoformat(),
        "lobby_at": session.lobby_opened_at.isoformat(), "opened_at": _iso(session.opened_at),
        "attested_at": attestation.attested_at.isoformat(), "closed_at": _iso(session.closed_at),
        "people": [
            {**person, "checks": _checks(session, person["names"])} for person in _places(session, attestation)
        ],
        "interpreted": engaged_interpreter(power) is not None,
        "steps": _steps(session), "recordings": _recordings(session), "interruptions": _interruptions(session),
        "read_digest": version.digest, "executed_digest": executed_digest, "version": version.number,
        "judge": names_of_user(session.judge, session), "basis_reason": typed(power.basis_reason, power),
    }  # fmt: skip


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _checks(session: WitnessingSession, names: list[Phrase]) -> list[Facts]:
    """The last check before the session and the last one in it, of whoever bears these names."""
    found: dict[str, IdentityCheck] = {}
    for check in session.power.identity_checks.select_related("person").order_by("checked_at"):
        if names_of(check.person) == names and check.session_id in (None, session.pk):
            found[check.stage] = check
    return [
        {"stage": stage, "result": check.result, "is_simulated": check.is_simulated}
        for stage, check in sorted(found.items())
    ]


def _steps(session: WitnessingSession) -> list[Facts]:
    """Each step of the script: how many questions, the first and last answer that count, and where they lie."""
    steps: dict[int, list[ScriptAnswer]] = {}
    for answer in session.answers.filter(void_at=None).order_by("number"):
        steps.setdefault(answer.step, []).append(answer)
    return [
        {
            "step": step, "count": len(answers), "first_at": answers[0].answered_at.isoformat(),
            "last_at": answers[-1].answered_at.isoformat(), "recording": answers[0].recording_number,
            "offset_ms": answers[0].offset_ms,
        }
        for step, answers in sorted(steps.items())
    ]  # fmt: skip


def _recordings(session: WitnessingSession) -> list[Facts]:
    rows = session.room.recordings.annotate(count=Count("chunks")).order_by("number")
    return [
        {
            "number": row.number, "chunks": row.count, "head": row.head,
            "milliseconds": sum(row.chunks.values_list("milliseconds", flat=True)),
        }
        for row in rows
    ]  # fmt: skip


def _interruptions(session: WitnessingSession) -> list[Facts]:
    """Interruptions of the session and gaps in the recording with their written explanation, in order of time.

    The judge reviews and signs the explanations with the note (recording rules 2017, art. 4).
    """
    power = session.power
    found = [
        {
            "began_at": row.began_at.isoformat(), "ended_at": _iso(row.ended_at), "cause": row.cause,
            "reason": typed(row.reason, power), "identity_lost": row.identity_lost,
        }
        for row in session.interruptions.all()
    ] + [
        {
            "began_at": row.began_at.isoformat(), "ended_at": _iso(row.ended_at), "cause": "recording_gap",
            "reason": typed(row.explanation, power), "identity_lost": False,
        }
        for row in explained_gaps(session.room)
    ]  # fmt: skip
    return sorted(found, key=lambda one: str(one["began_at"]))
