"""The judge's answer (arts 2, 8, 9): confirmed, determined, adopted, held unascertainable; and setting it aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.candidates import make_candidates, withdraw_candidates
from foreign_law.actions.ascertainment.steps import (
    F,
    accounts_of,
    clerks_of,
    day_of,
    locked,
    move,
    record,
    require_reason,
    tell,
)
from foreign_law.models import Answer, AscertainmentRequest, CitedLaw, Determination, Finding
from foreign_law.queries.ascertainment import standing
from foreign_law.queries.ascertainment.obstacles import sentences
from foreign_law.rules.ascertainment import lifecycle, outcomes
from portal.audit.actors import Actor

KIND = F + "ascertainment_answered"


@dataclass(frozen=True)
class Answered:
    """What is held on one question, and the cited law on which it rests (keys)."""

    question_id: UUID
    text: str
    rests_on: tuple[UUID, ...] = ()


@transaction.atomic
def content_confirmed(
    *, actor: Actor, at: datetime, request_id: UUID, content: str, reasons: str, answers: Sequence[Answered],
    no_provision: bool = False,
) -> Determination:  # fmt: skip
    """Art. 8(1): every party was heard on content, meaning and application, and none objects.

    :raises PermissionRefused: not the judge of this case (404 at the doors).
    :raises ValidationError: an objection stands, a party was not heard, or something is missing; all of it is named.
    """
    act = F + "content_confirmed"
    request = locked(actor, at, act, request_id)
    require_none(request, outcomes.against_confirming(standing.hearing_of(request, day_of(at))), at)
    found = Determination(kind=lifecycle.CONFIRMED, content=content, no_provision=no_provision)
    return _decide(request, found, act, actor, at, reasons, answers)


@transaction.atomic
def content_determined(
    *, actor: Actor, at: datetime, request_id: UUID, content: str, reasons: str, answers: Sequence[Answered],
    no_provision: bool = False, no_supplement_reason: str = "",
) -> Determination:  # fmt: skip
    """Art. 8(2): an objection stands after the supplement, or the judge says why none was necessary.

    :raises PermissionRefused: not the judge of this case.
    :raises ValidationError: nothing is disputed, a party was not heard, or something is missing; all of it is named.
    """
    act = F + "content_determined"
    request = locked(actor, at, act, request_id)
    hearing = standing.hearing_of(request, day_of(at))
    supplements = standing.supplements_of_objections(request)
    against = outcomes.against_determining(hearing, supplements=supplements, why_none=no_supplement_reason)
    require_none(request, against, at)
    found = Determination(
        kind=lifecycle.DETERMINED, content=content, no_provision=no_provision,
        no_supplement_reason="" if supplements else no_supplement_reason.strip(),
    )  # fmt: skip
    return _decide(request, found, act, actor, at, reasons, answers)


@transaction.atomic
def finding_adopted(
    *, actor: Actor, at: datetime, request_id: UUID, shown_id: UUID, reasons: str, answers: Sequence[Answered],
    content: str = "", on_rebuttals: str = "",
) -> Determination:  # fmt: skip
    """Art. 8(3): what an effective judgment found is adopted; evidence to the contrary is answered.

    ``shown_id``: the finding as it was relied on in this request. Without ``content``, what was found stands.

    :raises PermissionRefused: not the judge of this case, or a finding of another request.
    :raises ValidationError: the finding fell, was not relied on or not shown in court, or a rebuttal is unanswered.
    """
    act = F + "finding_adopted"
    request = locked(actor, at, act, request_id)
    shown = standing.relied_on(request).filter(pk=shown_id).first()
    if shown is None:
        raise ValidationError({"shown_id": _("Choose a finding that is relied on in this request.")})
    # locked, so that it does not fall meanwhile
    shown.finding = Finding.objects.select_for_update(of=("self",)).get(pk=shown.finding_id)
    hearing = standing.hearing_of(request, day_of(at))
    require_none(request, standing.against_adopting(shown, hearing, on_rebuttals=on_rebuttals), at)
    found = Determination(
        kind=lifecycle.ADOPTED, content=content.strip() or shown.finding.proposition, finding=shown.finding,
        on_rebuttals=on_rebuttals.strip(),
    )  # fmt: skip
    return _decide(request, found, act, actor, at, reasons, answers)


@transaction.atomic
def held_unascertainable(*, actor: Actor, at: datetime, request_id: UUID, reasons: str) -> Determination:
    """Arts 2 and 9: the law cannot be ascertained; the guard depends on the basis.

    :raises PermissionRefused: not the judge of this case.
    :raises ValidationError: guard 1 (conflict rule) or guard 2 (choice of the parties) blocks, and says why.
    """
    act = F + "held_unascertainable"
    request = locked(actor, at, act, request_id)
    require_none(request, standing.against_unascertainable(request, day_of(at)), at)
    return _decide(request, Determination(kind=lifecycle.UNASCERTAINABLE), act, actor, at, reasons, ())


@transaction.atomic
def answer_set_aside(*, actor: Actor, at: datetime, request_id: UUID, reason: str) -> AscertainmentRequest:
    """The judge takes the answer back, with the reason; it stays legible, and the parties are heard again.

    :raises PermissionRefused: not the judge of this case.
    :raises ValidationError: no reason, or the judgment in the case is recorded as effective.
    """
    act = F + "answer_set_aside"
    request = locked(actor, at, act, request_id)
    text = require_reason(reason)
    if request.judgment_effective_date is not None:
        raise ValidationError(
            _("The judgment in the case is recorded as effective. Its setting aside is recorded first.")
        )
    found = request.determinations.select_for_update().filter(set_aside_at=None).first()
    if found is not None:
        found.set_aside_at, found.set_aside_reason = at, text
        found.save()
        withdraw_candidates(found, at, text)
    move(request, act, at)
    kind = found.kind if found is not None else ""
    record(act, actor=actor, at=at, request=request, facts={"answer": kind}, private={"reason": text})
    _tell_all(request, act, at)
    return request


def require_none(request: AscertainmentRequest, against: Iterable[outcomes.Obstacle], at: datetime) -> None:
    """Let the answer go on if nothing stands in its way.

    :raises ValidationError: a sentence for each obstacle.
    """
    found = list(against)
    if found:
        parties = standing.parties_of(request, day_of(at))
        raise ValidationError([ValidationError(text, code="guard") for text in sentences(found, parties)])


def _decide(
    request: AscertainmentRequest,
    found: Determination,
    act: str,
    actor: Actor,
    at: datetime,
    reasons: str,
    answers: Sequence[Answered],
) -> Determination:
    """Beats five to seven of every answer: the decision, its answers, its candidates; the log; everybody is told."""
    found.request, found.reasons = request, require_reason(reasons, "reasons")
    found.content = found.content.strip()
    found.decided_at, found.decided_by = at, actor.key
    unascertainable = found.kind == lifecycle.UNASCERTAINABLE
    if not found.content and not unascertainable:
        raise ValidationError({"content": _("State the content of the foreign law.")})
    rests = [] if unascertainable else _checked(request, answers, needs_law=not _needs_no_law(found))
    found.save()
    for answer, law in rests:
        row = Answer.objects.create(determination=found, question_id=answer.question_id, text=answer.text)
        row.rests_on.set(law)
    if not unascertainable:
        make_candidates(found, actor, at)
    move(request, act, at)
    record(
        act, actor=actor, at=at, request=request, subject=found,
        facts={
            "answer": found.kind, "answers": len(rests), "no_provision": found.no_provision,
            "supplements": request.supplements,
        },
    )  # fmt: skip
    _tell_all(request, act, at)
    return found


def _needs_no_law(found: Determination) -> bool:
    """An answer that the law has no provision, or that an effective judgment gave, may rest on no cited provision."""
    return found.no_provision or found.kind == lifecycle.ADOPTED


def _checked(
    request: AscertainmentRequest, answers: Sequence[Answered], *, needs_law: bool
) -> list[tuple[Answered, list[CitedLaw]]]:
    """The answers in the questions' order with the law they rest on.

    :raises ValidationError: at the field of the question: no answer, no cited law, or law that was not shown.
    """
    given = {answer.question_id: answer for answer in answers}
    law = {row.pk: row for row in standing.citable(request)}
    found: list[tuple[Answered, list[CitedLaw]]] = []
    errors: dict[str, str] = {}
    for question in request.questions.filter(struck_at=None):
        answer = given.pop(question.pk, None)
        if answer is None or not answer.text.strip():
            errors[f"answer_{question.number}"] = _("Answer question %(number)s.") % {
                "number": question.number
            }
            continue
        if any(key not in law for key in answer.rests_on):
            errors[f"rests_on_{question.number}"] = _("Choose law that was shown in court.")
            continue
        if needs_law and not answer.rests_on:
            errors[f"rests_on_{question.number}"] = _("Say on which cited law the answer rests.")
        found.append((answer, [law[key] for key in answer.rests_on]))
    if given:
        raise ValidationError(_("A question was struck or added meanwhile. Look at the page again."))
    if errors:
        raise ValidationError(errors)
    return found


def _tell_all(request: AscertainmentRequest, act: str, at: datetime) -> None:
    """The sides of the case, and judge and clerk at their desk."""
    on = day_of(at)
    context = {"act": act.removeprefix(F)}
    staff = clerks_of(request.case, on)
    tell(KIND, accounts_of(request, on), request=request, at=at, context=context)
    tell(KIND, staff, request=request, at=at, context=context, at_desk=True, about=f"desk|{at.isoformat()}")
