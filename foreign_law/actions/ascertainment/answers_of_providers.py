"""An institution or expert accepts with its statement of no interest, or declines; its proofs of art. 4."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.questioning_rooms import leave_rooms
from foreign_law.actions.ascertainment.steps import (
    F,
    accounts_of,
    clerks_of,
    day_of,
    locked_attempt,
    move,
    move_attempt,
    record,
    require_reason,
    tell,
)
from foreign_law.models import LawProvider, ProviderProof, RouteAttempt
from foreign_law.queries.ascertainment.providers import accounts_for, work_path
from foreign_law.queries.ascertainment.scopes import own_scope, scope_of
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment import providers as rules
from portal.audit.actors import Actor
from portal.cases.models import Case
from portal.cases.models.cases import person_id_of, stands_in
from portal.exhibits.actions import deposit
from portal.exhibits.models import Exhibit
from portal.identity.permissions import PermissionRefused

#: The answer came; what is left to declare is an interest in the case.
_ANSWERED = (lifecycle.ANSWERED_BY_PROVIDER, lifecycle.ASSESSED)


def answers_for(attempt: RouteAttempt, actor: Actor, at: datetime) -> bool:
    """Whether the actor acts as the provider of this attempt, and not as the court's clerk."""
    if attempt.provider is None:
        return False
    account = person_id_of(actor)
    return any(user.pk == account for user in accounts_for(attempt.provider, day_of(at)))


def _provider_of(attempt: RouteAttempt, act: str) -> LawProvider:
    """
    :raises PermissionRefused: nobody of the directory is asked on this attempt.
    """
    if attempt.provider is None:
        raise PermissionRefused(act)
    return attempt.provider


def keep_file(attempt: RouteAttempt, actor: Actor, at: datetime, upload: UploadedFile, field: str) -> Exhibit:
    """A file of the provider in its own scope, one that came on paper in the court's.

    :raises ValidationError: at ``field``, the file is refused.
    """
    own = answers_for(attempt, actor, at)
    scope = own_scope(attempt.request, actor) if own else scope_of(attempt.request)
    try:
        return deposit(actor=actor, at=at, upload=upload, declared_name=upload.name or "", scope=scope)
    except ValidationError as refusal:
        raise ValidationError({field: refusal.messages}) from refusal


@transaction.atomic
def accept(
    *, actor: Actor, at: datetime, attempt_id: UUID, statement_text: str, upload: UploadedFile | None = None,
    stated_date: date | None = None,
) -> RouteAttempt:  # fmt: skip
    """Take the question on, with the written statement that there is no interest in this case (art. 4).

    The clerk enters it for a provider that answered on paper, with the signed statement as a file.

    :raises PermissionRefused: no such attempt from the provider's or the clerk's seat.
    :raises ValidationError: the state, no statement, a clerk without the file, or the person stands in the case.
    """
    act = F + "provider_accepted"
    attempt = locked_attempt(actor, at, act, attempt_id)
    provider = _provider_of(attempt, act)
    text = require_reason(statement_text, "statement_text")
    if answers_for(attempt, actor, at):
        _refuse_own_case(attempt, actor)
    elif upload is None:
        raise ValidationError({"upload": _("Add the statement that was signed.")})
    if upload is not None:
        attempt.statement_exhibit = keep_file(attempt, actor, at, upload, "upload")
    attempt.statement_given_at, attempt.statement_by, attempt.statement_text = at, actor.key, text
    if attempt.sent_at is None:  # answered on paper before the sending was entered
        attempt.sent_at, attempt.sent_date = at, day_of(at)
    move_attempt(attempt, act, at)
    move(attempt.request, act, at)
    facts = {"provider": str(provider.pk), "has_file": upload is not None}
    record(
        act, actor=actor, at=at, request=attempt.request, attempt=attempt, on=stated_date, facts=facts,
        private={"statement": text},
    )  # fmt: skip
    _tell_court(act, attempt, at)
    return attempt


def _refuse_own_case(attempt: RouteAttempt, actor: Actor) -> None:
    account = person_id_of(actor)
    own = Case.objects.filter(pk=attempt.request.case_id)
    if account is not None and own.filter(stands_in(account)).exists():
        sentence = _("You stand in this case yourself. Please decline because of an interest.")
        raise ValidationError({"statement_text": sentence}, code="interest")


def _tell_court(act: str, attempt: RouteAttempt, at: datetime, **more: Any) -> None:
    words = {"attempt": attempt.number, **more}
    staff = clerks_of(attempt.request.case, day_of(at))
    tell(act, staff, request=attempt.request, at=at, context=words, at_desk=True)


@transaction.atomic
def decline(
    *, actor: Actor, at: datetime, attempt_id: UUID, ground: str, decline_reason: str
) -> RouteAttempt:
    """Decline, because of an interest in the case or on another ground; the request closes to the provider.

    After the answer only an interest is declared: the statement of art. 4 no longer stands, the judge's assessment neither.

    :raises PermissionRefused: no such attempt from the provider's or the clerk's seat.
    :raises ValidationError: the state, an unknown ground, another one after the answer, or no reason.
    """
    act = F + "provider_declined"
    attempt = locked_attempt(actor, at, act, attempt_id)
    provider = _provider_of(attempt, act)
    if ground not in rules.GROUNDS:
        raise ValidationError({"ground": _("Choose the ground.")})
    if attempt.state in _ANSWERED and ground != rules.CONFLICT:
        sentence = _("The question was answered already; only an interest in the case is declared now.")
        raise ValidationError({"ground": sentence})
    reason = require_reason(decline_reason, "decline_reason")
    before, attempt.outcome = attempt.outcome, ""
    attempt.decline_ground, attempt.decline_reason = ground, reason
    move_attempt(attempt, act, at, to=rules.state_after_declining(ground))
    move(attempt.request, act, at)
    leave_rooms(attempt, actor, at)
    facts = {"provider": str(provider.pk), "ground": ground, "outcome_before": before}
    record(
        act, actor=actor, at=at, request=attempt.request, attempt=attempt, facts=facts, private={"reason": reason}
    )  # fmt: skip
    _tell_court(act, attempt, at, ground=ground)
    tell(
        act, accounts_of(attempt.request, day_of(at)), request=attempt.request, at=at,
        context={"attempt": attempt.number, "ground": ground},
    )  # fmt: skip
    return attempt


def _require_entered_here(attempt: RouteAttempt) -> None:
    """Refuse where the last interest was declared from an account of the provider, and not entered by the court."""
    last = attempt.course.filter(act=F + "provider_declined").order_by("-id").first()
    if last is None or attempt.provider is None or attempt.state != lifecycle.DECLINED_CONFLICT:
        return
    accounts = attempt.provider.accounts.values_list("user", flat=True)
    if last.actor_key in {f"user:{key}" for key in accounts}:
        sentence = _(
            "Whoever was asked declared this interest itself; the court does not take the declaration back (art. 4)."
        )
        raise ValidationError(sentence, code="declared")


@transaction.atomic
def rectify_interest(*, actor: Actor, at: datetime, attempt_id: UUID, reason: str) -> RouteAttempt:
    """An interest in the case was entered by mistake: the clerk corrects it; ground and words of the entry stay legible.

    The statement of no interest stands again (art. 4). The judge's assessment does not come back: an answer is assessed anew.

    :raises PermissionRefused: no such attempt from the clerk's seat, or nobody of the directory is asked on it.
    :raises ValidationError: no interest is on record, no reason, or the institution or expert declared it from its own
        account: nobody gives the statement of art. 4 in its stead.
    """
    act = F + "interest_rectified"
    attempt = locked_attempt(actor, at, act, attempt_id)
    provider = _provider_of(attempt, act)
    text = require_reason(reason)
    _require_entered_here(attempt)
    before = {"decline_ground": attempt.decline_ground, "decline_reason": attempt.decline_reason}
    attempt.rectifications = [*attempt.rectifications, *(
        {"field": field, "before": old, "after": "", "reason": text, "at": at.isoformat(), "by": actor.key}
        for field, old in before.items()
    )]  # fmt: skip
    attempt.decline_ground = attempt.decline_reason = ""
    answered = attempt.received_date is not None or attempt.materials.exists()
    stated, sent = attempt.statement_given_at is not None, attempt.sent_at is not None
    move_attempt(
        attempt, act, at, to=rules.state_without_interest(answered=answered, stated=stated, sent=sent)
    )
    move(attempt.request, act, at)
    record(
        act, actor=actor, at=at, request=attempt.request, attempt=attempt, facts={"provider": str(provider.pk)},
        private={"before": before["decline_reason"], "reason": text},
    )  # fmt: skip
    _tell_court(act, attempt, at)
    words, on = {"attempt": attempt.number}, day_of(at)
    tell(act, accounts_of(attempt.request, on), request=attempt.request, at=at, context=words)
    if attempt.sent_at is not None:
        own = {**words, "path": work_path(attempt)}
        tell(act, accounts_for(provider, on), request=attempt.request, at=at, context=own)
    return attempt


@transaction.atomic
def add_proof(
    *, actor: Actor, at: datetime, attempt_id: UUID, kind: str, upload: UploadedFile, issued_date: date | None = None,
    valid_to: date | None = None,
) -> ProviderProof:  # fmt: skip
    """A proof of art. 4 for this attempt: qualification of an institution; identity or record of an expert.

    :raises PermissionRefused: no such attempt from the provider's or the clerk's seat.
    :raises ValidationError: a kind that is not asked of this provider, days that cannot be, or the file is refused.
    """
    act = F + "provider_proof_added"
    attempt = locked_attempt(actor, at, act, attempt_id)
    provider = _provider_of(attempt, act)
    if kind not in rules.PROOFS_OF[provider.kind]:
        raise ValidationError({"kind": _("This proof is not asked of this provider (art. 4).")})
    if issued_date is not None and issued_date > day_of(at):
        raise ValidationError({"issued_date": _("This date lies in the future.")})
    if valid_to is not None and valid_to <= (issued_date or day_of(at)):
        raise ValidationError({"valid_to": _("The end must lie after the beginning.")})
    exhibit = keep_file(attempt, actor, at, upload, "upload")
    proof = ProviderProof.objects.create(
        provider=provider, attempt=attempt, kind=kind, exhibit=exhibit, issued_date=issued_date, valid_to=valid_to,
        added_at=at, added_by=actor.key,
    )  # fmt: skip
    record(
        act, actor=actor, at=at, request=attempt.request, attempt=attempt, subject=proof,
        facts={"kind": kind, "digest": exhibit.stored_file_id},
    )  # fmt: skip
    return proof


@transaction.atomic
def withdraw_proof(
    *, actor: Actor, at: datetime, attempt_id: UUID, proof_id: UUID, reason: str
) -> ProviderProof:
    """Take a proof back that was a mistake; the file stays in the log's custody.

    :raises PermissionRefused: no such attempt or proof.
    :raises ValidationError: no reason, or the material was shown in court with it.
    """
    act = F + "provider_proof_withdrawn"
    attempt = locked_attempt(actor, at, act, attempt_id)
    proof = attempt.proofs.select_for_update().filter(pk=proof_id, withdrawn_at=None).first()
    if proof is None:
        raise PermissionRefused(act)
    text = require_reason(reason)
    if attempt.materials.filter(exhibitions__isnull=False).exists():
        raise ValidationError(
            _("The opinion was shown in court with this proof; it stays."), code="exhibited"
        )
    proof.withdrawn_at = at
    proof.save(update_fields=["withdrawn_at"])
    record(
        act, actor=actor, at=at, request=attempt.request, attempt=attempt, subject=proof,
        facts={"kind": proof.kind}, private={"reason": text},
    )  # fmt: skip
    return proof
