"""A store in a folder of the test, a case that two people reach, and files made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from portal.audit.actors import Actor
from portal.exhibits import scopes
from portal.exhibits.storage import EncryptedStore

LAWYER = Actor("user:00000000-0000-4000-8000-0000000000a1", roles=frozenset({"lawyer"}))
CLERK = Actor("user:00000000-0000-4000-8000-0000000000a2", roles=frozenset({"clerk"}))
STRANGER = Actor("user:00000000-0000-4000-8000-0000000000a3", roles=frozenset({"lawyer"}))
SCOPE = "trial:1"

WORD_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> EncryptedStore:
    return EncryptedStore(tmp_path / "exhibits")


@pytest.fixture(autouse=True)
def trial() -> Iterator[None]:
    """Scopes of kind trial: the lawyer and the clerk reach trial 1, the stranger reaches nothing."""
    scopes.register_scope("trial", lambda actor, key, at: actor in (LAWYER, CLERK) and key in ("1", "2"))
    yield
    scopes._scopes._entries.pop("trial")


def make_pdf(change: Callable[[pikepdf.Pdf], None] | None = None, **options: Any) -> bytes:
    """A PDF of one empty page, changed as asked."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 200))
        if change:
            change(document)
        document.save(out, **options)
    return out.getvalue()


def make_docx(**parts: str | bytes) -> bytes:
    """A DOCX of one paragraph with more parts: `word__a_xml` in a name stands for ``word/a.xml``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", parts.pop("types", WORD_TYPES))
        archive.writestr("word/document.xml", parts.pop("document", "<document>起訴狀</document>"))
        for name, content in parts.items():
            stem, _underscore, ending = name.replace("__", "/").rpartition("_")
            archive.writestr(f"{stem}.{ending}", content)
    return out.getvalue()


def make_picture(kind: str, size: tuple[int, int] = (20, 10)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (120, 30, 30)).save(out, kind)
    return out.getvalue()


@pytest.fixture
def make() -> dict[str, Callable[..., bytes]]:
    """The makers of files by kind."""
    return {"pdf": make_pdf, "docx": make_docx, "picture": make_picture}


@pytest.fixture
def put(store: EncryptedStore, at: datetime) -> Callable[..., Any]:
    """The lawyer deposits a file for trial 1."""
    from portal.exhibits.actions import deposit

    def deposited(content: bytes, name: str = "letter.txt", **options: Any) -> Any:
        return deposit(
            actor=LAWYER, at=at, upload=io.BytesIO(content), declared_name=name, scope=SCOPE, store=store,
            **options,
        )  # fmt: skip

    return deposited


@pytest.fixture
def people() -> dict[str, Actor]:
    return {"lawyer": LAWYER, "clerk": CLERK, "stranger": STRANGER}
