"""Which complaints are open to whom, who is to hear them, and what of them may be read in public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from mediation_registry.models import (
    Appointment,
    Complaint,
    ComplaintEvidence,
    Listing,
    Mediation,
    MediationParty,
    Registrant,
    RemovalReferral,
    SchemeDoor,
)
from mediation_registry.queries.rosters import competent_door
from mediation_registry.rules import complaints as rules
from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.identity.models import Authority, Court, Office, User
from portal.identity.roles import Role

COURT_STAFF = (Role.CLERK.value, Role.JUDGE.value)
AUTHORITY_STAFF = (Role.AUTHORITY_INTAKE.value, Role.AUTHORITY_ASSESSOR.value, Role.AUTHORITY_DECIDER.value)


@dataclass(frozen=True)
class Proposal:
    """Who is proposed to hear a complaint: the court or the authority, and why (codes of ``rules.complaints``)."""

    court: Court | None
    authority: Authority | None
    why: str

    @property
    def body(self) -> Court | Authority:
        found = self.court or self.authority
        assert found is not None
        return found


def proposal_for(about: Registrant, *, court: Court | None = None) -> Proposal | None:
    """The body that is to hear the complaint: the court that referred the case, else the accrediting place."""
    door = accrediting_door(about)
    forum = rules.proposed_forum(court.code if court else "", door.intake.code if door else "")
    if forum is None:
        return None
    if forum.kind == rules.COURT:
        return Proposal(court, None, forum.why)
    return Proposal(None, door.intake if door else None, forum.why)


def accrediting_door(about: Registrant) -> SchemeDoor | None:
    """The door of the place that accredited the registrant; without a listing, of the home place."""
    listing = (
        Listing.objects.filter(registrant=about, edition__state="published").order_by("-valid_from").first()
    )
    if listing is None:
        return competent_door(about)
    doors = SchemeDoor.objects.filter(scheme=listing.edition.scheme_id, jurisdiction=listing.jurisdiction_id)
    return doors.select_related("intake", "assessment", "recognition").first()


def courts_to_name() -> QuerySet[Court]:
    """The courts that may have referred a case: those of the Mainland, where these rules apply."""
    return Court.objects.filter(jurisdiction__code="CN").order_by("code")


def mediations_shared_with(actor: Actor, about: Registrant) -> QuerySet[Mediation]:
    """The mediations of this person in which the registrant was appointed."""
    account = person_id_of(actor)
    if account is None:
        return Mediation.objects.none()
    party = MediationParty.objects.filter(mediation=OuterRef("pk"))
    mine = party.filter(Q(person__user_id=account) | Q(case_party__person__user_id=account))
    theirs = Appointment.objects.filter(Q(mediator=about) | Q(organisation=about), mediation=OuterRef("pk"))
    return (
        Mediation.objects.filter(Exists(mine), Exists(theirs)).select_related("court").order_by("-opened_at")
    )


# -- who sees which


def own_complaints(actor: Actor) -> QuerySet[Complaint]:
    """The complaints that this account made."""
    rows = Complaint.objects.select_related("about__person", "court", "authority")
    return rows.filter(complainant_key=actor.key) if person_id_of(actor) else rows.none()


def put_to_me(actor: Actor) -> QuerySet[Complaint]:
    """Complaints about this person in which an investigation was opened: before, she knows of none."""
    account = person_id_of(actor)
    rows = Complaint.objects.select_related("about__person", "court", "authority")
    if account is None:
        return rows.none()
    return rows.filter(about__person__user_id=account, heard_from_at__isnull=False)


def complaints_for(actor: Actor, on: date, *roles: str) -> QuerySet[Complaint]:
    """The complaints before the bodies at which the actor holds one of the roles (any of the staff roles if none).

    Whoever complains, is complained of, or took part in the mediation as a party or mediator is no officer here.
    """
    account = person_id_of(actor)
    if account is None:
        return Complaint.objects.none()
    wanted = set(roles) or {*COURT_STAFF, *AUTHORITY_STAFF}
    offices = Office.objects.filter(holder_id=account, role__in=wanted & set(COURT_STAFF)).on(on)
    courts = offices.filter(court__isnull=False).values("court")
    authorities = actor.authorities_as(*(wanted & set(AUTHORITY_STAFF)))
    rows = Complaint.objects.filter(Q(court__in=courts) | Q(authority__code__in=authorities))
    return rows.exclude(_concerned(actor, account)).select_related("about__person", "court", "authority")


def _concerned(actor: Actor, account: UUID) -> Q:
    """Who is no officer here: complainant, mediator, and whoever is or was party, agent or mediator in the matter."""
    mine = MediationParty.objects.filter(_stands_for(account), mediation=OuterRef("mediation"))
    appointed = Appointment.objects.filter(
        Q(mediator__person__user_id=account) | Q(organisation__person__user_id=account),
        mediation=OuterRef("mediation"),
    )
    return (
        Q(complainant_key=actor.key)
        | Q(about__person__user_id=account)
        | Q(Exists(mine))
        | Q(Exists(appointed))
    )


def _stands_for(account: object) -> Q:
    """Parties of a mediation who are, or were represented by, this account (a key or an outer reference)."""
    return (
        Q(person__user_id=account)
        | Q(case_party__person__user_id=account)
        | Q(case_party__authority_links__holder__user_id=account)
        | Q(case_party__representations__agent__user_id=account)
    )


def side_of(complaint: Complaint, actor: Actor, on: date) -> str:
    """``complainant``, ``mediator`` (once heard) or ``body``; empty for everybody else."""
    account = person_id_of(actor)
    if account is None:
        return ""
    if complaint.complainant_key == actor.key:
        return ComplaintEvidence.Side.COMPLAINANT.value
    if complaint.about.person.user_id == account:
        return ComplaintEvidence.Side.MEDIATOR.value if complaint.heard_from_at else ""
    return (
        ComplaintEvidence.Side.BODY.value
        if complaints_for(actor, on).filter(pk=complaint.pk).exists()
        else ""
    )


def evidence_for(complaint: Complaint, side: str) -> QuerySet[ComplaintEvidence]:
    """The files that a side reads: the body all, the others what they gave themselves."""
    rows = complaint.evidence.select_related("exhibit__stored_file")
    return rows if side == ComplaintEvidence.Side.BODY else rows.filter(side=side or "-")


def reaches_complaint(actor: Actor, key: str, on: date) -> bool:
    """Whether files of this complaint may be deposited or read at all; which ones is a matter of the side."""
    try:
        complaint = Complaint.objects.select_related("about__person").filter(pk=UUID(key)).first()
    except ValueError:
        return False
    return complaint is not None and bool(side_of(complaint, actor, on))


def officers_of(complaint: Complaint, on: date) -> QuerySet[User]:
    """The accounts that may act for the body that has the complaint."""
    at_court = Q(role__in=COURT_STAFF, court=complaint.court_id) if complaint.court_id else Q(pk__in=[])
    at_authority = (
        Q(role__in=AUTHORITY_STAFF, authority=complaint.authority_id) if complaint.authority_id else None
    )
    offices = Office.objects.filter(at_court if at_authority is None else at_authority).on(on)
    concerned = Q(pk=complaint.about.person.user_id) | Q(pk=complaint.complainant_key.removeprefix("user:"))
    if complaint.mediation_id is not None:
        account = OuterRef("pk")
        mine = MediationParty.objects.filter(_stands_for(account), mediation=complaint.mediation_id)
        appointed = Appointment.objects.filter(
            Q(mediator__person__user_id=account) | Q(organisation__person__user_id=account),
            mediation=complaint.mediation_id,
        )
        concerned |= Q(Exists(mine)) | Q(Exists(appointed))
    return User.objects.filter(pk__in=offices.values("holder"), is_active=True).exclude(concerned)


def was_heard(complaint: Complaint, on: date) -> bool:
    """The mediator answered what was put to her, or let the day that was set for it pass."""
    asked = complaint.statements.all()
    return bool(asked) and all(
        one.answered_at is not None or (one.due_date is not None and one.due_date < on) for one in asked
    )


def open_statement(complaint: Complaint) -> bool:
    """Whether something put to the mediator waits for her answer."""
    return complaint.statements.filter(answered_at=None).exists()


# -- after it is final


def published_decisions(registrant: Registrant) -> QuerySet[Complaint]:
    """Decisions on complaints that the body ordered to be published: text, order, day. Nothing else is public."""
    rows = Complaint.objects.filter(about=registrant, state=rules.CLOSED, published_at__isnull=False)
    return rows.select_related("court", "authority").only(
        "published_text", "publication_order", "published_at", "outcome_date", "court", "authority", "about"
    )


def referrals_for(actor: Actor) -> QuerySet[RemovalReferral]:
    """Proposals of removal before the authorities at which the actor decides; never of the own listing or complaint."""
    held = actor.authorities_as(Role.AUTHORITY_DECIDER.value)
    account = person_id_of(actor)
    rows = RemovalReferral.objects.filter(authority__code__in=held)
    rows = rows.exclude(complaint__complainant_key=actor.key)
    if account is not None:
        rows = rows.exclude(listing__registrant__person__user_id=account)
    return rows.select_related("authority", "complaint", "listing__registrant__person")


def home_authority(listing: Listing) -> Authority | None:
    """The authority that recognised the mediator of this listing: where a removal begins."""
    door = SchemeDoor.objects.filter(scheme=listing.edition.scheme_id, jurisdiction=listing.jurisdiction_id)
    found = door.select_related("recognition").first()
    return found.recognition if found else None
