"""A mediation begins: referred by the court, or arranged by the parties themselves; each is asked whether it agrees."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.steps_mediation import (
    M,
    entered,
    record,
    require_standing,
    required_text,
    tell,
)
from mediation_registry.models import Invitation, Mediation, MediationParty
from mediation_registry.queries.mediations import users_of
from mediation_registry.rules import conduct
from mediation_registry.rules import mediation as rules
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.cases.models import Case, Party
from portal.cases.models.cases import person_id_of
from portal.identity.models import Person, User
from portal.identity.permissions import PermissionRefused, require
from portal.notices import outbox
from portal.numbering import allocate, compose_reference
from portal.seals.blind_index import blind_index

SERIES, PREFIX = "mediations", "MDN"
CODE_INDEX = "mediation_registry.invitation_code"
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
FIRST_ROLES = frozenset({"plaintiff", "applicant", "appellant", "enforcement_applicant"})
CONNECTION_OF_REGION = {"CN": "CN", "HK": "HK", "MO": "MO", "XX": "other"}
COURT_RULES = (rules.ONLINE_2021, rules.INVITED_2016)
ARRANGED_RULES = (rules.ONLINE_2021, rules.GBA_MODEL_2022)


@dataclass(frozen=True)
class Dispute:
    """What the mediation is about, in which language, under which rules."""

    matter: str
    language: str
    rules_chosen: str
    dispute_type: str = ""


@dataclass(frozen=True)
class OtherSide:
    """Whom a person invites to a mediation that they arrange themselves."""

    name: str
    email: str
    connection: str


@transaction.atomic
def open_mediation(
    *, actor: Actor, at: datetime, case_id: UUID, dispute: Dispute,
    connections: Mapping[str, str] | None = None, applicant_id: UUID | None = None,
    applied_online_date: date | None = None,
) -> Mediation:  # fmt: skip
    """The court refers a case: delegated before filing (委派), entrusted afterwards (委托); 2016 Provisions art. 11.

    Every party in force becomes a party of the mediation and is asked whether it agrees. ``connections`` maps keys of
    the case's parties to what art. 6 asks, where the region does not say it. ``applicant_id`` names the party that
    applied by mouth or in writing: its consent is recorded.

    :raises PermissionRefused: the case is not the actor's court's. :raises ValidationError: concluded, one side only,
        a mediation is open already, or an entry is missing.
    """
    act = f"{M}mediation_opened"
    require(actor, act)
    today = day_of(at)
    cases = Case.objects.for_staff(actor, today).select_related("court").select_for_update(of=("self",))
    case = cases.filter(pk=case_id).first()
    if case is None:
        raise PermissionRefused(act)
    parties = list(case.parties.on(today).select_related("person"))
    _refuse_unfit_case(case, parties, dispute, applied_online_date, today)
    mediation = _create(
        actor, at, dispute, kind=conduct.kind_for(case.procedure), track=conduct.track_for(case.procedure), case=case,
        court=case.court, applied_online_date=applied_online_date,
    )  # fmt: skip
    for party in parties:
        _enter_case_party(mediation, party, connections or {}, applicant_id, actor, at)
    facts = {
        "kind": mediation.kind,
        "rules": mediation.rules_chosen,
        "case": case.reference,
        "court": case.court.code,
    }
    record(act, actor=actor, at=at, mediation=mediation, facts=facts, private={"matter": mediation.matter})
    asked = users_of(mediation.parties.filter(consents=None), today)
    tell(f"{M}consent_asked", asked, mediation=mediation, at=at, about="opened")
    return mediation


@transaction.atomic
def arrange_mediation(
    *, actor: Actor, at: datetime, dispute: Dispute, own_connection: str, other: OtherSide
) -> tuple[Mediation, str]:
    """A person opens a mediation and invites the other side; the opener agrees by opening.

    :returns: the mediation, and the one-time code that is shown once and sent to the address.
    :raises ValidationError: an entry is missing, no name is known of the opener, or she invites herself.
    """
    act = f"{M}mediation_opened"
    require(actor, act)
    person = _own_person(actor)
    _refuse_dispute(dispute, ARRANGED_RULES)
    mediation = _create(actor, at, dispute, kind=rules.SELF_ARRANGED, track=Mediation.Track.PREFILING)
    MediationParty.objects.create(
        mediation=mediation, side=MediationParty.Side.FIRST, person=person,
        name=person.name_for(actor.language) or str(person), connection=_connection(own_connection, "own_connection"),
        consents=True, consent_answered_at=at, consent_recorded_by=actor.key,
    )  # fmt: skip
    party = MediationParty.objects.create(
        mediation=mediation, side=MediationParty.Side.SECOND, connection=_connection(other.connection, "connection"),
        name=required_text(other.name, "name", _("Enter the name of the other side.")),
    )  # fmt: skip
    record(
        act, actor=actor, at=at, mediation=mediation, private={"matter": mediation.matter},
        facts={"kind": mediation.kind, "rules": mediation.rules_chosen, "case": "", "court": ""},
    )  # fmt: skip
    return mediation, _invite(mediation, party, other.email, actor, at)


@transaction.atomic
def invite_again(*, actor: Actor, at: datetime, mediation_id: UUID, email: str) -> str:
    """A new one-time code for the other side, to this address; the earlier code no longer opens.

    :raises PermissionRefused: not a party's mediation. :raises ValidationError: the other side has joined already.
    """
    act = f"{M}side_invited"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_party, act)
    party = mediation.parties.filter(person=None, case_party=None).first()
    if party is None:
        raise ValidationError(_("The other side has joined already."), code="joined")
    return _invite(mediation, party, email, actor, at)


@transaction.atomic
def join_mediation(*, actor: Actor, at: datetime, code: str) -> Mediation:
    """The other side enters the one-time code and sees the mediation; agreeing to it is a step of its own.

    :raises ValidationError: unknown, used or expired; the sentence is the same. Or the opener enters the own code.
    """
    act = f"{M}invitation_taken"
    require(actor, act)
    person = _own_person(actor)
    rows = Invitation.objects.select_for_update().filter(
        code_index=blind_index(CODE_INDEX, code), taken_at=None
    )
    invitation = rows.filter(expires_at__gt=at).select_related("party__mediation").first()
    closed = ValidationError({"code": _("This code is not known, was used already, or has expired.")})
    if invitation is None:
        raise closed
    mediation = Mediation.objects.select_for_update().get(pk=invitation.party.mediation_id)
    party = mediation.parties.get(pk=invitation.party_id)
    if party.person_id is not None or rules.after(mediation.state, act) is None:
        raise closed
    if mediation.parties.filter(person=person).exists():
        raise ValidationError({"code": _("You opened this mediation; the code is for the other side.")})
    invitation.taken_at = at
    invitation.save(update_fields=["taken_at"])
    party.person = person
    party.save(update_fields=["person"])
    record(act, actor=actor, at=at, mediation=mediation, subject=party, facts={"side": party.side})
    others = users_of(mediation.parties.exclude(pk=party.pk), day_of(at))
    tell(f"{M}side_joined", others, mediation=mediation, at=at, about=f"joined|{party.pk.hex[:8]}")
    return mediation


# -- parts


def _create(actor: Actor, at: datetime, dispute: Dispute, **fields: object) -> Mediation:
    year = day_of(at).year
    return Mediation.objects.create(
        reference=compose_reference(PREFIX, year=year, number=allocate(SERIES, year=year)),
        matter=dispute.matter.strip()[:300], language=dispute.language, rules_chosen=dispute.rules_chosen,
        dispute_type=dispute.dispute_type.strip()[:40], state=rules.CONSENT, state_since_at=at, opened_at=at,
        opened_by=actor.key, **fields,
    )  # fmt: skip


def _enter_case_party(
    mediation: Mediation, party: Party, connections: Mapping[str, str], applicant_id: UUID | None, actor: Actor,
    at: datetime,
) -> None:  # fmt: skip
    applied = party.pk == applicant_id
    side = MediationParty.Side.FIRST if party.role in FIRST_ROLES else MediationParty.Side.SECOND
    given = connections.get(str(party.pk)) or CONNECTION_OF_REGION.get(party.region, "other")
    MediationParty.objects.create(
        mediation=mediation, side=side, case_party=party, person=party.person, name=party.name,
        connection=_connection(given, "connections"), consents=True if applied else None,
        consent_answered_at=at if applied else None, consent_recorded_by=actor.key if applied else "",
    )  # fmt: skip


def _refuse_unfit_case(
    case: Case, parties: list[Party], dispute: Dispute, applied: date | None, today: date
) -> None:
    if case.state == Case.State.CONCLUDED:
        raise ValidationError(
            _("The case is concluded; it cannot be referred to mediation."), code="concluded"
        )
    sides = {party.role in FIRST_ROLES for party in parties}
    if sides != {True, False}:
        raise ValidationError(
            _("The case needs a party on each side before it can be referred."), code="sides"
        )
    if case.mediations.filter(state__in=rules.OPEN).exists():
        raise ValidationError(_("A mediation of this case is open already."), code="open")
    if applied is not None and applied > today:
        raise ValidationError({"applied_online_date": _("The date of the application lies in the future.")})
    _refuse_dispute(dispute, COURT_RULES)


def _refuse_dispute(dispute: Dispute, allowed: tuple[str, ...]) -> None:
    required_text(dispute.matter, "matter", _("Say in one line what the dispute is about."))
    if dispute.rules_chosen not in allowed:
        raise ValidationError({"rules_chosen": _("These rules cannot be chosen here.")})
    if dispute.language not in Mediation.Language.values:
        raise ValidationError({"language": _("Choose the language of the mediation.")})


def _connection(code: str, field: str) -> str:
    if code not in MediationParty.Connection.values:
        raise ValidationError({field: _("Say where the party comes from.")})
    return code


def _own_person(actor: Actor) -> Person:
    account = person_id_of(actor)
    person = Person.objects.filter(user_id=account).first() if account is not None else None
    if person is None:
        raise ValidationError(_("Enter your name under Account first."), code="person")
    return person


def _invite(mediation: Mediation, party: MediationParty, email: str, actor: Actor, at: datetime) -> str:
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValidationError({"email": error.messages}) from error
    account = person_id_of(actor)
    if account is not None and User.objects.filter(pk=account, email__iexact=address).exists():
        raise ValidationError({"email": _("This is your own address.")})
    party.invitations.filter(taken_at=None, expires_at__gt=at).update(expires_at=at)
    code = "".join(secrets.choice(ALPHABET) for _place in range(12))
    invitation = Invitation.objects.create(
        party=party, email=address, code_index=blind_index(CODE_INDEX, code), sent_at=at,
        expires_at=at + timedelta(days=conduct.INVITATION_DAYS),
    )  # fmt: skip
    record(
        f"{M}side_invited", actor=actor, at=at, mediation=mediation, subject=party, private={"email": address}
    )
    _send(invitation, mediation, address, code, actor, at)
    return code


def _send(
    invitation: Invitation, mediation: Mediation, address: str, code: str, actor: Actor, at: datetime
) -> None:
    known = User.objects.filter(email__iexact=address, is_active=True).first()
    recipient = outbox.Recipient(
        key=f"user:{known.pk}" if known else f"invitee:{invitation.pk}",
        email=address,
        language=known.language if known else actor.language,
    )
    outbox.queue(
        kind=f"{M}side_invited", recipient=recipient, at=at, chain=mediation.chain,
        dedupe=f"{M}side_invited|{invitation.pk}",
        context={
            "reference": mediation.reference, "matter": mediation.matter, "code": code, "path": "/mediations/join/",
            "expires_date": day_of(invitation.expires_at).isoformat(), "court_names": {},
        },
    )  # fmt: skip
