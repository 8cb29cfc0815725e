"""The package format for exchange with another court: docs/exchange-package.md says it for everybody.

A ZIP of members that are stored, never compressed: ``manifest.json`` (canonical JSON), ``manifest.p7s`` (CAdES detached
over it), then ``documents/001.pdf`` and so on, in the order of the manifest. Nothing stands before, between or behind.
"""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO

FORMAT, VERSION = "gba-service-exchange", 1
MANIFEST, SIGNATURE = "manifest.json", "manifest.p7s"
PATH = re.compile(r"documents/[0-9]{3}\.[a-z0-9]{2,5}\Z")
DIGEST = re.compile(r"[0-9a-f]{64}\Z")
LARGEST, LARGEST_MANIFEST, LARGEST_SIGNATURE, MOST_FILES = 500 << 20, 1 << 20, 1 << 18, 500
PIECE = 1 << 20
END = 22  # bytes of the end of a ZIP without comment
BEGINNING = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the earliest time that a ZIP can bear: the same package gives the same bytes
KEYS = frozenset({"files", "format", "from", "made_at", "matter", "simulated", "to", "version"})
FILE_KEYS = frozenset(
    {"kind", "language", "media_type", "pages", "path", "role", "sha256", "size", "title", "translation_of"}
)


class PackageBroken(Exception):
    """A file that is no exchange package, or was changed; the message is a code.

    ``too_large``, ``not_zip``, ``shape`` (compressed, locked, doubled, foreign or escaping members, bytes beside them),
    ``manifest`` (not canonical, another version, missing or wrong entries), ``files`` (manifest and members differ),
    ``digest`` (a document does not give its size or digest).
    """


@dataclass(frozen=True)
class Package:
    """A package whose form and digests hold; whose seal it bears is judged apart."""

    archive: zipfile.ZipFile
    manifest: Mapping[str, Any]
    manifest_bytes: bytes
    signature: bytes

    def opened(self, path: str) -> BinaryIO:
        """The content of one document."""
        return self.archive.open(path)  # type: ignore[return-value]


def canonical(value: Mapping[str, Any]) -> bytes:
    """The one sequence of bytes of a manifest: keys sorted, no white space, UTF-8."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def write_package(
    out: BinaryIO,
    manifest: Mapping[str, Any],
    files: Sequence[tuple[str, Callable[[], BinaryIO]]],
    sign: Callable[[bytes], bytes],
) -> None:
    """Writes the package to ``out``. ``files`` are (path, opener) in the order of ``manifest["files"]``."""
    told = canonical(manifest)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_member(MANIFEST), told)
        archive.writestr(_member(SIGNATURE), sign(told))
        for path, opened in files:
            with opened() as content, archive.open(_member(path), "w") as member:
                while piece := content.read(PIECE):
                    member.write(piece)


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, BEGINNING)
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_STORED, 3, 0o600 << 16
    return info


@contextmanager
def opened_package(file: BinaryIO) -> Iterator[Package]:
    """The package in ``file`` (which can be sought), every check of its form done. Raises PackageBroken."""
    if file.seek(0, os.SEEK_END) > LARGEST:
        raise PackageBroken("too_large")
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise PackageBroken("not_zip") from error
    with archive:
        _require_shape(file, archive)
        told, signature = (_small(archive, *limit) for limit in (
            (MANIFEST, LARGEST_MANIFEST), (SIGNATURE, LARGEST_SIGNATURE)))  # fmt: skip
        manifest = _manifest(told)
        _require_files(archive, manifest)
        yield Package(archive, manifest, told, signature)


def _require_shape(file: BinaryIO, archive: zipfile.ZipFile) -> None:
    """Stored members only, known names, each once, nothing beside them: there is nothing to unfold or to escape."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    plain = all(
        entry.compress_type == zipfile.ZIP_STORED and entry.compress_size == entry.file_size
        and not entry.flag_bits & 0x1 and entry.orig_filename == entry.filename
        for entry in entries
    )  # fmt: skip
    fits = names[:2] == [MANIFEST, SIGNATURE] and all(PATH.match(name) for name in names[2:])
    if not plain or not fits or len(set(names)) != len(names) or len(names) > MOST_FILES + 2:
        raise PackageBroken("shape")
    size = file.seek(0, os.SEEK_END)
    file.seek(max(size - END, 0))
    if archive.comment or file.read(4) != b"PK\x05\x06" or entries[0].header_offset != 0:
        raise PackageBroken("shape")
    if sum(entry.file_size for entry in entries) > size:
        raise PackageBroken("shape")


def _small(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    if archive.getinfo(name).file_size > limit:
        raise PackageBroken("shape")
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
        raise PackageBroken("digest") from error


def _manifest(told: bytes) -> Mapping[str, Any]:
    """The manifest, if it is canonical and says everything that it must. Raises PackageBroken."""
    try:
        manifest = json.loads(told)
        is_canonical = isinstance(manifest, dict) and canonical(manifest) == told
    except (ValueError, RecursionError) as error:
        raise PackageBroken("manifest") from error
    if not is_canonical or set(manifest) != KEYS:
        raise PackageBroken("manifest")
    courts = (manifest["from"], manifest["to"])
    known = manifest["format"] == FORMAT and manifest["version"] == VERSION
    named = all(isinstance(court, dict) and isinstance(court.get("court"), str) for court in courts)
    listed = isinstance(manifest["files"], list) and all(_is_file(row) for row in manifest["files"])
    if not known or not named or not listed or not isinstance(manifest["matter"], dict):
        raise PackageBroken("manifest")
    return manifest


def _is_file(row: Any) -> bool:
    """Whether an entry of the list has every field in its type."""
    if not isinstance(row, dict) or set(row) != FILE_KEYS:
        return False
    texts = all(isinstance(row[key], str) for key in FILE_KEYS - {"pages", "size"})
    numbers = all(isinstance(row[key], int) and not isinstance(row[key], bool) for key in ("pages", "size"))
    return texts and numbers and bool(PATH.match(row["path"])) and bool(DIGEST.match(row["sha256"]))


def _require_files(archive: zipfile.ZipFile, manifest: Mapping[str, Any]) -> None:
    """Manifest and members name the same files in the same order, and each gives its size and digest."""
    if [row["path"] for row in manifest["files"]] != archive.namelist()[2:]:
        raise PackageBroken("files")
    for row in manifest["files"]:
        digest, size = sha256(), 0
        try:
            with archive.open(row["path"]) as member:
                while piece := member.read(PIECE):
                    digest.update(piece)
                    size += len(piece)
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
            raise PackageBroken("digest") from error
        if (size, digest.hexdigest()) != (row["size"], row["sha256"]):
            raise PackageBroken("digest")
