"""Before the sessions: notices read, identities checked, companions entered, the agreement to mediate, the beginning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.steps_mediation import (
    M,
    entered,
    move,
    record,
    require_party,
    require_standing,
    required_text,
    tell,
)
from mediation_registry.models import (
    Acknowledgement,
    Mediation,
    MediationParty,
    Participant,
    Terms,
    TermsAnswer,
)
from mediation_registry.queries.mediation_readiness import current_terms, missing
from mediation_registry.queries.mediations import users_of, users_of_mediators
from mediation_registry.rules import texts
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.identity.permissions import PermissionRefused


@dataclass(frozen=True)
class TermsDraft:
    """What an agreement to mediate says beside its text: rules, language, way, place, and who pays on which basis."""

    language: str
    way: str
    fee_bearer: str
    place: str = ""
    fee_basis: str = ""
    fee_list: str = ""
    model_rules_too: bool = False


@transaction.atomic
def acknowledge(
    *, actor: Actor, at: datetime, mediation_id: UUID, party_id: UUID, text: str, language: str
) -> Acknowledgement:
    """A party has read the notice of rights, or of confidentiality (2016 Provisions art. 14; Online Rules art. 17).

    :raises ValidationError: read already, or no such notice.
    """
    act = f"{M}notice_acknowledged"
    mediation, standing = entered(actor, at, act, mediation_id)
    party = require_party(standing, party_id, act)
    if text not in Acknowledgement.Text.values:
        raise ValidationError({"text": _("No such notice.")})
    if party.acknowledgements.filter(text=text).exists():
        raise ValidationError(_("This notice has been read already."), code="read")
    made = _read(mediation, text, language, actor, at, party=party)
    record(
        act, actor=actor, at=at, mediation=mediation, subject=made, facts={"text": text, "side": party.side}
    )
    return made


@transaction.atomic
def acknowledge_on_paper(
    *, actor: Actor, at: datetime, mediation_id: UUID, text: str, language: str, party_id: UUID | None = None,
    participant_id: UUID | None = None,
) -> Acknowledgement:  # fmt: skip
    """The mediator records that a party without an account, or a companion or interpreter, read and signed a notice."""
    act = f"{M}notice_acknowledged"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator, act)
    if (party_id is None) == (participant_id is None) or text not in Acknowledgement.Text.values:
        raise ValidationError(_("Choose one person and one notice."), code="person")
    party = mediation.parties.filter(pk=party_id).first() if party_id else None
    person = mediation.participants.filter(pk=participant_id).first() if participant_id else None
    whose = party or person
    if whose is None:
        raise PermissionRefused(act)
    if whose.acknowledgements.filter(text=text).exists():
        raise ValidationError(_("This notice has been read already."), code="read")
    made = _read(mediation, text, language, actor, at, party=party, participant=person, on_paper=True)
    record(act, actor=actor, at=at, mediation=mediation, subject=made,
           facts={"text": text, "side": party.side if party else ""})  # fmt: skip
    return made


@transaction.atomic
def enter_participant(
    *, actor: Actor, at: datetime, mediation_id: UUID, kind: str, name: str, party_id: UUID | None = None
) -> Participant:
    """Somebody else takes part: a party enters its companion or interpreter, the mediator anybody (2016 arts 14, 17).

    :raises PermissionRefused: for another side. :raises ValidationError: no name, or a kind only the mediator enters.
    """
    act = f"{M}participant_entered"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_party or standing.is_mediator, act)
    party: MediationParty | None = None
    if standing.is_party:
        party = require_party(standing, party_id or standing.parties[0].pk, act)
        if kind not in (Participant.Kind.COMPANION, Participant.Kind.INTERPRETER):
            raise ValidationError({"kind": _("A party brings a companion or an interpreter.")})
    elif party_id is not None:
        party = mediation.parties.filter(pk=party_id).first()
    if kind not in Participant.Kind.values:
        raise ValidationError({"kind": _("Say as what this person takes part.")})
    made = Participant.objects.create(
        mediation=mediation, party=party, kind=kind, entered_at=at, entered_by=actor.key,
        name=required_text(name, "name", _("Enter the name."))[:200],
    )  # fmt: skip
    record(act, actor=actor, at=at, mediation=mediation, subject=made, facts={"kind": kind},
           private={"name": made.name})  # fmt: skip
    return made


@transaction.atomic
def let_participant_go(
    *, actor: Actor, at: datetime, mediation_id: UUID, participant_id: UUID
) -> Participant:
    """Somebody no longer takes part; the entry stays. A party only for those it brought."""
    act = f"{M}participant_left"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_party or standing.is_mediator, act)
    found = mediation.participants.filter(pk=participant_id, left_at=None).first()
    if found is None or (
        standing.is_party and found.party_id not in {party.pk for party in standing.parties}
    ):
        raise PermissionRefused(act)
    found.left_at = at
    found.save(update_fields=["left_at"])
    record(act, actor=actor, at=at, mediation=mediation, subject=found, facts={"kind": found.kind})
    return found


@transaction.atomic
def check_identity(
    *, actor: Actor, at: datetime, mediation_id: UUID, basis: str, party_id: UUID | None = None,
    participant_id: UUID | None = None,
) -> MediationParty | Participant:  # fmt: skip
    """The mediator or the clerk has checked who somebody is, and says by what (Online Rules art. 17).

    :raises ValidationError: checked already, or no basis named.
    """
    act = f"{M}identity_checked"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator or standing.is_court, act)
    party = mediation.parties.filter(pk=party_id).first() if party_id else None
    found: MediationParty | Participant | None = party
    if party is None and participant_id:
        found = mediation.participants.filter(pk=participant_id).first()
    if found is None:
        raise PermissionRefused(act)
    if found.identity_checked_at is not None:
        raise ValidationError(_("The identity has been checked already."), code="checked")
    text = required_text(basis, "basis", _("Say by which document or comparison the identity was checked."))
    found.identity_checked_at, found.identity_checked_by, found.identity_basis = at, actor.key, text[:200]
    found.save(update_fields=["identity_checked_at", "identity_checked_by", "identity_basis"])
    record(
        act,
        actor=actor,
        at=at,
        mediation=mediation,
        subject=found,
        facts={"side": party.side if party else ""},
    )
    return found


@transaction.atomic
def draw_up_terms(*, actor: Actor, at: datetime, mediation_id: UUID, draft: TermsDraft) -> Terms:
    """The presiding mediator draws up the agreement to mediate; an earlier version is set aside, answers with it.

    The 2022 Model Rules are voluntary: they hold only if every party agrees to terms that choose them.

    :raises ValidationError: a fee without its basis, or an entry missing.
    """
    act = f"{M}terms_drawn_up"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.presides, act)
    if draft.fee_bearer != Terms.Bearer.NOBODY and not draft.fee_basis.strip():
        raise ValidationError({"fee_basis": _("Say on which basis the fee is counted.")})
    if draft.way in (Terms.Way.ON_SITE, Terms.Way.MIXED) and not draft.place.strip():
        raise ValidationError({"place": _("Name the place on site.")})
    mediation.terms.filter(set_aside_at=None).update(set_aside_at=at)
    made = Terms.objects.create(
        mediation=mediation, number=mediation.terms.count() + 1, text_version=texts.version_now("agreement"),
        model_rules_too=draft.model_rules_too, language=draft.language, way=draft.way, place=draft.place.strip(),
        fee_bearer=draft.fee_bearer, fee_basis=draft.fee_basis.strip(), fee_list=draft.fee_list.strip(),
        drawn_up_at=at, drawn_up_by=actor.key,
    )  # fmt: skip
    record(act, actor=actor, at=at, mediation=mediation, subject=made, facts={"number": made.number})
    told = users_of(mediation.parties.all(), day_of(at))
    tell(f"{M}terms_drawn_up", told, mediation=mediation, at=at, about=f"terms{made.number}")
    return made


@transaction.atomic
def answer_terms(
    *,
    actor: Actor,
    at: datetime,
    mediation_id: UUID,
    party_id: UUID,
    terms_id: UUID,
    agrees: bool,
    language: str,
) -> TermsAnswer:
    """A party agrees to the terms that it has read, in its language, or does not.

    :raises ValidationError: the terms were replaced meanwhile, or answered already.
    """
    act = f"{M}terms_answered"
    mediation, standing = entered(actor, at, act, mediation_id)
    party = require_party(standing, party_id, act)
    terms = current_terms(mediation)
    if terms is None or terms.pk != terms_id:
        raise ValidationError(
            _("The mediator has changed the agreement; read the new version."), code="changed"
        )
    if terms.answers.filter(party=party).exists():
        raise ValidationError(_("This party has answered already."), code="answered")
    made = TermsAnswer.objects.create(
        terms=terms, party=party, agrees=agrees, language=language, answered_at=at, answered_by=actor.key
    )
    record(act, actor=actor, at=at, mediation=mediation, subject=made,
           facts={"side": party.side, "agrees": "yes" if agrees else "no", "number": terms.number})  # fmt: skip
    tell(f"{M}terms_answered", users_of_mediators(mediation), mediation=mediation, at=at,
         about=f"terms|{made.pk.hex[:12]}")  # fmt: skip
    return made


@transaction.atomic
def begin(*, actor: Actor, at: datetime, mediation_id: UUID) -> Mediation:
    """The presiding mediator begins, when everything that the rules ask for stands.

    :raises ValidationError: the sentences say what is missing and which article asks for it.
    """
    act = f"{M}mediation_begun"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.presides, act)
    problems = missing(mediation)
    if problems:
        raise ValidationError([f"{sentence} ({article})" for sentence, article in problems])
    terms = current_terms(mediation)
    move(mediation, act, at, language=terms.language if terms else mediation.language)
    record(act, actor=actor, at=at, mediation=mediation)
    told = users_of(mediation.parties.all(), day_of(at))
    tell(f"{M}mediation_begun", told, mediation=mediation, at=at, about="begun")
    return mediation


def _read(
    mediation: Mediation, text: str, language: str, actor: Actor, at: datetime, *,
    party: MediationParty | None = None, participant: Participant | None = None, on_paper: bool = False,
) -> Acknowledgement:  # fmt: skip
    return Acknowledgement.objects.create(
        mediation=mediation, party=party, participant=participant, text=text, text_version=texts.version_now(text),
        language=language, on_paper=on_paper, acknowledged_at=at, acknowledged_by=actor.key,
    )  # fmt: skip
