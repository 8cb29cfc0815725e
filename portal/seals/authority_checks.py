"""System checks: a real installation seals with a key of its own, never with the demonstration's."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from portal.seals.authorities import is_configured, opened_signer
from portal.seals.credential_keys import credential_keys
from portal.seals.demonstration_authority import is_demonstration
from portal.seals.errors import KeyProblem


@register(Tags.security)
def seal_is_fit(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E002: the seal's key cannot be used, or is the demonstration's in a real installation. W001: there is none."""
    if not is_configured():
        if settings.PORTAL_DEMONSTRATION:
            return []
        hint = "Set PORTAL_SEAL_PKCS12, PORTAL_SEAL_KEY or PORTAL_SEAL_PKCS11."
        return [Warning("No seal is configured: no certificate can be issued.", hint=hint, id="seals.W001")]
    try:
        with opened_signer() as signer:
            certificate = signer.signing_cert
            subject = certificate.subject.human_friendly if certificate is not None else ""
    except KeyProblem as problem:
        return [Error(str(problem), id="seals.E002")]
    if is_demonstration(subject) and not settings.PORTAL_DEMONSTRATION:
        return [Error("The seal is that of the demonstration authority.", hint=subject, id="seals.E002")]
    return []


@register(Tags.security)
def credential_keys_are_fit(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E003: a key of credentials is malformed. W002: a real installation has none."""
    if not settings.PORTAL_CREDENTIAL_KEYS:
        if settings.PORTAL_DEMONSTRATION:
            return []
        return [Warning("PORTAL_CREDENTIAL_KEYS is empty: no credential can be signed.", id="seals.W002")]
    try:
        credential_keys()
    except KeyProblem as problem:
        return [Error(str(problem), id="seals.E003")]
    return []
