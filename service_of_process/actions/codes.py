"""Access codes: issued to somebody, shown once, revoked. The same acts for following a matter and for its documents."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused
from service_of_process.actions.steps import S, locked, record
from service_of_process.models import AccessCode, Leg, ServiceMatter
from service_of_process.queries.codes import digest_of, found_code, make_code

__all__ = ["add_code", "digest_of", "found_code", "issue_code", "make_code", "revoke_code", "revoke_codes_of"]

Kind = AccessCode.Kind
ISSUED, REVOKED = S + "access_code_issued", S + "access_code_revoked"


@transaction.atomic
def issue_code(
    *,
    actor: Actor,
    at: datetime,
    matter_id: UUID,
    label: str,
    kind: str = Kind.TRACKING,
    leg_id: UUID | None = None,
) -> tuple[AccessCode, str]:
    """One more code, with its plain text, which nobody can read again afterwards.

    ``label``: to whom it is given. ``leg_id``: the electronic leg whose documents a code of kind ``documents`` opens.

    :raises PermissionRefused: no such matter from a seat of the act.
    :raises ValidationError: no label, or no sending whose documents it would open.
    """
    matter = locked(actor, at, ISSUED, matter_id)
    leg = matter.legs.filter(pk=leg_id).first() if leg_id is not None else None
    if leg_id is not None and leg is None:
        raise PermissionRefused(ISSUED)
    if kind == Kind.DOCUMENTS and (leg is None or not hasattr(leg, "electronic")):
        raise ValidationError({"leg": _("A code for documents belongs to an electronic sending.")})
    if not label.strip():
        raise ValidationError({"label": _("Say to whom the code is given.")})
    return add_code(matter, kind, actor=actor, at=at, label=label, leg=leg)


def add_code(
    matter: ServiceMatter,
    kind: str,
    *,
    actor: Actor,
    at: datetime,
    label: str,
    leg: Leg | None = None,
) -> tuple[AccessCode, str]:
    """The code inside another act on the locked matter; it is recorded as an act of its own, without the code."""
    plain = make_code()
    code = AccessCode.objects.create(
        matter=matter, leg=leg, kind=kind, label=label.strip()[:120], digest=digest_of(plain), issued_at=at,
        issued_by=actor.key,
    )  # fmt: skip
    record(
        ISSUED, actor=actor, at=at, matter=matter, leg=leg, subject=code, facts={"kind": kind},
        private={"label": code.label},
    )  # fmt: skip
    return code, plain


@transaction.atomic
def revoke_code(*, actor: Actor, at: datetime, matter_id: UUID, code_id: UUID) -> AccessCode:
    """The code opens nothing any more.

    :raises PermissionRefused: no such matter from a seat of the act.
    :raises ValidationError: it is none of the matter's codes in force.
    """
    matter = locked(actor, at, REVOKED, matter_id)
    code = AccessCode.objects.select_for_update().filter(matter=matter, pk=code_id, revoked_at=None).first()
    if code is None:
        raise ValidationError({"code": _("Choose a code that is in force.")})
    _revoke(code, matter, actor=actor, at=at)
    return code


def revoke_codes_of(leg: Leg, *, actor: Actor, at: datetime) -> None:
    """Every code that opens the documents of this leg, inside another act on the locked matter."""
    for code in AccessCode.objects.select_for_update().filter(leg=leg, kind=Kind.DOCUMENTS, revoked_at=None):
        _revoke(code, leg.matter, actor=actor, at=at)


def _revoke(code: AccessCode, matter: ServiceMatter, *, actor: Actor, at: datetime) -> None:
    code.revoked_at, code.revoked_by = at, actor.key
    code.save(update_fields=["revoked_at", "revoked_by"])
    record(REVOKED, actor=actor, at=at, matter=matter, leg=code.leg, subject=code, facts={"kind": code.kind})
