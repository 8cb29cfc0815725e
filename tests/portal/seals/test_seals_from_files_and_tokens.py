"""One interface for every key: PKCS#12, PEM, a PKCS#11 token; a time-stamp authority asked over HTTP."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from django.core.checks import Error, Warning

from portal.seals import authority_checks, demonstration_authority, time_stamps
from portal.seals.demonstration_authority import _certificate, _usage
from portal.seals.errors import KeyProblem
from portal.seals.pdf import check_pdf, expects_time_stamp, seal_pdf, sealer

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
LIBRARY = "/usr/lib/softhsm/libsofthsm2.so"


def _named(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


@pytest.fixture
def files(own_state: Path, settings: Any) -> Path:
    """A root, a seal and the seal's key of a court that is no demonstration, as files."""
    folder = own_state / "given"
    folder.mkdir()
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate(
        _named("Root of a test"), root_key, _named("Root of a test"), root_key,
        (x509.BasicConstraints(ca=True, path_length=0), True), (_usage(key_cert_sign=True, crl_sign=True), True),
    )  # fmt: skip
    seal = _certificate(
        _named("Seal of a test"), key, _named("Root of a test"), root_key,
        (_usage(digital_signature=True, content_commitment=True), True),
    )  # fmt: skip
    (folder / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (folder / "chain.pem").write_bytes(seal.public_bytes(Encoding.PEM) + root.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"s3cret"))
    )
    (folder / "plain.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "seal.der").write_bytes(seal.public_bytes(Encoding.DER))
    (folder / "seal.p12").write_bytes(
        pkcs12.serialize_key_and_certificates(b"seal", key, seal, [root], BestAvailableEncryption(b"s3cret"))
    )
    settings.PORTAL_SEAL |= {"roots": str(folder / "root.pem"), "passphrase": "s3cret"}
    return folder


def sealed_and_checked(page: bytes, level: str = "B-B") -> None:
    sealed = seal_pdf(page, at=AT, reason="A test")
    assert (sealed.level, sealed.sealed_by, sealed.is_simulated) == (level, "Seal of a test", False)
    verdict = check_pdf(sealed.content, at=AT)
    assert verdict.is_genuine and (verdict.level, verdict.is_simulated) == (level, False)


def test_a_pkcs12_file_seals(files: Path, page: bytes, settings: Any) -> None:
    settings.PORTAL_SEAL["pkcs12"] = str(files / "seal.p12")
    assert not expects_time_stamp(AT)
    sealed_and_checked(page)
    assert authority_checks.seal_is_fit(None) == []


def test_two_pem_files_seal(files: Path, page: bytes, settings: Any) -> None:
    settings.PORTAL_SEAL |= {"key": str(files / "key.pem"), "certificates": str(files / "chain.pem")}
    sealed_and_checked(page)


def test_a_key_of_ones_own_seals_in_production_too(files: Path, page: bytes, settings: Any) -> None:
    settings.PORTAL_SEAL["pkcs12"], settings.PORTAL_DEMONSTRATION = str(files / "seal.p12"), False
    sealed_and_checked(page)


@pytest.mark.parametrize(
    "given", [{"pkcs12": "seal.p12", "passphrase": "wrong"}, {"pkcs12": "missing"}, {"key": "key.pem"},
              {"key": "root.pem", "certificates": "chain.pem"}, {"key": "key.pem", "certificates": "root.pem"}],
)  # fmt: skip
def test_a_key_that_does_not_open_is_named(files: Path, settings: Any, given: dict[str, str]) -> None:
    settings.PORTAL_SEAL |= {
        name: str(files / value) if name != "passphrase" else value for name, value in given.items()
    }
    with pytest.raises(KeyProblem):
        sealer(AT)
    assert [(type(one), one.id) for one in authority_checks.seal_is_fit(None)] == [(Error, "seals.E002")]


@pytest.fixture
def token(files: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A SoftHSM token that holds the key and certificate of the seal."""
    if not shutil.which("softhsm2-util") or not shutil.which("pkcs11-tool") or not Path(LIBRARY).exists():
        pytest.skip("softhsm2 or opensc is missing (Debian packages)")
    store = files / "tokens"
    store.mkdir()
    (files / "softhsm2.conf").write_text(f"directories.tokendir = {store}\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(files / "softhsm2.conf"))
    pins = ["--pin", "123456"]
    for command in (
        ["softhsm2-util", "--init-token", "--free", "--label", "court", "--so-pin", "12345678", *pins],
        ["softhsm2-util", "--import", files / "plain.pem", "--token", "court", "--label", "seal", "--id", "a1", *pins],
        ["pkcs11-tool", "--module", LIBRARY, "--token-label", "court", "--login", *pins, "--write-object",
         files / "seal.der", "--type", "cert", "--label", "seal", "--id", "a1"],
    ):  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, env=dict(os.environ))
    settings.PORTAL_SEAL |= {"pkcs11": LIBRARY, "token": "court", "label": "seal", "passphrase": "123456"}
    return store


def test_a_pkcs11_token_seals_through_the_same_interface(token: Path, page: bytes, settings: Any) -> None:
    sealed_and_checked(page)
    assert authority_checks.seal_is_fit(None) == []
    settings.PORTAL_SEAL["label"] = "another"
    with pytest.raises(KeyProblem, match="no certificate"):
        sealer(AT)
    settings.PORTAL_SEAL |= {"label": "seal", "passphrase": "000000"}
    with pytest.raises(KeyProblem, match="does not open"):
        sealer(AT)


@pytest.fixture
def authority() -> Iterator[str]:
    """A time-stamp authority on HTTP that stamps with the demonstration's key."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = time_stamps._own(AT).request_tsa_response(asked).dump()  # type: ignore[attr-defined]
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def test_a_time_stamp_over_http_makes_it_b_t(files: Path, page: bytes, settings: Any, authority: str) -> None:
    demonstration_authority.folder()
    settings.PORTAL_SEAL |= {"pkcs12": str(files / "seal.p12"), "tsa_url": authority}
    sealed_and_checked(page, "B-T")


def test_revocation_lists_beside_a_time_stamp_make_it_b_lta(
    files: Path, page: bytes, settings: Any, authority: str
) -> None:
    folder = demonstration_authority.folder()
    lists = files / "lists"
    lists.mkdir()
    (lists / "one.crl").write_bytes(demonstration_authority.revocation_list(AT))
    settings.PORTAL_SEAL |= {
        "key": str(folder / "seal.key.pem"), "certificates": str(folder / "seal.pem"), "passphrase": "",
        "tsa_url": authority, "revocation": str(lists),
    }  # fmt: skip
    sealed = seal_pdf(page, at=AT, reason="A test")
    assert (sealed.level, sealed.is_simulated) == ("B-LTA", True)
    assert check_pdf(sealed.content, at=AT + timedelta(days=900)).is_genuine


def test_production_refuses_the_demonstration_authority_by_whatever_file(
    files: Path, page: bytes, settings: Any
) -> None:
    folder = demonstration_authority.folder()
    settings.PORTAL_SEAL |= {
        "key": str(folder / "seal.key.pem"),
        "certificates": str(folder / "seal.pem"),
        "passphrase": "",
    }
    assert authority_checks.seal_is_fit(None) == []
    settings.PORTAL_DEMONSTRATION = False
    found = authority_checks.seal_is_fit(None)
    assert [(one.id, "demonstration authority" in one.msg) for one in found] == [("seals.E002", True)]
    with pytest.raises(KeyProblem, match="real installation"):
        seal_pdf(page, at=AT, reason="x")


def test_production_without_a_seal_or_credential_key_is_warned(own_state: Path, settings: Any) -> None:
    assert authority_checks.seal_is_fit(None) == authority_checks.credential_keys_are_fit(None) == []
    settings.PORTAL_DEMONSTRATION = False
    assert [type(one) for one in authority_checks.seal_is_fit(None)] == [Warning]
    assert [one.id for one in authority_checks.credential_keys_are_fit(None)] == ["seals.W002"]
    settings.PORTAL_CREDENTIAL_KEYS = ["short"]
    assert [one.id for one in authority_checks.credential_keys_are_fit(None)] == ["seals.E003"]


def test_the_demonstration_authority_is_made_once(own_state: Path) -> None:
    first = (demonstration_authority.folder() / "seal.pem").read_bytes()
    assert (demonstration_authority.folder() / "seal.pem").read_bytes() == first
    assert not list((own_state / "keys").glob(".*"))
    key = load_pem_private_key((demonstration_authority.folder() / "seal.key.pem").read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
