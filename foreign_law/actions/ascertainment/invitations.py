"""An account is bound to an institution or expert by invitation: a code by e-mail, taken up after sign-in.

Of the code only its keyed digest is kept. It stands in the message behind ``#``, so that no log of addresses holds it.
"""

from __future__ import annotations

import secrets
import unicodedata
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.providers import give_account, locked_provider, log, require_binding
from foreign_law.actions.ascertainment.steps import F, day_of
from foreign_law.models import LawProvider, ProviderAccount, ProviderInvitation
from i18n import languages
from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused, require
from portal.notices import outbox
from portal.seals.fields import blind_index

#: How long a code stays good: a rule of the portal's safety, not a period of procedure.
GOOD_FOR: Final = timedelta(days=30)
LONGEST: Final = 100
NOTICE: Final = F + "provider_invited"
PATH: Final = "/law/providers/invitation/"


def digest_of(code: str) -> str:
    """The keyed digest (HMAC-SHA256, 64 hexadecimal digits) of a code, without spaces around it."""
    return blind_index("foreign_law.provider_invitation", unicodedata.normalize("NFKC", code).strip())


@transaction.atomic
def invite(*, actor: Actor, at: datetime, provider_id: UUID, email: str, language: str) -> ProviderInvitation:
    """Send the code to an address; an earlier open invitation to the same address no longer counts.

    :raises PermissionRefused: the role may not, or another court asks this provider too.
    :raises ValidationError: the provider is not asked at present, or a language that the portal does not speak.
    """
    act = F + "provider_invited"
    provider = locked_provider(actor, act, provider_id)
    require_binding(provider, actor, act)
    if not provider.is_active:
        raise ValidationError(_("This institution or expert is not asked at present."), code="ended")
    if language not in languages.CODES:
        raise ValidationError({"language": _("Choose one of the languages.")})
    address = email.strip().lower()
    provider.invitations.filter(email__iexact=address, taken_up_at=None, revoked_at=None).update(
        revoked_at=at
    )
    code = secrets.token_urlsafe(24)
    found = ProviderInvitation.objects.create(
        provider=provider, email=address, language=language, digest=digest_of(code), sent_at=at,
        expires_at=at + GOOD_FOR,
    )  # fmt: skip
    log(act, provider, actor=actor, at=at, subject=found, private={"email": address})
    outbox.queue(
        kind=NOTICE,
        recipient=outbox.Recipient(key=f"invitation:{found.pk}", email=address, language=language),
        context={"names": names_of(provider), "expires_at": found.expires_at.isoformat(), "code": code,
                 "path": f"{PATH}#{code}"},
        dedupe=f"{NOTICE}|{found.pk}", at=at,
    )  # fmt: skip
    return found


def names_of(provider: LawProvider) -> dict[str, str]:
    """The provider's name by language code."""
    return {code: getattr(provider, f"name_{code.replace('-', '_')}") or "" for code in languages.CODES}


@transaction.atomic
def revoke_invitation(
    *, actor: Actor, at: datetime, provider_id: UUID, invitation_id: UUID
) -> ProviderInvitation:
    """The code no longer opens anything.

    :raises PermissionRefused: the role may not, or no such invitation.
    :raises ValidationError: it was taken up or revoked before.
    """
    act = F + "provider_invitation_revoked"
    provider = locked_provider(actor, act, provider_id)
    found = provider.invitations.select_for_update(of=("self",)).filter(pk=invitation_id).first()
    if found is None:
        raise PermissionRefused(act)
    if found.taken_up_at is not None or found.revoked_at is not None:
        raise ValidationError(_("This invitation is no longer open."), code="state")
    found.revoked_at = at
    found.save(update_fields=["revoked_at"])
    log(act, provider, actor=actor, at=at, subject=found)
    return found


@transaction.atomic
def take_up(*, actor: Actor, at: datetime, code: str) -> ProviderAccount:
    """Whoever holds the code and has signed in answers for the provider from today.

    :raises PermissionRefused: nobody is signed in.
    :raises ValidationError: at ``code``, it is unknown, used, revoked or too old (one sentence for all), or the account
        answers already.
    """
    act = F + "provider_invitation_taken_up"
    require(actor, act)
    account = person_id_of(actor)
    user = User.objects.filter(pk=account, is_active=True).first() if account else None
    if user is None:
        raise PermissionRefused(act)
    found = None
    if code.strip() and len(code) <= LONGEST:
        rows = ProviderInvitation.objects.select_for_update(of=("self",)).select_related("provider")
        found = rows.filter(
            digest=digest_of(code), taken_up_at=None, revoked_at=None, expires_at__gt=at
        ).first()
    if found is None or not found.provider.is_active:
        raise ValidationError(
            {"code": _("This code is not good, or no longer. Ask the court for a new one.")}
        )
    try:
        bound = give_account(found.provider, user, day_of(at))
    except ValidationError as refusal:
        raise ValidationError({"code": refusal.messages}) from refusal
    found.taken_up_at, found.taken_up_by = at, user
    found.save(update_fields=["taken_up_at", "taken_up_by"])
    log(act, found.provider, actor=actor, at=at, subject=bound, facts={"account": f"user:{user.pk}"})
    return bound
