"""The first step of somebody who applies: person, number in the register and draft in one go, or none of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.applications import draft_application
from mediation_registry.actions.registrants import PERSON_KIND_OF, register
from mediation_registry.models import Application, IntakeWindow, Registrant
from mediation_registry.search.outbox import mark
from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.identity.actions.people import record_names, register_person
from portal.identity.models import Jurisdiction, Person, User
from portal.identity.permissions import PermissionRefused


@transaction.atomic
def begin_application(
    *,
    actor: Actor,
    at: datetime,
    window: IntakeWindow,
    home: Jurisdiction | None = None,
    names: Mapping[str, str] | None = None,
) -> Application:
    """Draft an application, entering the person and her number in the register where they do not exist yet.

    ``names`` (script code to text) and ``home`` are needed only then. The kind is that of the intake's scheme.

    :raises PermissionRefused: nobody has signed in.
    :raises ValidationError: names or home place are missing, or the intake is not for this kind of applicant.
    """
    person = _own_person(actor, at, window, names or {})
    registrant = Registrant.objects.select_related("person").filter(person=person).first()
    if registrant is None:
        if home is None:
            raise ValidationError({"home": _("Choose the home place.")})
        kind = window.rule_version.scheme.kind
        registrant = register(actor=actor, at=at, person=person, kind=kind, jurisdiction=home)
    return draft_application(actor=actor, at=at, registrant=registrant, window=window)


def _own_person(actor: Actor, at: datetime, window: IntakeWindow, names: Mapping[str, str]) -> Person:
    account = person_id_of(actor)
    user = User.objects.filter(pk=account, is_active=True).first() if account else None
    if user is None:
        raise PermissionRefused("mediation_registry.application_drafted")
    person = Person.objects.filter(user=user).first()
    kind = PERSON_KIND_OF[window.rule_version.scheme.kind]
    if person is None:
        return register_person(actor=actor, at=at, names=names, kind=kind, user=user)
    if person.kind != kind:
        raise ValidationError(_("This intake is not for applicants of your kind."), code="kind")
    return person


@transaction.atomic
def record_own_names(
    *, actor: Actor, at: datetime, registrant: Registrant, names: Mapping[str, str]
) -> list[str]:
    """Set the names in force in each script; a name replaced stays legible. Gives the scripts changed.

    Names already certified on a listing stay there as they were.

    :raises PermissionRefused: the entry is somebody else's.
    :raises ValidationError: no name would be left.
    """
    account = person_id_of(actor)
    if account is None or registrant.person.user_id != account:
        raise PermissionRefused("identity.names_recorded")
    changed = record_names(actor=actor, at=at, person=registrant.person, names=names)
    if changed:
        mark([registrant.pk], at=at)
    return changed
