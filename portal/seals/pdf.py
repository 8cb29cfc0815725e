"""Sealed PDF documents: PAdES (ETSI EN 319 142-1) as a certification that allows no change, and its check.

Levels: B-LTA with time stamp and revocation information, B-T with a time stamp, B-B while the time stamp is
pending. A document counts as genuine only when pyHanko's ``bottom_line`` says so: other readers, and even the
validation of the long-term form alone, accept text that was appended after the seal.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, TypeVar

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import (
    MultivaluedAttributeError,
    NonexistentAttributeError,
    SigningError,
    find_unique_cms_attribute,
)
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_signer import DSSContentSettings
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError

from portal.seals.authorities import SealAuthority, roots, seal_authority
from portal.seals.demonstration_authority import is_demonstration
from portal.seals.errors import SealError
from portal.seals.time_stamps import time_stamper

T = TypeVar("T")
FIELD = "Seal"
BASIC, TIMED, LONG_TERM = "B-B", "B-T", "B-LTA"
PENDING = " (time stamp pending)"
LEVELS = (BASIC, TIMED, LONG_TERM)
for _name in ("pyhanko.sign.signers.pdf_signer", "pyhanko.sign.diff_analysis.policies"):
    logging.getLogger(_name).setLevel(logging.ERROR)  # nothing is fetched on purpose; a forgery is a verdict
READING = (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)


@dataclass(frozen=True)
class SealedPdf:
    """A sealed document: its bytes, the PAdES level, who sealed it, and whether that is the demonstration."""

    content: bytes
    level: str
    sealed_by: str
    is_simulated: bool

    @property
    def is_pending(self) -> bool:
        """True while the time stamp is pending."""
        return self.level == BASIC


@dataclass(frozen=True)
class PdfVerdict:
    """What the check found. Only ``is_genuine`` counts; ``problem`` is a code, empty when genuine.

    Problems: ``not_pdf``, ``not_sealed``, ``changed``, ``extended`` (something was added after the seal),
    ``not_trusted``.
    """

    is_genuine: bool
    problem: str = ""
    level: str = ""
    sealed_by: str = ""
    is_simulated: bool = False
    stamped_at: datetime | None = None


def _finished(work: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine, from a thread of its own: the caller's thread may have an event loop running."""
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(asyncio.run, work).result()


def seal_pdf(pdf: bytes, *, at: datetime, reason: str, location: str = "") -> SealedPdf:
    """Seals the whole document; afterwards nothing may change but what keeps the seal checkable for long.

    Where the time-stamp authority does not answer, the document is sealed without (level B-B, pending).
    Raises KeyProblem without a key to seal with, SealError for bytes that are no PDF or are sealed already.
    """
    with seal_authority(at) as authority:
        stamper = time_stamper(at)
        try:
            content, level = _sealed(pdf, authority, stamper, at, reason, location)
        except TimestampRequestError:
            content, level = _sealed(pdf, authority, None, at, f"{reason}{PENDING}", location)
        return SealedPdf(content, level, authority.name, authority.is_simulated)


def sealer(at: datetime) -> tuple[str, bool]:
    """Who would seal now, and whether that is the demonstration authority. Raises KeyProblem."""
    with seal_authority(at) as authority:
        return authority.name, authority.is_simulated


def expects_time_stamp(at: datetime) -> bool:
    """Whether a time-stamp authority is configured; without one a seal stays at level B-B."""
    return time_stamper(at) is not None


def _sealed(
    pdf: bytes,
    authority: SealAuthority,
    stamper: TimeStamper | None,
    at: datetime,
    reason: str,
    location: str,
) -> tuple[bytes, str]:
    """The sealed bytes and the level that key, time stamp and revocation lists allow."""
    level = BASIC if stamper is None else LONG_TERM if authority.revocation_lists else TIMED
    metadata = PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", reason=reason, location=location or None, name=authority.name,
        subfilter=SigSeedSubFilter.PADES, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES,
        embed_validation_info=level == LONG_TERM, use_pades_lta=level == LONG_TERM,
        validation_context=_context(authority.roots, authority, at) if level == LONG_TERM else None,
        dss_settings=DSSContentSettings(include_vri=False),
    )  # fmt: skip
    signer = PdfSigner(metadata, authority.signer, timestamper=stamper, new_field_spec=SigFieldSpec(FIELD))
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
        if writer.prev.embedded_signatures:
            raise SealError("This document is sealed already.")
        out = _finished(signer.async_sign_pdf(writer))
    except (SigningError, PathError, *READING) as error:
        raise SealError(f"The document cannot be sealed: {error}") from error
    return out.getvalue(), level


def _context(trusted: Sequence[Any], authority: SealAuthority, at: datetime) -> ValidationContext:
    """What the long-term form embeds: chain and revocation lists, nothing fetched from anywhere."""
    return ValidationContext(
        trust_roots=list(trusted), other_certs=list(authority.others), crls=list(authority.revocation_lists),
        moment=at.astimezone(UTC), allow_fetching=False, revocation_mode="hard-fail", retroactive_revinfo=True,
    )  # fmt: skip


def check_pdf(pdf: bytes, *, at: datetime) -> PdfVerdict:
    """Whether this file, byte by byte, is what was sealed by an authority that is trusted here.

    A signer's certificate is judged at the moment of its (checked) time stamp, otherwise at ``at``. Raises
    nothing for hostile bytes; KeyProblem when the trusted roots cannot be read.
    """
    trusted = roots()
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        seals = reader.embedded_regular_signatures
        if not seals:
            return PdfVerdict(False, "not_sealed")
        return _finished(_verdict(reader, trusted, at))
    except Exception:  # hostile bytes raise whatever they reach; none of them makes a document genuine
        return PdfVerdict(False, "not_pdf")


async def _verdict(reader: PdfFileReader, trusted: Sequence[Any], at: datetime) -> PdfVerdict:
    """Every seal of the document must hold; the first that does not gives the problem."""
    verdict = PdfVerdict(False, "not_sealed")
    for seal in reader.embedded_regular_signatures:
        stamped = _stamped_at(seal)
        judged, now = _trust(reader, trusted, stamped or at), _trust(reader, trusted, at)
        status = await async_validate_pdf_signature(seal, judged, now)
        subject = seal.signer_cert.subject.human_friendly
        problem = _problem(status)
        level = BASIC if stamped is None else LONG_TERM if reader.embedded_timestamp_signatures else TIMED
        verdict = PdfVerdict(
            is_genuine=not problem, problem=problem, level=level,
            sealed_by=str(seal.signer_cert.subject.native.get("common_name", subject)),
            is_simulated=is_demonstration(subject), stamped_at=stamped,
        )  # fmt: skip
        if problem:
            break
    return verdict


def _problem(status: Any) -> str:
    """The reason against this seal; the empty string only where pyHanko's bottom line is favourable."""
    if not (status.intact and status.valid):
        return "changed"
    allowed = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)
    if not status.docmdp_ok or status.modification_level not in allowed:
        return "extended"
    return "" if status.bottom_line else "not_trusted"


def _stamped_at(seal: Any) -> datetime | None:
    """The moment that the seal's time stamp claims; the stamp itself is checked with the seal."""
    try:
        stamp = find_unique_cms_attribute(seal.signer_info["unsigned_attrs"], "signature_time_stamp_token")
    except (NonexistentAttributeError, MultivaluedAttributeError):
        return None
    moment: datetime = stamp["content"]["encap_content_info"]["content"].parsed["gen_time"].native
    return moment


def _trust(reader: PdfFileReader, trusted: Sequence[Any], moment: datetime) -> ValidationContext:
    """What is trusted, with the revocation lists that the document itself carries."""
    given: dict[str, Any] = {
        "trust_roots": list(trusted), "moment": moment.astimezone(UTC), "allow_fetching": False,
        "revocation_mode": "soft-fail", "retroactive_revinfo": True,
    }  # fmt: skip
    try:
        return DocumentSecurityStore.read_dss(reader).as_validation_context(given)
    except NoDSSFoundError:
        return ValidationContext(**given)
