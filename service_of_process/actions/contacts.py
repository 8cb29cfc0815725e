"""Persons other than the addressee who may receive: entered with their proof, withdrawn, never overwritten."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from portal.cases.models import Party, Representation
from portal.exhibits import actions as exhibits
from portal.exhibits.models import Exhibit
from service_of_process.actions.numbers import practice_of
from service_of_process.actions.steps import S, locked, next_number, record
from service_of_process.models import ServiceContact, ServiceMatter
from service_of_process.queries.contact_facts import FIELDS, OBSTACLES, facts_of
from service_of_process.queries.scopes import scope_of
from service_of_process.rules import contacts as law
from service_of_process.rules.channels import AGENT, CODEFENDANT_ENTITY, PILOT_LAWYER


@transaction.atomic
def add_contact(
    *,
    actor: Actor,
    at: datetime,
    matter_id: UUID,
    channel: str,
    name: str = "",
    name_script: str = "zh-hans",
    address: str = "",
    is_authorised: bool | None = None,
    representation: Representation | None = None,
    party: Party | None = None,
    agreed_mode: str = "",
    proof: Any = None,
) -> ServiceContact:
    """Somebody who may receive for the addressee, by one channel. ``proof`` is an upload.

    An agent is one who stands in the case: the register of powers is asked whether receipt is excluded. A branch
    without authority is entered; its leg then needs a reasoned basis.

    :raises ValidationError: this person may not receive, with the article, or has no name.
    """
    matter = locked(actor, at, S + "contact_added", matter_id)
    contact = ServiceContact(
        matter=matter, number=next_number(matter.contacts), channel=channel, name=name.strip(),
        name_script=name_script, address=address.strip() or None, is_authorised=is_authorised,
        representation=representation if channel == AGENT else None,
        party=party if channel == CODEFENDANT_ENTITY else None, agreed_mode=agreed_mode.strip(),
    )  # fmt: skip
    _named_by_the_case(contact)
    _require_channel(matter, contact)
    contact.proof = _deposited(proof, matter, actor, at)
    _require_receiver(contact, at)
    contact.save()
    record(
        S + "contact_added", actor=actor, at=at, matter=matter, subject=contact,
        facts={"number": contact.number, "channel": channel, "authorised": contact.is_authorised},
        private={"name": contact.name, "address": contact.address or ""},
    )  # fmt: skip
    return contact


@transaction.atomic
def withdraw_contact(
    *, actor: Actor, at: datetime, matter_id: UUID, contact_id: UUID, reason: str
) -> ServiceContact:
    """This person no longer counts as one who may receive; legs that used her keep her.

    :raises ValidationError: no reason, or it is none of the matter's in force.
    """
    matter = locked(actor, at, S + "contact_withdrawn", matter_id)
    contact = matter.contacts.filter(pk=contact_id, withdrawn_at=None).first()
    if contact is None:
        raise ValidationError({"contact": _("Choose a person who stands on this matter.")})
    text = require_reason(reason)
    contact.withdrawn_at = at
    contact.save(update_fields=["withdrawn_at"])
    record(
        S + "contact_withdrawn", actor=actor, at=at, matter=matter, subject=contact,
        facts={"number": contact.number, "channel": contact.channel}, private={"reason": text},
    )  # fmt: skip
    return contact


def _require_receiver(contact: ServiceContact, at: datetime) -> None:
    obstacle = law.obstacle(facts_of(contact.matter, contact, day_of(at)))
    if obstacle is not None:
        raise ValidationError({FIELDS[obstacle]: str(OBSTACLES[obstacle])})
    if not contact.name:
        raise ValidationError({"name": _("Enter the name.")})


def _named_by_the_case(contact: ServiceContact) -> None:
    """An agent and a co-defendant bear the name that the case gives them."""
    if contact.representation is not None:
        contact.name = contact.representation.agent_name
        contact.name_script = contact.representation.agent_script
    if contact.party is not None:
        contact.name, contact.name_script = contact.party.name, contact.party.name_script


def _require_channel(matter: ServiceMatter, contact: ServiceContact) -> None:
    if contact.channel not in law.WITH_CONTACT:
        raise ValidationError({"channel": _("This route goes to the addressee, not to somebody else.")})
    if contact.channel == PILOT_LAWYER and not practice_of(matter.court).pilot_is_open:
        sentence = _("The pilot service by Hong Kong lawyers is not open at this court.")
        raise ValidationError({"channel": sentence})


def _deposited(upload: Any, matter: ServiceMatter, actor: Actor, at: datetime) -> Exhibit | None:
    if not upload:
        return None
    return exhibits.deposit(
        actor=actor, at=at, upload=upload, declared_name=upload.name, scope=scope_of(matter)
    )
