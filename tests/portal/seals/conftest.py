"""A folder of state for each test, so that keys are made anew, and a small page to seal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest

from portal.seals import keys


@pytest.fixture
def own_state(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty PORTAL_VAR and no seal but the demonstration's."""
    settings.PORTAL_VAR, settings.PORTAL_DEMONSTRATION = tmp_path, True
    settings.PORTAL_SEAL = dict.fromkeys(
        (
            "pkcs12",
            "key",
            "certificates",
            "pkcs11",
            "token",
            "label",
            "passphrase",
            "roots",
            "revocation",
            "tsa_url",
        ),
        "",
    )
    settings.PORTAL_CREDENTIAL_KEYS = []
    monkeypatch.setattr(keys, "_RESOLVED", {})
    return tmp_path


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A PDF of one empty page with a word in it."""
    path = tmp_path_factory.mktemp("page") / "page.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 200))
        pdf.pages[0].Contents = pdf.make_stream(
            b"BT 20 100 Td (a word of the page) Tj ET" * 20, compress=False
        )
        pdf.save(path, compress_streams=False)
    return path.read_bytes()
