"""Runs inside a test portal's own process: ``python -m tests.support.portal_call package.module:function JSON``."""

from __future__ import annotations

import json
import sys
from importlib import import_module

import django


def sessions_of(emails: list[str]) -> dict[str, str]:
    """A fresh session with second factor for each account: address to session key."""
    from django.test import Client

    from portal.identity.models import User
    from tests.factories import people

    users = {user.email: user for user in User.objects.filter(email__in=emails)}
    return {email: people.sign_in(Client(), users[email]).session.session_key for email in emails}


def main() -> None:
    """Import the function after Django stands, call it with the values, print its answer as one line of JSON."""
    place, values = sys.argv[1:3]
    module, name = place.split(":")
    django.setup()
    answer = getattr(import_module(module), name)(**json.loads(values))
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
