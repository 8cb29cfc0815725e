"""Accounts made by the portal itself: the first operator, the people of the demonstration."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction

from portal.identity.models import User


def open_account(
    *,
    email: str,
    password: str | None,
    language: str,
    is_demonstration: bool = False,
    second_factor: bool = False,
) -> User:
    """An account whose address counts as confirmed; with ``second_factor`` it has an authenticator app as
    well.

    Doing it again gives the account as it is.
    """
    with transaction.atomic():
        known = User.objects.filter(email__iexact=email).first()
        user = known or User.objects.create_user(
            email, password, language=language, is_demonstration=is_demonstration
        )
        EmailAddress.objects.get_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
        if (
            second_factor
            and not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
        ):
            TOTP.activate(user, generate_totp_secret())
    return user


def choose_language(*, user: User, language: str) -> User:
    """Mails and notices to the account are written in this language from now on."""
    user.language = language
    user.save(update_fields=["language"])
    return user
