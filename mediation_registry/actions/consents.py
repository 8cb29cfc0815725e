"""Consent to publication, field by field: given to a stated text, withdrawn at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.own_records import own_registrant, record
from mediation_registry.models import PublicationConsent
from mediation_registry.rules import profile_fields
from portal.audit.actors import Actor


@transaction.atomic
def give_consents(
    *, actor: Actor, at: datetime, registrant_id: UUID, fields: Collection[str], text_version: str
) -> list[str]:
    """Let fields be published; gives those for which consent is new. ``text_version`` is that of the text read.

    :raises PermissionRefused: the profile is somebody else's.
    :raises ValidationError: a field that takes no consent, or a text that has changed since it was read.
    """
    act = "mediation_registry.consent_given"
    registrant = own_registrant(actor, act, registrant_id)
    _refuse_unknown(fields, registrant.is_organisation)
    if text_version != profile_fields.CONSENT_TEXT_VERSION:
        raise ValidationError(
            _("The text of the consent has changed. Read it again and choose."), code="version"
        )
    held = _in_force(registrant.pk)
    new = sorted(set(fields) - held)
    if not new:
        return []
    for name in new:
        PublicationConsent.objects.create(
            registrant=registrant, field=name, text_version=text_version, given_at=at
        )
    record(
        act, actor=actor, at=at, registrant=registrant, facts={"fields": new, "text_version": text_version}
    )
    return new


@transaction.atomic
def withdraw_consents(
    *, actor: Actor, at: datetime, registrant_id: UUID, fields: Collection[str]
) -> list[str]:
    """Withdraw consent: the fields leave every page, answer and export with this act. Gives those withdrawn.

    :raises PermissionRefused: the profile is somebody else's.
    """
    act = "mediation_registry.consent_withdrawn"
    registrant = own_registrant(actor, act, registrant_id)
    gone = sorted(set(fields) & _in_force(registrant.pk))
    if not gone:
        return []
    PublicationConsent.objects.filter(registrant=registrant, field__in=gone, withdrawn_at=None).update(
        withdrawn_at=at
    )
    record(act, actor=actor, at=at, registrant=registrant, facts={"fields": gone})
    return gone


@transaction.atomic
def choose_consents(
    *, actor: Actor, at: datetime, registrant_id: UUID, fields: Collection[str], text_version: str
) -> tuple[list[str], list[str]]:
    """Consent to exactly these fields; gives those newly given and those withdrawn.

    A withdrawal counts even where the text of the consent has changed meanwhile and nothing new can be given.
    """
    standing = _in_force(registrant_id)
    gone = withdraw_consents(actor=actor, at=at, registrant_id=registrant_id, fields=standing - set(fields))
    new = set(fields) - standing
    given = (
        give_consents(actor=actor, at=at, registrant_id=registrant_id, fields=new, text_version=text_version)
        if new
        else []
    )
    return given, gone


def _in_force(registrant_id: UUID) -> set[str]:
    rows = PublicationConsent.objects.filter(registrant=registrant_id, withdrawn_at=None)
    return set(rows.values_list("field", flat=True))


def _refuse_unknown(fields: Collection[str], is_organisation: bool) -> None:
    if set(fields) - set(profile_fields.fields_of(is_organisation)):
        raise ValidationError(_("This field takes no consent."), code="unknown")
