"""Evidence for what somebody declared, and an authority's verification of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.own_records import own_registrant, record, tell
from mediation_registry.models import Claim, OrganisationFacts
from mediation_registry.queries.own import checking_authority
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.exhibits.actions import deposit
from portal.identity.permissions import PermissionRefused, require


@transaction.atomic
def add_claim_evidence(
    *, actor: Actor, at: datetime, registrant_id: UUID, claim_id: UUID, upload: Any, declared_name: str
) -> Claim:
    """Deposit a file that shows what was declared; a later file takes the place of the earlier, which is kept.

    The file is for the authority that verifies; it is never public. A verified entry keeps its standing.

    :raises PermissionRefused: the entry is somebody else's.
    :raises ValidationError: the file is refused, or the entry was withdrawn.
    """
    act = "mediation_registry.claim_evidenced"
    registrant = own_registrant(actor, act, registrant_id)
    claim = Claim.objects.select_for_update().filter(pk=claim_id, profile=registrant.pk).first()
    if claim is None:
        raise PermissionRefused(act)
    if claim.withdrawn_at is not None:
        raise ValidationError(_("This entry was withdrawn already."), code="withdrawn")
    exhibit = deposit(actor=actor, at=at, upload=upload, declared_name=declared_name, scope=registrant.chain)
    claim.evidence = exhibit
    claim.save(update_fields=["evidence"])
    record(
        act, actor=actor, at=at, registrant=registrant, subject=claim,
        facts={"kind": claim.kind, "digest": exhibit.stored_file_id},
    )  # fmt: skip
    return claim


@transaction.atomic
def verify_claim(*, actor: Actor, at: datetime, claim_id: UUID) -> Claim:
    """An assessor of the home place's authority verifies a declared entry by its evidence.

    :raises PermissionRefused: the registrant belongs to another place, or is the actor.
    :raises ValidationError: there is no evidence, it was withdrawn, or verified already.
    """
    act = "mediation_registry.claim_verified"
    require(actor, act)
    rows = Claim.objects.select_for_update(of=("self",)).select_related(
        "profile__registrant__person__user", "profile__registrant__home_jurisdiction"
    )
    claim = rows.filter(pk=claim_id).first()
    registrant = claim.profile.registrant if claim else None
    authority = checking_authority(actor, registrant) if registrant else None
    if claim is None or registrant is None or authority is None:
        raise PermissionRefused(act)
    if claim.withdrawn_at is not None:
        raise ValidationError(_("This entry was withdrawn already."), code="withdrawn")
    if claim.standing == Claim.Standing.VERIFIED:
        raise ValidationError(_("This entry was verified already."), code="verified")
    if claim.evidence_id is None:
        raise ValidationError(_("There is no evidence for this entry yet."), code="no_evidence")
    claim.standing, claim.verified_by = Claim.Standing.VERIFIED, authority
    claim.verified_date = day_of(at)
    claim.save(update_fields=["standing", "verified_by", "verified_date"])
    record(
        act, actor=actor, at=at, registrant=registrant, subject=claim,
        facts={"kind": claim.kind, "authority": authority.code},
    )  # fmt: skip
    tell("mediation_registry.claim_verified", registrant, at=at, about=claim, path="/mediators/me/")
    return claim


@transaction.atomic
def check_establishment(*, actor: Actor, at: datetime, registrant_id: UUID) -> OrganisationFacts:
    """An assessor of the home place's authority has seen the proof that the organisation is established.

    What is checked is the registration named (CPL art. 205 asks for a lawfully established organisation); the
    court decides.

    :raises PermissionRefused: the organisation belongs to another place, or is the actor.
    :raises ValidationError: no registration number was entered, or it was checked already.
    """
    act = "mediation_registry.establishment_checked"
    require(actor, act)
    rows = OrganisationFacts.objects.select_for_update(of=("self",)).select_related(
        "registrant__person__user", "registrant__home_jurisdiction"
    )
    facts = rows.filter(pk=registrant_id).first()
    authority = checking_authority(actor, facts.registrant) if facts else None
    if facts is None or authority is None:
        raise PermissionRefused(act)
    if not facts.registration_no:
        raise ValidationError(
            _("The organisation has not entered its registration number."), code="no_number"
        )
    if facts.proof_checked_at is not None:
        raise ValidationError(_("The proof was checked already."), code="checked")
    facts.proof_checked_by, facts.proof_checked_at = actor.key, at
    facts.save(update_fields=["proof_checked_by", "proof_checked_at"])
    record(act, actor=actor, at=at, registrant=facts.registrant, facts={"authority": authority.code})
    tell(
        "mediation_registry.establishment_checked", facts.registrant, at=at, about=facts.registrant,
        path="/mediators/me/",
    )  # fmt: skip
    return facts
