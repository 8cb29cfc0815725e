"""Signing keys of judges for tests, issued by the demonstration authority of the test's own state folder."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from portal.identity.actions.signing_keys import issue_key
from portal.identity.models import SigningKey, User
from tests.factories import people

PASSPHRASE = "a long passphrase"
NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def signing_key(settings: Any, user: User | None = None, *, at: datetime = NOW) -> SigningKey:
    """The key of Lin Xiao, or of this judge; ``settings`` of pytest-django are turned to the demonstration."""
    settings.PORTAL_DEMONSTRATION = True
    judge = user or people.judge_a()
    known = SigningKey.objects.filter(holder=judge, revoked_at=None).first()
    return known or issue_key(actor=people.actor(judge, at), at=at, user=judge, passphrase=PASSPHRASE)
