"""The sealed documents of a session: the judge signs with a key of her or his own, the court's seal comes last.

A time stamp that could not be had is added later (:func:`stamp_waiting`); a session is not closed while one has been
pending for longer than the setting allows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.audit.actors import Actor, system_actor
from portal.cases.actions.steps import day_of
from portal.exhibits.storage import exhibit_store
from portal.identity.actions.signing_keys import open_for_signing
from portal.identity.models import SigningKey
from portal.identity.permissions import PermissionRefused, require
from portal.power_of_attorney.actions.instruments import facts_of_version
from portal.power_of_attorney.actions.steps import record
from portal.power_of_attorney.documents.execution import Sealing, executed_document
from portal.power_of_attorney.documents.note import note_document
from portal.power_of_attorney.models import (
    ExecutedInstrument,
    InstrumentVersion,
    PowerOfAttorney,
    WitnessingSession,
)
from portal.power_of_attorney.queries.execution import execution_facts, note_facts
from portal.power_of_attorney.queries.instruments import facts_of
from portal.power_of_attorney.rules.texts.instrument import version_now
from portal.seals.errors import KeyProblem, SealError
from portal.seals.pdf import SealedPdf, expects_time_stamp, seal_pdf, sealer, sign_pdf, stamp_pdf

SEALED, STAMPED = "power_of_attorney.document_sealed", "power_of_attorney.time_stamp_added"
STAMPER = system_actor("time-stamps")
Kind = ExecutedInstrument.Kind


@transaction.atomic
def execute_instrument(
    *, actor: Actor, at: datetime, session: WitnessingSession, passphrase: str
) -> ExecutedInstrument:
    """The executed instrument: the text as read, the signatures, the judge's statement; signed by the judge, sealed.

    :raises PermissionRefused: the actor is not the judge of this session.
    :raises ValidationError: nothing was attested, no signature counts for the text, the judge's key is missing or does
        not open, no seal is configured, or a character has no glyph.
    """
    version = _attested_version(actor, session)

    def render(facts: dict[str, Any], sealing: Sealing) -> bytes:
        told = execution_facts(session, version, settings.PORTAL_BASE_URL)
        if not told["signatures"]:
            raise ValidationError(_("Nobody has signed this text yet."), code="unsigned")
        return executed_document(facts, told, sealing)

    return _signed_and_sealed(actor, at, session, version, Kind.INSTRUMENT, passphrase, render)


@transaction.atomic
def witnessing_note(
    *, actor: Actor, at: datetime, session: WitnessingSession, passphrase: str
) -> ExecutedInstrument:
    """The note on how it was witnessed: method, time, place of each, basis, course, interruptions; signed and sealed.

    :raises PermissionRefused: the actor is not the judge of this session.
    :raises ValidationError: as for :func:`execute_instrument`; or the instrument has not been executed yet.
    """
    version = _attested_version(actor, session)
    executed = latest(session.power, Kind.INSTRUMENT)
    if executed is None or executed.version_id != version.pk:
        raise ValidationError(_("The instrument has not been executed yet."), code="order")

    def render(facts: dict[str, Any], sealing: Sealing) -> bytes:
        return note_document(facts, note_facts(session, version, executed.digest), sealing)

    return _signed_and_sealed(actor, at, session, version, Kind.NOTE, passphrase, render)


def _attested_version(actor: Actor, session: WitnessingSession) -> InstrumentVersion:
    require(actor, SEALED)
    if actor.key != f"user:{session.judge_id}":
        raise PermissionRefused(SEALED)
    attestation = getattr(session, "attestation", None)
    if attestation is None:
        raise ValidationError(_("The judge has not attested yet."), code="state")
    version: InstrumentVersion = attestation.version
    return version


def _signed_and_sealed(
    actor: Actor,
    at: datetime,
    session: WitnessingSession,
    version: InstrumentVersion,
    kind: str,
    passphrase: str,
    render: Callable[[dict[str, Any], Sealing], bytes],
) -> ExecutedInstrument:
    """Opens the judge's key, prints, signs, seals, keeps."""
    key, container = open_for_signing(at=at, user=session.judge, passphrase=passphrase)
    facts = facts_of_version(version) or facts_of(session.power, version.number, version_now(), day_of(at))
    try:
        name, simulated = sealer(at)
        pdf = render(facts, Sealing(key.name, name, simulated or key.is_simulated, expects_time_stamp(at)))
        reason = f"Witnessing of {session.power.reference}"
        signed = sign_pdf(pdf, pkcs12=container, passphrase=passphrase, reason=reason, at=at)
        sealed = seal_pdf(signed.content, at=at, reason=f"Seal on {session.power.reference}")
    except (KeyProblem, SealError) as problem:
        sentence = _("The document cannot be signed and sealed now: %(problem)s")
        raise ValidationError(sentence % {"problem": problem}, code="seal") from problem
    return _kept(actor, at, session.power, version, kind, key, signed, sealed)


def _kept(
    actor: Actor,
    at: datetime,
    power: PowerOfAttorney,
    version: InstrumentVersion,
    kind: str,
    key: SigningKey,
    signed: SealedPdf,
    sealed: SealedPdf,
) -> ExecutedInstrument:
    """The file in the store, the row, the event."""
    digest = sha256(sealed.content).hexdigest()
    exhibit_store().put(digest, BytesIO(sealed.content))
    last = power.executed.filter(kind=kind).aggregate(Max("number"))["number__max"] or 0
    document = ExecutedInstrument.objects.create(
        power=power, kind=kind, number=last + 1, version=version, digest=digest, size=len(sealed.content),
        level=sealed.level, judge_level=signed.level, signed_by=signed.sealed_by[:200],
        sealed_by=sealed.sealed_by[:200], is_pending=sealed.is_pending and expects_time_stamp(at),
        is_simulated=sealed.is_simulated or signed.is_simulated, sealed_at=at,
    )  # fmt: skip
    record(
        SEALED, actor=actor, at=at, power=power, subject=document,
        facts={
            "kind": kind, "number": document.number, "digest": digest, "text": version.digest,
            "level": sealed.level, "judge_level": signed.level, "key": key.fingerprint,
            "simulated": document.is_simulated, "pending": document.is_pending,
        },
    )  # fmt: skip
    return document


def latest(power: PowerOfAttorney, kind: str) -> ExecutedInstrument | None:
    """The latest sealed document of this kind; a document that was stamped later is a new one."""
    return power.executed.filter(kind=kind).order_by("-number").first()


def executed_pdf(document: ExecutedInstrument) -> bytes:
    """The sealed file, verified whole against its digest. Raises FileBroken."""
    with exhibit_store().opened(document.digest) as file:
        return file.read()


# -- time stamps that are pending
def allowed_pending() -> timedelta:
    """How long a time stamp may be pending before a session can no longer be closed (X-Road's figure: 14,400 s)."""
    return timedelta(seconds=settings.PORTAL_STAMP_PENDING_SECONDS)


def closing_is_blocked(power: PowerOfAttorney, at: datetime) -> str:
    """Why the session cannot be closed: a time stamp has been pending for too long. The empty string when it may."""
    since = pending_since(power)
    if since is None or at - since <= allowed_pending():
        return ""
    hours = settings.PORTAL_STAMP_PENDING_SECONDS / 3600
    sentence = _(
        "The time-stamp authority has not answered for more than %(hours)s hours. The session cannot be closed until the "
        "time stamp is there; the portal asks again every few minutes."
    )
    return sentence % {"hours": f"{hours:g}"}


def pending_since(power: PowerOfAttorney) -> datetime | None:
    """Since when the oldest of the documents that still wait has been waiting; None when none does."""
    rows = power.executed.filter(is_pending=True).order_by("sealed_at")
    return rows.values_list("sealed_at", flat=True).first()


def stamp_waiting(*, at: datetime) -> dict[str, int]:
    """Asks for every time stamp that is pending; safe to run as often as one likes."""
    waiting = ExecutedInstrument.objects.filter(is_pending=True).order_by("sealed_at")
    outcome = {"stamped": 0, "waiting": 0}
    for pk in waiting.values_list("pk", flat=True):
        outcome["stamped" if add_time_stamp(at=at, document_id=pk) else "waiting"] += 1
    return outcome


def add_time_stamp(*, at: datetime, document_id: UUID) -> bool:
    """Adds the time stamp to one sealed document; False while the authority is silent or another job was faster.

    The stamped file is kept as the next document of its kind, under its own digest; the one without stamp stays.
    """
    require(STAMPER, STAMPED)
    found = ExecutedInstrument.objects.filter(pk=document_id, is_pending=True).first()
    if found is None:
        return False
    try:
        stamped = stamp_pdf(executed_pdf(found), at=at)
    except (KeyProblem, SealError):
        return False
    return stamped is not None and _stamped(at, document_id, stamped)


@transaction.atomic
def _stamped(at: datetime, document_id: UUID, stamped: SealedPdf) -> bool:
    rows = ExecutedInstrument.objects.select_for_update(of=("self",)).select_related("power")
    before = rows.filter(pk=document_id, is_pending=True).first()
    if before is None:
        return False
    digest = sha256(stamped.content).hexdigest()
    exhibit_store().put(digest, BytesIO(stamped.content))
    before.is_pending = False
    before.save(update_fields=["is_pending"])
    last = before.power.executed.filter(kind=before.kind).aggregate(Max("number"))["number__max"]
    document = ExecutedInstrument.objects.create(
        power=before.power, kind=before.kind, number=last + 1, version=before.version, digest=digest,
        size=len(stamped.content), level=stamped.level, judge_level=before.judge_level, signed_by=before.signed_by,
        sealed_by=before.sealed_by, is_simulated=before.is_simulated, sealed_at=before.sealed_at,
    )  # fmt: skip
    record(
        STAMPED, actor=STAMPER, at=at, power=before.power, subject=document,
        facts={
            "kind": before.kind, "number": document.number, "digest": digest, "before": before.digest,
            "level": stamped.level,
        },
    )  # fmt: skip
    return True
