"""What waits for the judge: on one matter, and on her desk."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.models import Assignment
from portal.cases.models.cases import person_id_of
from portal.desk.registry import QueueRow
from service_of_process.models import Challenge, Clock, ConfirmedFact, Leg, Proposal, ServiceMatter
from service_of_process.rules import effect, extension, lifecycle

MOST = 500


def open_on(leg: Leg, kinds: tuple[str, ...]) -> Proposal | None:
    """The open proposal of these kinds about a leg."""
    return Proposal.objects.filter(leg=leg, kind__in=kinds, state=Proposal.State.OPEN).first()


def facts_to_decide(matter: ServiceMatter) -> QuerySet[ConfirmedFact]:
    """Circumstances of art. 12 that the judge has not decided."""
    return matter.facts.filter(is_found=None).order_by("fact_date")


def deemable(matter: ServiceMatter) -> list[Leg]:
    """The legs on which a circumstance of art. 12 could count now."""
    act = effect.ACT_OF[Proposal.Kind.DEEMED]
    return [leg for leg in matter.legs.order_by("number") if lifecycle.leg_after(leg.family, leg.state, act)]


def declined(matter: ServiceMatter) -> list[Proposal]:
    """What the judge did not accept and could still confirm, the latest first; none that is open again."""
    rows = (
        matter.proposals.filter(state=Proposal.State.DECLINED).select_related("leg").order_by("-decided_at")
    )
    again = set(
        matter.proposals.filter(state__in=("open", "confirmed")).values_list("leg_id", "kind", "date")
    )
    return [row for row in rows if (row.leg_id, row.kind, row.date) not in again and _possible(matter, row)]


def _possible(matter: ServiceMatter, row: Proposal) -> bool:
    act = effect.ACT_OF[Proposal.Kind(row.kind)]
    if lifecycle.matter_after(matter.state, act) is None:
        return False
    return row.leg is None or lifecycle.leg_after(row.leg.family, row.leg.state, act) is not None


def extendable(matter: ServiceMatter) -> list[Clock]:
    """The periods that the judge may extend: the text of the row lets the court decide."""
    rows = matter.clocks.filter(state__in=(Clock.State.RUNNING, Clock.State.EXPIRED), is_practice=False)
    return [row for row in rows.order_by("due_date") if extension.may_extend(row.rule)]


def waiting_for(actor: Actor, on: date) -> list[QueueRow]:
    """The judge's queue: proposals, circumstances, objections, returns and late results of her cases.

    Five queries, at most 500 rows of a kind.
    """
    sat = Assignment.objects.on(on).filter(holder_id=person_id_of(actor), seat__in=("judge", "panel"))
    matters = ServiceMatter.objects.for_staff(actor, on, frozenset({"judge"})).filter(
        case__in=sat.values("case")
    )
    keys = matters.values("pk")
    rows: list[QueueRow] = []
    for proposal in Proposal.objects.filter(matter__in=keys, state=Proposal.State.OPEN).select_related(
        "matter"
    )[:MOST]:
        rows.append(_row(proposal.matter, str(proposal.get_kind_display())))
    for fact in ConfirmedFact.objects.filter(matter__in=keys, is_found=None).select_related("matter")[:MOST]:
        rows.append(_row(fact.matter, _("Circumstance under art. 12 submitted")))
    for challenge in Challenge.objects.filter(matter__in=keys, state=Challenge.State.FILED).select_related(
        "matter"
    )[:MOST]:
        rows.append(_row(challenge.matter, _("Objection to service")))
    back = (lifecycle.RETURNED, lifecycle.LATE_RESULT)
    for leg in Leg.objects.filter(matter__in=keys, state__in=back).select_related("matter")[:MOST]:
        rows.append(_row(leg.matter, str(leg.get_state_display())))
    return rows


def _row(matter: ServiceMatter, note: str) -> QueueRow:
    address = reverse("service_desk:inspect", args=[matter.pk])
    return QueueRow(matter.reference, address, note=note)
