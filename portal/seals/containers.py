"""Seals beside the content: CAdES detached (ETSI EN 319 122-1) and time-stamp tokens (RFC 3161) for containers.

The levels are those of documents: B-T with a time stamp on the signature, B-B while the stamp is pending.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from asn1crypto import cms, pem, tsp
from pyhanko.sign.general import simple_cms_attribute
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms, validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from portal.seals.authorities import roots, seal_authority
from portal.seals.demonstration_authority import is_demonstration
from portal.seals.errors import SealError
from portal.seals.levels import BASIC, TIMED
from portal.seals.loops import finished
from portal.seals.seal_names import is_seal
from portal.seals.time_stamps import time_stamper

MD = "sha256"
STAMP = "signature_time_stamp_token"


@dataclass(frozen=True)
class DetachedSeal:
    """A CMS signature (DER) that stands beside what it covers; its level, who sealed, whether as demonstration."""

    cms: bytes
    level: str
    sealed_by: str
    is_simulated: bool

    @property
    def is_pending(self) -> bool:
        """True while the time stamp is pending."""
        return self.level == BASIC


@dataclass(frozen=True)
class DetachedVerdict:
    """What the check found. Problems: ``not_cms``, ``changed``, ``not_sealed`` (somebody else's key), ``not_trusted``."""

    is_genuine: bool
    problem: str = ""
    level: str = ""
    sealed_by: str = ""
    is_simulated: bool = False
    stamped_at: datetime | None = None


def sign_detached(content: bytes, *, at: datetime) -> DetachedSeal:
    """The portal's seal over ``content``, beside it: CAdES with SHA-256, signing time and signing certificate.

    Where the time-stamp authority does not answer, the seal is made without (level B-B, pending; later
    :func:`stamp_detached`). Raises KeyProblem without a key to seal with.
    """
    with seal_authority(at) as authority:
        stamper = time_stamper(at)
        level = BASIC if stamper is None else TIMED
        try:
            signed = _signed(content, authority.signer, stamper, at)
        except TimestampRequestError:
            signed, level = _signed(content, authority.signer, None, at), BASIC
        return DetachedSeal(signed, level, authority.name, authority.is_simulated)


def _signed(content: bytes, signer: Signer, stamper: TimeStamper | None, at: datetime) -> bytes:
    attributes = PdfCMSSignedAttributes(signing_time=at.astimezone(UTC))
    work = signer.async_sign_general_data(
        content, MD, detached=True, use_cades=True, timestamper=stamper, signed_attr_settings=attributes
    )
    return bytes(finished(work).dump())


def stamp(content_digest: bytes, *, at: datetime) -> bytes | None:
    """A time-stamp token (DER of the CMS, RFC 3161 section 2.4.2) over a SHA-256 digest of 32 bytes.

    None where no authority is configured or it does not give a sound token. Raises ValueError for another length.
    """
    if len(content_digest) != 32:
        raise ValueError("A SHA-256 digest of 32 bytes is needed.")
    stamper = time_stamper(at)
    if stamper is None:
        return None
    try:
        token = finished(stamper.async_timestamp(content_digest, MD))
    except (TimestampRequestError, OSError):
        return None
    return bytes(token.dump()) if stamped_moment(token.dump(), content_digest, at=at) is not None else None


def stamped_moment(token: bytes, content_digest: bytes, *, at: datetime) -> datetime | None:
    """The moment that this token proves for the digest; None where the token is unsound or not trusted here.

    Raises KeyProblem when the trusted roots cannot be read.
    """
    context = _context(roots(), at)
    try:
        signed = cms.ContentInfo.load(token, strict=True)["content"]
        information = signed["encap_content_info"]["content"].parsed
        imprint = information["message_imprint"]
        if (
            imprint["hash_algorithm"]["algorithm"].native != MD
            or imprint["hashed_message"].native != content_digest
        ):
            return None
        given = finished(validate_tst_signed_data(signed, context, lambda _algorithm: content_digest))
        moment: datetime = information["gen_time"].native
        status = TimestampSignatureStatus(**given)
        return moment if status.valid and status.intact and status.trusted else None
    except Exception:  # hostile bytes raise whatever they reach; none of them makes a token sound
        return None


def stamp_detached(signature: bytes, *, at: datetime) -> bytes | None:
    """The same CMS signature with a time stamp added among its unsigned attributes; None while there is no stamp.

    What was signed, and the signature itself, do not change. One that is stamped already comes back as it is.
    Raises SealError for bytes that are no CMS signature.
    """
    try:
        content = cms.ContentInfo.load(signature, strict=True)
        signer = content["content"]["signer_infos"][0]
        attributes = list(signer["unsigned_attrs"]) if signer["unsigned_attrs"].native else []
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise SealError("These bytes are no CMS signature.") from error
    if any(attribute["type"].native == STAMP for attribute in attributes):
        return signature
    token = stamp(sha256(signer["signature"].native).digest(), at=at)
    if token is None:
        return None
    attributes.append(simple_cms_attribute(STAMP, cms.ContentInfo.load(token)))
    signer["unsigned_attrs"] = cms.CMSAttributes(attributes)
    return bytes(content.dump(force=True))


def check_detached(content: bytes, signature: bytes, *, at: datetime) -> DetachedVerdict:
    """Whether this CMS signature is the portal's seal over exactly this content.

    The certificate is judged at the moment of the (checked) time stamp, otherwise at ``at``. Raises nothing for
    hostile bytes; KeyProblem when the trusted roots or the seal's certificate cannot be read.
    """
    trusted = roots()
    try:
        signed = cms.ContentInfo.load(signature, strict=True)["content"]
        stamped = _stamped(signed)
        judged, now = _context(trusted, stamped or at), _context(trusted, at)
        status = finished(
            async_validate_detached_cms(
                content, signed, signer_validation_context=judged, ts_validation_context=now
            )
        )
        subject = status.signing_cert.subject
    except Exception:  # hostile bytes raise whatever they reach
        return DetachedVerdict(False, "not_cms")
    problem = _problem(status, is_seal(status.signing_cert))
    return DetachedVerdict(
        not problem, problem, TIMED if stamped else BASIC,
        str(subject.native.get("common_name", subject.human_friendly)),
        is_demonstration(subject.human_friendly), stamped,
    )  # fmt: skip


def _problem(status: Any, by_seal: bool) -> str:
    if not (status.intact and status.valid):
        return "changed"
    if not status.bottom_line:
        return "not_trusted"
    return "" if by_seal else "not_sealed"


def _stamped(signed: cms.SignedData) -> datetime | None:
    """The moment that the signature's time stamp claims; the stamp itself is checked with the signature."""
    for attribute in signed["signer_infos"][0]["unsigned_attrs"] or ():
        if attribute["type"].native == STAMP:
            token: tsp.TSTInfo = attribute["values"][0]["content"]["encap_content_info"]["content"].parsed
            moment: datetime = token["gen_time"].native
            return moment
    return None


def _context(trusted: Sequence[Any], moment: datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=list(trusted), moment=moment.astimezone(UTC), allow_fetching=False, revocation_mode="soft-fail",
    )  # fmt: skip


def trusted_certificates_pem(at: datetime) -> bytes:
    """The roots that seals and time stamps chain to here, as PEM, each with its subject on a comment line above.

    ``at`` leaves out those that have expired by then. Raises KeyProblem when they cannot be read.
    """
    moment = at.astimezone(UTC)
    parts = [
        f"# {root.subject.human_friendly}\n".encode() + pem.armor("CERTIFICATE", root.dump())
        for root in roots()
        if root.not_valid_after > moment
    ]
    return b"".join(parts)
