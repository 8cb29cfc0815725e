"""How a request stands: who was heard on what, what was tried, which periods ran; as the rules ask for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from foreign_law.models import (
    AscertainmentRequest,
    CitedLaw,
    Exhibition,
    FindingShown,
    Material,
    Period,
    RouteAttempt,
)
from foreign_law.queries.ascertainment import findings
from foreign_law.rules.ascertainment import lifecycle, outcomes, questioning, routes
from portal.cases.actions.steps import day_of
from portal.cases.models import Party

#: Materials that no longer count.
GONE = (Material.State.WITHDRAWN, Material.State.LEFT_OUT)
_NOT_TRIED = (lifecycle.ATTEMPT_WITHDRAWN, lifecycle.DECLINED_CONFLICT, lifecycle.DECLINED_OTHER)
#: What makes an order to supplement a round of supplement: the court tried, somebody gave, or was asked to.
_SUPPLEMENTS = Q(
    act__in=[
        lifecycle.F + act
        for act in ("route_opened", "material_received", "finding_relied_on", "questioning_held")
    ]
) | Q(act=lifecycle.F + "period_fixed", facts__kind=Period.Kind.SUPPLEMENT.value)


@dataclass(frozen=True)
class Way:
    """One answer that the judge may give, and what stands in its way."""

    act: str
    obstacles: tuple[outcomes.Obstacle, ...]


def parties_of(request: AscertainmentRequest, on: date) -> list[Party]:
    """The parties that stand in the case on this day."""
    return list(request.case.parties.on(on).order_by("number"))


def hearing_of(request: AscertainmentRequest, on: date) -> outcomes.Hearing:
    """The state of the hearing, from ten queries. Parties are told apart by their keys as text."""
    last: Exhibition | None = request.exhibitions.order_by("-recorded_at").first()
    living = request.positions.filter(superseded_at=None, question__struck_at=None)
    said = tuple(
        outcomes.Said(
            str(row.party_id), row.question.number, row.aspect, row.stance,
            last is not None and row.taken_at >= last.recorded_at,
        )
        for row in living.select_related("question")
    )  # fmt: skip
    unshown = request.materials.filter(exhibitions=None).exclude(state__in=GONE).order_by("number")
    return outcomes.Hearing(
        parties=tuple(str(party.pk) for party in parties_of(request, on)),
        questions=tuple(request.questions.filter(struck_at=None).values_list("number", flat=True)),
        said=said,
        silent=_silent(request, last),
        was_shown=last is not None,
        unshown=tuple(unshown.values_list("number", flat=True)),
        interested=tuple(_of_the_interested(request)),
        undecided=tuple(
            request.attempts.filter(questionings__state=questioning.ASKED)
            .distinct()
            .values_list("number", flat=True)
        ),
        until=_until(request, on),
    )


def _silent(request: AscertainmentRequest, last: Exhibition | None) -> frozenset[str]:
    """The parties with an opportunity on record after the last showing, and after the last question was added."""
    if last is None:
        return frozenset()
    rows = request.opportunities.filter(recorded_at__gte=last.recorded_at, given_date__gte=last.shown_date)
    amended = (
        request.course.filter(act=lifecycle.F + "scope_amended", facts__added__gt=0).order_by("-pk").first()
    )
    if amended is not None:
        rows = rows.filter(recorded_at__gte=amended.recorded_at, given_date__gte=amended.on_date)
    return frozenset(str(key) for key in rows.values_list("party", flat=True))


def _of_the_interested(request: AscertainmentRequest) -> QuerySet[Material, int]:
    """The numbers of what counts and comes from somebody who declared an interest in the case, on whichever attempt."""
    interested = request.attempts.filter(state=lifecycle.DECLINED_CONFLICT, provider__isnull=False)
    rows = request.materials.filter(attempt__provider__in=interested.values("provider")).exclude(
        state__in=GONE
    )
    return rows.order_by("number").values_list("number", flat=True)


def _until(request: AscertainmentRequest, on: date) -> dict[str, date]:
    """The last day for positions that runs, by party; a period for everybody runs for each."""
    rows = request.periods.filter(
        kind=Period.Kind.POSITION, ended_at=None, extended_by=None, due_date__gte=on
    ).order_by("due_date")
    found: dict[str, date] = {}
    for row in rows:
        whose = [row.party_id] if row.party_id else [party.pk for party in parties_of(request, on)]
        found |= {str(key): row.due_date for key in whose}
    return found


def supplements_of_objections(request: AscertainmentRequest) -> int:
    """Rounds of supplement once a party had objected (art. 8(2)); earlier ones made up for a route (art. 2(2)).

    An order after which nothing was tried, nothing came in and nobody was given a period is no round.
    """
    first = request.positions.filter(stance=routes.OBJECT).order_by("taken_at").first()
    if first is None:
        return 0
    ordered = request.course.filter(act=lifecycle.F + "supplement_ordered", recorded_at__gte=first.taken_at)
    return sum(
        request.course.filter(_SUPPLEMENTS, pk__gt=order.pk).exists()
        for order in ordered.order_by("pk")
    )  # fmt: skip


def may_be_invited(request: AscertainmentRequest) -> bool:
    """Whether the parties may be heard: something was shown; and, after a supplement, nothing is open or unshown."""
    if request.state in (lifecycle.EXHIBITED, lifecycle.POSITIONS):
        return True
    if lifecycle.request_after(request.state, lifecycle.F + "positions_invited") is None:
        return False
    waits = request.attempts.exclude(state__in=lifecycle.ATTEMPT_OVER).exists()
    unshown = request.materials.filter(exhibitions=None).exclude(state__in=GONE).exists()
    return request.exhibitions.exists() and not waits and not unshown


def tried(request: AscertainmentRequest) -> list[outcomes.Tried]:
    """Every attempt that was not withdrawn or declined, with the judge's outcome."""
    return [
        outcomes.Tried(row.number, row.route, row.outcome, row.state not in lifecycle.ATTEMPT_OVER)
        for row in request.attempts.exclude(state__in=_NOT_TRIED).order_by("number")
    ]


def fixed(request: AscertainmentRequest) -> list[outcomes.Fixed]:
    """The periods to provide the law that stand (an extended one gave way to its extension).

    Those fixed while the basis was another do not count: nobody had to provide the law then, or somebody else.
    """
    rows = list(request.periods_to_provide().prefetch_related("extension_requests"))
    pending = {
        row.pk for row in rows if any(one.decision == "pending" for one in row.extension_requests.all())
    }
    earlier = {row.pk: row.extends_id for row in rows}

    def is_pending(key: UUID | None) -> bool:
        """Also where what it extends was asked to be extended by somebody else, who waits for the decision."""
        return key is not None and (key in pending or is_pending(earlier.get(key)))

    return [
        outcomes.Fixed(
            row.due_date, bool(row.justification), row.justification_accepted, is_pending(row.pk),
            row.ended_at is not None and day_of(row.ended_at) <= row.due_date,
        )
        for row in rows if row.pk not in earlier.values()
    ]  # fmt: skip


def provided_in_time(request: AscertainmentRequest) -> int:
    """Complete materials of parties received by their last day, unless their route was assessed as failed.

    An opinion that a party commissioned counts while its papers of art. 4 are still missing: the court may have asked for
    them only after the last day, and what was provided is assessed, or left out with a reason, by the judge (art. 9).
    """
    last = request.periods_to_provide().order_by("-due_date").first()
    counts = Q(state=Material.State.COMPLETE) | (Q(state=Material.State.INCOMPLETE) & ~Q(opinion_by=""))
    rows = request.materials.filter(counts, kind=Material.Kind.PARTY)
    if last is not None:
        rows = rows.filter(received_date__lte=last.due_date)
    return rows.exclude(attempt__outcome__in=routes.FAILED).count()


def against_unascertainable(request: AscertainmentRequest, on: date) -> list[outcomes.Obstacle]:
    """Guards 1 and 2 on the record as it stands."""
    return outcomes.against_holding_unascertainable(
        request.basis, tried(request), fixed(request), on=on,
        needed=settings.ASCERTAINMENT_ROUTES_BEFORE_UNASCERTAINABLE, provided_in_time=provided_in_time(request),
        unseen=len(findings.unshown(request)),
        may_look=lifecycle.request_after(request.state, lifecycle.F + "findings_shown") is not None,
        standing=[
            row.material.number for row in relied_on(request).filter(rebuttals=None, finding__state="effective")
            if row.material is not None
        ],
    )  # fmt: skip


def relied_on(request: AscertainmentRequest) -> QuerySet[FindingShown]:
    """The findings relied on in this request whose material still counts."""
    return (
        request.findings_shown.filter(material__isnull=False)
        .exclude(material__state__in=GONE)
        .select_related("finding__instrument", "finding__provision", "material")
        .order_by("shown_at")
    )


def against_adopting(
    shown: FindingShown, hearing: outcomes.Hearing, *, on_rebuttals: str
) -> list[outcomes.Obstacle]:
    """Art. 8(3) for one finding relied on. Three queries."""
    material = shown.material
    return outcomes.against_adopting(
        hearing,
        is_effective=shown.finding.state == "effective",
        is_relied_on=material is not None and material.state not in GONE,
        was_shown_in_court=material is not None and material.exhibitions.exists(),
        rebuttals=shown.rebuttals.count(),
        on_rebuttals=on_rebuttals,
    )


def citable(request: AscertainmentRequest) -> QuerySet[CitedLaw]:
    """The cited law on which an answer may rest: of materials that were shown in court and still count."""
    return (
        CitedLaw.objects.filter(
            Q(material__exhibitions__isnull=False), material__request=request, struck_at=None
        )
        .exclude(material__state__in=GONE)
        .select_related("material", "provision__instrument", "instrument")
        .order_by("material__number", "number")
        .distinct()
    )


def ways(request: AscertainmentRequest, on: date) -> list[Way]:
    """For the desk: which answers the record allows the judge to give, and what each still lacks."""
    found: list[Way] = []
    if request.state == lifecycle.POSITIONS:
        hearing = hearing_of(request, on)
        found.append(Way("content_confirmed", tuple(outcomes.against_confirming(hearing))))
        against = outcomes.against_determining(
            hearing, supplements=supplements_of_objections(request), why_none=""
        )
        found.append(Way("content_determined", tuple(against)))
        shown = list(relied_on(request))
        if shown:
            lacks = min((against_adopting(row, hearing, on_rebuttals="?") for row in shown), key=len)
            found.append(Way("finding_adopted", tuple(lacks)))
    if lifecycle.request_after(request.state, lifecycle.F + "held_unascertainable"):
        found.append(Way("held_unascertainable", tuple(against_unascertainable(request, on))))
    return found


def running_attempts(requests: Iterable[AscertainmentRequest]) -> QuerySet[RouteAttempt]:
    """The attempts of these requests that await something."""
    return RouteAttempt.objects.filter(request__in=list(requests)).exclude(state__in=lifecycle.ATTEMPT_OVER)
