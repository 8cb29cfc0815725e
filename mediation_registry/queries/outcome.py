"""What can be asked about the outcome of a mediation: who signs for whom, which settlement counts, its clocks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from mediation_registry.models import (
    Appointment,
    ConfirmationApplication,
    Mediation,
    MediationJudgment,
    MediationParty,
    MediationRecord,
    PrivilegedNote,
    RecordItem,
    Registrant,
    Settlement,
    SettlementSignature,
    SettlementVersion,
)
from mediation_registry.queries.mediations import Standing, mediations_for, standing_of, users_of
from mediation_registry.rules import settlement as rules
from portal.audit.actors import Actor
from portal.calendars.queries import calendar_for
from portal.cases.models.cases import person_id_of
from portal.cases.models.periods import in_force
from portal.identity.models import Office, User
from portal.identity.roles import COURT_ROLES
from portal.time_limits import Computation, compute, rule_for

SELF, REPRESENTATIVE, AGENT = SettlementSignature.Capacity.values
SETTLE = "settle"


def capacity_for(party: MediationParty, actor: Actor, on: date) -> str | None:
    """As what the actor may sign for this party: in person, as representative, as specially empowered agent.

    None for an agent without the special authority to settle (CPL art. 62 para. 2) and for everybody else.
    """
    account = person_id_of(actor)
    if account is None:
        return None
    if party.case_party is None:
        return SELF if party.person and party.person.user_id == account else None
    row = party.case_party
    if row.person and row.person.user_id == account:
        return SELF
    links = row.authority_links.filter(in_force(on), holder__user_id=account, confirmed_at__isnull=False)
    if links.exists():
        return REPRESENTATIVE
    agents = row.representations.filter(in_force(on), agent__user_id=account)
    return AGENT if any(SETTLE in agent.special_powers for agent in agents) else None


def parties_of(mediation: Mediation) -> list[MediationParty]:
    """Every party of the mediation, the applicant's side first."""
    rows = mediation.parties.select_related("case_party__person__user", "person__user")
    return list(rows.order_by("side", "name", "pk"))


def settlement_of(mediation: Mediation) -> Settlement | None:
    """The settlement that is being signed or is in force, else the last one; with its versions and signatures."""
    signatures = SettlementSignature.objects.select_related("party", "appointment__mediator__person")
    versions = SettlementVersion.objects.prefetch_related(Prefetch("signatures", signatures))
    rows = mediation.settlements.prefetch_related(Prefetch("versions", versions))
    return rows.filter(state__in=rules.OPEN).first() or rows.first()


def signing_roles(found: Settlement, standing: Standing) -> list[str]:
    """As what this person may still sign the present version: party, mediator, organisation."""
    if found.state not in (rules.SIGNING, rules.IN_FORCE) or found.time_source == "document":
        return []
    rows = list(found.text.signatures.all())
    signed = {row.party_id for row in rows}
    roles = []
    if found.state == rules.SIGNING and any(party.pk not in signed for party in standing.parties):
        roles.append("party")
    own = standing.appointment
    if standing.is_mediator and own and all(row.appointment_id != own.pk for row in rows):
        roles.append("mediator")
    if standing.organisation_of and all(row.role != "organisation" for row in rows):
        roles.append("organisation")
    return roles


def record_of(mediation: Mediation) -> MediationRecord | None:
    """The mediation's record with everything in it, or None."""
    rows = MediationRecord.objects.filter(mediation=mediation)
    return rows.prefetch_related("items__answers", "addresses", "signatures__party").first()


def organisation_of(mediation: Mediation) -> Registrant | None:
    """The organisation under which the presiding mediator works in this case."""
    rows = mediation.appointments.filter(state=Appointment.State.ACCEPTED, organisation__isnull=False)
    found = rows.select_related(
        "organisation__person", "organisation__organisation_facts__seat_court"
    ).first()
    return found.organisation if found else None


def mediators_of(mediation: Mediation) -> list[Appointment]:
    """The mediators who accepted, the presiding one first."""
    rows = mediation.appointments.filter(state=Appointment.State.ACCEPTED, mediator__isnull=False)
    return list(rows.select_related("mediator__person").order_by("-presides", "told_at"))


def notes_for(mediation: Mediation, actor: Actor, on: date) -> list[PrivilegedNote]:
    """The confidential notes that this actor may read. The court reads none (Online Rules art. 18)."""
    standing = standing_of(mediation, actor, on)
    notes = PrivilegedNote.objects.filter(mediation=mediation)
    seen = Q(kept_by=actor.key)
    if standing.is_mediator:
        seen |= Q(audience__in=["one_side", "everybody"])
    elif standing.is_party:
        seen |= Q(audience="everybody") | Q(audience="one_side", side__in=standing.sides)
    else:
        return []
    return list(notes.filter(seen))


def clock(
    rule_id: str, start: date, *, extended_to: date | None = None, as_of: datetime | None = None
) -> Computation:
    """One statutory clock with the calendar of its rule."""
    rule = rule_for(rule_id)
    calendar = calendar_for(rule.calendar, as_of=as_of)
    return compute(rule, start, calendar=calendar, extended_to=extended_to)


def application_clock(settlement: Settlement) -> Computation | None:
    """The thirty days of CPL art. 205, from t0; None while the settlement is not in force."""
    if settlement.effective_date is None:
        return None
    return clock("cpl-2023-art205-confirmation", settlement.effective_date)


def decision_clock(application: ConfirmationApplication) -> Computation | None:
    """The thirty days of CPL art. 187 for the court's decision, from acceptance (filing of the case)."""
    if application.accepted_date is None:
        return None
    return clock("cpl-2023-art187-decision", application.accepted_date, extended_to=application.extended_to)


def is_rest_day(on: date) -> bool:
    """True on a rest day of the Mainland calendar."""
    return calendar_for("mainland").rest_reason(on) is not None


def confirmations_of_court(actor: Actor, on: date, *roles: str) -> QuerySet[ConfirmationApplication]:
    """Applications that reached a court at which the actor sits today, minus mediations that concern himself.

    With ``roles`` only where one of these is held: a judge elsewhere who is clerk here decides nothing here.
    """
    account = person_id_of(actor)
    wanted = _held_at_courts(actor, roles)
    if account is None or not wanted:
        return ConfirmationApplication.objects.none()
    offices = Office.objects.filter(holder_id=account, role__in=wanted, court__isnull=False).on(on)
    rows = ConfirmationApplication.objects.filter(filed_at__isnull=False, court__in=offices.values("court"))
    return rows.exclude(_concerned(account, "settlement__mediation"))


def judgments_of_court(actor: Actor, on: date, *roles: str) -> QuerySet[MediationJudgment]:
    """Mediation judgments asked of a court at which the actor sits today, minus those that concern himself.

    ``roles``: as for :func:`confirmations_of_court`.
    """
    account = person_id_of(actor)
    wanted = _held_at_courts(actor, roles)
    if account is None or not wanted:
        return MediationJudgment.objects.none()
    offices = Office.objects.filter(holder_id=account, role__in=wanted, court__isnull=False).on(on)
    rows = MediationJudgment.objects.filter(settlement__mediation__court__in=offices.values("court"))
    return rows.exclude(_concerned(account, "settlement__mediation"))


def _held_at_courts(actor: Actor, roles: Iterable[str]) -> list[str]:
    """Of these roles of a court (any, if none is named) those that the actor holds anywhere."""
    wanted = set(roles) or {role.value for role in COURT_ROLES}
    return sorted(wanted & actor.roles)


def _concerned(account: object, path: str) -> Q:
    """Whoever is party, agent or mediator of the mediation is not court in its confirmation."""
    party = MediationParty.objects.filter(mediation=OuterRef(path)).filter(
        Q(person__user_id=account)
        | Q(case_party__person__user_id=account)
        | Q(case_party__authority_links__holder__user_id=account)
        | Q(case_party__representations__agent__user_id=account)
    )
    told = Appointment.objects.filter(mediation=OuterRef(path)).filter(
        Q(mediator__person__user_id=account) | Q(organisation__person__user_id=account)
    )
    return Q(Exists(party)) | Q(Exists(told))


def people_of(mediation: Mediation, on: date, *, leave_out: Iterable[MediationParty] = ()) -> list[User]:
    """The accounts behind the parties."""
    out = {party.pk for party in leave_out}
    return users_of([party for party in parties_of(mediation) if party.pk not in out], on)


def court_users(application: ConfirmationApplication, on: date) -> list[User]:
    """Who is told at the court of an application: its clerks."""
    offices = Office.objects.filter(court=application.court, role="clerk").on(on)
    return list(User.objects.filter(pk__in=offices.values("holder"), is_active=True).order_by("email"))


def may_reach_settlement(actor: Actor, key: str, on: date) -> bool:
    """Whether papers of this settlement may be deposited or read: whoever the mediation is open to."""
    scope = mediations_for(actor, on)
    return Settlement.objects.filter(pk=key, mediation__in=scope.values("pk")).exists()


def may_reach_confirmation(actor: Actor, key: str, on: date) -> bool:
    """Whether papers of this application may be deposited or read: its parties, its court once it is filed."""
    if confirmations_of_court(actor, on).filter(pk=key).exists():
        return True
    application = (
        ConfirmationApplication.objects.filter(pk=key).select_related("settlement__mediation").first()
    )
    if application is None:
        return False
    mediation = application.settlement.mediation
    if not mediations_for(actor, on).filter(pk=mediation.pk).exists():
        return False
    standing = standing_of(mediation, actor, on)
    return standing.is_party or standing.is_mediator or bool(standing.organisation_of)


_DESK = frozenset({"clerk", "judge", "assistance_desk"})


def _on_desk(rows: QuerySet[Any], actor: Actor, court: str, mediation: str) -> QuerySet[Any]:
    account = person_id_of(actor)
    if account is None or not actor.roles & _DESK:
        return rows.none()
    return rows.filter(**{f"{court}__code__in": actor.courts}).exclude(_concerned(account, mediation))


def confirmations_on_desk(rows: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """Back office: applications that reached one of the actor's courts."""
    return _on_desk(rows.filter(filed_at__isnull=False), actor, "court", "settlement__mediation")


def judgments_on_desk(rows: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """Back office: mediation judgments asked of one of the actor's courts."""
    return _on_desk(rows, actor, "settlement__mediation__court", "settlement__mediation")


def records_on_desk(rows: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """Back office: records signed by every party, in mediations that one of the actor's courts referred."""
    return _on_desk(rows.filter(state="signed"), actor, "mediation__court", "mediation")


def standing_items(record: MediationRecord) -> list[RecordItem]:
    """The items that every party confirmed in the version that all of them signed."""
    parties = len(parties_of(record.mediation))
    rows = record.items.filter(struck_at=None).prefetch_related("answers")
    return [
        item for item in rows
        if sum(1 for row in item.answers.all() if row.version == record.version and row.confirms) == parties
    ]  # fmt: skip
