"""The entry in the register: a number for a person, given once."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.models import Registrant
from mediation_registry.rules.lifecycle import JURISDICTIONS
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.cases.models.cases import person_id_of
from portal.identity.models import Jurisdiction, Person
from portal.identity.permissions import PermissionRefused, require, roles_for
from portal.identity.roles import Role
from portal.numbering.allocation import allocate, compose_reference

SERIES = "registrants"
PREFIX_OF = {Registrant.Kind.MEDIATOR.value: "MED", Registrant.Kind.ORGANISATION.value: "MORG"}
PERSON_KIND_OF = {
    Registrant.Kind.MEDIATOR.value: Person.Kind.NATURAL.value,
    Registrant.Kind.ORGANISATION.value: Person.Kind.LEGAL.value,
}


@transaction.atomic
def register(
    *,
    actor: Actor,
    at: datetime,
    person: Person,
    kind: str,
    jurisdiction: Jurisdiction,
    is_fictitious: bool = False,
) -> Registrant:
    """Enter a person in the register; whoever stands there already keeps the number and the entry.

    ``jurisdiction`` is the home place, one of the three. A number certifies nothing: credentials stand apart.

    :raises PermissionRefused: people enter themselves; officers and clerks enter others.
    :raises ValidationError: the kind does not fit the person, or the place is none of the three.
    """
    require(actor, "mediation_registry.registered")
    enters_others = actor.roles & (roles_for("mediation_registry.registered") - {Role.PARTY.value})
    if not enters_others and (person.user_id is None or person.user_id != person_id_of(actor)):
        raise PermissionRefused("mediation_registry.registered")
    person = Person.objects.select_for_update().get(pk=person.pk)
    known = Registrant.objects.filter(person=person).first()
    if known is not None:
        return known
    _require_fitting(person, kind, jurisdiction)
    year = day_of(at).year
    number = compose_reference(PREFIX_OF[kind], year=year, number=allocate(SERIES, year=year))
    registrant = Registrant.objects.create(
        register_no=number, kind=kind, person=person, home_jurisdiction=jurisdiction, registered_at=at,
        is_fictitious=is_fictitious,
    )  # fmt: skip
    audit.record(
        act="mediation_registry.registered", actor=actor, at=at,
        subject=(registrant._meta.label, str(registrant.pk)), chain=registrant.chain,
        facts={"register_no": number, "kind": kind, "jurisdiction": jurisdiction.code},
    )  # fmt: skip
    return registrant


def _require_fitting(person: Person, kind: str, jurisdiction: Jurisdiction) -> None:
    if PERSON_KIND_OF.get(kind) != person.kind:
        raise ValidationError(
            {
                "kind": _(
                    "A mediator is a natural person; a mediation organisation is a legal person or other entity."
                )
            }
        )
    if jurisdiction.code not in JURISDICTIONS:
        raise ValidationError({"jurisdiction": _("The home place is Guangdong, Hong Kong or Macao.")})
