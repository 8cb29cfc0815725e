"""Proofs of service of the other channels: the file kept, the record made, one in force for a leg."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.exhibits.actions import deposit
from portal.exhibits.models import Exhibit
from service_of_process.actions.steps import require_order, require_past, require_since_filing
from service_of_process.models import CertificateOfService, Leg, ServiceMatter
from service_of_process.queries.scopes import scope_of


def kept_file(
    *, actor: Actor, at: datetime, matter: ServiceMatter, upload: Any, field: str = "upload"
) -> Exhibit | None:
    """The file of an act as an exhibit of the matter; None where none was given.

    :raises ValidationError: the file cannot be taken (at ``field``).
    """
    if not upload:
        return None
    try:
        return deposit(actor=actor, at=at, upload=upload, declared_name=upload.name, scope=scope_of(matter))
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from error


def kept_proof(
    *, actor: Actor, at: datetime, matter: ServiceMatter, upload: Any, field: str = "upload"
) -> Exhibit:
    """The file of a proof, which must be a new one.

    :raises ValidationError: there is none, or it is already the proof of a leg, which is named.
    """
    exhibit = kept_file(actor=actor, at=at, matter=matter, upload=upload, field=field)
    if exhibit is None:
        raise ValidationError({field: _("Attach the proof.")})
    held = CertificateOfService.objects.filter(
        leg__matter=matter, exhibit__stored_file=exhibit.stored_file_id
    ).select_related("leg")
    known = held.first()
    if known is not None:
        sentence = _("This file is already kept as proof of leg %(leg)s, received on %(date)s.")
        words = {"leg": known.leg.number, "date": known.received_date.isoformat()}
        raise ValidationError({field: sentence % words}, code="known")
    return exhibit


def add_proof(
    leg: Leg, kind: str, *, actor: Actor, at: datetime, service_date: date, received_date: date, **words: Any
) -> CertificateOfService:
    """Enter a proof as received; ``words`` are further fields of the record.

    :raises ValidationError: a date lies in the future or before the step that precedes it, or a proof is in force.
    """
    require_past(service_date, at, "service_date")
    require_past(received_date, at, "received_date")
    require_since_filing(leg.matter, service_date, "service_date")
    require_order(leg.dispatched_date, service_date, "service_date")
    require_order(service_date, received_date, "received_date")
    if leg.certificates.filter(replaced_by=None).exists():
        raise ValidationError(
            _("Leg %(leg)s has its proof already. A wrong entry is rectified, not entered again.")
            % {"leg": leg.number},
            code="second",
        )
    return CertificateOfService.objects.create(
        leg=leg, kind=kind, service_date=service_date, received_date=received_date, entered_at=at,
        entered_by=actor.key, **{"is_served": True, **words},
    )  # fmt: skip
