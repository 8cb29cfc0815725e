"""A judge signs first, the seal comes last: exactly that is genuine, and three programs agree on both signatures."""

from __future__ import annotations

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
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from portal.seals import authorities
from portal.seals.errors import KeyRefused, SealError
from portal.seals.pdf import SealedPdf, check_pdf, seal_pdf, sign_pdf, stamp_pdf
from portal.seals.signers import issue_demonstration_key, read_personal_key

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
PASSPHRASE = "a long passphrase"
SILENT = "http://127.0.0.1:9/"  # nobody listens there


@pytest.fixture
def key(own_state: Path) -> bytes:
    return issue_demonstration_key("林曉 Lin Xiao", "holder-1", PASSPHRASE, at=AT)


def signed(page: bytes, key: bytes) -> SealedPdf:
    return sign_pdf(page, pkcs12=key, passphrase=PASSPHRASE, reason="Witnessed", at=AT)


@pytest.fixture
def executed(key: bytes, page: bytes) -> SealedPdf:
    return seal_pdf(signed(page, key).content, at=AT, reason="Seal")


def with_text(content: bytes, text: bytes = b"added") -> bytes:
    """A change by an update that is appended, as an editor makes it."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(
        generic.StreamObject(stream_data=b"BT 20 50 Td (" + text + b") Tj ET")
    )
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_judge_then_the_seal_is_genuine_and_names_both(executed: SealedPdf) -> None:
    verdict = check_pdf(executed.content, at=AT)
    assert verdict.is_genuine and verdict.is_simulated
    assert (verdict.level, verdict.sealed_by) == ("B-LTA", "DEMONSTRATION seal of the portal")
    assert verdict.signed_by == ("DEMONSTRATION key of 林曉 Lin Xiao",)
    assert check_pdf(executed.content, at=AT + timedelta(days=3650)).is_genuine


def test_the_judge_certifies_with_leave_for_one_more_signature(executed: SealedPdf) -> None:
    reader = PdfFileReader(BytesIO(executed.content))
    judge, seal = reader.embedded_regular_signatures
    assert (judge.field_name, seal.field_name) == ("Signature1", "Seal")
    assert reader.root["/Perms"]["/DocMDP"].get_object()["/Reason"] == "Witnessed"
    assert int(judge.docmdp_level.value) == 2 and int(seal.docmdp_level.value) == 1
    assert judge.sig_object["/M"].startswith("D:20261122")


def test_pyhankos_bottom_line_is_favourable_for_both(executed: SealedPdf) -> None:
    reader = PdfFileReader(BytesIO(executed.content))
    context = ValidationContext(trust_roots=list(authorities.roots()), allow_fetching=False, moment=AT)
    for signature in reader.embedded_regular_signatures:
        assert validate_pdf_signature(signature, context).bottom_line is True


def test_a_document_that_the_judge_signed_is_not_sealed_yet(key: bytes, page: bytes) -> None:
    alone = signed(page, key)
    assert alone.level == "B-T" and alone.is_simulated
    verdict = check_pdf(alone.content, at=AT)
    assert (verdict.is_genuine, verdict.problem) == (False, "not_sealed")


def test_text_after_the_seal_is_refused(executed: SealedPdf) -> None:
    verdict = check_pdf(with_text(executed.content), at=AT)
    assert (verdict.is_genuine, verdict.problem) == (False, "extended")


def test_text_between_the_judges_signature_and_the_seal_is_refused(key: bytes, page: bytes) -> None:
    forged = seal_pdf(with_text(signed(page, key).content), at=AT, reason="Seal")
    verdict = check_pdf(forged.content, at=AT)
    assert (verdict.is_genuine, verdict.problem) == (False, "extended")


def test_a_signature_cut_off_or_emptied_is_refused(executed: SealedPdf) -> None:
    judge = PdfFileReader(BytesIO(executed.content)).embedded_regular_signatures[0]
    end = int(judge.byte_range[2]) + int(judge.byte_range[3])
    assert check_pdf(executed.content[:end], at=AT).problem == "not_sealed"
    writer = IncrementalPdfFileWriter(BytesIO(executed.content))
    field = writer.root["/AcroForm"]["/Fields"][1]
    assert field["/T"] == "Signature1" or field["/T"] == "Seal"
    del field["/V"]
    writer.update_container(field)
    out = BytesIO()
    writer.write(out)
    assert not check_pdf(out.getvalue(), at=AT).is_genuine


def test_a_further_field_after_the_seal_is_refused(executed: SealedPdf) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(executed.content))
    append_signature_field(writer, SigFieldSpec("Another"))
    out = BytesIO()
    writer.write(out)
    assert not check_pdf(out.getvalue(), at=AT).is_genuine


def test_a_flipped_bit_anywhere_in_what_is_covered_is_found(executed: SealedPdf) -> None:
    content = executed.content
    for signature in PdfFileReader(BytesIO(content)).embedded_regular_signatures:
        first, second, third, fourth = map(int, signature.byte_range)
        for place in (first + 900, second - 40, third + 5, third + fourth - 30):
            changed = bytearray(content)
            changed[place] ^= 1
            assert not check_pdf(bytes(changed), at=AT).is_genuine, place


def test_a_person_cannot_pass_for_the_seal(key: bytes, page: bytes) -> None:
    """A second key of the same authority signs in the place of the seal: the seal's subject is missing."""
    twice = sign_pdf(signed(page, key).content, pkcs12=key, passphrase=PASSPHRASE, reason="as a seal", at=AT)
    verdict = check_pdf(twice.content, at=AT)
    assert (verdict.is_genuine, verdict.problem) == (False, "not_sealed")


def test_two_people_may_sign_before_the_seal(key: bytes, page: bytes, own_state: Path) -> None:
    other = issue_demonstration_key("Ana Sousa", "holder-2", PASSPHRASE, at=AT)
    twice = sign_pdf(signed(page, key).content, pkcs12=other, passphrase=PASSPHRASE, reason="Clerk", at=AT)
    verdict = check_pdf(seal_pdf(twice.content, at=AT, reason="Seal").content, at=AT)
    assert verdict.is_genuine and len(verdict.signed_by) == 2


def test_nothing_is_signed_or_sealed_again_after_the_seal(executed: SealedPdf, key: bytes) -> None:
    with pytest.raises(SealError, match="sealed already"):
        seal_pdf(executed.content, at=AT, reason="again")
    with pytest.raises(SealError, match="sealed already"):
        signed(executed.content, key)
    with pytest.raises(SealError):
        signed(b"no document", key)


@pytest.mark.parametrize(
    ("passphrase", "days", "code"),
    [("wrong", 0, "passphrase"), (PASSPHRASE, 900, "expired"), (PASSPHRASE, -9, "expired")],
)
def test_a_key_that_may_not_sign_is_refused_with_its_reason(
    key: bytes, page: bytes, passphrase: str, days: int, code: str
) -> None:
    with pytest.raises(KeyRefused) as refused:
        sign_pdf(page, pkcs12=key, passphrase=passphrase, reason="x", at=AT + timedelta(days=days))
    assert refused.value.code == code


def test_a_key_of_an_unknown_authority_or_no_key_at_all_is_refused(
    key: bytes, own_state: Path, tmp_path_factory: pytest.TempPathFactory, settings: Any
) -> None:
    settings.PORTAL_VAR = tmp_path_factory.mktemp("another portal")
    with pytest.raises(KeyRefused) as refused:
        read_personal_key(key, PASSPHRASE, at=AT)
    assert refused.value.code == "not_trusted"
    for junk in (b"", b"junk", bytes(range(256)) * 9):
        with pytest.raises(KeyRefused) as refused:
            read_personal_key(junk, PASSPHRASE, at=AT)
        assert refused.value.code == "unreadable"


def test_an_outage_leaves_both_without_stamp_and_a_later_stamp_mends_it(
    key: bytes, page: bytes, settings: Any
) -> None:
    settings.PORTAL_SEAL["tsa_url"] = SILENT
    pending = seal_pdf(signed(page, key).content, at=AT, reason="Seal")
    assert (pending.level, pending.is_pending) == ("B-B", True)
    verdict = check_pdf(pending.content, at=AT)
    assert verdict.is_genuine and verdict.stamped_at is None
    assert stamp_pdf(pending.content, at=AT) is None
    settings.PORTAL_SEAL["tsa_url"] = ""
    later = AT + timedelta(hours=3)
    stamped = stamp_pdf(pending.content, at=later)
    assert stamped is not None and stamped.level == "B-LTA"
    assert stamped.content.startswith(pending.content)
    verdict = check_pdf(stamped.content, at=AT + timedelta(days=3650))
    assert verdict.is_genuine and (verdict.level, verdict.stamped_at) == ("B-LTA", later)
    forged = with_text(stamped.content)
    assert check_pdf(forged, at=later).problem == "extended"
    with pytest.raises(SealError, match="not genuine"):
        stamp_pdf(forged, at=later)


def test_the_seals_stamp_proves_the_judges_signature_too(key: bytes, page: bytes, settings: Any) -> None:
    """The authority was silent for the judge and answered for the seal: both are proved, after expiry too."""
    settings.PORTAL_SEAL["tsa_url"] = SILENT
    alone = signed(page, key)
    assert alone.level == "B-B"
    settings.PORTAL_SEAL["tsa_url"] = ""
    whole = seal_pdf(alone.content, at=AT, reason="Seal")
    assert whole.level == "B-LTA" and check_pdf(whole.content, at=AT + timedelta(days=3650)).is_genuine


def test_pdfsig_calls_both_signatures_valid(executed: SealedPdf, tmp_path: Path) -> None:
    if shutil.which("pdfsig") is None:
        pytest.skip("pdfsig is missing (Debian package poppler-utils)")
    path = tmp_path / "executed.pdf"
    path.write_bytes(executed.content)
    said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False).stdout
    assert said.count("ETSI.CAdES.detached") == 2 and said.count("Signature is Valid") == 2


def test_openssl_verifies_both_signatures(executed: SealedPdf, own_state: Path, tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is missing")
    content = executed.content
    for signature in PdfFileReader(BytesIO(content)).embedded_regular_signatures:
        a, b, c, d = map(int, signature.byte_range)
        (tmp_path / "covered").write_bytes(content[a : a + b] + content[c : c + d])
        found = re.match(rb"<([0-9a-fA-F]+)>", content[b:])
        assert found is not None
        raw = bytes.fromhex(found.group(1).decode())
        count = raw[1] & 0x7F
        (tmp_path / "cms.der").write_bytes(raw[: 2 + count + int.from_bytes(raw[2 : 2 + count], "big")])
        done = subprocess.run(
            ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", tmp_path / "cms.der", "-content",
             tmp_path / "covered", "-CAfile", own_state / "keys/demonstration-authority/root.pem", "-purpose", "any",
             "-attime", str(int(AT.timestamp())), "-out", tmp_path / "out"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
