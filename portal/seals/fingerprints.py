"""Fingerprints of certificates, as they are published: SHA-256 of the DER, with the subject in words."""

from __future__ import annotations

from hashlib import sha256

from asn1crypto import pem, x509


def fingerprints(certificates: bytes) -> list[tuple[str, str]]:
    """(subject in words, SHA-256 in hexadecimal) of each certificate of a PEM file. Raises ValueError for other bytes."""
    if not certificates:
        return []
    found = pem.unarmor(certificates, multiple=True)
    return [
        (x509.Certificate.load(content).subject.human_friendly, sha256(content).hexdigest())
        for _kind, _headers, content in found
    ]
