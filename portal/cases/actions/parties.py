"""Parties: added, succeeded."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, locked, party_in_force, record, refuse_conflict, tell
from portal.cases.models import Case, Party
from portal.cases.queries import accounts_concerned
from portal.cases.rules.scripts import script_of
from portal.identity.models import Person


@transaction.atomic
def add_party(
    *,
    actor: Actor,
    at: datetime,
    case_id: UUID,
    kind: str,
    role: str,
    name: str,
    region: str = "CN",
    name_script: str = "",
    other_name: str = "",
    person: Person | None = None,
    continues: Party | None = None,
) -> Party:
    """A party enters the case today; an account behind it is told and sees the case from now on.

    ``continues`` names the same party in the case that this one follows: its confirmed address is carried.

    :raises ValidationError: name missing, the person stands in the case already, or ``continues`` is foreign.
    """
    case = locked(actor, at, "cases.party_added", case_id)
    if not name.strip():
        raise ValidationError({"name": _("Enter the party's name as it stands in the pleading.")})
    if person is not None and case.parties.filter(person=person, valid_to=None).exists():
        raise ValidationError({"person": _("This person stands in the case already.")})
    refuse_conflict(case, role, person, day_of(at), field="person")
    if continues is not None and continues.case_id != case.follows_id:
        raise ValidationError({"continues": _("The party must stand in the case that this one continues.")})
    party = _create(
        case, actor, at, kind, role, name, region, name_script, other_name, person, continues=continues
    )
    record(
        "cases.party_added", actor=actor, at=at, case=case, subject=party,
        facts={"number": party.number, "role": role, "kind": kind}, private={"name": party.name},
    )  # fmt: skip
    if person is not None and person.user is not None:
        tell("cases.access_opened", [person.user], case=case, at=at, about=party)
    return party


@transaction.atomic
def succeed_party(
    *,
    actor: Actor,
    at: datetime,
    case_id: UUID,
    party_id: UUID,
    name: str,
    kind: str,
    basis: str,
    region: str = "CN",
    name_script: str = "",
    person: Person | None = None,
) -> Party:
    """Somebody takes the party's place (Interp. 55, 250, 320); the earlier party and its agents end today.

    Nothing is deleted: the earlier party stays legible; the successor appoints agents of his own.

    :raises ValidationError: name or legal basis missing, the party ended already.
    """
    case = locked(actor, at, "cases.party_succeeded", case_id)
    today = day_of(at)
    earlier = party_in_force(case, party_id, today)
    if not name.strip():
        raise ValidationError({"name": _("Enter the party's name as it stands in the pleading.")})
    if not basis.strip():
        raise ValidationError({"basis": _("Name the ruling or fact on which the succession rests.")})
    refuse_conflict(case, earlier.role, person, today, field="person")
    told = accounts_concerned(case, today)
    _leaves(earlier, today)
    party = _create(case, actor, at, kind, earlier.role, name, region, name_script, "", person, succeeds=earlier)  # fmt: skip
    numbers = {"number": party.number, "earlier": earlier.number}
    record(
        "cases.party_succeeded", actor=actor, at=at, case=case, subject=party, facts=numbers,
        private={"name": party.name, "basis": basis.strip()},
    )  # fmt: skip
    tell("cases.party_succeeded", told, case=case, at=at, about=party, context=numbers)
    if person is not None and person.user is not None:
        tell("cases.access_opened", [person.user], case=case, at=at, about=party)
    return party


def _leaves(party: Party, today: date) -> None:
    party.representations.filter(valid_to=None).update(
        valid_to=today, end_reason=_("Succession of the party")
    )
    party.authority_links.filter(valid_to=None).update(valid_to=today)
    party.valid_to = today
    party.save(update_fields=["valid_to"])


def _create(
    case: Case, actor: Actor, at: datetime, kind: str, role: str, name: str, region: str, script: str,
    other_name: str, person: Person | None, **links: Party | None,
) -> Party:  # fmt: skip
    highest = case.parties.aggregate(highest=Max("number"))["highest"] or 0
    text = " ".join(name.split())
    return Party.objects.create(
        case=case,
        number=highest + 1,
        kind=kind,
        role=role,
        region=region,
        name=text,
        name_script=script or script_of(text, typed_in=actor.language),
        other_name=" ".join(other_name.split()),
        person=person,
        valid_from=day_of(at),
        **links,
    )
