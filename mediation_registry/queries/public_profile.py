"""The public view of a profile: what art. 5 of the Online Mediation Rules publishes, and what was consented to.

Every page, API answer, export and JSON-LD takes a profile from here and never from the record itself. Whose profile
has a public page at all (a published listing or a court roster) is for the caller to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise

from mediation_registry.models import (
    Claim,
    OrganisationFacts,
    OrganisationMembership,
    Profile,
    ProfileLanguage,
    PublicationConsent,
    Registrant,
)
from mediation_registry.models.practice import label_of
from mediation_registry.rules import profile_fields


@dataclass(frozen=True)
class PublicName:
    """One name as entered: script code, text, ``lang`` attribute."""

    script: str
    text: str
    html_lang: str


@dataclass(frozen=True)
class PublicClaim:
    """A speciality, kind of dispute, legal system or qualification; says who verified it, or self-declared.

    ``label`` is the word for ``code``; ``text`` is what was added in own words (either may be empty).
    """

    kind: str
    code: str
    label: str | Promise
    text: str
    is_verified: bool
    verified_by: str
    verified_date: date | None
    declared_date: date


@dataclass(frozen=True)
class PublicLanguage:
    """A working language with its level; ``name`` is set for a language outside the list."""

    code: str
    label: str | Promise
    name: str
    level: str
    level_label: str | Promise


@dataclass(frozen=True)
class PublicOrganisation:
    """An organisation of a mediator, or a mediator of an organisation."""

    register_no: str
    names: tuple[PublicName, ...]


@dataclass(frozen=True)
class Establishment:
    """How an organisation was established; ``is_checked`` when somebody checked the proof."""

    legal_form: str
    registered_by: str
    registration_no: str
    registration_date: date | None
    seat: str
    is_checked: bool


@dataclass(frozen=True)
class PublicProfile:
    """What everybody may read of one registrant. A field that is not published is None or empty.

    ``shown`` holds the names of the fields published; templates ask ``"about" in profile.shown``.
    """

    register_no: str
    kind: str
    names: tuple[PublicName, ...]
    jurisdiction: Any
    is_fictitious: bool
    shown: frozenset[str]
    charges_fee: bool | None
    dispute_types: tuple[PublicClaim, ...]
    specialities: tuple[PublicClaim, ...]
    establishment: Establishment | None = None
    languages: tuple[PublicLanguage, ...] = ()
    legal_systems: tuple[PublicClaim, ...] = ()
    qualifications: tuple[PublicClaim, ...] = ()
    organisations: tuple[PublicOrganisation, ...] = ()
    profession: str = ""
    education: str = ""
    since_year: int | None = None
    about: str = ""
    residence: str = ""
    fee_basis: str = ""
    places: str = ""
    mediates_online: bool | None = None
    mediates_on_site: bool | None = None
    accepts_appointments: bool | None = None
    takes_messages: bool = False
    members: tuple[PublicOrganisation, ...] = field(default=())


def public_profile(registrant: Registrant, on: date) -> PublicProfile:
    """The public view of one registrant on that day.

    Consent counts as it stands now: a field whose consent was withdrawn is gone at once, whatever day is asked for.
    ``on`` chooses the memberships.
    """
    return public_profiles([registrant], on)[registrant.pk]


def public_profiles(registrants: Iterable[Registrant], on: date) -> dict[UUID, PublicProfile]:
    """The public views of many registrants, by their key, in a fixed number of queries."""
    wanted = {registrant.pk: registrant for registrant in registrants}
    known = _Known.read(frozenset(wanted), on)
    people = _with_names(wanted)
    return {key: _view(people[key], known) for key in wanted}


def published(field_name: str, path: str = "pk") -> Q:
    """A filter for registrants whose field is public now; ``path`` leads from the queryset to the registrant.

    ``Registrant.objects.filter(published("languages"), profile__languages__language="pt")`` finds nobody by a
    language that she does not let be published.

    :raises KeyError: there is no such field.
    """
    if not profile_fields.needs_consent(field_name):
        return Q() if field_name in profile_fields.ALWAYS_PUBLIC else Q(pk__in=[])
    held = PublicationConsent.objects.filter(
        registrant=OuterRef(path), field=field_name, withdrawn_at__isnull=True
    )
    return Q(Exists(held))


@dataclass
class _Known:
    """Everything read at once, by the registrant's key."""

    consents: dict[UUID, set[str]]
    profiles: dict[UUID, Profile]
    languages: dict[UUID, list[ProfileLanguage]]
    claims: dict[UUID, list[Claim]]
    facts: dict[UUID, OrganisationFacts]
    organisations: dict[UUID, list[PublicOrganisation]]
    members: dict[UUID, list[PublicOrganisation]]

    @classmethod
    def read(cls, keys: frozenset[UUID], on: date) -> _Known:
        consents: dict[UUID, set[str]] = defaultdict(set)
        for key, name in PublicationConsent.objects.filter(
            registrant__in=keys, withdrawn_at__isnull=True
        ).values_list("registrant_id", "field"):
            consents[key].add(name)
        languages: dict[UUID, list[ProfileLanguage]] = defaultdict(list)
        for language in ProfileLanguage.objects.filter(profile__in=keys):
            languages[language.profile_id].append(language)
        claims: dict[UUID, list[Claim]] = defaultdict(list)
        for claim in Claim.objects.filter(profile__in=keys, withdrawn_at=None).select_related("verified_by"):
            claims[claim.profile_id].append(claim)
        facts = {row.pk: row for row in OrganisationFacts.objects.filter(registrant__in=keys)}
        organisations, members = _memberships(keys, on)
        profiles = {row.pk: row for row in Profile.objects.filter(registrant__in=keys)}
        return cls(consents, profiles, languages, claims, facts, organisations, members)


def _with_names(wanted: dict[UUID, Registrant]) -> dict[UUID, Registrant]:
    rows = Registrant.objects.filter(pk__in=wanted).select_related("person", "home_jurisdiction")
    return {row.pk: row for row in rows.prefetch_related("person__names")}


def _memberships(
    keys: frozenset[UUID], on: date
) -> tuple[dict[UUID, list[PublicOrganisation]], dict[UUID, list[PublicOrganisation]]]:
    """Organisations by mediator and mediators by organisation; both only where the mediator consented."""
    organisations: dict[UUID, list[PublicOrganisation]] = defaultdict(list)
    members: dict[UUID, list[PublicOrganisation]] = defaultdict(list)
    rows = OrganisationMembership.objects.on(on).filter(
        Q(mediator__in=keys) | Q(organisation__in=keys),
        published("organisations", "mediator"),
        confirmed_at__isnull=False,
    )
    for row in rows.select_related("organisation__person", "mediator__person").prefetch_related(
        "organisation__person__names", "mediator__person__names"
    ):
        organisations[row.mediator_id].append(_organisation(row.organisation))
        members[row.organisation_id].append(_organisation(row.mediator))
    return organisations, members


def _organisation(registrant: Registrant) -> PublicOrganisation:
    return PublicOrganisation(registrant.register_no, _names(registrant))


def _names(registrant: Registrant) -> tuple[PublicName, ...]:
    return tuple(
        PublicName(name.script, name.text, name.html_lang) for name in registrant.person.current_names
    )


def _view(registrant: Registrant, known: _Known) -> PublicProfile:
    key = registrant.pk
    consented = known.consents[key]
    shown = frozenset(name for name in profile_fields.FIELDS if profile_fields.is_public(name, consented))
    profile = known.profiles.get(key) or Profile(registrant=registrant)
    claims: dict[str, Any] = {
        name: tuple(_claim(claim) for claim in known.claims[key] if profile_fields.CLAIMS[claim.kind] == name)
        if name in shown
        else ()
        for name in profile_fields.CLAIMS.values()
    }
    return PublicProfile(
        register_no=registrant.register_no,
        kind=registrant.kind,
        names=_names(registrant),
        jurisdiction=registrant.home_jurisdiction,
        is_fictitious=registrant.is_fictitious,
        shown=shown,
        establishment=_establishment(known.facts.get(key)) if registrant.is_organisation else None,
        languages=tuple(map(_language, known.languages[key])) if "languages" in shown else (),
        organisations=tuple(known.organisations[key]) if "organisations" in shown else (),
        members=tuple(known.members[key]),
        **claims,
        **_columns(profile, shown),
    )


def _columns(profile: Profile, shown: frozenset[str]) -> dict[str, Any]:
    """The plain columns that may be shown; those that may not keep the empty default of the view."""
    return {
        column: getattr(profile, column)
        for column, governing in profile_fields.COLUMNS.items()
        if column != "registrant" and governing in shown
    }


def _claim(claim: Claim) -> PublicClaim:
    return PublicClaim(
        kind=claim.kind,
        code=claim.code,
        label=label_of(claim.kind, claim.code),
        text=claim.text,
        is_verified=claim.standing == Claim.Standing.VERIFIED,
        verified_by=str(claim.verified_by) if claim.verified_by else "",
        verified_date=claim.verified_date,
        declared_date=claim.declared_date,
    )


def _language(language: ProfileLanguage) -> PublicLanguage:
    return PublicLanguage(
        code=language.language,
        label=ProfileLanguage.Language(language.language).label,
        name=language.other_name,
        level=language.level,
        level_label=ProfileLanguage.Level(language.level).label,
    )


def _establishment(facts: OrganisationFacts | None) -> Establishment | None:
    if facts is None:
        return None
    return Establishment(
        legal_form=facts.legal_form,
        registered_by=facts.registered_by,
        registration_no=facts.registration_no,
        registration_date=facts.registration_date,
        seat=facts.seat,
        is_checked=facts.proof_checked_at is not None,
    )
