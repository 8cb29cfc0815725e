"""Keys of people: PKCS#12 files that only their holder can open, from an authority that is trusted here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import pkcs12 as container
from asn1crypto import x509
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError

from portal.seals import demonstration_authority
from portal.seals.authorities import revocation_lists, roots
from portal.seals.errors import KeyRefused
from portal.seals.loops import finished
from portal.seals.seal_names import is_seal

LARGEST = 100_000
SHORTEST_PASSPHRASE = 8


@dataclass(frozen=True)
class PersonalKey:
    """What the certificate of a person's key says; ``fingerprint`` is the SHA-256 of the certificate in hex."""

    name: str
    subject: str
    issuer: str
    serial: str
    fingerprint: str
    valid_from_at: datetime
    valid_to_at: datetime
    certificate: bytes
    is_simulated: bool


def read_personal_key(pkcs12: bytes, passphrase: str, *, at: datetime) -> PersonalKey:
    """Opens the file and judges its certificate at ``at``. Nothing is kept.

    Raises KeyRefused with the code of the reason, KeyProblem when the trusted roots cannot be read.
    """
    signer = opened_personal(pkcs12, passphrase)
    certificate = signer.signing_cert
    assert certificate is not None
    judge_certificate(certificate, tuple(signer.cert_registry), at)
    return personal_key(certificate)


def personal_key(certificate: x509.Certificate) -> PersonalKey:
    """The facts of a certificate."""
    subject = certificate.subject.human_friendly
    return PersonalKey(
        name=str(certificate.subject.native.get("common_name", subject)), subject=subject,
        issuer=certificate.issuer.human_friendly, serial=f"{certificate.serial_number:x}",
        fingerprint=certificate.sha256.hex(), valid_from_at=certificate.not_valid_before,
        valid_to_at=certificate.not_valid_after, certificate=certificate.dump(),
        is_simulated=demonstration_authority.is_demonstration(subject),
    )  # fmt: skip


def opened_personal(pkcs12: bytes, passphrase: str) -> SimpleSigner:
    """The signer inside the file. Raises KeyRefused: no PKCS#12, a wrong passphrase, or no key with certificate."""
    try:
        container.Pfx.load(pkcs12[:LARGEST], strict=True).native  # noqa: B018 - reading it whole is the test
    except (ValueError, TypeError) as error:
        raise KeyRefused("unreadable", "The file is no PKCS#12 container.") from error
    try:
        signer = SimpleSigner.load_pkcs12_data(pkcs12, [], passphrase.encode())
    except (ValueError, TypeError, OSError) as error:
        raise KeyRefused("passphrase", "The passphrase does not open the key.") from error
    if signer is None or signer.signing_cert is None:
        raise KeyRefused("unreadable", "The file holds no key with its certificate.")
    return signer


def judge_certificate(
    certificate: x509.Certificate, others: Sequence[x509.Certificate], at: datetime
) -> None:
    """Lets pass a person's certificate that is good at ``at``: in time, for signing, trusted here, not the seal's.

    Raises KeyRefused, KeyProblem.
    """
    moment = at.astimezone(UTC)
    if not certificate.not_valid_before <= moment <= certificate.not_valid_after:
        raise KeyRefused("expired", "The certificate is not valid at this moment.")
    usage = certificate.key_usage_value.native if certificate.key_usage_value else set()
    if not usage & {"digital_signature", "non_repudiation"}:
        raise KeyRefused("usage", "The certificate is not for signatures.")
    if is_seal(certificate):
        raise KeyRefused("is_seal", "This is the key of the seal, not of a person.")
    context = ValidationContext(
        trust_roots=list(roots()), other_certs=list(others), crls=list(revocation_lists(at)), moment=moment,
        allow_fetching=False, revocation_mode="soft-fail",
    )  # fmt: skip
    try:
        finished(CertificateValidator(certificate, validation_context=context).async_validate_usage(set()))
    except (PathBuildingError, PathValidationError) as error:
        raise KeyRefused("not_trusted", f"The certificate is not trusted here: {error}") from error


def issue_demonstration_key(name: str, holder: str, passphrase: str, *, at: datetime) -> bytes:
    """A PKCS#12 file of the demonstration authority for this person; everything in it says DEMONSTRATION.

    ``holder`` is an identifier without personal data that goes into the subject. Raises KeyProblem outside a
    demonstration.
    """
    return demonstration_authority.personal_pkcs12(name, holder, passphrase, at=at)
