"""What a mediator or organisation says of itself: profile, languages, practice."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.own_records import own_registrant, profile_of, record
from mediation_registry.models import Claim, Profile, ProfileLanguage
from mediation_registry.models.practice import LISTS
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.identity.permissions import PermissionRefused

EDITABLE = (
    "residence", "profession", "education", "since_year", "about", "charges_fee", "fee_basis", "mediates_online",
    "mediates_on_site", "places", "accepts_appointments", "takes_messages",
)  # fmt: skip
EARLIEST_YEAR = 1950
MOST_LANGUAGES = 12
MOST_IN_OWN_WORDS = 20


@dataclass(frozen=True)
class Language:
    """A working language as entered: code, name where the code is ``other``, level."""

    code: str
    level: str
    other_name: str = ""


@transaction.atomic
def edit_profile(*, actor: Actor, at: datetime, registrant_id: UUID, entries: Mapping[str, Any]) -> list[str]:
    """Write entries of the own profile; gives the names of those that changed. What is not named stays.

    :raises PermissionRefused: the profile is somebody else's.
    :raises ValidationError: by entry, what is wrong with it.
    :raises KeyError: an entry that no person edits.
    """
    act = "mediation_registry.profile_edited"
    registrant = own_registrant(actor, act, registrant_id)
    if unknown := set(entries) - set(EDITABLE):
        raise KeyError(", ".join(sorted(unknown)))
    profile = profile_of(registrant)
    tidy = {name: value.strip() if isinstance(value, str) else value for name, value in entries.items()}
    changed = sorted(name for name, value in tidy.items() if getattr(profile, name) != value)
    if not changed:
        return []
    for name in changed:
        setattr(profile, name, tidy[name])
    _check(profile, at)
    profile.edited_at = at
    profile.save()
    record(
        act, actor=actor, at=at, registrant=registrant, facts={"fields": changed},
        private={name: "" if tidy[name] is None else str(tidy[name]) for name in changed},
    )  # fmt: skip
    return changed


def _check(profile: Profile, at: datetime) -> None:
    """Bounds of each entry, and what the entries say together."""
    profile.clean_fields(exclude=["registrant", "calendar_digest", "calendar_renewed_at"])
    year = profile.since_year
    if year is not None and not EARLIEST_YEAR <= year <= day_of(at).year:
        sentence = _("Enter a year from %(first)s to %(last)s.")
        raise ValidationError({"since_year": sentence % {"first": EARLIEST_YEAR, "last": day_of(at).year}})
    if profile.fee_basis and not profile.charges_fee:
        raise ValidationError({"fee_basis": _("A basis of the fee belongs only to mediation for a fee.")})


@transaction.atomic
def record_languages(
    *, actor: Actor, at: datetime, registrant_id: UUID, languages: Sequence[Language]
) -> list[ProfileLanguage]:
    """Set the working languages with their levels; those not named go.

    :raises ValidationError: one language twice, another language without a name, or more than twelve.
    """
    act = "mediation_registry.languages_recorded"
    registrant = own_registrant(actor, act, registrant_id)
    profile = profile_of(registrant)
    tidy = [Language(row.code, row.level, " ".join(row.other_name.split())) for row in languages]
    _check_languages(tidy)
    wanted = {(row.code, row.other_name): row.level for row in tidy}
    held = {(row.language, row.other_name): row for row in profile.languages.all()}
    if wanted == {key: row.level for key, row in held.items()}:
        return list(held.values())
    profile.languages.exclude(pk__in=[row.pk for key, row in held.items() if key in wanted]).delete()
    for (code, name), level in wanted.items():
        ProfileLanguage.objects.update_or_create(
            profile=profile, language=code, other_name=name, defaults={"level": level}
        )
    _touch(profile, at)
    spoken = ", ".join(f"{name or code}: {level}" for (code, name), level in sorted(wanted.items()))
    record(
        act, actor=actor, at=at, registrant=registrant, facts={"count": len(wanted)},
        private={"languages": spoken},
    )  # fmt: skip
    return list(profile.languages.all())


def _check_languages(rows: Sequence[Language]) -> None:
    other = ProfileLanguage.Language.OTHER
    for row in rows:
        if row.code not in ProfileLanguage.Language.values or row.level not in ProfileLanguage.Level.values:
            raise ValidationError(_("Choose the language and the level from the lists."), code="unknown")
        if row.code == other and not row.other_name:
            raise ValidationError(_("Enter the name of the other language."), code="no_name")
        if row.code != other and row.other_name:
            raise ValidationError(_("This language has its place in the list."), code="named_twice")
        if len(row.other_name) > 60:
            raise ValidationError(_("The name of the language is too long."), code="too_long")
    if len({(row.code, row.other_name.casefold()) for row in rows}) != len(rows):
        raise ValidationError(_("A language is entered twice."), code="twice")
    if len(rows) > MOST_LANGUAGES:
        raise ValidationError(_("Enter the languages in which you work, twelve at most."), code="too_many")


@transaction.atomic
def declare_practice(
    *, actor: Actor, at: datetime, registrant_id: UUID, kind: str, codes: Collection[str]
) -> list[str]:
    """Set what was chosen from the list of one kind; gives the codes that changed. It is self-declared.

    A choice taken back is withdrawn and stays on record; one that was verified keeps its standing while it stays.

    :raises ValidationError: a code that the list does not hold.
    :raises KeyError: the kind has no list.
    """
    act = "mediation_registry.practice_declared"
    registrant = own_registrant(actor, act, registrant_id)
    profile = profile_of(registrant)
    if set(codes) - set(LISTS[kind].values):
        raise ValidationError(_("Choose from the list."), code="unknown")
    held = {
        claim.code: claim for claim in profile.claims.filter(kind=kind, withdrawn_at=None).exclude(code="")
    }
    added, gone = sorted(set(codes) - set(held)), sorted(set(held) - set(codes))
    if not added and not gone:
        return []
    Claim.objects.filter(pk__in=[held[code].pk for code in gone]).update(withdrawn_at=at)
    for code in added:
        Claim.objects.create(profile=profile, kind=kind, code=code, declared_date=day_of(at))
    _touch(profile, at)
    record(
        act, actor=actor, at=at, registrant=registrant, facts={"kind": kind, "count": len(set(codes))},
        private={"added": ", ".join(added), "withdrawn": ", ".join(gone)},
    )  # fmt: skip
    return added + gone


@transaction.atomic
def make_claim(*, actor: Actor, at: datetime, registrant_id: UUID, kind: str, text: str) -> Claim:
    """Add a qualification, area of strength, kind of dispute or legal system in own words: self-declared.

    :raises ValidationError: nothing or too much was written, or it stands there already.
    """
    act = "mediation_registry.claim_made"
    registrant = own_registrant(actor, act, registrant_id)
    profile = profile_of(registrant)
    words = " ".join(text.split())
    if kind not in Claim.Kind.values:
        raise ValidationError({"kind": _("Choose from the list.")})
    if not words:
        raise ValidationError({"text": _("Write down what you declare.")})
    if len(words) > 200:
        raise ValidationError({"text": _("Write at most %(limit)s characters.") % {"limit": 200}})
    standing = profile.claims.filter(withdrawn_at=None, code="")
    if standing.filter(kind=kind, text=words).exists():
        raise ValidationError({"text": _("This stands in your profile already.")})
    if standing.count() >= MOST_IN_OWN_WORDS:
        raise ValidationError(
            _("Your profile holds as many entries in own words as it can."), code="too_many"
        )
    claim = Claim.objects.create(profile=profile, kind=kind, text=words, declared_date=day_of(at))
    _touch(profile, at)
    record(
        act, actor=actor, at=at, registrant=registrant, subject=claim, facts={"kind": kind},
        private={"text": words},
    )  # fmt: skip
    return claim


@transaction.atomic
def withdraw_claim(*, actor: Actor, at: datetime, registrant_id: UUID, claim_id: UUID) -> Claim:
    """Take a declared entry back; it stays on record and leaves every public page.

    :raises PermissionRefused: the entry is somebody else's.
    :raises ValidationError: it was withdrawn already.
    """
    act = "mediation_registry.claim_withdrawn"
    registrant = own_registrant(actor, act, registrant_id)
    claim = Claim.objects.select_for_update().filter(pk=claim_id, profile=registrant.pk).first()
    if claim is None:
        raise PermissionRefused(act)
    if claim.withdrawn_at is not None:
        raise ValidationError(_("This entry was withdrawn already."), code="withdrawn")
    claim.withdrawn_at = at
    claim.save(update_fields=["withdrawn_at"])
    record(act, actor=actor, at=at, registrant=registrant, subject=claim, facts={"kind": claim.kind})
    return claim


def _touch(profile: Profile, at: datetime) -> None:
    Profile.objects.filter(pk=profile.pk).update(edited_at=at)
