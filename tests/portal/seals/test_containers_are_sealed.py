"""Seals beside the content, and time-stamp tokens: made, checked by another program, mended after an outage."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from portal.seals.containers import (
    check_detached,
    sign_detached,
    stamp,
    stamp_detached,
    stamped_moment,
    trusted_certificates_pem,
)
from portal.seals.errors import SealError
from portal.seals.loops import finished
from portal.seals.pdf_checks import names_of_signers
from portal.seals.signers import issue_demonstration_key, opened_personal

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
CONTENT = b"<asic:ASiCManifest/>" * 50


def test_the_seal_holds_for_exactly_this_content(own_state: Path) -> None:
    sealed = sign_detached(CONTENT, at=AT)
    assert (sealed.level, sealed.is_simulated, sealed.is_pending) == ("B-T", True, False)
    verdict = check_detached(CONTENT, sealed.cms, at=AT + timedelta(days=900))
    assert verdict.is_genuine and (verdict.sealed_by, verdict.stamped_at) == (sealed.sealed_by, AT)
    assert check_detached(CONTENT + b" ", sealed.cms, at=AT).problem == "changed"
    assert check_detached(CONTENT, b"junk", at=AT).problem == "not_cms"


def test_openssl_verifies_the_seal_and_the_token(own_state: Path, tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is missing")
    moment = str(int(AT.timestamp()))
    token = stamp(sha256(CONTENT).digest(), at=AT)
    assert token is not None
    for name, data in (
        ("content", CONTENT), ("cms", sign_detached(CONTENT, at=AT).cms), ("token", token),
        ("roots", trusted_certificates_pem(AT)),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(data)
    given = ["-CAfile", tmp_path / "roots", "-attime", moment]
    for command in (
        ["cms", "-verify", "-binary", "-inform", "DER", "-in", tmp_path / "cms", "-content", tmp_path / "content",
         "-purpose", "any", "-out", tmp_path / "out"],
        ["ts", "-verify", "-token_in", "-in", tmp_path / "token", "-data", tmp_path / "content"],
    ):  # fmt: skip
        done = subprocess.run(["openssl", *command, *given], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_a_token_proves_its_moment_for_its_digest_only(own_state: Path) -> None:
    digest = sha256(CONTENT).digest()
    token = stamp(digest, at=AT)
    assert token is not None and stamped_moment(token, digest, at=AT) == AT
    assert stamped_moment(token, sha256(b"other").digest(), at=AT) is None
    broken = bytearray(token)
    broken[-5] ^= 1
    assert stamped_moment(bytes(broken), digest, at=AT) is None
    with pytest.raises(ValueError, match="32 bytes"):
        stamp(b"short", at=AT)


def test_an_outage_leaves_the_seal_pending_and_a_later_stamp_mends_it(own_state: Path, settings: Any) -> None:
    settings.PORTAL_SEAL["tsa_url"] = "http://127.0.0.1:9/"
    sealed = sign_detached(CONTENT, at=AT)
    assert sealed.is_pending and stamp(sha256(CONTENT).digest(), at=AT) is None
    assert check_detached(CONTENT, sealed.cms, at=AT).is_genuine
    assert stamp_detached(sealed.cms, at=AT) is None
    settings.PORTAL_SEAL["tsa_url"] = ""
    later = AT + timedelta(hours=2)
    mended = stamp_detached(sealed.cms, at=later)
    assert mended is not None
    verdict = check_detached(CONTENT, mended, at=AT + timedelta(days=900))
    assert verdict.is_genuine and (verdict.level, verdict.stamped_at) == ("B-T", later)
    assert stamp_detached(mended, at=later) == mended
    with pytest.raises(SealError):
        stamp_detached(b"junk", at=later)


def test_a_person_of_the_same_authority_is_not_the_seal(own_state: Path) -> None:
    signer = opened_personal(issue_demonstration_key("Lin Xiao", "h", "a passphrase", at=AT), "a passphrase")
    made = finished(signer.async_sign_general_data(CONTENT, "sha256", detached=True)).dump()
    assert check_detached(CONTENT, made, at=AT).problem == "not_sealed"
    assert names_of_signers([]) == ()


def test_expired_roots_are_not_handed_out(own_state: Path) -> None:
    assert trusted_certificates_pem(AT).count(b"BEGIN CERTIFICATE") == 1
    assert trusted_certificates_pem(AT + timedelta(days=365 * 40)) == b""
