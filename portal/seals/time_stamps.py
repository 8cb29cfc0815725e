"""Time stamps (RFC 3161): an authority asked over HTTP, or one of the demonstration in this process."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import get_ident

from asn1crypto import cms, core, pem
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_private_key
from django.conf import settings
from pyhanko.sign.general import as_signing_certificate, simple_cms_attribute
from pyhanko.sign.timestamps import DummyTimeStamper, TimeStamper
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

from portal.seals import demonstration_authority
from portal.seals.authorities import is_configured

SECONDS = 10


def time_stamper(at: datetime) -> TimeStamper | None:
    """Who stamps the time: the authority at ``PORTAL_SEAL["tsa_url"]``; the demonstration's own beside its seal.

    None where no authority is configured: then the seal stays without a time stamp. The demonstration's stamp
    bears ``at``, an authority's its own clock.
    """
    url = settings.PORTAL_SEAL.get("tsa_url", "")
    if url:
        return RequestsHTTPTimeStamper(url, timeout=SECONDS)
    if settings.PORTAL_DEMONSTRATION and not is_configured():
        return _own(at)
    return None


class DemonstrationTimeStamper(DummyTimeStamper):
    """pyHanko's time stamper for trials, with a private key that is read once and SHA-256 throughout."""

    def __init__(self, certificate: Certificate, key: PrivateKeyInfo) -> None:
        super().__init__(certificate, key, override_md="sha256")
        loaded = load_der_private_key(key.dump(), None)
        assert isinstance(loaded, RSAPrivateKey)
        self.private = loaded

    def _sign_tst_info(
        self, tst_info_data: bytes, md_algorithm: str, dt: datetime
    ) -> tuple[bytes, cms.CMSAttributes]:
        """RFC 3161 token: signature over content type, time, certificate and digest of the stamp's content."""
        attributes = cms.CMSAttributes([
            simple_cms_attribute("content_type", "tst_info"),
            simple_cms_attribute("signing_time", cms.Time({"utc_time": core.UTCTime(dt)})),
            simple_cms_attribute("signing_certificate", as_signing_certificate(self.tsa_cert)),
            simple_cms_attribute("message_digest", sha256(tst_info_data).digest()),
        ])  # fmt: skip
        return self.private.sign(attributes.dump(), PKCS1v15(), SHA256()), attributes


@lru_cache(maxsize=4)
def _loaded(folder: Path) -> tuple[Certificate, PrivateKeyInfo]:
    return (
        Certificate.load(pem.unarmor((folder / "tsa.pem").read_bytes())[2]),
        PrivateKeyInfo.load(pem.unarmor((folder / "tsa.key.pem").read_bytes())[2]),
    )


@lru_cache(maxsize=4)
def _stamper(folder: Path, thread: int) -> DemonstrationTimeStamper:
    """One for each thread: it holds the moment of the stamp."""
    return DemonstrationTimeStamper(*_loaded(folder))


def _own(at: datetime) -> TimeStamper:
    stamper = _stamper(demonstration_authority.folder(), get_ident())
    stamper.fixed_dt = at.astimezone(UTC)
    return stamper
