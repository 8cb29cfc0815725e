"""Second-factor secrets are sealed before they reach the database."""

from __future__ import annotations

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext as _

from portal.seals.cells import open_cell, seal

CONTEXT = "identity.second_factor"
PLACE = "mfa_authenticator.data"


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes are encrypted at rest."""

    def get_totp_issuer(self) -> str:
        return _("Cross-border dispute portal")

    def build_totp_svg(self, url: str) -> str:
        """The picture on white ground, so that it can be scanned from a dark page too."""
        head, bracket, rest = super().build_totp_svg(url).partition("<path")
        return f'{head}<rect width="100%" height="100%" fill="#fff"/>{bracket}{rest}'

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text, context=CONTEXT, place=PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return open_cell(base64.b64decode(encrypted_text), context=CONTEXT, place=PLACE)
