"""All routes exhausted (穷尽送达途径): proposed when every chosen leg is over without success, confirmed by the judge."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import require_reason
from service_of_process.actions.proposals import overtake, propose
from service_of_process.actions.steps import S, locked, move_matter, record
from service_of_process.models import Proposal, ServiceMatter
from service_of_process.rules import channels, lifecycle, notice


def facts_of(matter: ServiceMatter) -> list[notice.LegFacts]:
    """What the rules need of the matter's legs."""
    return [
        notice.LegFacts(number, channels.family_of(channel), state)
        for number, channel, state in matter.legs.values_list("number", "channel", "state")
    ]


def in_words(hindrance: notice.Hindrance) -> str:
    """Why not, as a sentence with the legs concerned."""
    legs = ", ".join(str(number) for number in hindrance.legs)
    sentences = {
        "still_open": _("These legs are not over: %(legs)s. Await their result, or withdraw them."),
        "succeeded": _("Service on these legs is confirmed: %(legs)s."),
        "nothing_tried": _("No route has been tried without success yet."),
        "summary_procedure": _("In summary procedure there is no public notice (Interpretation, art. 140)."),
        "not_exhausted": _(
            "A public notice needs that all routes are exhausted, or that the whereabouts are recorded as unknown."
        ),
        "judgment_three_months": _(
            "A judgment or ruling is published for three months (Interpretation, art. 532)."
        ),
    }
    return sentences[hindrance.code] % {"legs": legs}


def refuse_if(hindrances: list[notice.Hindrance]) -> None:
    """:raises ValidationError: with a sentence for each hindrance."""
    if hindrances:
        raise ValidationError([ValidationError(in_words(one), code=one.code) for one in hindrances])


@transaction.atomic
def confirm_exhaustion(*, actor: Actor, at: datetime, matter_id: UUID, reason: str) -> ServiceMatter:
    """The judge finds that every lawful route chosen has failed; a notice may now be ordered (2009 art. 9).

    :raises ValidationError: a leg is not over or succeeded, nothing was tried, or the reason is missing.
    """
    matter = locked(actor, at, S + "exhaustion_confirmed", matter_id)
    exhaust(matter, actor=actor, at=at, reason=require_reason(reason))
    return matter


def exhaust(matter: ServiceMatter, *, actor: Actor, at: datetime, reason: str) -> None:
    """The locked matter is exhausted, if its legs say so."""
    require_outbound_service(matter)
    refuse_if(notice.against_exhaustion(facts_of(matter)))
    move_matter(matter, S + "exhaustion_confirmed", at)
    overtake(matter, at, kinds=(Proposal.Kind.EXHAUSTED,))
    record(
        S + "exhaustion_confirmed", actor=actor, at=at, matter=matter, private={"reason": reason.strip()},
        facts={"legs": matter.legs.filter(state__in=(lifecycle.FAILED, lifecycle.LAPSED)).count()},
    )  # fmt: skip


def propose_exhausted(matter: ServiceMatter, at: datetime) -> Proposal | None:
    """Propose exhaustion when every chosen leg is over without success, and the judge has not declined just that."""
    outbound = matter.kind == ServiceMatter.Kind.SERVICE and not matter.is_inbound
    if not outbound or matter.state != lifecycle.ACTIVE or notice.against_exhaustion(facts_of(matter)):
        return None
    kind, state = Proposal.Kind.EXHAUSTED, Proposal.State
    last_end = matter.legs.aggregate(last=Max("ended_at"))["last"]
    declined = matter.proposals.filter(kind=kind, state=state.DECLINED)
    if last_end is not None and declined.filter(decided_at__gte=last_end).exists():
        return None
    return propose(matter, kind, at=at, basis=notice.THREE_MONTHS)


def require_outbound_service(matter: ServiceMatter) -> None:
    if matter.is_inbound or matter.kind != ServiceMatter.Kind.SERVICE:
        raise ValidationError(
            _("There is no public notice for a request from beyond the border, nor for evidence."),
            code="kind",
        )
