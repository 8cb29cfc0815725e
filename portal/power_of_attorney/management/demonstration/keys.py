"""The judge's key in the demonstration: issued by the demonstration authority and marked as simulated."""

from __future__ import annotations

from datetime import datetime

from portal.identity.actions.signing_keys import issue_key, signing_key_of
from portal.operations.demonstration import PASSWORD
from portal.power_of_attorney.management.demonstration.people import account, actor

PASSPHRASE = PASSWORD


def judge_gets_a_key(at: datetime) -> None:
    """A key for the demonstration's judge, unless there is one; its passphrase is that of the account."""
    judge = account("judge")
    if signing_key_of(judge, at) is None:
        issue_key(actor=actor("judge", at), at=at, user=judge, passphrase=PASSPHRASE)
