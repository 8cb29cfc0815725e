"""Evidence for one line of an application: added as an exhibit of the application, withdrawn with its trace."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.steps import locked_application, record
from mediation_registry.models import AnswerEvidence, CriterionAnswer, RuleVersion
from portal.audit.actors import Actor
from portal.exhibits.actions import deposit
from portal.identity.permissions import PermissionRefused

MEGABYTE = 1 << 20
SAME_TYPE = {"jpeg": "jpg"}


def accepted_types(rules: RuleVersion) -> tuple[str, ...]:
    """The file types that the local rules accept, as lower-case extensions; empty: whatever the portal accepts."""
    words = (word.strip(" .").lower() for word in rules.accepted_types.replace("/", ",").split(","))
    return tuple(dict.fromkeys(SAME_TYPE.get(word, word) for word in words if word))


def _refuse_too_large(rules: RuleVersion, size: int) -> None:
    limit = rules.largest_file_mb
    if limit is not None and size > limit * MEGABYTE:
        sentence = _("The file is larger than the %(limit)s MB that this authority accepts for one file.")
        raise ValidationError({"upload": sentence % {"limit": limit}})


def _refuse_other_type(rules: RuleVersion, extension: str) -> None:
    types = accepted_types(rules)
    found = SAME_TYPE.get(extension.strip(".").lower(), extension.strip(".").lower())
    if types and found not in types:
        sentence = _("This authority accepts only these types of file: %(types)s.")
        raise ValidationError({"upload": sentence % {"types": ", ".join(types).upper()}})


@transaction.atomic
def add_evidence(
    *,
    actor: Actor,
    at: datetime,
    application_id: UUID,
    criterion_id: UUID,
    upload: Any,
    declared_name: str,
    description: str = "",
) -> AnswerEvidence:
    """Deposit a file for one criterion. Its type is found by content, and must be one that the place accepts.

    A file that could act by itself goes to quarantine, as everywhere; it stands beside the answer all the same.

    :raises PermissionRefused: the application is somebody else's, or the criterion of other rules.
    :raises ValidationError: the file is refused (the sentence says why), or stands at this line already.
    """
    act = "mediation_registry.application_edited"
    application = locked_application(actor, at, act, application_id)
    rules = application.window.rule_version
    criterion = rules.criteria.filter(pk=criterion_id).first()
    if criterion is None:
        raise PermissionRefused(act)
    _refuse_too_large(rules, int(getattr(upload, "size", 0) or 0))
    exhibit = deposit(actor=actor, at=at, upload=upload, declared_name=declared_name, scope=application.chain)
    _refuse_other_type(rules, exhibit.stored_file.extension)
    _refuse_too_large(rules, exhibit.stored_file.size)
    answer, __ = CriterionAnswer.objects.get_or_create(
        application=application, criterion=criterion, defaults={"answered_at": at}
    )
    if answer.evidence.filter(exhibit=exhibit, withdrawn_at=None).exists():
        raise ValidationError({"upload": _("This very file stands at this criterion already.")})
    evidence = AnswerEvidence.objects.create(
        answer=answer, exhibit=exhibit, description=description.strip()[:200], added_at=at
    )
    record(
        act, actor=actor, at=at, application=application, subject=evidence,
        facts={"criterion": criterion.code, "position": criterion.position, "digest": exhibit.stored_file_id},
    )  # fmt: skip
    return evidence


@transaction.atomic
def withdraw_evidence(
    *, actor: Actor, at: datetime, application_id: UUID, evidence_id: UUID
) -> AnswerEvidence:
    """Take a file back from its line; it stays on record as withdrawn.

    :raises PermissionRefused: the application is somebody else's, or the file of another one.
    :raises ValidationError: it was withdrawn already.
    """
    act = "mediation_registry.application_edited"
    application = locked_application(actor, at, act, application_id)
    rows = AnswerEvidence.objects.select_related("answer__criterion", "exhibit")
    evidence = rows.filter(pk=evidence_id, answer__application=application).first()
    if evidence is None:
        raise PermissionRefused(act)
    if evidence.withdrawn_at is not None:
        raise ValidationError(_("This file was withdrawn already."))
    evidence.withdrawn_at = at
    evidence.save(update_fields=["withdrawn_at"])
    criterion = evidence.answer.criterion
    record(
        act, actor=actor, at=at, application=application, subject=evidence,
        facts={
            "criterion": criterion.code, "position": criterion.position,
            "digest": evidence.exhibit.stored_file_id, "is_withdrawal": True,
        },
    )  # fmt: skip
    return evidence
