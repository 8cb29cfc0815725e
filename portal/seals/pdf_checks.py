"""Whether a PDF is, byte by byte, what was signed and sealed.

A document counts as genuine only when pyHanko's ``bottom_line`` says so for every signature, the last signature is
the seal's, and nothing but signatures and what keeps them checkable came after the first: other readers, and even the
validation of the long-term form alone, accept text that was appended after the seal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import (
    MultivaluedAttributeError,
    NonexistentAttributeError,
    find_unique_cms_attribute,
)
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

from portal.seals.authorities import roots
from portal.seals.demonstration_authority import is_demonstration
from portal.seals.levels import BASIC, LONG_TERM, TIMED
from portal.seals.loops import finished
from portal.seals.seal_names import is_seal, seal_subjects
from portal.seals.sealed import PdfVerdict

READING = (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)
AFTER_SEAL = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)
AFTER_PERSON = (*AFTER_SEAL, ModificationLevel.FORM_FILLING)


@dataclass(frozen=True)
class Reading:
    """One document under examination."""

    reader: PdfFileReader
    trusted: Sequence[Any]
    at: datetime

    @property
    def signatures(self) -> list[Any]:
        """Those of people and of the seal, in the order in which they were made."""
        return list(self.reader.embedded_regular_signatures)

    @property
    def stamps(self) -> list[Any]:
        """Time stamps over the whole document."""
        return list(self.reader.embedded_timestamp_signatures)


def check_pdf(pdf: bytes, *, at: datetime) -> PdfVerdict:
    """Whether this file, byte by byte, is what was sealed by an authority that is trusted here.

    A signer's certificate is judged at the moment of the first (checked) time stamp that covers the signature,
    otherwise at ``at``. Raises nothing for hostile bytes; KeyProblem when the trusted roots or the seal's certificate
    cannot be read.
    """
    trusted = roots()
    seal_subjects()
    try:
        reading = Reading(PdfFileReader(BytesIO(pdf), strict=False), trusted, at)
        if not reading.signatures:
            return PdfVerdict(False, "not_sealed")
        return finished(_verdict(reading))
    except Exception:  # hostile bytes raise whatever they reach; none of them makes a document genuine
        return PdfVerdict(False, "not_pdf")


async def _verdict(reading: Reading) -> PdfVerdict:
    """Every signature and stamp must hold; the first that does not gives the problem."""
    signatures = reading.signatures
    seal = signatures[-1]
    problem = ""
    for signature in signatures:
        problem = problem or await _problem(reading, signature, is_last=signature is seal)
    for stamp in reading.stamps:
        problem = problem or await _problem_of_stamp(reading, stamp)
    if not problem and any("/V" not in field for field in _fields(reading)):
        problem = "extended"  # an empty field invites a further signature; pyHanko lets it pass as upkeep
    subject = seal.signer_cert.subject.human_friendly
    return PdfVerdict(
        is_genuine=not problem, problem=problem, level=_level(reading), sealed_by=_name(seal),
        is_simulated=is_demonstration(subject), stamped_at=_proved_at(reading, seal),
        signed_by=names_of_signers(signatures[:-1]),
    )  # fmt: skip


async def _problem(reading: Reading, signature: Any, *, is_last: bool) -> str:
    """The reason against this signature; the empty string only where pyHanko's bottom line is favourable."""
    moment = _proved_at(reading, signature) or reading.at
    judged, now = trust(reading, moment), trust(reading, reading.at)
    status = await async_validate_pdf_signature(signature, judged, now)
    if not (status.intact and status.valid):
        return "changed"
    allowed = AFTER_SEAL if is_last else AFTER_PERSON
    if not status.docmdp_ok or status.modification_level not in allowed or _has_other_fields(reading):
        return "extended"
    if is_seal(signature.signer_cert) is not is_last:
        return "not_sealed"
    return "" if status.bottom_line else "not_trusted"


async def _problem_of_stamp(reading: Reading, stamp: Any) -> str:
    status = await async_validate_pdf_timestamp(stamp, trust(reading, reading.at))
    if not (status.intact and status.valid):
        return "changed"
    return "" if status.trusted else "not_trusted"


def _has_other_fields(reading: Reading) -> bool:
    """Whether the document has form fields that are no signatures: filling them would pass as signing."""
    return any(field["/FT"] != "/Sig" for field in _fields(reading))


def _fields(reading: Reading) -> list[Any]:
    root = reading.reader.root
    fields = root["/AcroForm"]["/Fields"] if "/AcroForm" in root else ()
    return [field.get_object() for field in fields]


def _level(reading: Reading) -> str:
    """B-LTA with a time stamp over the whole and revocation lists, B-T with a time stamp, otherwise B-B."""
    if _proved_at(reading, reading.signatures[-1]) is None:
        return BASIC
    try:
        lasts = bool(reading.stamps) and bool(DocumentSecurityStore.read_dss(reading.reader).crls)
    except NoDSSFoundError:
        lasts = False
    return LONG_TERM if lasts else TIMED


def _proved_at(reading: Reading, signature: Any) -> datetime | None:
    """The first moment at which a time stamp proves this signature: its own, a later signature's, the document's.

    What stands in the stamp is only claimed here; the stamps themselves are checked with the signatures.
    """
    own = stamped_at(signature)
    later = [one for one in reading.signatures if one.signed_revision > signature.signed_revision]
    moments = [moment for moment in (own, *(stamped_at(one) for one in later)) if moment is not None]
    moments += [
        _generated_at(stamp.signed_data)
        for stamp in reading.stamps
        if stamp.signed_revision > signature.signed_revision
    ]
    return min(moments, default=None)


def stamped_at(signature: Any) -> datetime | None:
    """The moment that the signature's own time stamp claims."""
    try:
        stamp = find_unique_cms_attribute(
            signature.signer_info["unsigned_attrs"], "signature_time_stamp_token"
        )
    except (NonexistentAttributeError, MultivaluedAttributeError):
        return None
    return _generated_at(stamp["content"])


def _generated_at(signed_data: Any) -> datetime:
    moment: datetime = signed_data["encap_content_info"]["content"].parsed["gen_time"].native
    return moment


def _name(signature: Any) -> str:
    subject = signature.signer_cert.subject
    return str(subject.native.get("common_name", subject.human_friendly))


def names_of_signers(signatures: Sequence[Any]) -> tuple[str, ...]:
    """The common names in the certificates, in order."""
    return tuple(_name(signature) for signature in signatures)


def trust(reading: Reading, moment: datetime) -> ValidationContext:
    """What is trusted, with the revocation lists that the document itself carries."""
    given: dict[str, Any] = {
        "trust_roots": list(reading.trusted), "moment": moment.astimezone(UTC), "allow_fetching": False,
        "revocation_mode": "soft-fail", "retroactive_revinfo": True,
    }  # fmt: skip
    try:
        return DocumentSecurityStore.read_dss(reading.reader).as_validation_context(given)
    except NoDSSFoundError:
        return ValidationContext(**given)


def embedding_context(
    trusted: Sequence[Any], others: Sequence[Any], lists: Sequence[Any], at: datetime
) -> ValidationContext:
    """What the long-term form embeds: chain and revocation lists, nothing fetched from anywhere."""
    return ValidationContext(
        trust_roots=list(trusted), other_certs=list(others), crls=list(lists), moment=at.astimezone(UTC),
        allow_fetching=False, revocation_mode="hard-fail", retroactive_revinfo=True,
    )  # fmt: skip
