"""Acts of the log itself: sign its head, rectify an entry, erase a personal value."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.audit.log import record
from portal.audit.models import Event, PrivateValue, Rectification, SignedTreeHead
from portal.audit.permissions import may
from portal.audit.rectifiers import RectifiableField, Rectifier, rectifiers
from portal.audit.tree import head, head_message, latest_signed_head
from portal.seals.signing import public_key, sign


def sign_tree_head(*, actor: Actor, at: datetime) -> SignedTreeHead | None:
    """Signs the tree as it stands (Ed25519). None when it is empty or its head is signed already.

    Raises PermissionDenied for other roles than operator and system.
    """
    if not may(actor, "audit.tree_head_signed"):
        raise PermissionDenied
    key = public_key().hex()
    with transaction.atomic():
        present, known = head(), latest_signed_head()
        if not present.size or (known and known.size == present.size and known.public_key == key):
            return known if known and known.size == present.size and known.public_key == key else None
        root = present.root.hex()
        signature = sign(head_message(present.size, root, at)).hex()
        return SignedTreeHead.objects.create(
            size=present.size, root=root, signed_at=at, public_key=key, signature=signature
        )


def _rectifier(
    subject: tuple[str, str], field: str, actor: Actor, act: str
) -> tuple[Rectifier, RectifiableField]:
    """The rectifier of the record, if this person may use it. Raises PermissionDenied or LookupError."""
    rectifier = rectifiers.get(subject[0])
    if rectifier is None or field not in rectifier.fields:
        raise LookupError(f"{field} of {subject[0]} is not registered as rectifiable.")
    if not may(actor, act) or not rectifier.may(actor, subject[1]):
        raise PermissionDenied
    return rectifier, rectifier.fields[field]


def _record(rectification: Rectification, act: str, actor: Actor, at: datetime, reason: str) -> None:
    record(
        act=act,
        actor=actor,
        at=at,
        subject=(rectification.subject_kind, rectification.subject_key),
        chain=rectification.chain,
        facts={"field": rectification.field, "rectification": str(rectification.pk)},
        private={"old": rectification.old_value, "new": rectification.new_value, "reason": reason},
    )


def rectify(
    *, actor: Actor, at: datetime, subject: tuple[str, str], chain: str, field: str, new: str, reason: str
) -> Rectification:
    """Rectifies the entry `field` of a record, with a reason; the wrong entry stays legible.

    Where the field moves a legal date the rectification is only proposed, and takes effect when a second
    person confirms it. Raises ValidationError with a sentence (no reason, nothing to change),
    PermissionDenied, LookupError for an entry that no room registered.
    """
    new, reason = new.strip(), reason.strip()
    with transaction.atomic():
        rectifier, entry = _rectifier(subject, field, actor, "audit.rectification_proposed")
        old = rectifier.read(subject[1], field)
        if not reason:
            raise ValidationError({"reason": _("Give the reason for the rectification.")})
        if new == old:
            raise ValidationError({"new": _("The new entry is the same as the old one.")})
        waiting = Rectification.objects.filter(
            subject_kind=subject[0], subject_key=subject[1], field=field, state=Rectification.State.PROPOSED
        )
        if waiting.exists():
            raise ValidationError(_("A rectification of this entry is waiting for a second person already."))
        proposed = entry.moves_legal_date
        state = Rectification.State.PROPOSED if proposed else Rectification.State.APPLIED
        rectification = Rectification.objects.create(
            subject_kind=subject[0], subject_key=subject[1], chain=chain, field=field, old_value=old,
            new_value=new, reason=reason, moves_legal_date=proposed, state=state,
            proposed_by=actor.key, proposed_at=at,
        )  # fmt: skip
        if not proposed:
            rectifier.write(subject[1], field, new, actor, at)
        act = "audit.rectification_proposed" if proposed else "audit.rectified"
        _record(rectification, act, actor, at, reason)
    return rectification


def _waiting(rectification_id: UUID, actor: Actor, act: str) -> tuple[Rectification, Rectifier]:
    """The proposal, locked, for a second person. Raises ValidationError or PermissionDenied."""
    rectification = Rectification.objects.select_for_update().get(pk=rectification_id)
    subject = (rectification.subject_kind, rectification.subject_key)
    rectifier, _entry = _rectifier(subject, rectification.field, actor, act)
    if rectification.state != Rectification.State.PROPOSED:
        raise ValidationError(_("This rectification was decided already."))
    if rectification.proposed_by == actor.key:
        raise ValidationError(
            _("A legal date moves: another person than the one who proposed it must decide.")
        )
    return rectification, rectifier


def confirm_rectification(*, actor: Actor, at: datetime, rectification_id: UUID) -> Rectification:
    """The second person confirms: the right entry takes its place.

    Raises ValidationError when it was decided already, when the same person proposed it, or when the entry
    has changed since; PermissionDenied; Rectification.DoesNotExist.
    """
    with transaction.atomic():
        rectification, rectifier = _waiting(rectification_id, actor, "audit.rectified")
        key, field = rectification.subject_key, rectification.field
        if rectifier.read(key, field) != rectification.old_value:
            raise ValidationError(_("The entry has changed since the rectification was proposed."))
        rectifier.write(key, field, rectification.new_value, actor, at)
        rectification.state = Rectification.State.APPLIED
        rectification.decided_by, rectification.decided_at = actor.key, at
        rectification.save(update_fields=["state", "decided_by", "decided_at"])
        _record(rectification, "audit.rectified", actor, at, rectification.reason)
    return rectification


def decline_rectification(
    *, actor: Actor, at: datetime, rectification_id: UUID, reason: str
) -> Rectification:
    """The second person declines, with a reason; the entry stays as it is.

    Raises ValidationError (no reason, decided already, same person), PermissionDenied,
    Rectification.DoesNotExist.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason for declining.")})
    with transaction.atomic():
        rectification, _rectifier_used = _waiting(rectification_id, actor, "audit.rectification_declined")
        rectification.state = Rectification.State.DECLINED
        rectification.decided_by, rectification.decided_at = actor.key, at
        rectification.decline_reason = reason.strip()
        rectification.save(update_fields=["state", "decided_by", "decided_at", "decline_reason"])
        _record(rectification, "audit.rectification_declined", actor, at, reason.strip())
    return rectification


def erase_private_value(*, actor: Actor, at: datetime, event: Event, name: str, basis: str) -> None:
    """Erases one personal value of an event; its commitment stays and the tree still verifies.

    PIPL art. 47, PDPO s. 26, Macao Law 8/2005 art. 11. `basis` is the legal basis in words, without personal
    data. Raises PermissionDenied, ValidationError without a basis, PrivateValue.DoesNotExist.
    """
    if not may(actor, "audit.value_erased"):
        raise PermissionDenied
    if not basis.strip():
        raise ValidationError({"basis": _("Name the legal basis of the erasure.")})
    with transaction.atomic():
        PrivateValue.objects.select_for_update().get(event=event, name=name).delete()
        record(
            act="audit.value_erased",
            actor=actor,
            at=at,
            subject=(event.subject_kind, event.subject_key),
            chain=event.chain,
            facts={"name": name, "position": event.position, "basis": basis.strip()},
        )
