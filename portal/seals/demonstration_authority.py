"""A certification authority, a seal and a time-stamp authority for demonstrations, named so in every certificate.

Made once under ``PORTAL_VAR/keys/demonstration-authority``; several processes agree on one. It certifies nothing:
the keys lie beside the data, and a production installation refuses them (system check ``seals.E002``).
"""

from __future__ import annotations

import os
import shutil
import uuid
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings

from portal.seals.errors import KeyProblem

MARK = "DEMONSTRATION"
ORGANISATION = "DEMONSTRATION - not an authority, certifies nothing"
FOLDER = "demonstration-authority"
FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)
CRL_DAYS = 7
PERSONAL_DAYS = 730
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def folder() -> Path:
    """The folder of the demonstration authority, made on first need.

    Raises KeyProblem outside a demonstration.
    """
    if not getattr(settings, "PORTAL_DEMONSTRATION", False):
        raise KeyProblem("The demonstration authority seals nothing in a real installation.")
    place = Path(settings.PORTAL_VAR) / "keys" / FOLDER
    if not (place / "tsa.pem").exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{uuid.uuid4().hex}")
        draft.mkdir(mode=0o700)
        _make(draft)
        try:
            os.rename(draft, place)
        except OSError:  # another process was first: a folder that is not empty is never replaced
            shutil.rmtree(draft)
    return place


def _name(what: str) -> x509.Name:
    return x509.Name([
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
        x509.NameAttribute(NameOID.COMMON_NAME, f"{MARK} {what}"),
    ])  # fmt: skip


def _usage(**given: bool) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: given.get(name, False) for name in names})


def _certificate(
    subject: x509.Name,
    key: Key,
    issuer: x509.Name,
    issuer_key: Key,
    *extensions: tuple[x509.ExtensionType, bool],
    since: datetime = FIRST,
    until: datetime = LAST,
) -> x509.Certificate:
    """One certificate with these (extension, critical) pairs and the two key identifiers."""
    public = issuer_key.public_key()
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(since).not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
    )  # fmt: skip
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(issuer_key, hashes.SHA384())


def _make(place: Path) -> None:
    """Root, seal and time-stamp authority: keys and certificates as PEM files."""
    root_key, seal_key = ec.generate_private_key(ec.SECP384R1()), ec.generate_private_key(ec.SECP256R1())
    tsa_key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    root, end = _name("root"), (x509.BasicConstraints(ca=False, path_length=None), True)
    root_certificate = _certificate(
        root, root_key, root, root_key,
        (x509.BasicConstraints(ca=True, path_length=0), True), (_usage(key_cert_sign=True, crl_sign=True), True),
    )  # fmt: skip
    seal = _certificate(
        _name("seal of the portal"), seal_key, root, root_key, end,
        (_usage(digital_signature=True, content_commitment=True), True),
    )  # fmt: skip
    tsa = _certificate(
        _name("time-stamp authority"), tsa_key, root, root_key, end, (_usage(digital_signature=True), True),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True),
    )  # fmt: skip
    things: tuple[tuple[str, Key, x509.Certificate], ...] = (
        ("root", root_key, root_certificate), ("seal", seal_key, seal), ("tsa", tsa_key, tsa),
    )  # fmt: skip
    for name, key, certificate in things:
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        descriptor = os.open(place / f"{name}.key.pem", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
        (place / f"{name}.pem").write_bytes(certificate.public_bytes(Encoding.PEM))


def personal_pkcs12(name: str, holder: str, passphrase: str, *, at: datetime) -> bytes:
    """A key of a person for two years from ``at``, with its certificate and the root, under the passphrase.

    Raises KeyProblem outside a demonstration.
    """
    place = folder()
    root = x509.load_pem_x509_certificate((place / "root.pem").read_bytes())
    root_key = load_pem_private_key((place / "root.key.pem").read_bytes(), None)
    assert isinstance(root_key, ec.EllipticCurvePrivateKey)
    key, since = ec.generate_private_key(ec.SECP256R1()), at.astimezone(UTC).replace(microsecond=0)
    subject = x509.Name([
        *_name(f"key of {name}"[: 64 - len(MARK) - 1]), x509.NameAttribute(NameOID.SERIAL_NUMBER, holder[:64]),
    ])  # fmt: skip
    certificate = _certificate(
        subject, key, root.subject, root_key, (x509.BasicConstraints(ca=False, path_length=None), True),
        (_usage(digital_signature=True, content_commitment=True), True),
        since=since - timedelta(days=1), until=since + timedelta(days=PERSONAL_DAYS),
    )  # fmt: skip
    return pkcs12.serialize_key_and_certificates(
        b"key", key, certificate, [root], BestAvailableEncryption(passphrase.encode())
    )


@lru_cache(maxsize=8)
def _list_of(place: Path, day: datetime) -> bytes:
    root = x509.load_pem_x509_certificate((place / "root.pem").read_bytes())
    key = load_pem_private_key((place / "root.key.pem").read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    crl = (
        x509.CertificateRevocationListBuilder().issuer_name(root.subject).last_update(day)
        .next_update(day + timedelta(days=CRL_DAYS))
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
        .add_extension(x509.CRLNumber(int(day.timestamp())), critical=False)
        .sign(key, hashes.SHA384())
    )  # fmt: skip
    return crl.public_bytes(Encoding.DER)


def revocation_list(at: datetime) -> bytes:
    """The authority's list of revoked certificates (DER; empty) as of the day of ``at``, good for seven days."""
    day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return _list_of(folder(), day)


def is_demonstration(subject: str) -> bool:
    """Whether a certificate's subject (any readable form) names the demonstration authority."""
    return MARK in subject and ORGANISATION in subject
