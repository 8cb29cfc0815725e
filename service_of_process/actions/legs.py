"""A leg is opened on a legal basis, to an address or a person; and withdrawn, with what that means beyond the border."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from portal.identity.models import Court
from service_of_process.actions.clocks import end_clocks_of
from service_of_process.actions.numbers import leg_reference, practice_of
from service_of_process.actions.proposals import overtake
from service_of_process.actions.steps import S, locked, locked_leg, move_leg, move_matter, next_number, record
from service_of_process.models import AddresseeAddress, Leg, Reason, ServiceContact, ServiceMatter
from service_of_process.queries import opening_facts
from service_of_process.rules import channels, contacts, lifecycle
from service_of_process.rules.leg_opening import opening_obstacle
from service_of_process.rules.sets import sets_needed
from service_of_process.rules.transfers import default_means, needs_upper_court


@transaction.atomic
def open_leg(
    *,
    actor: Actor,
    at: datetime,
    matter_id: UUID,
    channel: str,
    legal_basis: str = "",
    basis_reason: str = "",
    address_id: UUID | None = None,
    contact_id: UUID | None = None,
    special_method: str = "",
    bears_costs: bool = False,
    means: str = "",
) -> Leg:
    """One more way to the addressee, beside those that run (2009 art. 10); never a notice, never the pilot.

    ``legal_basis``: empty for the first that the channel has. ``means``: empty for what the Arrangement asks for
    (Hong Kong: post; Macao: the platform). Sets of papers follow from the means.

    :raises PermissionRefused: no such matter from the clerk's seat.
    :raises ValidationError: the route is not lawful here, or an address or person is missing.
    """
    matter = _outbound(locked(actor, at, S + "leg_opened", matter_id))
    address = _of_matter(matter.addresses, address_id, "address", _("Choose an address that stands on it."))
    contact = _of_matter(matter.contacts, contact_id, "contact", _("Choose a person who stands on it."))
    basis = legal_basis or channels.BASES_OF[channel][0]
    _require_lawful(matter, channel, basis, basis_reason, address, contact, at)
    if address is None and contact is None and channel in channels.EVIDENCE_CHANNELS:
        address = matter.addresses.filter(withdrawn_at=None, place=matter.region).first()
    leg = new_leg(
        matter, channel=channel, legal_basis=basis, state=lifecycle.DRAFT, actor=actor, at=at, address=address,
        contact=contact, basis_reason=basis_reason.strip(), special_method=special_method.strip(),
        bears_costs=bears_costs, means=means, upper_court=_upper_court(matter, channel, at),
    )  # fmt: skip
    move_matter(matter, S + "leg_opened", at)
    record(
        S + "leg_opened", actor=actor, at=at, matter=matter, leg=leg,
        facts={"basis": basis, "means": leg.means, "sets": leg.sets}, private={"reason": leg.basis_reason},
    )  # fmt: skip
    return leg


def new_leg(
    matter: ServiceMatter,
    *,
    channel: str,
    legal_basis: str,
    state: str,
    actor: Actor,
    at: datetime,
    means: str = "",
    **entries: Any,
) -> Leg:
    """The row of a leg in its first state, numbered inside the matter; nothing is recorded. Call it inside an act.

    ``entries``: further columns. Means and sets of an entrusted leg follow the Arrangement where none is given.
    """
    number = next_number(matter.legs)
    means = means or default_means(channel)
    entrusted = channels.family_of(channel) == channels.ENTRUSTED
    return Leg.objects.create(
        matter=matter, number=number, reference=leg_reference(matter, number), channel=channel,
        legal_basis=legal_basis, state=state, state_since_at=at, means=means,
        sets=sets_needed(1, means) if entrusted else None, opened_at=at, opened_by=actor.key, **entries,
    )  # fmt: skip


@transaction.atomic
def withdraw_leg(*, actor: Actor, at: datetime, leg_id: UUID, reason: str) -> Leg:
    """The court goes this way no longer. Documents abroad do not come back by themselves; a result that arrives later
    is recorded without effect.

    :raises ValidationError: no reason, or the leg is over or proved.
    """
    leg = locked_leg(actor, at, S + "leg_withdrawn", leg_id)
    text = require_reason(reason)
    was_abroad = leg.state in lifecycle.ABROAD
    _end(leg, S + "leg_withdrawn", at, text)
    overtake(leg.matter, at, leg=leg)
    _record_end(leg, actor, at, text, was_abroad=was_abroad)
    return leg


def withdraw_with_matter(matter: ServiceMatter, actor: Actor, at: datetime, reason: str) -> list[str]:
    """End every leg under way of a matter that is withdrawn; legs with a result keep their state. Their numbers."""
    ended = []
    for leg in matter.legs.select_for_update().order_by("number"):
        act = "notice_stopped" if leg.family == channels.PUBLIC else "leg_withdrawn"
        if lifecycle.leg_after(leg.family, leg.state, S + act) is None:
            continue
        leg.matter = matter
        was_abroad = leg.state in lifecycle.ABROAD
        _end(leg, S + act, at, reason)
        _record_end(leg, actor, at, reason, was_abroad=was_abroad)
        ended.append(leg.reference)
    return ended


def _end(leg: Leg, act: str, at: datetime, reason: str) -> None:
    leg.end_reason, leg.end_note = Reason.WITHDRAWN, reason
    move_leg(leg, act, at)
    end_clocks_of(leg, day_of(at))


def _record_end(leg: Leg, actor: Actor, at: datetime, reason: str, *, was_abroad: bool) -> None:
    record(
        S + "leg_withdrawn", actor=actor, at=at, matter=leg.matter, leg=leg, facts={"abroad": was_abroad},
        private={"reason": reason},
    )  # fmt: skip


def _outbound(matter: ServiceMatter) -> ServiceMatter:
    if matter.is_inbound:
        sentence = _("An inbound request runs by itself; no leg is opened on it.")
        raise ValidationError(sentence, code="inbound")
    return matter


def _of_matter(rows: Any, key: UUID | None, field: str, sentence: str) -> Any:
    if key is None:
        return None
    found = rows.filter(pk=key, withdrawn_at=None).first()
    if found is None:
        raise ValidationError({field: sentence})
    return found


def _require_lawful(
    matter: ServiceMatter,
    channel: str,
    basis: str,
    reason: str,
    address: AddresseeAddress | None,
    contact: ServiceContact | None,
    at: datetime,
) -> None:
    if contact is not None and contact.channel != channel and channel != channels.LEAVING:
        raise ValidationError({"contact": _("This person stands on the matter for another route.")})
    opening = opening_facts.opening(matter, channel, basis, reason, address, contact, day_of(at))
    obstacle = opening_obstacle(opening)
    if obstacle is not None:
        raise ValidationError({opening_facts.FIELDS[obstacle]: str(opening_facts.OBSTACLES[obstacle])})
    if contact is None:
        return
    known = opening_facts.contact_facts(matter, contact, day_of(at))
    barred = contacts.obstacle(known)
    if barred is not None:
        raise ValidationError({"contact": str(opening_facts.CONTACT_OBSTACLES[barred])})
    if contacts.basis_is_barred(known, basis):
        raise ValidationError({"legal_basis": str(opening_facts.BARRED_BASIS)})
    if contacts.needs_reasoned_basis(known, basis) and not reason.strip():
        raise ValidationError({"basis_reason": str(opening_facts.REASON_WANTED)})


def _upper_court(matter: ServiceMatter, channel: str, at: datetime) -> Court | None:
    """The High People's Court that transfers; None where the court itself writes across the border."""
    direct = opening_facts.writes_to_macao(matter.court, day_of(at))
    if not needs_upper_court(channel, matter.court.level, is_authorised_for_macao=direct):
        return None
    upper = practice_of(matter.court).upper_court
    if upper is None:
        sentence = _("Enter first which High People's Court transfers the letters of this court.")
        raise ValidationError({"channel": sentence})
    return upper
