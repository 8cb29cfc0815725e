"""Recovery of an account whose holder lost every second factor.

Asked for in public; identity proved anew before staff; then a waiting time in which every address of the
account has been told and any of them can cancel; then a member of staff resets the factors.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.audit.log import record
from portal.identity.actions.tell import tell_every_address
from portal.identity.models import Court, RecoveryRequest, User
from portal.identity.permissions import PermissionRefused, require

DEFAULT_WAITING_DAYS = 7
_signer = Signer(salt="identity.recovery.cancel")


def waiting_time() -> timedelta:
    """``PORTAL_RECOVERY_WAITING_DAYS`` (7): practice of this portal, not a rule of law; the
    operator sets it.
    """
    return timedelta(days=int(getattr(settings, "PORTAL_RECOVERY_WAITING_DAYS", DEFAULT_WAITING_DAYS)))


def cancel_token(recovery: RecoveryRequest) -> str:
    """The secret part of the cancel link; it cannot be made without the portal's key."""
    return _signer.sign(str(recovery.pk))


def recovery_for(token: str) -> RecoveryRequest | None:
    """The request that a cancel link belongs to; None when the link was not made here."""
    try:
        return (
            RecoveryRequest.objects.filter(pk=_signer.unsign(token)).select_related("user", "court").first()
        )
    except (BadSignature, ValidationError, ValueError):
        return None


def request_recovery(
    *, actor: Actor, at: datetime, email: str, court: Court, reach_me: str
) -> RecoveryRequest | None:
    """Somebody says that they lost every factor of the account with this address. None when there is no such
    account, none to recover, or a request runs already; the person who asked is told the same in every case.
    """
    require(actor, "identity.recovery_requested")
    with transaction.atomic():
        user = User.objects.select_for_update().filter(email__iexact=email.strip(), is_active=True).first()
        if user is None or user.recoveries.filter(state__in=RecoveryRequest.OPEN).exists():
            return None
        if not Authenticator.objects.filter(user=user).exists():
            return None
        found = RecoveryRequest.objects.create(
            user=user, court=court, reach_me=reach_me.strip() or None, requested_at=at
        )
        _log(actor, at, found, act="identity.recovery_requested")
        _tell("identity.recovery_requested", found, at)
    return found


def prove_identity(*, actor: Actor, at: datetime, recovery: RecoveryRequest, proof: str) -> RecoveryRequest:
    """Staff proved anew who asks (papers compared in person or by video); the waiting time begins.

    :raises ValidationError: nothing written down, or the request does not wait for proof.
    """
    require(actor, "identity.recovery_proved")
    if not proof.strip():
        raise ValidationError({"proof": _("Write down how you proved who it is.")})
    with transaction.atomic():
        found = _locked(recovery, actor)
        if found.state != RecoveryRequest.State.REQUESTED:
            raise ValidationError(_("This request does not wait for proof of identity."), code="state")
        found.state, found.proof = RecoveryRequest.State.PROVED, proof.strip()
        found.proved_at, found.proved_by, found.not_before = at, actor.key, at + waiting_time()
        found.save()
        _log(actor, at, found, act="identity.recovery_proved", not_before=found.not_before.isoformat())
        _tell("identity.recovery_proved", found, at)
    return found


def complete_recovery(*, actor: Actor, at: datetime, recovery: RecoveryRequest) -> RecoveryRequest:
    """After the waiting time, a member of staff takes away every factor and ends every session of the
    account.

    The holder signs in by password, or asks for a new one by e-mail, and sets up a factor at once.

    :raises ValidationError: identity was not proved, or the waiting time runs.
    """
    require(actor, "identity.recovery_completed")
    with transaction.atomic():
        found = _locked(recovery, actor)
        if found.state != RecoveryRequest.State.PROVED or found.not_before is None:
            raise ValidationError(_("Identity must be proved first."), code="state")
        if at < found.not_before:
            raise ValidationError(_("The waiting time has not ended."), code="waiting")
        found.state, found.ended_at = RecoveryRequest.State.COMPLETED, at
        found.save()
        Authenticator.objects.filter(user=found.user).delete()
        _end_sessions(found.user)
        _log(actor, at, found, act="identity.recovery_completed")
        _tell("identity.recovery_completed", found, at)
    return found


def refuse_recovery(*, actor: Actor, at: datetime, recovery: RecoveryRequest, reason: str) -> RecoveryRequest:
    """Staff could not prove who asks.

    :raises ValidationError: no reason, or the request has ended.
    """
    require(actor, "identity.recovery_refused")
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    with transaction.atomic():
        found = _locked(recovery, actor)
        if not found.is_open:
            raise ValidationError(_("This request has ended."), code="ended")
        found.state, found.reason, found.ended_at = RecoveryRequest.State.REFUSED, reason.strip(), at
        found.save()
        _log(actor, at, found, act="identity.recovery_refused")
        _tell("identity.recovery_refused", found, at)
    return found


def cancel_recovery(*, actor: Actor, at: datetime, recovery: RecoveryRequest) -> RecoveryRequest:
    """Whoever holds the cancel link of the mail stops the recovery; nothing on the account changes.

    :raises ValidationError: the request has ended.
    """
    require(actor, "identity.recovery_cancelled")
    with transaction.atomic():
        found = RecoveryRequest.objects.select_for_update().get(pk=recovery.pk)
        if not found.is_open:
            raise ValidationError(_("This request has ended."), code="ended")
        found.state, found.ended_at = RecoveryRequest.State.CANCELLED, at
        found.save(update_fields=["state", "ended_at"])
        _log(actor, at, found, act="identity.recovery_cancelled")
        _tell("identity.recovery_cancelled", found, at)
    return found


def _locked(recovery: RecoveryRequest, actor: Actor) -> RecoveryRequest:
    found = RecoveryRequest.objects.select_for_update().get(pk=recovery.pk)
    if found.court.code not in actor.courts or actor.key == f"user:{found.user_id}":
        raise PermissionRefused("another court's request, or one's own")
    return found


def _end_sessions(user: User) -> None:
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()


def _log(actor: Actor, at: datetime, found: RecoveryRequest, *, act: str, **more: str) -> None:
    private = {"proof": found.proof, "reason": found.reason}
    record(
        act=act,
        actor=actor,
        at=at,
        subject=("identity.RecoveryRequest", str(found.pk)),
        chain=f"user:{found.user_id}",
        facts={"court": found.court.code, **more},
        private={name: text for name, text in private.items() if text},
    )


def _tell(kind: str, found: RecoveryRequest, at: datetime) -> None:
    shown = timezone.localtime(found.not_before) if found.not_before else None
    context = {
        "court_code": found.court.code,
        "reset_at": shown.isoformat() if shown else "",
        "reason": found.reason,
        "path": f"/accounts/recovery/cancel/{cancel_token(found)}/" if found.is_open else "/accounts/login/",
    }
    tell_every_address(kind, found.user, context, dedupe=f"{kind}:{found.pk}", at=at, court=found.court.code)
