"""A sealed PDF is genuine only as a whole: three programs agree, and every change after the seal is refused."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from portal.seals import authorities
from portal.seals.errors import KeyProblem, SealError
from portal.seals.pdf import SealedPdf, check_pdf, expects_time_stamp, seal_pdf, sealer

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def sealed(own_state: Path, page: bytes) -> SealedPdf:
    return seal_pdf(page, at=AT, reason="Certificate of a test")


def test_the_demonstration_seals_for_the_long_term_and_says_whose_seal_it_is(sealed: SealedPdf) -> None:
    assert (sealed.level, sealed.is_simulated, sealed.is_pending) == ("B-LTA", True, False)
    assert sealed.sealed_by == "DEMONSTRATION seal of the portal"
    verdict = check_pdf(sealed.content, at=AT)
    assert verdict.is_genuine and not verdict.problem and verdict.is_simulated
    assert (verdict.level, verdict.sealed_by, verdict.stamped_at) == ("B-LTA", sealed.sealed_by, AT)


def test_every_certificate_names_the_demonstration(sealed: SealedPdf, own_state: Path) -> None:
    reader = PdfFileReader(BytesIO(sealed.content))
    for signature in (*reader.embedded_regular_signatures, *reader.embedded_timestamp_signatures):
        assert "DEMONSTRATION" in signature.signer_cert.subject.human_friendly
        assert "not an authority" in signature.signer_cert.issuer.human_friendly
    folder = own_state / "keys/demonstration-authority"
    assert {path.name for path in folder.glob("*.key.pem")} == {"root.key.pem", "seal.key.pem", "tsa.key.pem"}


def test_pyhanko_itself_gives_a_favourable_bottom_line(sealed: SealedPdf) -> None:
    reader = PdfFileReader(BytesIO(sealed.content))
    context = ValidationContext(trust_roots=list(authorities.roots()), allow_fetching=False, moment=AT)
    status = validate_pdf_signature(reader.embedded_regular_signatures[0], context)
    assert status.bottom_line is True
    assert status.docmdp_ok and status.modification_level.name == "LTA_UPDATES"


def test_every_single_changed_byte_of_the_page_is_found(sealed: SealedPdf, page: bytes) -> None:
    start = sealed.content.index(b"a word of the page")
    for place in range(start, start + 18, 5):
        changed = bytearray(sealed.content)
        changed[place] ^= 1
        verdict = check_pdf(bytes(changed), at=AT)
        assert (verdict.is_genuine, verdict.problem) == (False, "changed")


def updated(content: bytes) -> bytes:
    """A change by an update that is appended after the seal, as an editor makes it."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT 20 50 Td (added) Tj ET"))
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_text_appended_after_the_seal_is_refused(sealed: SealedPdf) -> None:
    forged = updated(sealed.content)
    assert forged.startswith(sealed.content)
    verdict = check_pdf(forged, at=AT)
    assert (verdict.is_genuine, verdict.problem) == (False, "extended")


def test_bytes_after_the_end_are_refused(sealed: SealedPdf) -> None:
    assert not check_pdf(sealed.content + b"garbage\n%%EOF\n", at=AT).is_genuine
    assert not check_pdf(sealed.content[:-200], at=AT).is_genuine


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7", b"<html>", bytes(range(256)) * 40])
def test_hostile_bytes_are_never_genuine_and_never_raise(own_state: Path, junk: bytes) -> None:
    assert not check_pdf(junk, at=AT).is_genuine


def test_a_page_without_a_seal_is_not_sealed(own_state: Path, page: bytes) -> None:
    assert check_pdf(page, at=AT).problem == "not_sealed"


def test_a_seal_of_somebody_else_is_not_trusted(
    sealed: SealedPdf, tmp_path_factory: pytest.TempPathFactory, settings: Any
) -> None:
    settings.PORTAL_VAR = tmp_path_factory.mktemp("another portal")
    verdict = check_pdf(sealed.content, at=AT)
    assert (verdict.is_genuine, verdict.problem) == (False, "not_trusted")


def test_a_document_is_sealed_once(sealed: SealedPdf) -> None:
    with pytest.raises(SealError, match="sealed already"):
        seal_pdf(sealed.content, at=AT, reason="again")
    with pytest.raises(SealError):
        seal_pdf(b"not a document", at=AT, reason="x")


def test_a_seal_holds_years_later(sealed: SealedPdf) -> None:
    assert check_pdf(sealed.content, at=AT + timedelta(days=3650)).is_genuine


def test_a_real_installation_has_no_demonstration_seal(own_state: Path, page: bytes, settings: Any) -> None:
    settings.PORTAL_DEMONSTRATION = False
    with pytest.raises(KeyProblem, match="real installation"):
        seal_pdf(page, at=AT, reason="x")


def test_a_silent_time_stamp_authority_leaves_the_seal_pending(
    own_state: Path, page: bytes, settings: Any
) -> None:
    settings.PORTAL_SEAL["tsa_url"] = "http://127.0.0.1:9/"  # nobody listens there
    sealed = seal_pdf(page, at=AT, reason="Certificate")
    assert (sealed.level, sealed.is_pending) == ("B-B", True)
    verdict = check_pdf(sealed.content, at=AT)
    assert verdict.is_genuine and verdict.level == "B-B" and verdict.stamped_at is None
    reader = PdfFileReader(BytesIO(sealed.content))
    assert "time stamp pending" in reader.embedded_regular_signatures[0].sig_object["/Reason"]


def test_who_would_seal_is_known_before(own_state: Path) -> None:
    assert sealer(AT) == ("DEMONSTRATION seal of the portal", True)
    assert expects_time_stamp(AT)


def test_pdfsig_calls_the_signature_valid(sealed: SealedPdf, tmp_path: Path) -> None:
    if shutil.which("pdfsig") is None:
        pytest.skip("pdfsig is missing (Debian package poppler-utils)")
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed.content)
    said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False).stdout
    assert "ETSI.CAdES.detached" in said and "Signature is Valid" in said


def parts_of(content: bytes) -> tuple[bytes, bytes]:
    """What the seal covers, and its CMS in DER without the padding."""
    reader = PdfFileReader(BytesIO(content))
    signature = reader.embedded_regular_signatures[0]
    a, b, c, d = map(int, signature.byte_range)
    return content[a : a + b] + content[c : c + d], _der(content, b)


def _der(content: bytes, gap: int) -> bytes:
    found = re.match(rb"<([0-9a-fA-F]+)>", content[gap:])
    assert found is not None
    raw = bytes.fromhex(found.group(1).decode())
    count = raw[1] & 0x7F
    return raw[: 2 + count + int.from_bytes(raw[2 : 2 + count], "big")]


@pytest.mark.parametrize("forged", [False, True])
def test_openssl_verifies_the_seal_and_refuses_a_change(
    sealed: SealedPdf, own_state: Path, tmp_path: Path, forged: bool
) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is missing")
    covered, cms = parts_of(sealed.content)
    if forged:
        covered = covered.replace(b"a word of the page", b"a lord of the page", 1)
    (tmp_path / "covered").write_bytes(covered)
    (tmp_path / "seal.der").write_bytes(cms)
    done = subprocess.run(
        ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", tmp_path / "seal.der", "-content",
         tmp_path / "covered", "-CAfile", own_state / "keys/demonstration-authority/root.pem", "-purpose", "any",
         "-attime", str(int(AT.timestamp())), "-out", tmp_path / "out"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode == 0) is not forged, done.stderr


def test_a_document_is_sealed_and_checked_while_an_event_loop_runs(own_state: Path, page: bytes) -> None:
    async def at_work() -> bool:
        return check_pdf(seal_pdf(page, at=AT, reason="Certificate of a test").content, at=AT).is_genuine

    assert asyncio.run(at_work())
