"""What a mediator or organisation sees of the own entry, and whose files an assessor reaches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from mediation_registry.models import (
    Claim,
    IntakeWindow,
    Listing,
    OrganisationFacts,
    OrganisationMembership,
    Profile,
    PublicationConsent,
    Registrant,
    Scheme,
    UnavailablePeriod,
)
from mediation_registry.queries.applications import registrant_of
from mediation_registry.rules import completeness
from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.identity.models import Authority, Person
from portal.identity.roles import Role


@dataclass(frozen=True)
class Membership:
    """A membership as one side sees it: the other side, and whose turn it is."""

    membership: OrganisationMembership
    other: Registrant
    standing: str  # "asked", "confirmed", "declined", "ended"


def person_of(actor: Actor) -> Person | None:
    """The person behind the account, with names; None before anybody entered one."""
    account = person_id_of(actor)
    rows = Person.objects.prefetch_related("names")
    return rows.filter(user=account).first() if account else None


def own_entry(actor: Actor) -> Registrant | None:
    """The register's entry of the person behind the account."""
    return registrant_of(actor)


def schemes_of(kind: str) -> list[Scheme]:
    """The schemes of joint certification for a kind of applicant, real ones first; none where none was entered."""
    return list(Scheme.objects.filter(kind=kind).order_by("is_fictitious", "code"))


def scheme_asked(schemes: list[Scheme], code: str, at: datetime) -> Scheme | None:
    """The scheme of this code; else the first of them with an intake open at that moment; else the first."""
    named = next((scheme for scheme in schemes if scheme.code == code), None)
    if named is not None or len(schemes) < 2:
        return named or next(iter(schemes), None)
    rows = windows_known().filter(rule_version__scheme__in=schemes, opens_at__lte=at, closes_at__gt=at)
    taking = set(rows.values_list("rule_version__scheme", flat=True))
    return next((scheme for scheme in schemes if scheme.pk in taking), schemes[0])


def windows_known() -> QuerySet[IntakeWindow]:
    """Every announced intake whose rules an authority confirmed."""
    rows = IntakeWindow.objects.filter(rule_version__confirmed_at__isnull=False)
    return rows.select_related("rule_version__scheme", "rule_version__jurisdiction")


def listings_of(registrant: Registrant) -> list[Listing]:
    """The registrant's certifications, the newest first."""
    rows = registrant.listings.filter(edition__state="published")
    return list(rows.select_related("edition", "jurisdiction").order_by("-valid_from"))


def profile_of(registrant: Registrant) -> Profile:
    """The profile as it stands; an unsaved empty one before anything was entered."""
    rows = Profile.objects.prefetch_related("languages")
    return rows.filter(pk=registrant.pk).first() or Profile(registrant=registrant)


def claims_of(registrant: Registrant) -> list[Claim]:
    """What is declared now, in the order of the pages."""
    rows = Claim.objects.filter(profile=registrant.pk, withdrawn_at=None)
    return list(
        rows.select_related("verified_by", "evidence").order_by("kind", "code", "declared_date", "text")
    )


def consents_of(registrant: Registrant) -> dict[str, PublicationConsent]:
    """The consents in force, by field."""
    rows = PublicationConsent.objects.filter(registrant=registrant, withdrawn_at=None)
    return {row.field: row for row in rows}


def unavailable_of(registrant: Registrant, at: datetime) -> list[UnavailablePeriod]:
    """The times without sessions that have not passed."""
    rows = UnavailablePeriod.objects.filter(profile=registrant.pk, withdrawn_at=None, ends_at__gt=at)
    return list(rows)


def calendar_owner(digest: str) -> Registrant | None:
    """Whose calendar stands behind the SHA-256 of a secret."""
    rows = Registrant.objects.select_related("person__user")
    return rows.filter(profile__calendar_digest=digest).first() if digest else None


def memberships_of(registrant: Registrant) -> list[Membership]:
    """The memberships and requests of either side, open ones first."""
    side, other = ("organisation", "mediator") if registrant.is_organisation else ("mediator", "organisation")
    rows = OrganisationMembership.objects.filter(**{side: registrant})
    rows = rows.select_related(f"{other}__person").prefetch_related(f"{other}__person__names")
    found = [Membership(row, getattr(row, other), _standing(row)) for row in rows]
    order = ("asked", "confirmed", "ended", "declined")
    return sorted(found, key=lambda one: (order.index(one.standing), one.other.register_no))


def _standing(row: OrganisationMembership) -> str:
    if row.valid_to is None:
        return "confirmed" if row.confirmed_at else "asked"
    return "ended" if row.confirmed_at else "declined"


def establishment_of(registrant: Registrant) -> OrganisationFacts | None:
    """What an organisation said about its establishment."""
    return OrganisationFacts.objects.select_related("seat_court").filter(pk=registrant.pk).first()


def parts_filled(registrant: Registrant) -> dict[str, bool]:
    """Which parts of the profile hold something, in the order of the pages."""
    profile = profile_of(registrant)
    kinds = {claim.kind for claim in claims_of(registrant)}
    languages = bool(profile.pk and profile.edited_at and profile.languages.all())
    facts = establishment_of(registrant) if registrant.is_organisation else None
    return completeness.parts(
        completeness.Held(
            is_organisation=registrant.is_organisation,
            profession=bool(profile.profession),
            education=bool(profile.education),
            since_year=profile.since_year is not None,
            about=bool(profile.about),
            languages=languages,
            kinds=frozenset(kinds),
            says_fee=profile.charges_fee is not None,
            says_mode=profile.mediates_online or profile.mediates_on_site,
            establishment=bool(facts and facts.registration_no and facts.seat),
        )
    )


def checking_authority(actor: Actor, registrant: Registrant) -> Authority | None:
    """The authority of the registrant's home place at which the actor assesses; None for the registrant herself."""
    account = person_id_of(actor)
    held = actor.authorities_as(Role.AUTHORITY_ASSESSOR.value)
    if not held or (account is not None and registrant.person.user_id == account):
        return None
    return Authority.objects.filter(code__in=held, jurisdiction=registrant.home_jurisdiction_id).first()


def may_reach_files(actor: Actor, registrant_id: UUID) -> bool:
    """The files beside a profile: for the registrant, and for assessors of the home place."""
    registrant = Registrant.objects.select_related("person").filter(pk=registrant_id).first()
    if registrant is None:
        return False
    account = person_id_of(actor)
    if account is not None and registrant.person.user_id == account:
        return True
    return checking_authority(actor, registrant) is not None


def home_places(actor: Actor) -> Iterable[UUID]:
    """The jurisdictions in which the actor assesses."""
    held = actor.authorities_as(Role.AUTHORITY_ASSESSOR.value)
    return Authority.objects.filter(code__in=held).values_list("jurisdiction_id", flat=True) if held else ()


def claims_to_verify(actor: Actor) -> QuerySet[Claim]:
    """Declared entries with evidence that wait for an assessor of their home place, the oldest first."""
    rows = Claim.objects.filter(
        profile__registrant__home_jurisdiction__in=home_places(actor), withdrawn_at=None,
        standing=Claim.Standing.SELF_DECLARED, evidence__isnull=False,
    ).exclude(profile__registrant__person__user=person_id_of(actor))  # fmt: skip
    return rows.select_related("profile__registrant__person", "evidence").order_by("declared_date", "pk")


def establishments_to_check(actor: Actor) -> QuerySet[OrganisationFacts]:
    """Organisations of the assessor's place whose proof of establishment waits to be checked."""
    rows = OrganisationFacts.objects.filter(
        registrant__home_jurisdiction__in=home_places(actor), proof_checked_at=None
    ).exclude(registration_no="")
    rows = rows.exclude(registrant__person__user=person_id_of(actor))
    return rows.select_related("registrant__person").order_by("registrant__register_no")
