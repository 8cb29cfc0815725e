"""Packages for tests: a real log, a record of its own kind, a recording made up of random chunks."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction

from portal.audit.actors import system_actor
from portal.audit.labels import is_registered, register_act
from portal.audit.log import record
from portal.evidence.actions import build_package, open_package, order_package
from portal.evidence.log_files import canonical
from portal.evidence.models import EvidencePackage
from portal.evidence.registry import (
    Binding,
    Contents,
    Item,
    Ledger,
    RecordingFiles,
    register_contents,
    sources,
)
from portal.evidence.storage import as_file
from portal.seals.containers import trusted_certificates_pem
from portal.seals.fingerprints import fingerprints
from portal.seals.pdf import seal_pdf
from portal.seals.signing import public_key

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
PREFIX = "TEST-EVIDENCE"
CHAIN = "test_evidence:1"
KEY = "11111111-2222-3333-4444-555555555555"
ACTS = (
    "power_of_attorney.answer_recorded", "power_of_attorney.signed_by_hand", "power_of_attorney.document_sealed",
    "rooms.recording_started", "rooms.recording_stopped",
)  # fmt: skip
ANSWERS = (("opening.names", "done", ""), ("will.free", "yes", "自願"), ("special.settle", "no", ""))
MINIMAL_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n"
)


def trusted() -> dict[str, Any]:
    """What a verifier is given from outside: log key and fingerprints."""
    marks = [digest for _subject, digest in fingerprints(trusted_certificates_pem(NOW))]
    return {"log_key": public_key().hex(), "ca": marks}


def say(
    act: str, at: datetime, *, key: str = KEY, private: dict[str, str] | None = None, **facts: Any
) -> None:
    """One event of the record."""
    if not is_registered(act):
        register_act(act, "test", "test")
    with transaction.atomic():
        record(
            act=act, actor=system_actor("test"), at=at, subject=("tests.Record", key), chain=CHAIN, facts=facts,
            private={name: value for name, value in (private or {}).items() if value},
        )  # fmt: skip


@lru_cache(maxsize=2)
def _noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def chunk_of(number: int, size: int) -> bytes:
    """The content of a chunk: its number, then noise."""
    return number.to_bytes(8, "big") + _noise(size)[8:]


def chain_of(count: int, size: int) -> list[dict[str, Any]]:
    """The table of chunks: SHA-256(head before || number, 8 bytes || SHA-256 of the chunk)."""
    rows, head = [], "0" * 64
    for number in range(count):
        digest = sha256(chunk_of(number, size)).hexdigest()
        head = sha256(bytes.fromhex(head) + number.to_bytes(8, "big") + bytes.fromhex(digest)).hexdigest()
        rows.append({"number": number, "size": size, "sha256": digest, "head": head})
    return rows


def _pieces(count: int, size: int) -> Iterator[bytes]:
    for number in range(count):
        yield chunk_of(number, size)


def _file(content: bytes) -> Any:
    return partial(BytesIO, content)


def a_record(*, chunks: int = 4, size: int = 5_000, at: datetime = NOW, pdf: bytes = MINIMAL_PDF) -> Contents:
    """A record as a session leaves it: its events are in the log, its contents are given back."""
    sealed = seal_pdf(pdf, at=at, reason="test").content
    rows, text, asked = chain_of(chunks, size), b"the text as it was read", []
    say("rooms.recording_started", at, number=1)
    for place, (item, answer, words) in enumerate(ANSWERS):
        say(
            ACTS[0],
            at + timedelta(seconds=place),
            item=item,
            answer=answer,
            step=place,
            private={"words": words},
        )
        asked.append({"item": item, "answer": answer, "step": place, "words": words})
    say(ACTS[1], at, document=sha256(text).hexdigest(), key="signature")
    say("rooms.recording_stopped", at, head=rows[-1]["head"], digest="-", number=1)
    say(ACTS[2], at, digest=sha256(sealed).hexdigest(), key="document")
    items = [
        Item("instrument/as-read.pdf", _file(text), "application/octet-stream"),
        Item("instrument/executed.pdf", _file(sealed), "application/pdf"),
        Item("session/transcript.json", _file(canonical({"answers": asked})), "application/json"),
        Item("recordings/1/chunks.json", _file(canonical({"chunks": rows})), "application/json"),
        Item("recordings/1/original.webm", lambda: as_file(_pieces(chunks, size)), "video/webm"),
    ]
    return Contents(
        subject=("tests.Record", KEY), reference=PREFIX, kind="test", chain=CHAIN,
        titles={"zh-hant": "測試", "zh-hans": "测试", "pt": "Ensaio", "en": "Trial"}, about={"state": "closed"},
        items=items,
        bindings=[
            Binding(ACTS[1], "document", ["instrument/as-read.pdf"], "both", "instrument/as-read.pdf"),
            Binding(ACTS[2], "digest", ["instrument/executed.pdf"], "both"),
        ],
        ledgers=[Ledger("session/transcript.json", "answers", ACTS[0], ["item", "answer", "step"])],
        recordings=[RecordingFiles(KEY, "recordings/1/chunks.json", "recordings/1/original.webm")],
        disclosed=frozenset({(ACTS[0], "words")}),
    )  # fmt: skip


_known: dict[str, Contents] = {}


def offered(contents: Contents) -> None:
    """Makes the portal know the record."""
    _known[PREFIX] = contents
    if sources.get(PREFIX) is None:
        register_contents(PREFIX, lambda number, at: _known.get(number))


def built(contents: Contents | None = None, *, at: datetime = NOW) -> EvidencePackage:
    """A package of the record, ordered and built by the portal itself."""
    offered(contents or a_record(at=at))
    ordered = order_package(actor=system_actor("test"), at=at, number=PREFIX, by_job=False)
    return build_package(at=at + timedelta(seconds=5), package_id=ordered.pk)


def written(folder: Path, **more: Any) -> Path:
    """The package as a file."""
    package = built(a_record(**more))
    assert package.state == EvidencePackage.State.BUILT, package.problem
    path = folder / "package.asice"
    with open_package(package) as content:
        path.write_bytes(content.read())
    return path


def members(content: bytes) -> dict[str, bytes]:
    """The files of a package, by any reader of ZIP archives."""
    import zipfile

    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def value(content: bytes) -> Any:
    return json.loads(content)


def opened(content: bytes) -> BinaryIO:
    return BytesIO(content)


def build_again(number: str, at: datetime) -> EvidencePackage:
    """Another package of a record, ordered and built by the portal itself."""
    ordered = order_package(actor=system_actor("test"), at=at, number=number, by_job=False)
    return build_package(at=at, package_id=ordered.pk)
