"""Materials come in, are completed, withdrawn, left out (法释〔2023〕12号 arts 3 to 5).

Incomplete material is kept, its missing parts are named, and it may be completed until it is whole.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.giving import (
    given_by,
    require_commissioned,
    require_still_commissioned,
)
from foreign_law.actions.ascertainment.pins import cite
from foreign_law.actions.ascertainment.steps import (
    F,
    clerks_of,
    day_of,
    locked,
    locked_attempt,
    move,
    move_attempt,
    next_number,
    record,
    require_past,
    require_reason,
    tell,
)  # fmt: skip
from foreign_law.models import AscertainmentRequest, CitedLaw, Material, ScopeQuestion
from foreign_law.queries.ascertainment.materials import reader_of
from foreign_law.queries.ascertainment.missing_parts import missing_parts
from foreign_law.rules.ascertainment import materials as rules
from portal.audit.actors import Actor
from portal.exhibits.actions import deposit
from portal.exhibits.models import Exhibit
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused

RECEIVED, COMPLETED, WITHDRAWN, LEFT_OUT = (
    F + "material_received", F + "material_completed", F + "material_withdrawn", F + "material_left_out",
)  # fmt: skip


@dataclass(frozen=True)
class Parts:
    """What is typed of a material. Everything but title and language may come later."""

    title: str
    language: str
    how_obtained: str = ""
    validity: str = ""
    relevance: str = ""
    summary: str = ""
    translator: str = ""
    translation_note: str = ""
    opinion_by: str = ""
    opinion_author: str = ""


@dataclass(frozen=True)
class Files:
    """The files of a material, by the words of ``Material.FILES``; None keeps what is there."""

    document: Any = None
    translation: Any = None
    qualification: Any = None
    identity: Any = None
    experience: Any = None
    statement: Any = None


@transaction.atomic
def receive_material(
    *,
    actor: Actor,
    at: datetime,
    request_id: UUID,
    parts: Parts,
    files: Files = Files(),
    citations: Sequence[str] = (),
    on_date: date | None = None,
    question_ids: Sequence[UUID] = (),
    attempt_id: UUID | None = None,
    party_id: UUID | None = None,
    received_date: date | None = None,
) -> Material:
    """A material comes in from a party, from an institution or expert, or on paper to the clerk.

    :raises PermissionRefused: no such request or attempt from the actor's seats.
    :raises ValidationError: not in this state; a provider that has not accepted; a file that is refused.
    """
    attempt = locked_attempt(actor, at, RECEIVED, attempt_id) if attempt_id else None
    request = attempt.request if attempt else locked(actor, at, RECEIVED, request_id)
    if request.pk != request_id:
        raise PermissionRefused(RECEIVED)
    given = given_by(request, actor, at, attempt, party_id)
    require_commissioned(parts.opinion_by, given.attempt)
    day = require_past(received_date or day_of(at), at, "received_date")
    material = Material.objects.create(
        request=request, attempt=given.attempt, number=next_number(request.materials), kind=given.kind,
        party=given.party, submitted_at=at, submitted_by=actor.key, received_date=day, **asdict(parts),
    )  # fmt: skip
    material.questions.set(_questions(request, question_ids))
    _keep_files(material, files, actor, at)
    cite(material, citations, on=on_date or request.fact_date)
    settle(material, at)
    _came_in(material, actor, at, day)
    return material


def _came_in(material: Material, actor: Actor, at: datetime, day: date) -> None:
    """The attempt is answered, the request has material, the log, the court's people."""
    request, attempt = material.request, material.attempt
    if attempt is not None:
        attempt.received_date = day
        move_attempt(attempt, RECEIVED, at)
    move(request, RECEIVED, at)
    _enter(RECEIVED, material, actor, at, on=day)
    holders = clerks_of(request.case, day_of(at))
    tell("foreign_law.material_received", holders, request=request, at=at, at_desk=True)


@transaction.atomic
def complete_material(
    *,
    actor: Actor,
    at: datetime,
    material_id: UUID,
    parts: Parts,
    files: Files = Files(),
    citations: Sequence[str] = (),
    on_date: date | None = None,
    question_ids: Sequence[UUID] | None = None,
    seen: str = "",
) -> Material:
    """Parts of an incomplete material are filled in. ``seen``: the fingerprint that the form was made from.

    :raises PermissionRefused: not the actor's material.
    :raises ValidationError: it is whole, or shown already; somebody else changed it meanwhile; a file that is refused.
    """
    material = locked_material(actor, at, COMPLETED, material_id)
    require_open(material, at)
    if seen and seen != fingerprint(material):
        raise ValidationError(
            _(
                "Somebody else changed this material meanwhile. Look at it again; what you typed is kept here."
            ),
            code="changed",
        )
    require_commissioned(parts.opinion_by, material.attempt)
    require_still_commissioned(material, parts.opinion_by, actor, at)
    changed = [name for name, value in asdict(parts).items() if getattr(material, name) != value]
    for name in changed:
        setattr(material, name, getattr(parts, name))
    material.save()
    if question_ids is not None:
        material.questions.set(_questions(material.request, question_ids))
    _keep_files(material, files, actor, at)
    entered = cite(material, citations, on=on_date or material.request.fact_date)
    facts = {"parts": [*changed, *_filed(files)], "cited": [one.citation_id for one in entered]}
    completed(material, actor, at, facts)
    return material


@transaction.atomic
def withdraw_material(*, actor: Actor, at: datetime, material_id: UUID, reason: str) -> Material:
    """Whoever gave a material takes it back, before it was shown in court; it stays legible to them and the court.

    Where somebody else enters it, such as the clerk from a paper, whoever handed it in is told.

    :raises ValidationError: it was shown in court; it is gone already; no reason.
    """
    material = locked_material(actor, at, WITHDRAWN, material_id)
    _require_living(material)
    if material.kind == rules.FINDING:
        raise ValidationError(_("A finding that was relied on is left out by the judge."))
    if material.exhibitions.exists():
        raise ValidationError(_("This material was shown in court and stays. The judge may leave it out."))
    ended = _end(material, WITHDRAWN, rules.WITHDRAWN, reason, actor, at)
    others = [user for user in submitter_of(material) if actor.key != f"user:{user.pk}"]
    tell(
        "foreign_law.material_withdrawn", others, request=material.request, at=at, context={"number": material.number}
    )  # fmt: skip
    return ended


@transaction.atomic
def leave_out_material(*, actor: Actor, at: datetime, material_id: UUID, reason: str) -> Material:
    """The judge leaves a material out of consideration, with a reason; whoever gave it is told.

    :raises ValidationError: it is gone already; no reason.
    """
    material = locked_material(actor, at, LEFT_OUT, material_id)
    _require_living(material)
    ended = _end(material, LEFT_OUT, rules.LEFT_OUT, reason, actor, at)
    tell(
        "foreign_law.material_left_out", submitter_of(material), request=material.request, at=at,
        context={"number": material.number},
    )  # fmt: skip
    return ended


def locked_material(actor: Actor, at: datetime, act: str, material_id: UUID) -> Material:
    """Beats one to three for a material: ``material.request`` is locked; the court's staff, or whoever gave it.

    :raises PermissionRefused: no such material from any of the act's seats (404 at the doors).
    :raises ValidationError: the act is not possible in the request's state.
    """
    found = Material.objects.filter(pk=material_id).values_list("request_id", flat=True).first()
    if found is None:
        raise PermissionRefused(act)
    request = locked(actor, at, act, found)
    material = (
        Material.objects.select_for_update(of=("self",))
        .select_related("attempt__provider")
        .get(pk=material_id)
    )
    material.request = request
    reader = reader_of(request, actor, day_of(at))
    if not (reader.is_staff or reader.gave(material)):
        raise PermissionRefused(act)
    return material


def require_open(material: Material, at: datetime) -> None:
    """Let parts of a material be filled in: while it counts, a part is missing, and it was not shown in court.

    :raises ValidationError: a sentence why not.
    """
    _require_living(material)
    if material.kind == rules.FINDING:
        raise ValidationError(_("A finding of an effective judgment is not completed."))
    if material.exhibitions.exists():
        raise ValidationError(
            _("This material was shown in court and is no longer changed. Hand in another one.")
        )
    if not missing_parts(material, day_of(at)):
        raise ValidationError(_("This material is complete and is no longer changed. Hand in another one."))


def settle(material: Material, at: datetime) -> None:
    """The state that follows from what is there now."""
    whole = not missing_parts(Material.objects.get(pk=material.pk), day_of(at))
    material.state = rules.COMPLETE if whole else rules.INCOMPLETE
    material.save(update_fields=["state"])


def fingerprint(material: Material) -> str:
    """What a form was made from: changes with every change of the material."""
    held = {name: getattr(material, name) for name in Parts.__dataclass_fields__}
    law = [
        (one.number, one.struck_at is not None, str(one.full_text_exhibit_id), str(one.full_text_translation_id),
         [(text.language, text.digest) for text in one.texts.order_by("language", "pk")])
        for one in CitedLaw.objects.filter(material=material).order_by("number")
    ]  # fmt: skip
    files = [f"{word}:{key}" for word, key in material.files.items()]
    return hashlib.sha256(json.dumps([held, law, files], ensure_ascii=False).encode()).hexdigest()


def deposited(material: Material, upload: Any, field: str, actor: Actor, at: datetime) -> Exhibit:
    """A file of a material, in its scope: open to whoever gave it and the court, to the sides once it was shown.

    :raises ValidationError: at ``field``, the file is refused.
    """
    try:
        return deposit(
            actor=actor,
            at=at,
            upload=upload,
            declared_name=upload.name,
            scope=f"ascertainment-material:{material.pk}",
        )
    except ValidationError as refusal:
        raise ValidationError({field: refusal.messages}) from refusal


def submitter_of(material: Material) -> list[User]:
    """The account that handed the material in."""
    kind, _colon, key = material.submitted_by.partition(":")
    return list(User.objects.filter(pk=key)) if kind == "user" else []


def completed(material: Material, actor: Actor, at: datetime, facts: Mapping[str, Any]) -> None:
    """The last beats of filling in a part: the state that follows, the log."""
    settle(material, at)
    move(material.request, COMPLETED, at)
    _enter(COMPLETED, material, actor, at, facts=facts)


def _questions(request: AscertainmentRequest, ids: Sequence[UUID]) -> list[ScopeQuestion]:
    return list(request.questions.filter(struck_at=None, pk__in=list(ids)))


def _filed(files: Files) -> list[str]:
    return [name for name in Material.FILES if getattr(files, name) is not None]


def _keep_files(material: Material, files: Files, actor: Actor, at: datetime) -> None:
    for word in _filed(files):
        setattr(material, Material.FILES[word], deposited(material, getattr(files, word), word, actor, at))
    material.save(update_fields=list(Material.FILES.values()))


def _require_living(material: Material) -> None:
    if material.state not in rules.LIVING:
        raise ValidationError(_("This material was withdrawn or left out."), code="state")


def _end(material: Material, act: str, state: str, reason: str, actor: Actor, at: datetime) -> Material:
    material.state, material.state_reason = state, require_reason(reason)
    material.save(update_fields=["state", "state_reason"])
    move(material.request, act, at)
    _enter(act, material, actor, at, private={"reason": material.state_reason})
    return material


def _enter(
    act: str, material: Material, actor: Actor, at: datetime, *, on: date | None = None,
    facts: Mapping[str, Any] | None = None, private: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    words = {
        "material": material.number, "kind": material.kind, "material_state": material.state,
        "missing": len(missing_parts(material, day_of(at))),
        "digest": material.exhibit.stored_file_id if material.exhibit else "", **(facts or {}),
    }  # fmt: skip
    record(
        act, actor=actor, at=at, request=material.request, attempt=material.attempt, on=on, subject=material,
        facts=words, private=private,
    )  # fmt: skip
