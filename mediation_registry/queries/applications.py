"""Which applications are open to whom: an applicant's own, and those that lie before an officer's seat."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from mediation_registry.models import (
    Application,
    ConflictDeclaration,
    CriterionAssessment,
    Determination,
    Registrant,
    SchemeDoor,
)
from mediation_registry.rules import lifecycle
from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.identity.models import Office, User
from portal.identity.roles import COURT_ROLES, Role

LOCAL_SEATS = (lifecycle.INTAKE, lifecycle.ASSESSMENT, lifecycle.RECOGNITION)


def registrant_of(actor: Actor) -> Registrant | None:
    """The register's entry of the person behind this account; None for visitors and for people not entered."""
    account = person_id_of(actor)
    if account is None:
        return None
    return (
        Registrant.objects.select_related("person", "home_jurisdiction")
        .filter(person__user_id=account)
        .first()
    )


def own(actor: Actor) -> Q:
    """The applications of the person behind this account."""
    account = person_id_of(actor)
    return Q(registrant__person__user_id=account) if account else Q(pk__in=())


def at_seat(actor: Actor, seat: str) -> Q:
    """Where the actor holds the seat's role: at the door of the application's place, or in the committee for any."""
    held = actor.authorities_as(lifecycle.ROLE_AT[seat])
    if not held:
        return Q(pk__in=())
    doors = SchemeDoor.objects.filter(scheme=OuterRef("scheme"), **{f"{seat}__code__in": held})
    if seat in LOCAL_SEATS:
        doors = doors.filter(jurisdiction=OuterRef("jurisdiction"))
    return Q(Exists(doors))


def before_officer(actor: Actor) -> Q:
    """The applications that lie, or lay, before one of the actor's seats; a draft lies before nobody."""
    seen = [at_seat(actor, seat) & Q(state__in=states) for seat, states in lifecycle.SEEN_FROM.items()]
    publishers = actor.authorities_as(Role.AUTHORITY_PUBLISHER.value)
    if publishers:
        doors = SchemeDoor.objects.filter(scheme=OuterRef("scheme")).filter(
            Q(recognition__code__in=publishers) | Q(committee__code__in=publishers)
        )
        seen.append(Q(Exists(doors)) & Q(state__in=(lifecycle.DETERMINED, lifecycle.PUBLISHED)))
    return reduce(or_, seen) & Q(submitted_at__isnull=False)


def read_by_courts(actor: Actor) -> Q:
    """Courts read what was determined and published; they decide nothing here."""
    if actor.courts and actor.roles & {role.value for role in COURT_ROLES}:
        return Q(state=lifecycle.PUBLISHED)
    return Q(pk__in=())


def on_the_desk(queryset: QuerySet[Application], actor: Actor) -> QuerySet[Application]:
    """Back office: what lies before the actor's seats, without the own ones; what courts and auditors may read."""
    if Role.AUDITOR.value in actor.roles:
        return queryset.filter(submitted_at__isnull=False).exclude(own(actor))
    return queryset.filter(before_officer(actor) | read_by_courts(actor)).exclude(own(actor))


def applications_for(actor: Actor, on: date) -> QuerySet[Application]:
    """The applications open to this actor, with what a list shows of them; a bounded number of queries.

    An applicant sees the own ones, officers those of their own seat and stage, the committee's members those that
    came before the committee. ``on`` is the day for which the actor's offices were read.
    """
    found = Application.objects.filter(own(actor) | before_officer(actor) | read_by_courts(actor))
    return found.select_related(
        "registrant__person", "window__rule_version", "scheme", "jurisdiction"
    ).prefetch_related("registrant__person__names")


def with_file(applications: QuerySet[Application]) -> QuerySet[Application]:
    """The whole file of each application: answers with evidence, assessments, declarations, decisions."""
    return applications.prefetch_related(
        "window__rule_version__criteria",
        "answers__criterion",
        "answers__evidence__exhibit__stored_file",
        Prefetch("assessments", CriterionAssessment.objects.select_related("criterion", "waiver_rule")),
        Prefetch("determinations", Determination.objects.select_related("jurisdiction", "authority")),
        "conflict_declarations",
    )


def waiting_at(actor: Actor, seat: str) -> QuerySet[Application]:
    """What waits for the next step at one of the actor's seats, the oldest first; never the actor's own."""
    states = tuple(state for state, holder in lifecycle.HELD_BY.items() if holder == seat)
    found = Application.objects.filter(at_seat(actor, seat), state__in=states).exclude(own(actor))
    return found.select_related("registrant__person", "scheme", "jurisdiction").order_by("state_since_at")


def may_reach_files(actor: Actor, application_id: UUID) -> bool:
    """The files of an application: for the applicant, and for officers before whose seat it lies.

    Nobody else: neither courts nor publishers, nor an officer who declared a conflict of interest.
    """
    seen = [at_seat(actor, seat) & Q(state__in=states) for seat, states in lifecycle.SEEN_FROM.items()]
    officer = reduce(or_, seen) & Q(submitted_at__isnull=False)
    application = Application.objects.filter(pk=application_id)
    if application.filter(own(actor)).exists():
        return True
    return application.filter(officer).exists() and not has_conflict(actor, application_id)


def has_conflict(actor: Actor, application_id: UUID) -> bool:
    """True when the actor's last declaration on this application says that a conflict exists."""
    last = declaration_of(actor, application_id)
    return last is not None and last.has_conflict


def declaration_of(actor: Actor, application_id: UUID) -> ConflictDeclaration | None:
    """The actor's last declaration on this application."""
    declared = ConflictDeclaration.objects.filter(application_id=application_id, officer=actor.key)
    return declared.order_by("-number").first()


def latest_results(application: Application) -> dict[str, CriterionAssessment]:
    """The assessment that counts for each criterion, by its code: the last one."""
    rows = application.assessments.select_related("criterion").order_by("number")
    return {row.criterion.code: row for row in rows}


def round_of(application: Application) -> int:
    """The round in which the place of application decides next or the committee sits: 1 until a referral back."""
    local = application.determinations.filter(stage=Determination.Stage.LOCAL).count()
    return local if application.state in lifecycle.SEEN_FROM[lifecycle.COMMITTEE] else local + 1


def positions_in(application: Application, number: int) -> QuerySet[Determination]:
    """The positions of the three places in a round of the Working Committee."""
    rows = application.determinations.filter(stage=Determination.Stage.COMMITTEE, round=number)
    return rows.select_related("jurisdiction")


def officers_at(application: Application, seat: str, on: date) -> list[User]:
    """The accounts that hold the seat on this day and are to be told; in the committee those of all three places."""
    doors = SchemeDoor.objects.filter(scheme=application.scheme_id)
    if seat in LOCAL_SEATS:
        doors = doors.filter(jurisdiction=application.jurisdiction_id)
    offices = Office.objects.on(on).filter(role=lifecycle.ROLE_AT[seat], authority__in=doors.values(seat))
    users = User.objects.filter(pk__in=offices.values("holder"), is_active=True)
    applicant = application.registrant.person.user_id
    return list((users.exclude(pk=applicant) if applicant else users).order_by("email"))
