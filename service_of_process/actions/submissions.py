"""What those outside the court bring in: an address, a circumstance of art. 12, an objection to the service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.cases.queries import clerks_of
from portal.exhibits.actions import deposit
from portal.exhibits.models import Exhibit
from service_of_process.actions.steps import (
    S,
    locked,
    move_matter,
    next_number,
    record,
    require_past,
    require_since_filing,
    tell,
)
from service_of_process.models import AddresseeAddress, Challenge, ConfirmedFact, ServiceMatter
from service_of_process.queries.scopes import own_scope, scope_of
from service_of_process.queries.sides import is_addressees_side, is_side
from service_of_process.rules import lifecycle

#: Nothing more is sent anywhere: an address would serve nobody.
NO_ADDRESS_WANTED = lifecycle.OVER | set(lifecycle.WITH_DATE)


@transaction.atomic
def supply_address(
    *, actor: Actor, at: datetime, matter_id: UUID, kind: str, text: str, place: str
) -> AddresseeAddress:
    """A side names an address of the addressee; the addressee's own side provides it, the other side states it.

    It is kept for the court; nobody outside it reads it again.

    :raises PermissionRefused: not a side of the case. :raises ValidationError: no address, or the matter needs none.
    """
    act = S + "address_supplied"
    matter = locked(actor, at, act, matter_id)
    if matter.state in NO_ADDRESS_WANTED or matter.is_inbound:
        raise ValidationError(_("No address is needed in this matter any more."), code="state")
    if not text.strip():
        raise ValidationError({"text": _("Enter the address.")})
    own = is_addressees_side(matter, actor, day_of(at))
    source = AddresseeAddress.Source.PROVIDED if own else AddresseeAddress.Source.CLAIM
    address = AddresseeAddress.objects.create(
        matter=matter,
        number=next_number(matter.addresses),
        kind=kind,
        text=text.strip(),
        place=place,
        source=source,
    )
    record(
        act, actor=actor, at=at, matter=matter, subject=address,
        facts={"number": address.number, "source": source, "place": place},
    )  # fmt: skip
    _tell_court("service_of_process.address_supplied", matter, at)
    return address


@transaction.atomic
def submit_fact(
    *,
    actor: Actor,
    at: datetime,
    matter_id: UUID,
    kind: str,
    fact_date: date,
    description: str,
    upload: Any = None,
) -> ConfirmedFact:
    """A circumstance from which service may follow without a signature (2009 Provisions art. 12), with its evidence.

    :raises PermissionRefused: neither a side nor the clerk.
    :raises ValidationError: at ``fact_date`` or ``description``; FileRefused for the file.
    """
    matter = locked(actor, at, S + "fact_submitted", matter_id)
    require_since_filing(matter, require_past(fact_date, at, "fact_date"), "fact_date")
    if not description.strip():
        raise ValidationError({"description": _("Describe what happened.")})
    fact = ConfirmedFact.objects.create(
        matter=matter, kind=kind, fact_date=fact_date, description=description.strip(),
        exhibit=_deposited(matter, actor, at, upload), submitted_at=at, submitted_by=actor.key,
    )  # fmt: skip
    record(
        S + "fact_submitted", actor=actor, at=at, matter=matter, subject=fact,
        facts={"fact": kind, "fact_date": fact_date.isoformat()},
    )  # fmt: skip
    _tell_court("service_of_process.fact_submitted", matter, at)
    return fact


@transaction.atomic
def challenge(
    *, actor: Actor, at: datetime, matter_id: UUID, grounds: str, uploads: Sequence[Any] = ()
) -> Challenge:
    """An objection to confirmed service, with evidence; it goes to the judge and changes no date by itself.

    :raises PermissionRefused: neither a side nor the clerk.
    :raises ValidationError: nothing is confirmed yet, an objection waits already, or no grounds are given.
    """
    act = S + "service_challenged"
    matter = locked(actor, at, act, matter_id)
    if not grounds.strip():
        raise ValidationError({"grounds": _("Give the grounds of the objection.")})
    row = Challenge.objects.create(matter=matter, grounds=grounds.strip(), filed_at=at, filed_by=actor.key)
    row.exhibits.set([one for upload in uploads if (one := _deposited(matter, actor, at, upload))])
    matter.state_before_challenge = matter.state
    move_matter(matter, act, at)
    record(act, actor=actor, at=at, matter=matter, subject=row, facts={"exhibits": row.exhibits.count()})
    _tell_court("service_of_process.service_challenged", matter, at)
    return row


def _deposited(matter: ServiceMatter, actor: Actor, at: datetime, upload: Any) -> Exhibit | None:
    if not upload:
        return None
    scope = own_scope(matter, actor) if is_side(matter, actor, day_of(at)) else scope_of(matter)
    return deposit(actor=actor, at=at, upload=upload, declared_name=upload.name, scope=scope)


def _tell_court(kind: str, matter: ServiceMatter, at: datetime) -> None:
    users = clerks_of(matter.case, day_of(at)) if matter.case else []
    tell(kind, users, matter=matter, at=at, at_desk=True)
