"""Signing a settlement: each party or its specially empowered agent, the mediator, the organisation's seal.

Online Mediation Rules art. 19; 2016 Rules art. 24; Interp. 147. The door has just asked for the second factor; the
log holds the digest of the text that was signed, and the typed name as a personal value.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.effect import take_effect
from mediation_registry.actions.settlements import open_settlement
from mediation_registry.actions.steps_mediation import (
    M,
    entered,
    record,
    require_party,
    require_standing,
)
from mediation_registry.actions.steps_outcome import require_capacity, require_typed_name
from mediation_registry.models import Mediation, Settlement, SettlementSignature
from mediation_registry.queries.outcome import organisation_of, parties_of
from mediation_registry.rules import settlement as rules
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.exhibits.actions import deposit

Role = SettlementSignature.Role
ACT = M + "settlement_signed"


@transaction.atomic
def sign_as_party(
    *, actor: Actor, at: datetime, mediation_id: UUID, party_id: UUID, digest: str, typed_name: str
) -> SettlementSignature:
    """One party signs; with the last party's signature the settlement is in force.

    ``digest``: the text that the page showed.

    :raises ValidationError: another version stands now, signed already, another name, no special authority.
    """
    mediation, standing = entered(actor, at, ACT, mediation_id)
    party = require_party(standing, party_id, ACT)
    settlement = open_settlement(mediation, ACT)
    if settlement.state != rules.SIGNING or settlement.text.signatures.filter(party=party).exists():
        raise ValidationError(_("This party has signed already."), code="signed")
    _require_shown(settlement, digest)
    capacity = require_capacity(party, actor, at)
    name = require_typed_name(actor, typed_name, party)
    made = _sign(settlement, actor, at, role=Role.PARTY, party=party, capacity=capacity, typed_name=name)
    _record(mediation, settlement, made, actor, at)
    _conclude(mediation, settlement, actor, at)
    return made


@transaction.atomic
def sign_as_mediator(
    *, actor: Actor, at: datetime, mediation_id: UUID, digest: str, typed_name: str
) -> SettlementSignature:
    """A mediator signs, before or after the parties; t0 does not depend on it."""
    mediation, standing = entered(actor, at, ACT, mediation_id)
    require_standing(standing.is_mediator, ACT)
    settlement = open_settlement(mediation, ACT)
    _require_shown(settlement, digest)
    if settlement.text.signatures.filter(appointment=standing.appointment).exists():
        raise ValidationError(_("You have signed already."), code="signed")
    name = require_typed_name(actor, typed_name)
    made = _sign(settlement, actor, at, role=Role.MEDIATOR, appointment=standing.appointment, typed_name=name)
    _record(mediation, settlement, made, actor, at)
    return made


@transaction.atomic
def seal_for_organisation(
    *, actor: Actor, at: datetime, mediation_id: UUID, digest: str, typed_name: str
) -> SettlementSignature:
    """The organisation under which the mediation was held seals the agreement (2016 art. 24 para. 2)."""
    mediation, standing = entered(actor, at, ACT, mediation_id)
    require_standing(bool(standing.organisation_of), ACT)
    settlement = open_settlement(mediation, ACT)
    _require_shown(settlement, digest)
    _require_unsealed(settlement)
    name = require_typed_name(actor, typed_name)
    organisation = standing.organisation_of[0].organisation
    made = _sign(settlement, actor, at, role=Role.ORGANISATION, organisation=organisation, typed_name=name)
    _record(mediation, settlement, made, actor, at)
    return made


@transaction.atomic
def add_sealed_copy(*, actor: Actor, at: datetime, mediation_id: UUID, upload: Any) -> SettlementSignature:
    """An organisation without electronic seal: the mediator brings in the sealed copy (Online art. 19 para. 1).

    :raises ValidationError: there is no organisation, it has sealed already, or the file is refused.
    """
    act = M + "sealed_copy_added"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator, act)
    settlement = open_settlement(mediation, act)
    organisation = organisation_of(mediation)
    if organisation is None:
        raise ValidationError(_("No organisation stands behind this mediation."), code="no_organisation")
    _require_unsealed(settlement)
    copy = deposit(actor=actor, at=at, upload=upload, declared_name=upload.name, scope=settlement.scope)
    made = _sign(
        settlement, actor, at, role=Role.ORGANISATION, organisation=organisation, sealed_copy=copy,
        way=SettlementSignature.Way.SEALED_COPY,
    )  # fmt: skip
    facts = {"version": settlement.current, "digest": settlement.text.digest, "copy": copy.stored_file_id}
    record(act, actor=actor, at=at, mediation=mediation, subject=made, facts=facts)
    return made


def _require_shown(settlement: Settlement, digest: str) -> None:
    if digest != settlement.text.digest:
        raise ValidationError(
            _("The text was changed after you opened this page. Read the new version before you sign."),
            code="changed",
        )


def _require_unsealed(settlement: Settlement) -> None:
    if settlement.text.signatures.filter(role=Role.ORGANISATION).exists():
        raise ValidationError(_("The organisation has sealed this version already."), code="sealed")


def _sign(settlement: Settlement, actor: Actor, at: datetime, **entries: Any) -> SettlementSignature:
    version = settlement.text
    return SettlementSignature.objects.create(
        version=version, digest=version.digest, signed_at=at, signed_by=actor.key, **entries
    )


def _record(
    mediation: Mediation, settlement: Settlement, made: SettlementSignature, actor: Actor, at: datetime
) -> None:
    facts = {
        "version": settlement.current,
        "digest": made.digest,
        "role": made.role,
        "capacity": made.capacity,
    }
    private = {"typed_name": made.typed_name}
    record(ACT, actor=actor, at=at, mediation=mediation, subject=made, facts=facts, private=private)


def _conclude(mediation: Mediation, settlement: Settlement, actor: Actor, at: datetime) -> None:
    """With the last party's signature the settlement takes effect (Online art. 19 para. 2)."""
    rows = settlement.text.signatures.filter(role=Role.PARTY)
    signatures = {str(row.party_id): row.signed_at for row in rows}
    moment = rules.effective_at([str(party.pk) for party in parties_of(mediation)], signatures)
    if moment is None:
        return
    source = Settlement.TimeSource.LAST_SIGNATURE
    take_effect(settlement, mediation, actor=actor, at=at, moment=moment, day=day_of(moment), source=source)
