"""Who stands on which court's roster on a day, and which rosters and entries are open to whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from mediation_registry.models import (
    CourtRoster,
    CourtRosterEntry,
    Registrant,
    RosterEvent,
    RosterNaming,
    RosterReport,
    RosterSharing,
    SchemeDoor,
)
from mediation_registry.rules import rosters as rules
from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.identity.models import Court, Office, User
from portal.identity.roles import Role

STAFF = (Role.CLERK.value, Role.JUDGE.value)
OWN, SHARED, NAMED = "own", "shared", "named"


@dataclass(frozen=True)
class RosterStanding:
    """A registrant and one court's roster on a day.

    ``way``: ``own`` entry, ``shared`` with a lower court by consent (Online Rules art. 27), or ``named`` by an
    organisation on the roster (2016 Provisions art. 6 para. 3). ``court`` is the court that may appoint by it.
    """

    entry: CourtRosterEntry
    court: Court
    way: str
    state: str
    since: date | None
    until: date | None

    @property
    def is_on(self) -> bool:
        """Active and within the term: a matter may be given to the mediator."""
        return self.state == rules.ACTIVE


def roster_entries_on(registrant: Registrant, on: date) -> list[RosterStanding]:
    """Every court roster on which the registrant stood on that day (active or paused), with the way to it.

    Computed from the events, never from the current state, so that it answers for past days. Three queries.
    """
    rows: list[RosterStanding] = []
    for entry in _as_of(CourtRosterEntry.objects.filter(registrant=registrant), on):
        rows.append(_standing(entry, entry.roster.court, OWN))
        rows.extend(_standing(entry, sharing.court, SHARED) for sharing in _sharings(entry))
    named = RosterNaming.objects.on(on).filter(mediator=registrant).values("entry")
    for entry in _as_of(CourtRosterEntry.objects.filter(pk__in=named), on):
        rows.append(_standing(entry, entry.roster.court, NAMED))
        rows.extend(_standing(entry, sharing.court, NAMED) for sharing in _sharings(entry))
    return rows


def is_on_court_roster(registrant: Registrant, court: Court, on: date) -> bool:
    """Whether the court may give the registrant a matter on that day: active, within the term, own or shared."""
    return any(row.is_on and row.court.pk == court.pk for row in roster_entries_on(registrant, on))


def _as_of(entries: QuerySet[CourtRosterEntry], on: date) -> QuerySet[CourtRosterEntry]:
    """Entries active or paused on that day by their events, within their term; annotated with that state."""
    speaking = RosterEvent.objects.filter(
        entry=OuterRef("pk"), effective_date__lte=on, act__in=sorted(rules.MOVING)
    ).order_by("-number")
    begun = RosterEvent.objects.filter(entry=OuterRef("pk"), act="mediation_registry.put_on_roster")
    shared = RosterSharing.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on, state__in=("consented", "ended")
    ).select_related("court")
    return (
        entries.annotate(
            state_then=Subquery(speaking.values("state")[:1]),
            begun=Subquery(begun.values("effective_date")[:1]),
        )
        .filter(
            Q(valid_to=None) | Q(valid_to__gt=on), state_then__in=sorted(rules.ON_THE_ROSTER), begun__lte=on
        )
        .select_related("roster__court", "registrant__person")
        .prefetch_related(Prefetch("sharings", shared, "shared_on"))
    )


def _sharings(entry: CourtRosterEntry) -> list[RosterSharing]:
    rows: list[RosterSharing] = entry.shared_on  # type: ignore[attr-defined]  # prefetched by _as_of
    return rows


def _standing(entry: CourtRosterEntry, court: Court, way: str) -> RosterStanding:
    state = getattr(entry, "state_then", entry.state)
    return RosterStanding(entry, court, way, state, entry.valid_from, entry.valid_to)


def mediator_role(user: User, day: date) -> Iterable[str]:
    """The role that a court roster grants to an account on a day; one query."""
    own = CourtRosterEntry.objects.filter(_on_now(day), registrant=OuterRef("pk"))
    named = RosterNaming.objects.on(day).filter(_on_now(day, "entry__"), mediator=OuterRef("pk"))
    found = Registrant.objects.filter(Q(Exists(own)) | Q(Exists(named)), person__user=user)
    return (Role.MEDIATOR.value,) if found.exists() else ()


def _on_now(day: date, prefix: str = "") -> Q:
    return Q(
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": day}),
        **{f"{prefix}state__in": sorted(rules.ON_THE_ROSTER), f"{prefix}valid_from__lte": day},
    )


# -- the published rosters (2016 Provisions art. 8; Online Rules art. 5)


def published_rosters() -> QuerySet[CourtRoster]:
    """Every roster with its court, in the order of the courts' codes."""
    return CourtRoster.objects.select_related("court").order_by("court__code", "kind", "speciality")


def published_entries(roster: CourtRoster, on: date) -> list[CourtRosterEntry]:
    """The entries of a roster on that day, with names; each with the mediators its organisation named."""
    return _with_names(_as_of(roster.entries.all(), on), on)


def named_on(entry: CourtRosterEntry) -> list[RosterNaming]:
    """The mediators whom an organisation named, of an entry read by ``published_entries`` or ``shared_entries``."""
    rows: list[RosterNaming] = entry.named_on  # type: ignore[attr-defined]  # prefetched by _with_names
    return rows


def _with_names(found: QuerySet[CourtRosterEntry], on: date) -> list[CourtRosterEntry]:
    named = (
        RosterNaming.objects.on(on)
        .select_related("mediator__person")
        .prefetch_related("mediator__person__names")
    )
    rows = found.select_related("registrant__home_jurisdiction").prefetch_related(
        "registrant__person__names", Prefetch("named", named, "named_on")
    )
    return list(rows.order_by("registrant__register_no"))


def shared_entries(court: Court, on: date) -> list[CourtRosterEntry]:
    """The entries of higher courts' rosters that this court uses on that day, by consent."""
    used = RosterSharing.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on),
        court=court,
        valid_from__lte=on,
        state__in=("consented", "ended"),
    )
    return _with_names(_as_of(CourtRosterEntry.objects.filter(pk__in=used.values("entry")), on), on)


def last_change(roster: CourtRoster) -> date | None:
    """The day of the last event on the roster, from which readers see how current it is."""
    return (
        roster.entries.order_by("-events__effective_date")
        .values_list("events__effective_date", flat=True)
        .first()
    )


# -- who may see and act


def courts_of(actor: Actor, on: date) -> QuerySet[Court]:
    """The courts at which the actor is judge or clerk on that day."""
    account = person_id_of(actor)
    if account is None:
        return Court.objects.none()
    offices = Office.objects.filter(holder_id=account, role__in=STAFF, court__isnull=False).on(on)
    return Court.objects.filter(pk__in=offices.values("court"))


def entries_for_staff(actor: Actor, on: date) -> QuerySet[CourtRosterEntry]:
    """The entries of the actor's courts; nobody keeps the own entry."""
    account = person_id_of(actor)
    if account is None:
        return CourtRosterEntry.objects.none()
    own = Q(registrant__person__user_id=account)
    rows = CourtRosterEntry.objects.filter(~own, roster__court__in=courts_of(actor, on))
    return rows.select_related("roster__court", "registrant__person").prefetch_related(
        "registrant__person__names"
    )


def entries_to_borrow(actor: Actor, on: date) -> QuerySet[CourtRosterEntry]:
    """Active entries on rosters of courts above the actor's own: what may be asked for (Online Rules art. 27)."""
    parents = court_parents()
    own = list(courts_of(actor, on).values_list("code", flat=True))
    above = [code for code in parents if any(rules.may_share(code, court, parents) for court in own)]
    rows = CourtRosterEntry.objects.filter(_on_now(on), roster__court__code__in=above, state=rules.ACTIVE)
    return rows.select_related("roster__court", "registrant__person").prefetch_related(
        "registrant__person__names"
    )


def own_entries(actor: Actor) -> QuerySet[CourtRosterEntry]:
    """The roster entries of the person behind this account."""
    account = person_id_of(actor)
    rows = CourtRosterEntry.objects.filter(registrant__person__user_id=account) if account else None
    if rows is None:
        return CourtRosterEntry.objects.none()
    return rows.select_related("roster__court", "registrant__person").prefetch_related(
        "events", Prefetch("sharings", RosterSharing.objects.select_related("court"))
    )


def namings_of(actor: Actor, on: date) -> QuerySet[RosterNaming]:
    """Where organisations name the person behind this account on that day."""
    account = person_id_of(actor)
    rows = RosterNaming.objects.on(on).filter(mediator__person__user_id=account) if account else None
    if rows is None:
        return RosterNaming.objects.none()
    return rows.select_related("entry__roster__court", "entry__registrant__person")


def court_parents() -> dict[str, str]:
    """The next higher court of each court, by code."""
    return {code: parent or "" for code, parent in Court.objects.values_list("code", "parent__code")}


def open_proposal(entry: CourtRosterEntry) -> RosterEvent | None:
    """The proposal of removal that waits for a second person; None when there is none."""
    acts = ("mediation_registry.roster_removal_proposed", "mediation_registry.roster_removal_dropped")
    last = entry.events.filter(act__in=acts).order_by("-number").first()
    return last if last is not None and last.act == acts[0] else None


def staff_of(court: Court, on: date) -> QuerySet[User]:
    """The active accounts of the court's judges and clerks on that day."""
    offices = Office.objects.filter(court=court, role__in=STAFF).on(on)
    return User.objects.filter(pk__in=offices.values("holder"), is_active=True)


def reports_for(actor: Actor) -> QuerySet[RosterReport]:
    """Removals told to the authorities at which the actor takes in or decides; never that of the own entry."""
    held = actor.authorities_as(Role.AUTHORITY_INTAKE.value, Role.AUTHORITY_DECIDER.value)
    own = Q(event__entry__registrant__person__user_id=person_id_of(actor), authority__isnull=False)
    rows = RosterReport.objects.filter(authority__code__in=held)
    return rows.exclude(own).select_related(
        "authority", "event__entry__roster__court", "event__entry__registrant__person"
    )


def competent_door(registrant: Registrant) -> SchemeDoor | None:
    """The door of the registrant's own place: which authorities take in, assess and recognise there."""
    doors = SchemeDoor.objects.filter(jurisdiction=registrant.home_jurisdiction_id)
    same_kind = doors.filter(scheme__kind=registrant.kind)
    found = (
        same_kind.select_related("intake", "assessment", "recognition")
        .order_by("scheme__is_fictitious")
        .first()
    )
    return (
        found or doors.select_related("intake", "assessment", "recognition").order_by("scheme__code").first()
    )


def terms_over(actor: Actor, on: date) -> QuerySet[CourtRosterEntry]:
    """Entries of the actor's courts whose term has run out and whose end was not recorded."""
    rows = entries_for_staff(actor, on).filter(state__in=sorted(rules.ON_THE_ROSTER), valid_to__lte=on)
    return rows.order_by("valid_to")


def terms_to_remind(on: date) -> list[CourtRosterEntry]:
    """Entries within the days before the end of the term that their court set for a reminder."""
    rows = CourtRosterEntry.objects.filter(
        _on_now(on), valid_to__gt=on, roster__term_notice_days__isnull=False
    )
    found = rows.select_related("roster__court", "registrant__person__user")
    return [entry for entry in found if _is_within_notice(entry.valid_to, entry.roster.term_notice_days, on)]


def _is_within_notice(valid_to: date | None, days: int | None, on: date) -> bool:
    return valid_to is not None and days is not None and (valid_to - on).days <= days


def reaches_roster(actor: Actor, key: str, on: date) -> bool:
    """Whether exhibits of this entry may be deposited or read: its court's staff, and the person herself."""
    try:
        entry_id = UUID(key)
    except ValueError:
        return False
    staff = entries_for_staff(actor, on).filter(pk=entry_id).exists()
    return staff or own_entries(actor).filter(pk=entry_id).exists()
