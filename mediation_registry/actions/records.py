"""The one signed record of a mediation: written by the mediator, put to the parties, signed by each of them.

Online Mediation Rules arts 17, 18, 22; Shenzhen ordinance arts 73, 74; Interp. 136. Nothing conceded enters it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.steps_mediation import (
    M,
    entered,
    record,
    require_party,
    require_standing,
    required_text,
    tell,
)
from mediation_registry.actions.steps_outcome import digest_of, require_capacity, require_typed_name
from mediation_registry.models import (
    ItemAnswer,
    Mediation,
    MediationParty,
    MediationRecord,
    RecordAddress,
    RecordItem,
    RecordSignature,
)
from mediation_registry.queries.mediations import users_of_court, users_of_mediators
from mediation_registry.queries.outcome import parties_of, people_of, record_of
from mediation_registry.rules.mediation import CONCLUDED, SETTLED
from portal.audit.actors import Actor
from portal.cases.actions.addresses import Address, confirm_address
from portal.cases.actions.steps import day_of
from portal.cases.queries import address_in_force
from portal.cases.rules.addresses import consent_problem

State = MediationRecord.State


@dataclass(frozen=True)
class GivenAddress(Address):
    """An address for service given in mediation, and where else it may serve (Shenzhen ordinance art. 74)."""

    for_arbitration: bool = field(default=False)
    for_litigation: bool = field(default=False)


def _record_in(mediation: Mediation, *states: str) -> MediationRecord:
    found = record_of(mediation)
    if found is None or found.state not in states:
        raise ValidationError(_("The record cannot be changed in its present state."), code="state")
    return found


@transaction.atomic
def open_record(
    *, actor: Actor, at: datetime, mediation_id: UUID, basis: str, language: str
) -> MediationRecord:
    """The presiding mediator begins the record, on one of its two bases.

    :raises PermissionRefused: not the mediator. :raises ValidationError: there is one already.
    """
    act = M + "record_opened"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator, act)
    if record_of(mediation) is not None:
        raise ValidationError(_("There is a record already."), code="exists")
    _refuse_after_settlement(mediation, basis)
    made = MediationRecord.objects.create(
        mediation=mediation, basis=basis, language=language, opened_at=at, opened_by=actor.key
    )
    record(act, actor=actor, at=at, mediation=mediation, subject=made, facts={"basis": basis})
    return made


@transaction.atomic
def enter_item(
    *, actor: Actor, at: datetime, mediation_id: UUID, kind: str, topic: str, text: str
) -> RecordItem:
    """One undisputed fact, or one point of agreed procedure, while the record is being written."""
    act = M + "record_item_entered"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator, act)
    found = _record_in(mediation, State.OPEN)
    words = required_text(text, "text", _("Write what is to stand in the record."))
    item = RecordItem.objects.create(
        record=found, position=found.items.count() + 1, kind=kind, topic=topic, text=words, entered_at=at
    )
    record(
        act, actor=actor, at=at, mediation=mediation, subject=item,
        facts={"kind": kind, "position": item.position}, private={"text": words},
    )  # fmt: skip
    return item


@transaction.atomic
def strike_item(*, actor: Actor, at: datetime, mediation_id: UUID, item_id: UUID) -> RecordItem:
    """Strike an item out; it stays legible to the mediator and stands in no version put to the parties."""
    act = M + "record_item_struck"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator, act)
    found = _record_in(mediation, State.OPEN)
    item = found.items.filter(pk=item_id, struck_at=None).first()
    if item is None:
        raise ValidationError(_("This item does not stand in the record."), code="struck")
    item.struck_at = at
    item.save(update_fields=["struck_at"])
    record(act, actor=actor, at=at, mediation=mediation, subject=item, facts={"position": item.position})
    return item


@transaction.atomic
def put_record(*, actor: Actor, at: datetime, mediation_id: UUID) -> MediationRecord:
    """The record goes to the parties unchanged: from now on its digest is what they sign."""
    act = M + "record_put"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator, act)
    found = _record_in(mediation, State.OPEN)
    _refuse_after_settlement(mediation, found.basis)
    items = [item for item in found.items.all() if item.struck_at is None]
    if not items and not found.addresses.exists():
        raise ValidationError(_("The record is empty: enter an undisputed fact or a point of procedure."))
    found.digest, found.put_at, found.state = digest_of(_text(mediation, found, items)), at, State.SIGNING
    found.save()
    record(act, actor=actor, at=at, mediation=mediation, subject=found,
           facts={"version": found.version, "digest": found.digest, "items": len(items)})  # fmt: skip
    tell(
        M + "record_to_sign", people_of(mediation, day_of(at)), mediation=mediation, at=at,
        about=f"{found.pk}|{found.version}", context={"path": f"/mediations/{mediation.pk}/record/"},
    )  # fmt: skip
    return found


@transaction.atomic
def reopen_record(*, actor: Actor, at: datetime, mediation_id: UUID) -> MediationRecord:
    """The mediator takes the record back to write on; the signatures of the earlier version stay with it."""
    act = M + "record_reopened"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator, act)
    found = _record_in(mediation, State.SIGNING)
    found.state, found.version, found.digest, found.put_at = State.OPEN, found.version + 1, "", None
    found.save()
    record(act, actor=actor, at=at, mediation=mediation, subject=found, facts={"version": found.version})
    return found


@transaction.atomic
def give_address(
    *, actor: Actor, at: datetime, mediation_id: UUID, party_id: UUID, address: GivenAddress
) -> RecordAddress:
    """A party gives its address for service; the one before it is replaced and stays legible.

    :raises ValidationError: an entry is missing, or the consent cannot stand (names the field).
    """
    act = M + "record_address_given"
    mediation, standing = entered(actor, at, act, mediation_id)
    party = require_party(standing, party_id, act)
    found = _record_in(mediation, State.OPEN, State.SIGNING)
    if found.signatures.filter(party=party, version=found.version).exists():
        raise ValidationError(_("You have signed the record; the address can no longer be changed here."))
    _refuse_incomplete(address)
    found.addresses.filter(party=party, replaced_at=None).update(replaced_at=at)
    made = RecordAddress.objects.create(
        record=found, party=party, addressee=address.addressee.strip(), region=address.region,
        postal_address=address.postal_address.strip(), phone=address.phone.strip(), email=address.email.strip(),
        fax=address.fax.strip(), electronic_consent=address.consents,
        consent_scope=list(address.scope) if address.consents else [], for_arbitration=address.for_arbitration,
        for_litigation=address.for_litigation, entered_at=at, entered_by=actor.key,
    )  # fmt: skip
    record(
        act, actor=actor, at=at, mediation=mediation, subject=made,
        facts={"electronic_consent": address.consents, "for_arbitration": address.for_arbitration,
               "for_litigation": address.for_litigation},
        private={"addressee": made.addressee, "postal_address": made.postal_address, "email": made.email},
    )  # fmt: skip
    return made


@transaction.atomic
def sign_record(
    *, actor: Actor, at: datetime, mediation_id: UUID, party_id: UUID, confirms: Collection[UUID], typed_name: str,
    may_be_used: bool,
) -> RecordSignature:  # fmt: skip
    """One party answers every item and signs; with its signature the address enters its case (Interp. 136, 137).

    ``confirms``: the items confirmed; the others do not stand. ``may_be_used``: the party agrees that the record be
    submitted as evidence later (Shenzhen art. 73). A second factor was just proved at the door.

    :raises ValidationError: no address, another name, signed already, an agent without special authority.
    """
    act = M + "record_signed"
    mediation, standing = entered(actor, at, act, mediation_id)
    party = require_party(standing, party_id, act)
    found = _record_in(mediation, State.SIGNING)
    if found.signatures.filter(party=party, version=found.version).exists():
        raise ValidationError(_("This party has signed already."), code="signed")
    _refuse_after_settlement(mediation, found.basis)
    capacity = require_capacity(party, actor, at)
    name = require_typed_name(actor, typed_name, party)
    _require_address(found, party, at)
    if found.basis == MediationRecord.Basis.NO_SETTLEMENT and not may_be_used:
        raise ValidationError(
            {
                "may_be_used": _(
                    "This record exists only with the consent of the parties (Shenzhen ordinance, art. 73)."
                )
            }
        )
    made = _signed(found, party, actor, at, confirms, capacity=capacity, name=name, may_be_used=may_be_used)
    record(
        act, actor=actor, at=at, mediation=mediation, subject=made, private={"typed_name": name},
        facts={"version": found.version, "digest": found.digest, "capacity": capacity,
               "confirmed": len(confirms), "may_be_used": may_be_used},
    )  # fmt: skip
    _enter_address_in_case(found, party, actor, at)
    _complete(mediation, found, actor, at)
    return made


def _refuse_after_settlement(mediation: Mediation, basis: str) -> None:
    """Shenzhen art. 73 speaks only of a mediation without settlement."""
    if basis == MediationRecord.Basis.NO_SETTLEMENT and mediation.state in (SETTLED, CONCLUDED):
        sentence = _("This basis is for a mediation without a settlement (Shenzhen ordinance, art. 73).")
        raise ValidationError({"basis": sentence}, code="settled")


def _signed(
    found: MediationRecord, party: MediationParty, actor: Actor, at: datetime, confirms: Collection[UUID], *,
    capacity: str, name: str, may_be_used: bool,
) -> RecordSignature:  # fmt: skip
    for item in found.items.filter(struck_at=None):
        ItemAnswer.objects.create(
            item=item, party=party, version=found.version, confirms=item.pk in confirms, answered_at=at,
            answered_by=actor.key,
        )  # fmt: skip
    return RecordSignature.objects.create(
        record=found, party=party, version=found.version, digest=found.digest, typed_name=name, capacity=capacity,
        may_be_used=may_be_used, signed_at=at, signed_by=actor.key,
    )  # fmt: skip


def _require_address(found: MediationRecord, party: MediationParty, at: datetime) -> None:
    if found.addresses.filter(party=party, replaced_at=None).exists():
        return
    if party.case_party is not None and address_in_force(party.case_party, day_of(at)) is not None:
        return
    raise ValidationError(
        _("Give the address for service before you sign (Online Mediation Rules, art. 17).")
    )


def _enter_address_in_case(found: MediationRecord, party: MediationParty, actor: Actor, at: datetime) -> None:
    """The address given in mediation becomes the party's confirmed address in its case (Shenzhen art. 74)."""
    given = found.addresses.filter(
        party=party, replaced_at=None, confirmation=None, for_litigation=True
    ).first()
    row = party.case_party
    if given is None or row is None or row.case.state == "concluded":
        return
    given.confirmation = confirm_address(
        actor=actor, at=at, case_id=row.case_id, party_id=row.pk,
        address=Address(
            addressee=given.addressee, region=given.region, postal_address=given.postal_address, phone=given.phone,
            email=given.email, fax=given.fax, consents=given.electronic_consent, scope=tuple(given.consent_scope),
        ),
    )  # fmt: skip
    given.save(update_fields=["confirmation"])


def _complete(mediation: Mediation, found: MediationRecord, actor: Actor, at: datetime) -> None:
    signed = set(found.signatures.filter(version=found.version).values_list("party", flat=True))
    if any(party.pk not in signed for party in parties_of(mediation)):
        return
    found.state, found.signed_at = State.SIGNED, at
    found.save()
    today, act = day_of(at), M + "record_completed"
    record(act, actor=actor, at=at, mediation=mediation, subject=found,
           facts={"version": found.version, "digest": found.digest})  # fmt: skip
    told = [*people_of(mediation, today), *users_of_mediators(mediation)]
    page = {"path": f"/mediations/{mediation.pk}/record/"}
    tell(act, told, mediation=mediation, at=at, about=str(found.pk), context=page)
    desk = {"path": f"/staff/mediation-records/inspect/{found.pk}/"}
    tell(act, users_of_court(mediation, today), mediation=mediation, at=at, about=str(found.pk), context=desk)


def _text(mediation: Mediation, found: MediationRecord, items: list[RecordItem]) -> dict[str, object]:
    return {
        "mediation": mediation.reference,
        "version": found.version,
        "basis": found.basis,
        "parties": [party.name for party in parties_of(mediation)],
        "items": [{"kind": item.kind, "topic": item.topic, "text": item.text} for item in items],
    }


def _refuse_incomplete(address: GivenAddress) -> None:
    for name, sentence in (
        ("addressee", _("Enter who receives the documents.")),
        ("postal_address", _("Enter a postal address.")),
    ):
        required_text(getattr(address, name), name, sentence)
    problem = consent_problem(
        consents=address.consents, scope=address.scope, electronic_addresses=[address.email, address.fax]
    )
    if problem == "no_electronic_address":
        raise ValidationError(
            {"email": _("Consent needs an e-mail address or a fax number where documents arrive.")}
        )
    if problem is not None:
        raise ValidationError({"scope": _("Choose what the consent covers.")})
