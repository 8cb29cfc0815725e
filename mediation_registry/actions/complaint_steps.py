"""The beats that every act on a complaint shares: lock it, may this person, may it happen; write it down; tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mediation_registry.actions.roster_steps import names_of_place
from mediation_registry.models import Complaint, ComplaintEvidence, ComplaintStep
from mediation_registry.queries import complaints as queries
from mediation_registry.rules import complaints as rules
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.cases.queries import recipient
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused, require, roles_for
from portal.notices import outbox

COMPLAINANT = ComplaintEvidence.Side.COMPLAINANT.value
MEDIATOR = ComplaintEvidence.Side.MEDIATOR.value
BODY = ComplaintEvidence.Side.BODY.value
PAGE = "/mediators/complaints/{}/"
DESK = "/staff/complaints/inspect/{}/"


def locked_complaint(
    actor: Actor, at: datetime, act: str, complaint_id: UUID, *, sides: tuple[str, ...]
) -> Complaint:
    """Beats one to three: the complaint, locked, if it is open to this actor on this side and the act may happen.

    An officer needs one of the act's roles at the very body that has the complaint.

    :raises PermissionRefused: not open to the actor (404 at the doors).
    :raises ValidationError: the act is not possible in this state.
    """
    require(actor, act)
    rows = Complaint.objects.select_for_update(of=("self",)).select_related(
        "about__person", "about__home_jurisdiction", "court", "authority"
    )
    complaint = rows.filter(pk=complaint_id).first()
    today = day_of(at)
    side = queries.side_of(complaint, actor, today) if complaint else ""
    if complaint is None or side not in sides:
        raise PermissionRefused(act)
    if (
        side == BODY
        and not queries.complaints_for(actor, today, *roles_for(act)).filter(pk=complaint.pk).exists()
    ):
        raise PermissionRefused(act)
    if rules.after(complaint.state, act) is None:
        sentence = _("This step is not possible now. State of the complaint: %(state)s.")
        raise ValidationError(sentence % {"state": complaint.get_state_display()}, code="state")
    return complaint


def require_text(text: str, field: str) -> str:
    """The text, trimmed.

    :raises ValidationError: at ``field``, there is none.
    """
    if found := text.strip():
        return found
    raise ValidationError({field: _("This is needed.")})


def write(
    complaint: Complaint, act: str, *, actor: Actor, at: datetime, reason: str = "",
    facts: Mapping[str, Any] | None = None,
) -> ComplaintStep:  # fmt: skip
    """Beats five and six: the state by the one table, the step, the log. Nothing personal enters the log's facts."""
    state = rules.after(complaint.state, act)
    assert state is not None  # asked in locked_complaint
    if state != complaint.state:
        complaint.state, complaint.state_since_at = state, at
        complaint.due_date = None  # a due date is set for one stage
    complaint.save()
    return enter(complaint, act, actor=actor, at=at, reason=reason, facts=facts)


def enter(
    complaint: Complaint, act: str, *, actor: Actor, at: datetime, reason: str = "",
    facts: Mapping[str, Any] | None = None,
) -> ComplaintStep:  # fmt: skip
    """The step and its event in the log; the state stands already."""
    last = complaint.steps.order_by("-number").values_list("number", flat=True).first() or 0
    step = ComplaintStep.objects.create(
        complaint=complaint, number=last + 1, act=act, state=complaint.state, body_code=complaint.body.code,
        reason=reason, taken_by=actor.key, taken_at=at,
    )  # fmt: skip
    audit.record(
        act=act, actor=actor, at=at, subject=(complaint._meta.label, str(complaint.pk)), chain=complaint.chain,
        facts={
            "reference": complaint.reference, "state": complaint.state, "body": complaint.body.code, **(facts or {})
        },
    )  # fmt: skip
    return step


def tell_complainant(
    complaint: Complaint, at: datetime, kind: str = "mediation_registry.complaint_moved"
) -> None:
    """Beat seven: whoever complained is told where the complaint stands."""
    user = User.objects.filter(pk=complaint.complainant_key.removeprefix("user:"), is_active=True).first()
    if user is not None:
        _queue(kind, user, complaint, at, PAGE)


def tell_mediator(complaint: Complaint, at: datetime, kind: str) -> None:
    """Beat seven: the mediator is told, once an investigation was opened; before and without one, never."""
    user = complaint.about.person.user
    if complaint.heard_from_at is not None and user is not None and user.is_active:
        _queue(kind, user, complaint, at, PAGE)


def tell_body(complaint: Complaint, at: datetime) -> None:
    """Beat seven: the officers of the body that has the complaint are told that it waits."""
    for user in queries.officers_of(complaint, day_of(at)):
        _queue("mediation_registry.complaint_waits", user, complaint, at, DESK)


def _queue(kind: str, user: User, complaint: Complaint, at: datetime, page: str) -> None:
    outbox.queue(
        kind=kind,
        recipient=recipient(user),
        context={
            "reference": complaint.reference, "state": complaint.state, "body_names": names_of_place(complaint.body),
            "path": page.format(complaint.pk),
        },
        dedupe=f"{kind}|{complaint.pk}|{at.isoformat()}",
        at=at,
        court=complaint.court.code if complaint.court else "",
        chain=complaint.chain,
    )  # fmt: skip
