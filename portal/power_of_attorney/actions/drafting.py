"""The draft: begun, edited question by question; the entity and the chain of its authority (CPL arts 51, 62)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor, system_actor
from portal.cases.actions.steps import day_of
from portal.cases.models import AuthorityLink, Case, Party
from portal.cases.models.cases import person_id_of
from portal.cases.queries import principals_of
from portal.exhibits.actions import deposit
from portal.identity.actions.papers import submit_document
from portal.identity.actions.people import register_person
from portal.identity.models import Court, IdentityDocument, Person
from portal.identity.permissions import PermissionRefused, require
from portal.identity.queries import courts_that_check
from portal.numbering.allocation import allocate, compose_reference
from portal.power_of_attorney.actions.steps import locked, move, record
from portal.power_of_attorney.models import AuthorityStep, GrantedPower, PowerOfAttorney
from portal.power_of_attorney.queries.drafting import entities_of, own_person
from portal.power_of_attorney.queries.drafting_words import sentence_of
from portal.power_of_attorney.rules import drafting as rules
from portal.power_of_attorney.rules import lifecycle

PREFIX, SERIES = "PA", "powers-of-attorney"
P = lifecycle.P
ENTITY_PAPERS = (
    IdentityDocument.Kind.HK_CR, IdentityDocument.Kind.HK_BR, IdentityDocument.Kind.MACAO_COMMERCIAL,
)  # fmt: skip
#: What ``edit`` takes; ``powers`` is the list of codes that are ticked, ``entity`` an entity or None.
TEXTS = ("matter", "opponent_name", "translated_by")
PLAIN = ("cause", "stages", "excludes_service", "valid_from", "valid_to", "language", "second_language")
FIELDS = (*TEXTS, *PLAIN, "powers", "principal", "case", "party", "court")
QUESTION_OF = {"opponent_name": "opponent", "translated_by": "translator"}


@transaction.atomic
def draft(
    *,
    actor: Actor,
    at: datetime,
    court: Court | None = None,
    principal: Person | None = None,
    party: Party | None = None,
    **entries: Any,
) -> PowerOfAttorney:
    """Begin a draft: for oneself, or for an entity that one represents; for a place in a case, or before filing.

    ``principal`` is the own person (the default) or an entity; ``party`` the principal's place in a case of the
    actor's, which then gives the court; ``entries`` are what :func:`edit` takes.

    :raises PermissionRefused: another human being's power, another person's case.
    :raises ValidationError: no names entered yet, no court that witnesses.
    """
    require(actor, f"{P}drafted")
    person = own_person(actor)
    if person is None or person.user is None:
        raise ValidationError(
            _("Enter your names first; then you can give a power of attorney."), code="nobody"
        )
    power = PowerOfAttorney(
        reference=_reference(at), principal=person, drafted_by=person.user,
        state=lifecycle.DRAFT, state_since_at=at, created_at=at, **_languages_of(actor),
    )  # fmt: skip
    if court is not None:
        power.court = court
    if party is not None:
        _enter_case(power, party, actor, at)
    _require_court(power.court_id)
    power.save()
    if principal is not None and principal.pk != person.pk:
        _entrust_by(power, principal, person)
        power.save()
    if entries:
        _apply(power, actor, at, entries)
    record(f"{P}drafted", actor=actor, at=at, power=power, facts={"court": power.court.code})
    return power


@transaction.atomic
def edit(*, actor: Actor, at: datetime, power_id: UUID, **changes: Any) -> PowerOfAttorney:
    """Change the draft, or what the court asked to be corrected; ``changes`` by name, see ``FIELDS``.

    :raises PermissionRefused: not one's own draft.
    :raises ValidationError: at the field; "full agency" in any text (Interp. 89); or it can no longer be changed.
    :raises ValueError: no such field.
    """
    power = locked(actor, at, f"{P}edited", power_id, seat=lifecycle.PRINCIPAL)
    changed = _apply(power, actor, at, changes)
    if changed:
        move(power, f"{P}edited", at)
        record(f"{P}edited", actor=actor, at=at, power=power, facts={"fields": changed})
    return power


@transaction.atomic
def name_entity(
    *, actor: Actor, at: datetime, power_id: UUID, names: dict[str, str], paper: str, number: str
) -> PowerOfAttorney:
    """Register the entity that gives the power, with its register number as a paper for the court to check.

    The account's own person becomes the representative. The entity is entered by the portal in the representative's
    name: until the court has checked paper and authority, nothing rests on it (Provisions 2021 art. 5).

    :raises ValidationError: no name, or a number that has not the form of its kind.
    """
    power = locked(actor, at, f"{P}edited", power_id, seat=lifecycle.PRINCIPAL)
    if paper not in ENTITY_PAPERS:
        raise ValidationError({"paper": _("Choose the register in which the entity stands.")})
    person = _own(actor)
    portal = system_actor("power_of_attorney")
    entity = register_person(actor=portal, at=at, names=names, kind=Person.Kind.LEGAL)
    submit_document(actor=portal, at=at, person=entity, kind=paper, number=number, court=power.court)
    _entrust_by(power, entity, person, is_known=True)
    move(power, f"{P}edited", at)
    record(f"{P}edited", actor=actor, at=at, power=power, facts={"fields": ["principal"]})
    return power


@transaction.atomic
def add_authority(
    *, actor: Actor, at: datetime, power_id: UUID, holder_name: str, capacity: str, document_name: str,
    document_date: date | None = None, upload: Any = None,
) -> AuthorityStep:  # fmt: skip
    """One link of the chain from the entity to the one who signs, with its document.

    :raises ValidationError: no name, no document, an unknown capacity, a day in the future.
    """
    power = locked(actor, at, f"{P}edited", power_id, seat=lifecycle.PRINCIPAL)
    name, document = " ".join(holder_name.split()), " ".join(document_name.split())
    if not name:
        raise ValidationError({"holder_name": _("Enter the name.")})
    if capacity not in AuthorityLink.Capacity.values:
        raise ValidationError({"capacity": _("Choose in which capacity this person acts.")})
    if not document:
        raise ValidationError({"document_name": _("Name the document that shows it.")})
    if document_date is not None and document_date > day_of(at):
        raise ValidationError({"document_date": _("This day lies in the future.")})
    exhibit = None
    if upload is not None:
        exhibit = deposit(actor=actor, at=at, upload=upload, declared_name=upload.name, scope=power.chain)
    last = power.authority_steps.order_by("-position").first()
    step = AuthorityStep.objects.create(
        power=power, position=(last.position if last else 0) + 1, holder_name=name, capacity=capacity,
        document_name=document, document_date=document_date, exhibit=exhibit,
    )  # fmt: skip
    move(power, f"{P}edited", at)
    record(f"{P}edited", actor=actor, at=at, power=power, subject=step, facts={"fields": ["authority"]})
    return step


@transaction.atomic
def withdraw_authority(*, actor: Actor, at: datetime, power_id: UUID, step_id: UUID) -> AuthorityStep:
    """Take a link out of the chain; it stays legible.

    :raises PermissionRefused: no such link of this power.
    """
    power = locked(actor, at, f"{P}edited", power_id, seat=lifecycle.PRINCIPAL)
    step = power.authority_steps.filter(pk=step_id, withdrawn_at=None).first()
    if step is None:
        raise PermissionRefused(f"{P}edited")
    step.withdrawn_at = at
    step.save(update_fields=["withdrawn_at"])
    move(power, f"{P}edited", at)
    record(f"{P}edited", actor=actor, at=at, power=power, subject=step, facts={"fields": ["authority"]})
    return step


# -- inside


def _reference(at: datetime) -> str:
    year = day_of(at).year
    return compose_reference(PREFIX, year=year, number=allocate(SERIES, year=year))


def _languages_of(actor: Actor) -> dict[str, str]:
    """The Chinese text that the actor reads, and his own language beside it; the Chinese one prevails."""
    if actor.language in rules.CHINESE:
        return {"language": actor.language, "second_language": "", "prevailing_language": actor.language}
    return {"language": "zh-hans", "second_language": actor.language, "prevailing_language": "zh-hans"}


def _own(actor: Actor) -> Person:
    person = own_person(actor)
    if person is None:
        raise ValidationError(
            _("Enter your names first; then you can give a power of attorney."), code="nobody"
        )
    return person


def _require_court(court_id: UUID | None) -> None:
    if court_id is None or not courts_that_check().filter(pk=court_id).exists():
        raise ValidationError({"court": _("Choose the court.")}, code="no_court")


def _enter_case(power: PowerOfAttorney, party: Party, actor: Actor, at: datetime) -> None:
    """The place in the case gives case, court, cause and, for an entity, the principal."""
    case: Case = party.case
    own = principals_of(case, actor, day_of(at)).filter(pk=party.pk)
    if not own.exists():
        raise PermissionRefused(f"{P}drafted")
    power.case, power.party, power.court, power.cause = case, party, case.court, case.cause
    if party.kind == Party.Kind.ENTITY:
        person = _own(actor)
        entity = party.person or _entity_of(party, at)
        power.principal, power.representative = entity, person


def _entity_of(party: Party, at: datetime) -> Person:
    """The entity of a case that the register of people does not know yet, under the name that stands in the case."""
    portal = system_actor("power_of_attorney")
    return register_person(actor=portal, at=at, names={party.name_script: party.name}, kind=Person.Kind.LEGAL)


def _entrust_by(power: PowerOfAttorney, principal: Person, person: Person, *, is_known: bool = False) -> None:
    """Set who gives the power: oneself, or an entity that one represents."""
    if principal.pk == person.pk:
        power.principal, power.representative = person, None
        return
    if principal.kind != Person.Kind.LEGAL:
        raise PermissionRefused(f"{P}drafted")
    is_account = principal.user_id is not None and principal.user_id != person.user_id
    if is_account and not is_known:
        raise PermissionRefused(f"{P}drafted")
    power.principal, power.representative = principal, person


def _apply(power: PowerOfAttorney, actor: Actor, at: datetime, changes: dict[str, Any]) -> list[str]:
    """Set the fields on the row and its lines; gives the names that changed. The caller saves by ``move``."""
    unknown = set(changes) - set(FIELDS)
    if unknown:
        raise ValueError(f"unknown fields: {', '.join(sorted(unknown))}")
    changed = [name for name in TEXTS if name in changes and _set_text(power, name, changes[name])]
    for name in PLAIN:
        if name in changes and getattr(power, name) != changes[name]:
            setattr(power, name, changes[name])
            changed.append(name)
    if "powers" in changes and _set_powers(power, list(changes["powers"])):
        changed.append("powers")
    changed += _set_standing(power, actor, at, changes)
    if {"language", "second_language"} & set(changed) and not power.prevailing_order:
        power.prevailing_language = rules.prevailing(power.language, power.second_language)
    _refuse_contradictions(power)
    power.save()
    return changed


def _set_text(power: PowerOfAttorney, name: str, value: str) -> bool:
    text = value.strip()
    if rules.claims_full_agency(text):
        raise ValidationError({name: sentence_of("full_agency")}, code="full_agency")
    if text == (getattr(power, name) or ""):
        return False
    setattr(power, name, text if name == "translated_by" else text or None)
    return True


def _set_powers(power: PowerOfAttorney, codes: list[str]) -> bool:
    """One line for each tick. In a draft a line that is no longer ticked simply goes; the log keeps the change."""
    if set(codes) - set(rules.POWERS):
        raise ValidationError({"powers": sentence_of("unknown_power")}, code="unknown_power")
    held = set(power.granted.exclude(state=GrantedPower.State.STRUCK).values_list("code", flat=True))
    if held == set(codes):
        return False
    power.granted.filter(code__in=held - set(codes)).delete()
    power.granted.filter(
        code__in=set(codes) - held
    ).delete()  # struck out in an earlier session, asked for anew
    GrantedPower.objects.bulk_create(
        GrantedPower(power=power, code=code) for code in rules.POWERS if code in set(codes) - held
    )
    return True


def _set_standing(power: PowerOfAttorney, actor: Actor, at: datetime, changes: dict[str, Any]) -> list[str]:
    """Principal, case and court; only before the first submission."""
    asked: list[str] = [name for name in ("principal", "case", "party", "court") if name in changes]
    if not asked:
        return []
    if power.state != lifecycle.DRAFT:
        raise ValidationError(_("Principal, case and court can no longer be changed; begin a new draft."))
    if "principal" in changes:
        person, principal = _own(actor), changes["principal"]
        known = {entity.pk for entity in entities_of(actor, day_of(at))}
        _entrust_by(power, principal, person, is_known=principal.pk in known)
    if changes.get("party") is not None:
        _enter_case(power, changes["party"], actor, at)
    elif "party" in changes or "case" in changes:
        power.case = power.party = None
    if changes.get("court") is not None and power.case is None:
        power.court = changes["court"]
        _require_court(power.court_id)
    return asked


def _refuse_contradictions(power: PowerOfAttorney) -> None:
    """Values that no draft may hold, at their field; what is merely missing may wait until it is handed in."""
    if set(power.stages) - set(rules.STAGES):
        raise ValidationError({"stages": sentence_of("unknown_stage")}, code="unknown_stage")
    if {power.language, power.second_language} - {"", *rules.LANGUAGES}:
        raise ValidationError({"language": _("Choose a language of the list.")}, code="unknown_language")
    if power.valid_from and power.valid_to and power.valid_to <= power.valid_from:
        sentence = sentence_of("ends_before_it_begins")
        raise ValidationError({"valid_to": sentence}, code="ends_before_it_begins")


def is_own(actor: Actor, power: PowerOfAttorney) -> bool:
    """True when the actor is the principal or the representative."""
    account = person_id_of(actor)
    representative = power.representative.user_id if power.representative else None
    return account is not None and account in {power.principal.user_id, representative}
