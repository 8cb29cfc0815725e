"""Keys of judges: enrolled, opened for one signature, withdrawn. The passphrase passes through and is kept nowhere."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.audit.log import record
from portal.identity.models import SigningKey, User
from portal.identity.permissions import PermissionRefused, require
from portal.seals.errors import KeyRefused
from portal.seals.signers import (
    LARGEST,
    SHORTEST_PASSPHRASE,
    issue_demonstration_key,
    opened_personal,
    read_personal_key,
)
from portal.web.limits import counted_in

ENROLLED, REVOKED = "identity.signing_key_enrolled", "identity.signing_key_revoked"
TRIES, WINDOW = 10, 900


def signing_key_of(user: User, at: datetime) -> SigningKey | None:
    """The key with which this person signs now: enrolled, not withdrawn, certificate valid at ``at``."""
    key = SigningKey.objects.filter(holder=user, revoked_at=None).first()
    return key if key is not None and key.is_good(at) else None


def enrol_key(*, actor: Actor, at: datetime, user: User, pkcs12: bytes, passphrase: str) -> SigningKey:
    """Take in a judge's own key as the authority of the court issued it.

    :raises PermissionRefused: no judge, or somebody else's account.
    :raises ValidationError: a key is in force already; the file does not open, or its certificate is not good here.
    """
    _require_own(actor, user, ENROLLED)
    if not 0 < len(pkcs12) <= LARGEST:
        raise ValidationError({"file": _("This is not a key file: it is empty or too large.")})
    if len(passphrase) < SHORTEST_PASSPHRASE:
        short = _("The passphrase has fewer than %(count)s characters; give the file a longer one first.")
        raise ValidationError({"passphrase": short % {"count": SHORTEST_PASSPHRASE}})
    try:
        facts = read_personal_key(pkcs12, passphrase, at=at)
    except KeyRefused as refusal:
        raise refused(refusal) from refusal
    if facts.is_simulated and not settings.PORTAL_DEMONSTRATION:
        raise ValidationError({"file": _("A key of the demonstration authority signs nothing here.")})
    same = SigningKey.objects.filter(fingerprint=facts.fingerprint)
    if same.exclude(revoked_at=None).exists() or same.exclude(holder=user).exists():
        raise ValidationError(
            {"file": _("This key was withdrawn, or belongs to another account. Enrol another.")}
        )
    given = {
        name: getattr(facts, name) for name in ("fingerprint", "valid_from_at", "valid_to_at", "is_simulated")
    }
    try:
        with transaction.atomic():
            key = SigningKey.objects.create(
                holder=user, container=b64encode(pkcs12).decode(), name=facts.name[:200],
                subject=facts.subject[:500], issuer=facts.issuer[:500], serial=facts.serial, enrolled_at=at, **given,
            )  # fmt: skip
            _log(ENROLLED, key, actor, at)
    except IntegrityError as error:
        raise ValidationError(
            _("A signing key is enrolled already. Withdraw it first."), code="enrolled"
        ) from error
    return key


def issue_key(*, actor: Actor, at: datetime, user: User, passphrase: str) -> SigningKey:
    """In a demonstration: have the demonstration authority issue a key and enrol it, marked as simulated.

    :raises PermissionRefused: no judge, somebody else's account, or no demonstration.
    :raises ValidationError: as for :func:`enrol_key`.
    """
    _require_own(actor, user, ENROLLED)
    if not settings.PORTAL_DEMONSTRATION:
        raise PermissionRefused(ENROLLED)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        sentence = _("The passphrase needs at least %(count)s characters.")
        raise ValidationError({"passphrase": sentence % {"count": SHORTEST_PASSPHRASE}})
    person = getattr(user, "person", None)
    name = " ".join(dict.fromkeys(one.text for one in person.current_names)) if person else ""
    pkcs12 = issue_demonstration_key(name or "judge", str(user.pk), passphrase, at=at)
    return enrol_key(actor=actor, at=at, user=user, pkcs12=pkcs12, passphrase=passphrase)


@transaction.atomic
def revoke_key(*, actor: Actor, at: datetime, user: User, reason: str) -> SigningKey:
    """Withdraw one's key: lost, compromised, replaced (电子签名法 art. 15). What it signed before stays signed.

    :raises PermissionRefused: no judge, somebody else's account, or no key in force.
    :raises ValidationError: no reason.
    """
    _require_own(actor, user, REVOKED)
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    key = SigningKey.objects.select_for_update().filter(holder=user, revoked_at=None).first()
    if key is None:
        raise PermissionRefused(REVOKED)
    key.revoked_at, key.revoke_reason = at, reason.strip()[:300]
    key.save(update_fields=["revoked_at", "revoke_reason"])
    _log(REVOKED, key, actor, at, private={"reason": key.revoke_reason})
    return key


def open_signing_key(key: SigningKey, passphrase: str) -> bytes:
    """The PKCS#12 container, once its passphrase has been seen to open it.

    :raises ValidationError: at ``passphrase``, it does not.
    """
    content = b64decode(key.container)
    try:
        opened_personal(content, passphrase)
    except KeyRefused as refusal:
        raise refused(refusal) from refusal
    return content


def open_for_signing(*, at: datetime, user: User, passphrase: str) -> tuple[SigningKey, bytes]:
    """The judge's key and its container, for one act of signing; tries with a wrong passphrase are counted.

    :raises ValidationError: no key in force, too many tries within a quarter of an hour, or a wrong passphrase.
    """
    key = signing_key_of(user, at)
    if key is None:
        raise ValidationError(
            _("You have no signing key in force. Enrol one under “My details”, “Signing key”."), code="no_key"
        )
    if not counted_in(f"signing-key:{key.pk}", attempts=TRIES, seconds=WINDOW, at=at):
        raise ValidationError({"passphrase": _("Too many tries. Wait a quarter of an hour.")}, code="tries")
    return key, open_signing_key(key, passphrase)


def refused(refusal: KeyRefused) -> ValidationError:
    """The reason in words, at the field that it concerns."""
    sentences = {
        "passphrase": ("passphrase", _("The passphrase does not open the key.")),
        "expired": ("file", _("The certificate of this key is not valid today.")),
        "not_trusted": ("file", _("The certificate does not come from an authority that is trusted here.")),
        "is_seal": (
            "file",
            _("This is the key of the court's seal. A judge signs with a key of her or his own."),
        ),
        "usage": ("file", _("The certificate is not meant for signatures.")),
    }
    unreadable = ("file", _("This is not a key file (PKCS#12) with a key and its certificate."))
    field, sentence = sentences.get(refusal.code, unreadable)
    return ValidationError({field: ValidationError(sentence, code=refusal.code)})


def _require_own(actor: Actor, user: User, act: str) -> None:
    require(actor, act)
    if actor.key != f"user:{user.pk}":
        raise PermissionRefused(act)


def _log(
    act: str, key: SigningKey, actor: Actor, at: datetime, private: dict[str, str] | None = None
) -> None:
    record(
        act=act, actor=actor, at=at, subject=("identity.SigningKey", str(key.pk)), chain=f"user:{key.holder_id}",
        facts={
            "fingerprint": key.fingerprint, "serial": key.serial, "simulated": "yes" if key.is_simulated else "no",
        },
        private={"subject": key.subject, **(private or {})},
    )  # fmt: skip
