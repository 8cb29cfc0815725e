"""Which certificates are those of the court's seal, and not of a person whose key comes from the same authority."""

from __future__ import annotations

import json
from pathlib import Path

from asn1crypto import x509
from django.conf import settings
from pyhanko.keys import load_certs_from_pemder

from portal.seals import demonstration_authority
from portal.seals.authorities import UNREADABLE, is_configured, opened_signer
from portal.seals.errors import KeyProblem

_KNOWN: dict[str, bytes] = {}


def is_seal(certificate: x509.Certificate | None) -> bool:
    """Whether the certificate bears the subject of the seal, of a former seal, or of the demonstration's seal.

    Authorities give one subject to one holder; a renewed certificate keeps it. Raises KeyProblem when the seal's own
    certificate or the former ones cannot be read.
    """
    return certificate is not None and certificate.subject.hashable in seal_subjects()


def seal_subjects() -> frozenset[str]:
    """The subjects under which the portal seals and sealed, normalised for comparison (RFC 5280, section 7.1).

    Raises KeyProblem.
    """
    found = set()
    if is_configured():
        found.add(_configured().subject.hashable)
    try:
        if settings.PORTAL_SEAL.get("former"):
            former = load_certs_from_pemder([settings.PORTAL_SEAL["former"]])
            found |= {certificate.subject.hashable for certificate in former}
        if settings.PORTAL_DEMONSTRATION:
            path = str(demonstration_authority.folder() / "seal.pem")
            found |= {certificate.subject.hashable for certificate in load_certs_from_pemder([path])}
    except (OSError, ValueError) as error:
        raise KeyProblem(UNREADABLE.format(error)) from error
    return frozenset(found)


def _configured() -> x509.Certificate:
    """The certificate of the configured seal; a token is opened once for each setting, a file read when it changed."""
    given = dict(settings.PORTAL_SEAL)
    stamps = [
        Path(given[name]).stat().st_mtime_ns
        for name in ("pkcs12", "key", "certificates")
        if given.get(name) and Path(given[name]).exists()
    ]
    key = json.dumps([given, stamps], sort_keys=True)
    if key not in _KNOWN:
        with opened_signer() as signer:
            if signer.signing_cert is None:
                raise KeyProblem("The seal has no certificate.")
            _KNOWN.clear()
            _KNOWN[key] = signer.signing_cert.dump()
    return x509.Certificate.load(_KNOWN[key])
