"""Notices of this room: to the person of a paper, to every address of an account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress

from portal.identity.models import IdentityDocument, ProfessionalLicence, User
from portal.notices.outbox import Recipient, queue


def recipient_for(user: User) -> Recipient:
    """An account as the notices know it."""
    return Recipient(key=f"user:{user.pk}", email=user.email, language=user.language)


def tell_person(kind: str, paper: IdentityDocument | ProfessionalLicence, at: datetime) -> None:
    """Tell the person what became of a paper or licence; people without an account are told by the court
    itself.
    """
    user = paper.person.user
    if user is None:
        return
    queue(
        kind=kind,
        recipient=recipient_for(user),
        context={
            "paper_kind": paper.kind,
            "reason": paper.refusal_reason,
            "simulated": paper.is_simulated,
            "path": "/identity/",
        },
        dedupe=f"{kind}:{paper.pk}",
        at=at,
        court=paper.court.code,
    )


def tell_every_address(
    kind: str,
    user: User,
    context: Mapping[str, Any],
    *,
    dedupe: str,
    at: datetime,
    court: str = "",
    extra: str = "",
) -> None:
    """Tell every address that the account has or had confirmed, and ``extra``; the first also in
    the inbox.
    """
    known = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    addresses = list(dict.fromkeys([user.email, *known, *([extra] if extra else [])]))
    for number, address in enumerate(addresses):
        key = f"user:{user.pk}" if number == 0 else f"address:{user.pk}:{number}"
        queue(
            kind=kind,
            recipient=Recipient(key=key, email=address, language=user.language),
            context=context,
            dedupe=dedupe,
            at=at,
            court=court,
        )
