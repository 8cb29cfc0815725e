"""Who reads feedback, and whether it may be published."""

from __future__ import annotations

from datetime import date

from django.db.models import Avg, Count, Q, QuerySet

from mediation_registry.models import FeedbackAnswer, Registrant, Scheme
from mediation_registry.queries.criteria import enabled
from portal.audit.actors import Actor
from portal.identity.models import Authority

MARKS = ("fairness", "clarity", "listening", "language_fit")


def feedback_for_staff(rows: QuerySet[FeedbackAnswer], actor: Actor) -> QuerySet[FeedbackAnswer]:
    """The answers on mediations of the actor's courts, and on mediators of the actor's certifying authorities."""
    none = Q(pk__in=[])
    courts = Q(mediation__court__code__in=actor.courts) if actor.roles & {"judge", "clerk"} else none
    seats = actor.authorities_as("authority_assessor", "authority_decider")
    places = Authority.objects.filter(code__in=seats).values("jurisdiction")
    return rows.filter(courts | (Q(mediator__home_jurisdiction__in=places) if seats else none))


def published_feedback(registrant: Registrant, on: date) -> dict[str, float | int] | None:
    """Averages of the answers, where an authority's rule orders their publication; None everywhere else.

    Gives ``count`` and the average of each question, rounded to one place.
    """
    schemes = Scheme.objects.filter(kind=registrant.kind)
    if not any(
        enabled("feedback_publication", scheme, registrant.home_jurisdiction, on) for scheme in schemes
    ):
        return None
    answers = FeedbackAnswer.objects.filter(mediator=registrant, given_date__lte=on)
    found = answers.aggregate(count=Count("pk"), **{name: Avg(name) for name in MARKS})
    if not found["count"]:
        return None
    return {"count": found["count"], **{name: round(found[name], 1) for name in MARKS}}
