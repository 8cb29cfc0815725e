"""The text of the instrument: made from the record, kept whole under its digest, a new version for every change."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.exhibits.storage import exhibit_store
from portal.identity.permissions import PermissionRefused, require
from portal.power_of_attorney.actions.steps import record, seen_from
from portal.power_of_attorney.documents.instrument import instrument_document
from portal.power_of_attorney.models import InstrumentVersion, PowerOfAttorney
from portal.power_of_attorney.queries.instruments import facts_of
from portal.power_of_attorney.queries.powers import current_version
from portal.power_of_attorney.rules import lifecycle
from portal.power_of_attorney.rules.texts.instrument import version_now

MADE = "power_of_attorney.instrument_made"
#: While the text may be made: under review; and in the session, where a power was struck out.
OPEN = (lifecycle.DOC_REVIEW, lifecycle.IN_SESSION)


@transaction.atomic
def make_instrument(*, actor: Actor, at: datetime, power: PowerOfAttorney, reason: str) -> InstrumentVersion:
    """The text as the record stands now: the version that says exactly this already, or a new one.

    ``reason`` is a short code for the record, such as ``review``, ``changed`` or ``struck``.

    :raises PermissionRefused: no such power from this seat.
    :raises ValidationError: the text cannot be made in this state, nothing has been granted to anybody, or a
        character is in none of the embedded fonts (TofuRefused, which names it).
    """
    require(actor, MADE)
    seat = lifecycle.SYSTEM if actor.is_system else lifecycle.COURT
    rows = seen_from(seat, actor, at, MADE).values("pk")
    locked = PowerOfAttorney.objects.select_for_update(of=("self",)).select_related(
        "court", "case__cause", "cause", "party", "principal", "representative"
    )
    fresh = locked.filter(pk=power.pk, pk__in=rows).first()
    if fresh is None:
        raise PermissionRefused(MADE)
    if fresh.state not in OPEN:
        raise ValidationError(
            _("The text is made while the court reviews it, or when a power is struck out in the session."),
            code="state",
        )
    before = current_version(fresh)
    facts = facts_of(fresh, before.number if before else 1, version_now(), day_of(at))
    if not facts["agents"]:
        raise ValidationError(
            _("No agent has accepted yet; a text without an agent is not made."), code="no_agent"
        )
    if before is not None and before.facts_sealed == canonical(facts):
        return before
    number = (fresh.versions.aggregate(Max("number"))["number__max"] or 0) + 1
    return _entered(actor, at, fresh, {**facts, "version": number}, reason)


def canonical(facts: dict[str, Any]) -> str:
    """The facts as JSON in one form: keys sorted, no blanks."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _entered(
    actor: Actor, at: datetime, power: PowerOfAttorney, facts: dict[str, Any], reason: str
) -> InstrumentVersion:
    """The PDF in the store, the row, the event."""
    pdf = instrument_document(facts)
    digest = sha256(pdf).hexdigest()
    exhibit_store().put(digest, BytesIO(pdf))
    version = InstrumentVersion.objects.create(
        power=power, number=facts["version"], language=power.language, second_language=power.second_language,
        text_version=facts["wording"], content=_content(facts), facts_sealed=canonical(facts), digest=digest,
        size=len(pdf), reason=reason[:40], made_at=at, made_by=actor.key,
    )  # fmt: skip
    record(
        MADE, actor=actor, at=at, power=power, subject=version,
        facts={
            "version": version.number, "digest": digest, "wording": facts["wording"], "reason": version.reason,
            "languages": " ".join(code for code in (power.language, power.second_language) if code),
        },
    )  # fmt: skip
    return version


def _content(facts: dict[str, Any]) -> dict[str, Any]:
    """What the text grants, without anything personal."""
    states = facts["powers"]
    return {
        "powers": [code for code, state in states.items() if state == "granted"],
        "struck": [code for code, state in states.items() if state == "struck"],
        "excludes_service": facts["excludes_service"], "stages": facts["stages"], "basis": facts["basis"],
        "first_day": facts["first_day"], "last_day": facts["last_day"], "prevailing": facts["prevailing"],
    }  # fmt: skip


def instrument_pdf(version: InstrumentVersion) -> bytes:
    """The PDF of this version, verified whole against its digest. Raises FileBroken."""
    with exhibit_store().opened(version.digest) as file:
        return file.read()


def facts_of_version(version: InstrumentVersion) -> dict[str, Any]:
    """Everything that this version says, as queries.instruments.facts_of gave it."""
    found: dict[str, Any] = json.loads(version.facts_sealed or "{}")
    return found
