"""From whom a material comes, by the seat from which it is handed in; an opinion that a party commissioned (art. 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.steps import F, day_of, locked_attempt, own_side, seen_from
from foreign_law.models import AscertainmentRequest, LawProvider, Material, RouteAttempt
from foreign_law.queries.ascertainment.materials import own_attempts
from foreign_law.rules.ascertainment import lifecycle, routes
from portal.audit.actors import Actor
from portal.cases.models import Party
from portal.identity.permissions import PermissionRefused

RECEIVED = F + "material_received"
_GONE = (lifecycle.DECLINED_CONFLICT, lifecycle.DECLINED_OTHER, lifecycle.ATTEMPT_WITHDRAWN)


@dataclass(frozen=True)
class Given:
    """From whom a material comes: the party, the attempt on which it was asked for, the kind that follows."""

    party: Party | None
    attempt: RouteAttempt | None
    kind: str


def given_by(
    request: AscertainmentRequest,
    actor: Actor,
    at: datetime,
    attempt: RouteAttempt | None,
    party_id: UUID | None,
) -> Given:
    """Who gives it, by the seat from which the actor acts: the clerk's paper, the own side, the own institution."""
    on = day_of(at)
    if seen_from(lifecycle.CLERK, actor, on).filter(pk=request.pk).exists():
        party = attempt.party if attempt is not None and attempt.party else None
        if party is None and party_id is not None:
            party = request.case.parties.filter(pk=party_id).first()
        return Given(party, attempt, _kind(attempt, party))
    if attempt is not None and own_attempts(request, actor, on).filter(pk=attempt.pk).exists():
        if attempt.state == lifecycle.SENT:
            raise ValidationError(
                _("Accept the request first, with your statement of no interest."), code="state"
            )
        return Given(None, attempt, Material.Kind.OPINION)
    if seen_from(lifecycle.PEOPLE, actor, on).filter(pk=request.pk).exists():
        side = own_side(request, actor, on, party_id)
        asked = _asked_of(request, side)
        found = locked_attempt(actor, at, RECEIVED, asked) if asked is not None else None
        if found is not None:
            found.request = request
        return Given(side, found, Material.Kind.PARTY)
    raise PermissionRefused(RECEIVED)


def _asked_of(request: AscertainmentRequest, side: Party) -> UUID | None:
    """The newest attempt on which the court asked this party to provide the law (art. 2(1))."""
    rows = request.attempts.filter(route=routes.PARTY, party=side, sent_at__isnull=False).exclude(
        state__in=_GONE
    )
    return rows.order_by("-number").values_list("pk", flat=True).first()


def _kind(attempt: RouteAttempt | None, party: Party | None) -> str:
    if attempt is not None and attempt.route in routes.BY_PROVIDER:
        return Material.Kind.OPINION
    if attempt is not None and attempt.route in (routes.CENTRAL_AUTHORITY, routes.EMBASSY):
        return Material.Kind.REPLY
    return Material.Kind.PARTY if party is not None else Material.Kind.OTHER


def require_commissioned(opinion_by: str, attempt: RouteAttempt | None) -> None:
    """Let the opinion be called one that a party commissioned, unless the court itself turned to whoever gave it.

    :raises ValidationError: at ``opinion_by``, the route is one of institutions and experts, or the kind is unknown.
    """
    if opinion_by and (attempt is not None and attempt.route in routes.BY_PROVIDER):
        sentence = _(
            "The court asked for this opinion itself; the papers of art. 4 are kept with the attempt."
        )
        raise ValidationError({"opinion_by": sentence})
    if opinion_by not in ("", *LawProvider.Kind.values):
        raise ValidationError({"opinion_by": _("Say whether it is an institution or an expert.")})


def require_still_commissioned(material: Material, opinion_by: str, actor: Actor, at: datetime) -> None:
    """What was once entered as a commissioned opinion is no longer taken for the party's own words, save by the court.

    :raises ValidationError: at ``opinion_by``, somebody else than the court's clerk empties it.
    """
    if opinion_by or not material.opinion_by:
        return
    if not seen_from(lifecycle.CLERK, actor, day_of(at)).filter(pk=material.request_id).exists():
        sentence = _(
            "It was entered as an opinion that a party commissioned; only the court takes that back."
        )
        raise ValidationError({"opinion_by": sentence})
