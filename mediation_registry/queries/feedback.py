"""Who reads feedback, and whether it may be published."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Avg, Count, Exists, OuterRef, Q, QuerySet

from mediation_registry.models import Appointment, FeedbackAnswer, MediationParty, Registrant, Scheme
from mediation_registry.queries.criteria import enabled
from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.identity.models import Authority

MARKS = ("fairness", "clarity", "listening", "language_fit")


def feedback_for_staff(rows: QuerySet[FeedbackAnswer], actor: Actor) -> QuerySet[FeedbackAnswer]:
    """The answers on mediations of the actor's courts, and on mediators of the actor's certifying authorities.

    Nobody reads the answers about herself, or on a mediation in which she stood: they would name who gave them.
    """
    none = Q(pk__in=[])
    courts = Q(mediation__court__code__in=actor.courts) if actor.roles & {"judge", "clerk"} else none
    seats = actor.authorities_as("authority_assessor", "authority_decider")
    places = Authority.objects.filter(code__in=seats).values("jurisdiction")
    account = person_id_of(actor)
    if account is None:
        return rows.none()
    rows = rows.exclude(mediator__person__user_id=account).exclude(_took_part(account))
    return rows.filter(courts | (Q(mediator__home_jurisdiction__in=places) if seats else none))


def _took_part(account: UUID) -> Q:
    """Answers on mediations in which the account is or was party, agent, mediator or organisation."""
    party = MediationParty.objects.filter(mediation=OuterRef("mediation")).filter(
        Q(person__user_id=account)
        | Q(case_party__person__user_id=account)
        | Q(case_party__authority_links__holder__user_id=account)
        | Q(case_party__representations__agent__user_id=account)
    )
    told = Appointment.objects.filter(mediation=OuterRef("mediation")).filter(
        Q(mediator__person__user_id=account) | Q(organisation__person__user_id=account)
    )
    return Q(Exists(party)) | Q(Exists(told))


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
