"""Print a current second-factor code for an account of the demonstration."""

from __future__ import annotations

import sys
import time
from typing import Any, NoReturn

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from portal.identity.models import User

PERIOD = 30


class Command(BaseCommand):
    """``manage.py demo_code EMAIL``: six digits on one line; exit code 2 with the reason when it refuses."""

    help = "Print a current second-factor code for a demonstration account. Refuses in production."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="e-mail address of a demonstration account")

    def handle(self, *args: Any, **options: Any) -> None:
        email: str = options["email"]
        if not settings.PORTAL_DEMONSTRATION:
            self._refuse("This portal is not a demonstration: codes are shown by people's own devices only.")
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            self._refuse(f"There is no account {email}.")
        if not user.is_demonstration:
            self._refuse(f"{email} is not a demonstration account.")
        factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
        if factor is None:
            self._refuse(f"{email} has no authenticator app.")
        secret = decrypt(factor.data["secret"])
        self.stdout.write(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD)))

    def _refuse(self, reason: str) -> NoReturn:
        self.stderr.write(reason)
        sys.exit(2)
