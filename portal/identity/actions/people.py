"""People: entered, named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.audit.log import record
from portal.identity.models import Person, PersonName, User
from portal.identity.permissions import PermissionRefused, require
from portal.identity.roles import COURT_ROLES, SYSTEM


def chain_of(person: Person) -> str:
    """The chain of the log in which everything about this person stands."""
    return f"person:{person.pk}"


def require_own(actor: Actor, person: Person, act: str) -> None:
    """People act for themselves; the court's staff and the portal itself for people without an account.

    :raises PermissionRefused: the person is somebody else.
    """
    if SYSTEM in actor.roles or actor.key == f"user:{person.user_id}":
        return
    if person.user_id is not None or not actor.roles & {role.value for role in COURT_ROLES}:
        raise PermissionRefused(act)


def register_person(
    *,
    actor: Actor,
    at: datetime,
    names: Mapping[str, str],
    kind: str = Person.Kind.NATURAL,
    user: User | None = None,
    birth_date: date | None = None,
) -> Person:
    """Enter a person, with at least one name (script code to text), for an account or without one.

    :raises ValidationError: no name, or the account has its person already.
    :raises PermissionRefused: the actor may not enter people.
    """
    require(actor, "identity.person_registered")
    given = _given(names)
    if not given:
        raise ValidationError(_("Enter the name in at least one script."), code="no_name")
    with transaction.atomic():
        if user is not None and Person.objects.filter(user=user).exists():
            raise ValidationError(_("This account has its person already."), code="has_person")
        sealed = birth_date.isoformat() if birth_date else None
        person = Person.objects.create(kind=kind, user=user, birth_date_sealed=sealed, registered_at=at)
        for script, text in given.items():
            PersonName.objects.create(person=person, script=script, text=text, recorded_at=at)
        record(
            act="identity.person_registered",
            actor=actor,
            at=at,
            subject=("identity.Person", str(person.pk)),
            chain=chain_of(person),
            facts={"kind": str(kind), "scripts": sorted(given)},
            private={_fact(script): text for script, text in given.items()},
        )
    return person


def record_names(
    *,
    actor: Actor,
    at: datetime,
    person: Person,
    names: Mapping[str, str],
    former: Mapping[str, str] | None = None,
    birth_date: date | None = None,
) -> list[str]:
    """Set the names in force; a name that was replaced is withdrawn and stays legible. Gives the scripts
    changed.

    ``former`` adds names that the person bore before. An empty text withdraws the name of that script. The
    date of birth may be given once; it is not changed here.

    :raises ValidationError: no name would be left.
    """
    require(actor, "identity.names_recorded")
    require_own(actor, person, "identity.names_recorded")
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        changed = _replace(person, names, at)
        changed += _add_former(person, _given(former or {}), at)
        if not person.names.filter(withdrawn_at=None, is_former=False).exists():
            raise ValidationError(_("Enter the name in at least one script."), code="no_name")
        if birth_date and not person.birth_date_sealed:
            person.birth_date_sealed = birth_date.isoformat()
            person.save(update_fields=["birth_date_sealed"])
            changed.append("birth_date")
        if changed:
            private = {_fact(script): names[script] for script in changed if names.get(script)}
            record(
                act="identity.names_recorded", actor=actor, at=at, subject=("identity.Person", str(person.pk)),
                chain=chain_of(person), facts={"scripts": sorted(set(changed))}, private=private,
            )  # fmt: skip
    return changed


def _fact(script: str) -> str:
    return f"name_{script.replace('-', '_')}"


def _given(names: Mapping[str, str]) -> dict[str, str]:
    tidy = {script: " ".join(text.split()) for script, text in names.items()}
    unknown = set(tidy) - set(PersonName.Script.values)
    if unknown:
        raise ValueError(f"unknown scripts: {', '.join(sorted(unknown))}")
    return {script: text for script, text in tidy.items() if text}


def _replace(person: Person, names: Mapping[str, str], at: datetime) -> list[str]:
    given = _given(names)
    changed = []
    for script in names:
        current = person.names.filter(script=script, withdrawn_at=None, is_former=False).first()
        text = given.get(script, "")
        if (current.text if current else "") == text:
            continue
        if current:
            current.withdrawn_at = at
            current.save(update_fields=["withdrawn_at"])
        if text:
            PersonName.objects.create(person=person, script=script, text=text, recorded_at=at)
        changed.append(script)
    return changed


def _add_former(person: Person, former: Mapping[str, str], at: datetime) -> list[str]:
    changed = []
    for script, text in former.items():
        __, made = PersonName.objects.get_or_create(
            person=person,
            script=script,
            text=text,
            is_former=True,
            withdrawn_at=None,
            defaults={"recorded_at": at},
        )
        if made:
            changed.append(script)
    return changed
