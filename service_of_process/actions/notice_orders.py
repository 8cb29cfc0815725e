"""Public notice: ordered, stopped and confirmed by the judge alone (2009 arts 9, 10; CPL 95, 283; Interp. 140, 532)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import require_reason
from service_of_process.actions.dates import end_notice
from service_of_process.actions.exhausting import facts_of, refuse_if, require_outbound_service
from service_of_process.actions.numbers import leg_reference
from service_of_process.actions.proposals import overtake
from service_of_process.actions.steps import S, locked, locked_leg, move_matter, next_number, record
from service_of_process.models import Leg, ServiceMatter
from service_of_process.rules import channels, lifecycle, notice


@transaction.atomic
def record_whereabouts_unknown(*, actor: Actor, at: datetime, matter_id: UUID, reason: str) -> ServiceMatter:
    """The judge records that nobody knows where the addressee is; a notice may then be ordered at once (CPL 95).

    :raises ValidationError: recorded already, or the reason is missing.
    """
    text = require_reason(reason)
    matter = locked(actor, at, S + "whereabouts_unknown_recorded", matter_id)
    require_outbound_service(matter)
    if matter.whereabouts_unknown_at is not None:
        raise ValidationError(_("This is on record already."), code="state")
    matter.whereabouts_unknown_at, matter.whereabouts_unknown_reason = at, text
    move_matter(matter, S + "whereabouts_unknown_recorded", at)
    record(
        S + "whereabouts_unknown_recorded", actor=actor, at=at, matter=matter, private={"reason": text},
    )  # fmt: skip
    return matter


@transaction.atomic
def order_notice(
    *, actor: Actor, at: datetime, matter_id: UUID, reason: str, term: str = notice.THREE_MONTHS
) -> Leg:
    """The judge orders service by public notice; the leg is approved, its term begins with the later publication.

    ``term`` is the row of the time limits: three months (2009 art. 9), or 60 days (CPL 283), for which the judge's
    reason says why that law is preferred. The reason is recorded on the file either way (CPL 95).

    :raises ValidationError: summary procedure, not exhausted and whereabouts known, a leg that is not over, 60 days for
        a judgment, an unknown term, or no reason.
    """
    text = require_reason(reason)
    matter = locked(actor, at, S + "notice_ordered", matter_id)
    require_outbound_service(matter)
    if term not in notice.BASIS_OF:
        raise ValidationError({"term": _("Choose three months or 60 days.")})
    refuse_if(_against(matter, term))
    number = next_number(matter.legs)
    matter.notice_basis, matter.notice_reason = term, text
    move_matter(matter, S + "notice_ordered", at)
    overtake(matter, at)
    leg = Leg.objects.create(
        matter=matter, number=number, reference=leg_reference(matter, number), channel=channels.NOTICE,
        legal_basis=notice.BASIS_OF[term], basis_reason=text, state=lifecycle.APPROVED, state_since_at=at,
        opened_at=at, opened_by=actor.key,
    )  # fmt: skip
    record(
        S + "notice_ordered", actor=actor, at=at, matter=matter, leg=leg, facts={"term": term},
        private={"reason": text},
    )  # fmt: skip
    return leg


def _against(matter: ServiceMatter, term: str) -> list[notice.Hindrance]:
    assert matter.case is not None  # outbound
    return notice.against_notice(
        facts_of(matter), procedure=matter.case.procedure, is_exhausted=matter.state == lifecycle.EXHAUSTED,
        is_whereabouts_unknown=are_whereabouts_unknown(matter), term=term,
        is_judgment=matter.is_judgment
        or matter.documents.filter(withdrawn_at=None, kind__in=("judgment", "ruling")).exists(),
    )  # fmt: skip


def are_whereabouts_unknown(matter: ServiceMatter) -> bool:
    """Whether the judge's record still speaks: a way opened after it says that somebody knows where to go."""
    since = matter.whereabouts_unknown_at
    return (
        since is not None
        and not matter.legs.exclude(channel=channels.NOTICE).filter(opened_at__gt=since).exists()
    )


@transaction.atomic
def stop_notice(*, actor: Actor, at: datetime, leg_id: UUID, reason: str) -> Leg:
    """The judge stops a notice, for instance because an address came to light; other routes are open again.

    :raises ValidationError: the notice is over, or the reason is missing.
    """
    text = require_reason(reason)
    leg = locked_leg(actor, at, S + "notice_stopped", leg_id)
    end_notice(leg, actor=actor, at=at, reason=text)
    move_matter(leg.matter, S + "notice_stopped", at)
    return leg
