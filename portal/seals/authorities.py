"""Whose seal it is: keys from files (PKCS#12 or PEM), from a PKCS#11 token, or of the demonstration authority.

The settings ``PORTAL_SEAL`` (read in portal/settings/environment.py) choose; everything above sees one interface.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import crl, pem, x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_private_key
from django.conf import settings
from pyhanko.keys import load_certs_from_pemder, load_private_key_from_pemder
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from portal.seals import demonstration_authority
from portal.seals.errors import KeyProblem

SOURCES = ("pkcs12", "key", "pkcs11")
UNREADABLE = "The seal's key or certificate cannot be read: {}"


@dataclass(frozen=True)
class SealAuthority:
    """Who seals at this moment: the signer, what it chains to, and the lists of revoked certificates."""

    signer: Signer
    roots: tuple[x509.Certificate, ...]
    others: tuple[x509.Certificate, ...]
    revocation_lists: tuple[crl.CertificateList, ...]

    @property
    def subject(self) -> str:
        """The subject of the seal's certificate in words, such as ``Common Name: …, Organization: …``."""
        certificate = self.signer.signing_cert
        return certificate.subject.human_friendly if certificate is not None else ""

    @property
    def name(self) -> str:
        """The common name of the seal's certificate."""
        certificate = self.signer.signing_cert
        return (
            str(certificate.subject.native.get("common_name", self.subject))
            if certificate is not None
            else ""
        )

    @property
    def is_simulated(self) -> bool:
        return demonstration_authority.is_demonstration(self.subject)


def is_configured() -> bool:
    """Whether the settings name a key to seal with."""
    return any(settings.PORTAL_SEAL.get(source) for source in SOURCES)


@contextmanager
def seal_authority(at: datetime) -> Iterator[SealAuthority]:
    """The authority of the settings, or that of the demonstration; a token stays open inside the block.

    Raises KeyProblem: nothing is configured, a file cannot be read, a token refuses, or a real installation was
    given the demonstration authority.
    """
    with opened_signer() as signer:
        authority = SealAuthority(signer, roots(), tuple(signer.cert_registry), tuple(revocation_lists(at)))
        if authority.is_simulated and not settings.PORTAL_DEMONSTRATION:
            raise KeyProblem("The demonstration authority seals nothing in a real installation.")
        yield authority


@contextmanager
def opened_signer() -> Iterator[Signer]:
    """The signer of the settings, or of the demonstration; a token is open inside the block. Raises KeyProblem."""
    given = settings.PORTAL_SEAL
    if given.get("pkcs11"):
        with _token_signer(given) as in_token:
            yield in_token
        return
    try:
        signer = _file_signer(given)
    except (OSError, ValueError, TypeError) as error:
        raise KeyProblem(UNREADABLE.format(error)) from error
    yield signer


def _file_signer(given: dict[str, str]) -> SimpleSigner:
    """The signer of a PKCS#12 file, of two PEM files, or of the demonstration."""
    passphrase = given["passphrase"].encode() or None
    if given["pkcs12"]:
        return SimpleSigner.load_pkcs12_data(Path(given["pkcs12"]).read_bytes(), [], passphrase)
    if given["key"]:
        return _pem_signer(Path(given["key"]), Path(given["certificates"]), passphrase)
    folder = demonstration_authority.folder()
    return _pem_signer(folder / "seal.key.pem", folder / "seal.pem", None)


def _pem_signer(key: Path, certificates: Path, passphrase: bytes | None) -> SimpleSigner:
    """The key with its certificate, which stands first in its file; the chain follows."""
    own, *chain = load_certs_from_pemder([str(certificates)])
    private = load_private_key_from_pemder(str(key), passphrase)
    public = load_der_private_key(private.dump(), None).public_key()
    if public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) != own.public_key.dump():
        raise ValueError(f"{key} is not the key of the first certificate in {certificates}")
    return SimpleSigner(own, private, SimpleCertificateStore.from_certs([own, *chain]))


@contextmanager
def _token_signer(given: dict[str, str]) -> Iterator[Signer]:
    """The signer of a PKCS#11 token: key and certificate bear the same label."""
    from pkcs11.exceptions import PKCS11Error
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

    try:
        session = open_pkcs11_session(
            given["pkcs11"], token_criteria=TokenCriteria(label=given["token"]), user_pin=given["passphrase"]
        )
    except (PKCS11Error, SigningError, RuntimeError, OSError) as error:
        raise KeyProblem(f"The token {given['token']} does not open: {error!r}") from error
    with session:
        signer = PKCS11Signer(session, cert_label=given["label"], other_certs_to_pull=None)
        try:
            certificate = signer.signing_cert
        except (PKCS11Error, SigningError) as error:
            raise KeyProblem(f"The token {given['token']} holds no certificate {given['label']}.") from error
        if certificate is None:
            raise KeyProblem(f"The token {given['token']} holds no certificate {given['label']}.")
        signer.use_raw_mechanism = certificate.public_key.algorithm == "ec"  # every token knows plain ECDSA
        yield signer


def roots() -> tuple[x509.Certificate, ...]:
    """The roots that are trusted here: those of the settings; in a demonstration also its own.

    Raises KeyProblem when a file cannot be read.
    """
    found: list[x509.Certificate] = []
    try:
        if settings.PORTAL_SEAL.get("roots"):
            found += load_certs_from_pemder([settings.PORTAL_SEAL["roots"]])
        if settings.PORTAL_DEMONSTRATION:
            found += load_certs_from_pemder([str(demonstration_authority.folder() / "root.pem")])
    except (OSError, ValueError) as error:
        raise KeyProblem(UNREADABLE.format(error)) from error
    return tuple(found)


def revocation_lists(at: datetime) -> Iterator[crl.CertificateList]:
    """The lists of revoked certificates at hand: the file or folder of the settings, read anew each time.

    Raises KeyProblem when one cannot be read.
    """
    if settings.PORTAL_SEAL.get("revocation"):
        place = Path(settings.PORTAL_SEAL["revocation"])
        try:
            for path in sorted(place.iterdir()) if place.is_dir() else [place]:
                content = path.read_bytes()
                if pem.detect(content):
                    content = pem.unarmor(content)[2]
                yield crl.CertificateList.load(content, strict=True)
        except (OSError, ValueError) as error:
            raise KeyProblem(f"The list of revoked certificates cannot be read: {error}") from error
    elif settings.PORTAL_DEMONSTRATION and not is_configured():
        yield crl.CertificateList.load(demonstration_authority.revocation_list(at))
