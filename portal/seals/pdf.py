"""Signed and sealed PDF documents: PAdES (ETSI EN 319 142-1).

A document that only the portal seals is certified without permission to change anything. Where a person signs first,
that signature certifies and leaves open the one empty field of the seal; the seal comes last and closes the document.
Levels: B-LTA with time stamp and revocation information, B-T with a time stamp, B-B while the time stamp is pending;
a document time stamp added later (:func:`stamp_pdf`) makes B-T or B-LTA of it, changing no byte that was there.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    MDPPerm,
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
)
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.dss import async_add_validation_info
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from portal.seals.authorities import revocation_lists, roots, seal_authority
from portal.seals.errors import SealError
from portal.seals.levels import BASIC, LEVELS, LONG_TERM, TIMED
from portal.seals.loops import finished
from portal.seals.pdf_checks import READING, check_pdf, embedding_context, names_of_signers
from portal.seals.seal_names import is_seal
from portal.seals.sealed import PdfVerdict, SealedPdf
from portal.seals.signers import judge_certificate, opened_personal, personal_key
from portal.seals.time_stamps import time_stamper

__all__ = [
    "BASIC",
    "LEVELS",
    "LONG_TERM",
    "TIMED",
    "PdfVerdict",
    "SealedPdf",
    "check_pdf",
    "expects_time_stamp",
    "seal_pdf",
    "sealer",
    "sign_pdf",
    "stamp_pdf",
]  # fmt: skip
FIELD, PERSON = "Seal", "Signature"
PENDING = " (time stamp pending)"
REFUSALS = (SigningError, PathError, *READING)
for _name in ("pyhanko.sign.signers.pdf_signer", "pyhanko.sign.diff_analysis.policies"):
    logging.getLogger(_name).setLevel(logging.ERROR)  # nothing is fetched on purpose; a forgery is a verdict


@dataclass(frozen=True)
class Work:
    """One signature to be made: whose key, with which stamp and lists, over which field, allowing what afterwards."""

    signer: Signer
    field: str
    name: str
    reason: str
    location: str
    at: datetime
    stamper: TimeStamper | None
    context: ValidationContext | None
    lasts: bool
    certify: bool
    allowed: MDPPerm


class DatedSigner(PdfSigner):
    """pyHanko's signer, with the moment that the portal recorded as the signing time."""

    def __init__(self, metadata: PdfSignatureMetadata, work: Work) -> None:
        spec = SigFieldSpec(work.field)
        super().__init__(metadata, work.signer, timestamper=work.stamper, new_field_spec=spec)
        self.at = work.at

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def sign_pdf(
    pdf: bytes, *, pkcs12: bytes, passphrase: str, reason: str, at: datetime, location: str = ""
) -> SealedPdf:
    """A person's signature before the seal, with the person's own key, which is opened for this moment only.

    The first signature certifies the document: afterwards nothing may be added but signatures. Where the time-stamp
    authority does not answer, the signature is made without (level B-B; the seal's stamp will cover it).

    Raises KeyRefused for a key that does not open or is not good at ``at``, KeyProblem when the trusted roots cannot
    be read, SealError for bytes that are no PDF or are sealed already.
    """
    signer = opened_personal(pkcs12, passphrase)
    assert signer.signing_cert is not None
    judge_certificate(signer.signing_cert, tuple(signer.cert_registry), at)
    key = personal_key(signer.signing_cert)
    before = _signatures(pdf)
    stamper = time_stamper(at)
    lists = tuple(revocation_lists(at)) if stamper else ()
    work = Work(
        signer, f"{PERSON}{len(before) + 1}", key.name, reason, location, at, stamper,
        embedding_context(roots(), tuple(signer.cert_registry), lists, at) if lists else None,
        lasts=False, certify=not before, allowed=MDPPerm.FILL_FORMS,
    )  # fmt: skip
    content, level = _signed(_with_field_of_the_seal(pdf), work)
    return SealedPdf(content, level, key.name, key.is_simulated)


def seal_pdf(pdf: bytes, *, at: datetime, reason: str, location: str = "") -> SealedPdf:
    """Seals the whole document; afterwards nothing may change but what keeps the seal checkable for long.

    People may have signed before (:func:`sign_pdf`). Where the time-stamp authority does not answer, the document is
    sealed without (level B-B, pending). Raises KeyProblem without a key to seal with, SealError for bytes that are no
    PDF or are sealed already.
    """
    before = _signatures(pdf)
    with seal_authority(at) as authority:
        stamper = time_stamper(at)
        lasts = stamper is not None and bool(authority.revocation_lists)
        context = embedding_context(authority.roots, authority.others, authority.revocation_lists, at)
        work = Work(
            authority.signer, FIELD, authority.name, reason, location, at, stamper, context if lasts else None,
            lasts=lasts, certify=not before, allowed=MDPPerm.NO_CHANGES,
        )  # fmt: skip
        content, level = _signed(pdf, work)
        return SealedPdf(content, level, authority.name, authority.is_simulated)


def stamp_pdf(pdf: bytes, *, at: datetime) -> SealedPdf | None:
    """The sealed document with a time stamp over the whole file, added later; None while the authority is silent.

    Every byte that was there stays. With revocation lists at hand the level becomes B-LTA, otherwise B-T. Raises
    SealError for a document that is not genuine, KeyProblem.
    """
    verdict = check_pdf(pdf, at=at)
    if not verdict.is_genuine:
        raise SealError(f"A document that is not genuine gets no time stamp: {verdict.problem}.")
    stamper = time_stamper(at)
    if stamper is None:
        return None
    lists = tuple(revocation_lists(at))
    context = embedding_context(roots(), (), lists, at)
    try:
        content = finished(_stamped(pdf, stamper, context, with_lists=bool(lists)))
    except (TimestampRequestError, OSError):
        return None
    after = check_pdf(content, at=at)
    if not after.is_genuine or after.stamped_at is None:
        return None
    return SealedPdf(content, after.level, verdict.sealed_by, verdict.is_simulated)


async def _stamped(
    pdf: bytes, stamper: TimeStamper, context: ValidationContext, *, with_lists: bool
) -> bytes:
    content = pdf
    if with_lists:
        for place in range(len(PdfFileReader(BytesIO(pdf), strict=False).embedded_regular_signatures)):
            try:
                reader = PdfFileReader(BytesIO(content), strict=False)
                signature = reader.embedded_regular_signatures[place]
                out = await async_add_validation_info(
                    signature, context, skip_timestamp=True, add_vri_entry=False, embed_roots=False
                )
                content = out.getvalue()
            except (PathError, ValidationError, SignatureValidationError):
                continue  # no list for this authority: the time stamp comes all the same
    writer = IncrementalPdfFileWriter(BytesIO(content), strict=False)
    done = await PdfTimeStamper(stamper).async_timestamp_pdf(
        writer, "sha256", validation_context=context if with_lists else None, embed_roots=False
    )
    return bytes(done.getvalue())


def sealer(at: datetime) -> tuple[str, bool]:
    """Who would seal now, and whether that is the demonstration authority. Raises KeyProblem."""
    with seal_authority(at) as authority:
        return authority.name, authority.is_simulated


def expects_time_stamp(at: datetime) -> bool:
    """Whether a time-stamp authority is configured; without one a seal stays at level B-B."""
    return time_stamper(at) is not None


def _signatures(pdf: bytes) -> tuple[str, ...]:
    """The names of those who signed so far. Raises SealError: no PDF, or sealed already."""
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        signatures = reader.embedded_regular_signatures
        sealed = any(is_seal(signature.signer_cert) for signature in signatures)
        filled = {signature.field_name for signature in reader.embedded_signatures}
    except REFUSALS as error:
        raise SealError(f"The document cannot be sealed: {error}") from error
    if sealed or FIELD in filled:
        raise SealError("This document is sealed already.")
    return names_of_signers(signatures)


def _with_field_of_the_seal(pdf: bytes) -> bytes:
    """The document with the empty, invisible field in which the seal will stand and which closes it."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    spec = SigFieldSpec(
        FIELD, field_mdp_spec=FieldMDPSpec(FieldMDPAction.ALL), doc_mdp_update_value=MDPPerm.NO_CHANGES
    )
    try:
        if FIELD in {field for field, _value, _ref in _fields(writer)}:
            return pdf
        append_signature_field(writer, spec)
        out = BytesIO()
        writer.write(out)
    except REFUSALS as error:
        raise SealError(f"The document cannot be signed: {error}") from error
    return out.getvalue()


def _fields(writer: IncrementalPdfFileWriter) -> list[Any]:
    from pyhanko.sign.fields import enumerate_sig_fields

    return list(enumerate_sig_fields(writer.prev))


def _signed(pdf: bytes, work: Work) -> tuple[bytes, str]:
    """The signed bytes and the level; without the stamp, and without embedded lists, where they cannot be had."""
    try:
        return _attempted(pdf, work), LONG_TERM if work.lasts else BASIC if work.stamper is None else TIMED
    except TimestampRequestError:
        bare = {**work.__dict__, "stamper": None, "context": None, "lasts": False}
        return _attempted(pdf, Work(**{**bare, "reason": work.reason + PENDING})), BASIC
    except PathError as error:
        if work.lasts or work.context is None:
            raise SealError(f"The document cannot be sealed: {error}") from error
        return _signed(pdf, Work(**{**work.__dict__, "context": None}))


def _attempted(pdf: bytes, work: Work) -> bytes:
    metadata = PdfSignatureMetadata(
        field_name=work.field, md_algorithm="sha256", reason=work.reason, location=work.location or None,
        name=work.name, subfilter=SigSeedSubFilter.PADES, certify=work.certify, docmdp_permissions=work.allowed,
        embed_validation_info=work.context is not None, use_pades_lta=work.lasts,
        validation_context=work.context, dss_settings=DSSContentSettings(include_vri=False),
    )  # fmt: skip
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
        out = finished(DatedSigner(metadata, work).async_sign_pdf(writer))
    except (TimestampRequestError, PathError):
        raise
    except REFUSALS as error:
        raise SealError(f"The document cannot be sealed: {error}") from error
    return bytes(out.getvalue())
