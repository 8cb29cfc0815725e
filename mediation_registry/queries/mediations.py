"""What can be asked about mediations: who stands in one, on which side, and who is to be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from mediation_registry.models import Appointment, Mediation, MediationParty, Registrant
from portal.audit.actors import Actor
from portal.cases.models import AuthorityLink, Case, Party, Representation
from portal.cases.models.cases import person_id_of, stands_in
from portal.cases.models.periods import in_force
from portal.cases.queries import clerks_of, recipient
from portal.identity.models import Office, User
from portal.identity.roles import COURT_ROLES

LIVE = (Appointment.State.TOLD, Appointment.State.ACCEPTED)

__all__ = ["Standing", "mediations_for", "presiding", "recipient", "sides", "standing_of"]


@dataclass(frozen=True)
class Standing:
    """As what somebody stands in a mediation; several may hold at once, save that the court stands alone."""

    mediation: Mediation
    actor: Actor
    parties: tuple[MediationParty, ...] = ()
    appointment: Appointment | None = None
    organisation_of: tuple[Appointment, ...] = field(default=())
    is_court: bool = False

    @property
    def is_party(self) -> bool:
        return bool(self.parties)

    @property
    def is_mediator(self) -> bool:
        """An appointed mediator who has accepted."""
        return self.appointment is not None and self.appointment.state == Appointment.State.ACCEPTED

    @property
    def is_told(self) -> bool:
        """A mediator who has been told and is to answer."""
        return self.appointment is not None and self.appointment.state == Appointment.State.TOLD

    @property
    def presides(self) -> bool:
        return self.is_mediator and self.appointment is not None and self.appointment.presides

    @property
    def sides(self) -> frozenset[str]:
        return frozenset(party.side for party in self.parties)


def _own_parties(account: UUID, on: date) -> Q:
    """Rows of MediationParty for which this account stands: herself, an entity she acts for, her client."""
    links = AuthorityLink.objects.on(on).filter(holder__user_id=account, confirmed_at__isnull=False)
    agents = Representation.objects.on(on).filter(agent__user_id=account)
    standing = Party.objects.filter(in_force(on))
    return Q(case_party__isnull=True, person__user_id=account) | Q(
        case_party__in=standing.filter(
            Q(person__user_id=account) | Q(pk__in=links.values("party")) | Q(pk__in=agents.values("party"))
        )
    )


def _ever_in(account: UUID) -> Q:
    """Mediations in which the account is or was party or mediator: it is not court there."""
    party = MediationParty.objects.filter(mediation=OuterRef("pk"), person__user_id=account)
    told = Appointment.objects.filter(mediation=OuterRef("pk"))
    own = told.filter(Q(mediator__person__user_id=account) | Q(organisation__person__user_id=account))
    return Q(Exists(party)) | Q(Exists(own))


def mediations_of_court(actor: Actor, on: date, *roles: str) -> QuerySet[Mediation]:
    """Referred mediations of the courts at which the actor holds an office, minus those that concern himself.

    With ``roles`` only of the courts at which one of these is held: whoever is judge at one court and clerk at
    another is no judge at the other.
    """
    account = person_id_of(actor)
    if account is None:
        return Mediation.objects.none()
    cases = Case.objects.for_staff(actor, on)
    if roles:
        offices = Office.objects.filter(holder_id=account, role__in=roles, court__isnull=False).on(on)
        cases = cases.filter(court__in=offices.values("court"))
    return Mediation.objects.filter(~_ever_in(account), case__in=cases)


def of_courts_held(queryset: QuerySet[Mediation], actor: Actor) -> QuerySet[Mediation]:
    """Of these, the mediations of the actor's courts that concern him in no other way; for the back office."""
    account = person_id_of(actor)
    if account is None or not actor.roles & {role.value for role in COURT_ROLES}:
        return queryset.none()
    own_cases = Case.objects.filter(stands_in(account))
    return queryset.filter(~_ever_in(account), court__code__in=actor.courts).exclude(case__in=own_cases)


def mediations_for(actor: Actor, on: date, *roles: str) -> QuerySet[Mediation]:
    """The mediations open to this actor: as party, representative, agent, appointed mediator or organisation, court.

    ``roles``: as court only where one of these is held.
    """
    account = person_id_of(actor)
    if account is None:
        return Mediation.objects.none()
    party = MediationParty.objects.filter(_own_parties(account, on), mediation=OuterRef("pk"))
    live = Appointment.objects.filter(mediation=OuterRef("pk"), state__in=LIVE)
    own = live.filter(Q(mediator__person__user_id=account) | Q(organisation__person__user_id=account))
    court = mediations_of_court(actor, on, *roles)
    return Mediation.objects.filter(Q(Exists(party)) | Q(Exists(own)) | Q(pk__in=court.values("pk")))


def sides(mediation: Mediation, actor: Actor, on: date) -> QuerySet[MediationParty]:
    """The parties of this mediation for whom the actor stands."""
    account = person_id_of(actor)
    if account is None:
        return MediationParty.objects.none()
    return MediationParty.objects.filter(_own_parties(account, on), mediation=mediation)


def live_appointments(mediation: Mediation) -> QuerySet[Appointment]:
    """The appointments that stand: told or accepted, the presiding mediator first."""
    rows = mediation.appointments.filter(state__in=LIVE)
    return rows.select_related("mediator__person", "organisation__person").order_by(
        "-presides", "told_at", "pk"
    )


def presiding(mediation: Mediation) -> Appointment | None:
    """The accepted appointment that presides (Online Rules art. 11), or None."""
    rows = mediation.appointments.filter(state=Appointment.State.ACCEPTED, presides=True)
    return rows.select_related("mediator__person", "organisation").first()


def standing_of(mediation: Mediation, actor: Actor, on: date) -> Standing:
    """As what the actor stands in this mediation; nothing at all for a stranger."""
    account = person_id_of(actor)
    if account is None:
        return Standing(mediation, actor)
    live = list(live_appointments(mediation))
    own = next((a for a in live if a.mediator and a.mediator.person.user_id == account), None)
    led = tuple(a for a in live if a.organisation and a.organisation.person.user_id == account)
    is_court = mediations_of_court(actor, on).filter(pk=mediation.pk).exists()
    return Standing(mediation, actor, tuple(sides(mediation, actor, on)), own, led, is_court)


def users_of(parties: Iterable[MediationParty], on: date) -> list[User]:
    """The accounts behind these parties: the party, its confirmed representatives, its agents. One query."""
    rows = list(parties)
    case_parties = [row.case_party_id for row in rows if row.case_party_id]
    links = AuthorityLink.objects.on(on).filter(party__in=case_parties, confirmed_at__isnull=False)
    agents = Representation.objects.on(on).filter(party__in=case_parties)
    wanted = (
        Q(person__in=[row.person_id for row in rows if row.person_id])
        | Q(person__in=Party.objects.filter(pk__in=case_parties, person__isnull=False).values("person"))
        | Q(person__in=links.filter(holder__isnull=False).values("holder"))
        | Q(person__in=agents.filter(agent__isnull=False).values("agent"))
    )
    return list(User.objects.filter(wanted, is_active=True).distinct().order_by("email"))


def users_of_mediators(mediation: Mediation) -> list[User]:
    """The accounts of the mediators who were told or have accepted."""
    people = live_appointments(mediation).filter(mediator__isnull=False).values("mediator__person")
    return list(User.objects.filter(person__in=people, is_active=True).order_by("email"))


def users_of_court(mediation: Mediation, on: date) -> list[User]:
    """Who is told at the court: those who hold the case, else the clerks and the desk of the court."""
    if mediation.case is None:
        return []
    holders = clerks_of(mediation.case, on)
    if holders:
        return holders
    roles = [role.value for role in COURT_ROLES if role.value != "judge"]
    offices = Office.objects.filter(court=mediation.court, role__in=roles).on(on)
    return list(User.objects.filter(pk__in=offices.values("holder"), is_active=True).order_by("email"))


def organisation_users(appointment: Appointment) -> list[User]:
    """The account of the organisation of an appointment."""
    if appointment.organisation is None:
        return []
    return list(User.objects.filter(person=appointment.organisation.person_id, is_active=True))


def user_of(registrant: Registrant) -> User | None:
    """The account of a mediator or organisation."""
    return User.objects.filter(person=registrant.person_id, is_active=True).first()
