"""What a letter of request for evidence says (Macao 2020 art. 17; Hong Kong 2017 art. 8), entered anew until it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from service_of_process.actions.steps import S, locked, record
from service_of_process.models import EvidenceLetter, ServiceMatter
from service_of_process.rules import lifecycle

#: The letter is being written, or came back to be written anew.
AT_HAND = (lifecycle.DRAFT, lifecycle.CORRECTION)


class LetterEntries(TypedDict, total=False):
    """What the letter may say besides measure, parties, purpose and items."""

    person: str
    questions: str
    special_method: str
    wants_attendance: bool
    wants_video: bool
    other: str


#: Kept as null when empty: encrypted columns.
SEALED = frozenset({"person", "questions", "other"})


@transaction.atomic
def write_evidence_letter(
    *,
    actor: Actor,
    at: datetime,
    matter_id: UUID,
    measure: str,
    parties: str,
    purpose: str,
    items: str,
    **more: Unpack[LetterEntries],
) -> EvidenceLetter:
    """Enter what the letter asks for; before it has left the court, it may be entered anew.

    :raises ValidationError: the matter serves documents, the letter has left, or an entry that the articles ask for is
        missing.
    """
    matter = locked(actor, at, S + "evidence_letter_written", matter_id)
    if matter.kind != ServiceMatter.Kind.EVIDENCE:
        raise ValidationError(_("This matter serves documents; it asks for no evidence."), code="kind")
    if matter.legs.exclude(state__in=(*AT_HAND, *lifecycle.LEG_OVER)).exists():
        raise ValidationError(
            _("The letter has left the clerk's hands; it is not written anew."), code="left"
        )
    entries = {"parties": parties, "purpose": purpose, "items": items}
    _require_complete(measure, entries, more)
    letter, __ = EvidenceLetter.objects.update_or_create(
        matter=matter,
        defaults={
            "measure": measure,
            **{name: _cleaned(name, value) for name, value in {**entries, **more}.items()},
        },
    )
    record(
        S + "evidence_letter_written", actor=actor, at=at, matter=matter, subject=letter,
        facts={"measure": measure}, private={"items": letter.items},
    )  # fmt: skip
    return letter


def _require_complete(measure: str, entries: Mapping[str, str], more: LetterEntries) -> None:
    """Parties, reason and object always (2020 art. 17; 2017 art. 8); person and questions for an examination."""
    missing = {
        name: _("Fill this in; the letter must say it.") for name, text in entries.items() if not text.strip()
    }
    if measure == EvidenceLetter.Measure.EXAMINATION:
        asked = {"person": more.get("person", ""), "questions": more.get("questions", "")}
        sentence = _("An examination names the person and the questions.")
        missing |= {name: sentence for name, text in asked.items() if not text.strip()}
    if missing:
        raise ValidationError(missing)


def _cleaned(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return value.strip() or (None if name in SEALED else "")
