"""Files, folders and ZIP archives, walked in order. Nothing is unpacked to disk; sizes are capped.

What a ZIP says of itself may be a lie: its directory is read only up to a size, members are looked at before a byte of
them is unpacked, and only the two usual ways of packing are read (Python unpacks the others without any limit).
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import FileIO
from pathlib import Path, PurePosixPath

from foreign_law.importers import hardened
from foreign_law.importers.parsed import Received, Refused
from foreign_law.rules.refusals import Reason, reason

SUFFIXES = (".xml", ".txt", ".html", ".htm", ".asp")
MAX_MEMBERS = 20_000
MAX_UNPACKED = 4 * 1024 * 1024 * 1024
MAX_RATIO = 200
"""Highest compression ratio of a member above 1 MB; legislation compresses about tenfold."""
MAX_DIRECTORY = 8 * 1024 * 1024
"""Bytes that the directory of an archive may have; twenty thousand members with long names need half of it."""


@dataclass(frozen=True)
class Found:
    """A path to look at; ``named``: the user named it. ``open`` gives the bytes or raises :class:`Refused`."""

    name: str
    named: bool
    path: Path
    member: str = ""

    def open(self) -> Received:
        """The file's bytes.

        :raises Refused: missing, no regular file, too large, unreadable or damaged.
        """
        if self.member:
            return _member(self)
        data = _regular(self.path)
        return Received(name=self.name, data=data, named=self.named)


@dataclass(frozen=True)
class Skipped:
    """A file of another kind inside a folder or archive."""

    name: str


def walk(paths: list[str]) -> Iterator[Found | Skipped | tuple[str, Reason]]:
    """What lies at the paths, in order: files found, files skipped, and (name, reason) of what is refused."""
    for text in paths:
        path = Path(text)
        if path.is_dir():
            yield from _folder(path)
        elif path.suffix.lower() == ".zip":
            yield from _archive(path, named=True)
        else:
            yield Found(name=text, named=True, path=path)


def _folder(folder: Path) -> Iterator[Found | Skipped | tuple[str, Reason]]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(root) / name
            suffix = path.suffix.lower()
            if path.is_symlink() or not path.is_file():
                yield Skipped(str(path))
            elif suffix == ".zip":
                yield from _archive(path, named=False)
            elif suffix in SUFFIXES:
                yield Found(name=str(path), named=False, path=path)
            else:
                yield Skipped(str(path))


def _archive(path: Path, *, named: bool) -> Iterator[Found | Skipped | tuple[str, Reason]]:
    try:
        with _Directory(path) as file, zipfile.ZipFile(file) as archive:  # type: ignore[arg-type]
            members = [info for info in archive.infolist() if not info.is_dir()]
    except Refused as refused:
        yield str(path), refused.reason
        return
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        yield str(path), _archive_trouble(path, error)
        return
    if len(members) > MAX_MEMBERS or sum(info.file_size for info in members) > MAX_UNPACKED:
        yield str(path), reason("archive_too_large")
        return
    for info in sorted(members, key=lambda info: info.filename):
        name = f"{path}!{_shown(info.filename)}"
        if info.filename.lower().endswith(SUFFIXES):
            yield Found(name=name, named=False, path=path, member=info.filename)
        else:
            yield Skipped(name)


class _Directory(FileIO):
    """An archive of which only so much is read at once as its directory may have."""

    def read(self, size: int | None = -1) -> bytes:  # type: ignore[override]
        if size is not None and size > MAX_DIRECTORY:
            raise Refused("archive_too_large")
        return super().read(MAX_DIRECTORY if size is None or size < 0 else size)


def _archive_trouble(path: Path, error: Exception) -> Reason:
    return reason("archive_unreadable", detail=str(error)) if path.exists() else reason("no_file")


def _shown(name: str) -> str:
    """A member's name as it may stand on a terminal or a page."""
    return "".join(char if char.isprintable() else "\ufffd" for char in name)


def _check_member(info: zipfile.ZipInfo) -> None:
    """:raises Refused: nothing of the member is to be unpacked."""
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in info.filename:
        raise Refused("member_astray")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Refused("member_link")
    if info.flag_bits & 0x1:
        raise Refused("member_encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("member_packing")
    if info.file_size > hardened.MAX_BYTES:
        raise Refused("file_too_large", size=hardened.MAX_BYTES)
    if info.file_size > 1024 * 1024 and info.file_size > MAX_RATIO * max(1, info.compress_size):
        raise Refused("member_bomb")


@lru_cache(maxsize=1)
def _opened(path: Path, modified: int, size: int) -> zipfile.ZipFile:
    """The archive last read stays open: its directory is read once, not once for each member."""
    return zipfile.ZipFile(path)


def _member(found: Found) -> Received:
    try:
        status = found.path.stat()
        archive = _opened(found.path, status.st_mtime_ns, status.st_size)
        info = archive.getinfo(found.member)
        _check_member(info)
        with archive.open(info) as stream:
            data = stream.read(hardened.MAX_BYTES + 1)
    except (
        OSError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        LookupError,
        ValueError,
    ) as error:
        raise Refused("member_unreadable", detail=str(error)) from error
    return Received(name=found.name, data=data, named=False, archive=found.path.name)


def _regular(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Refused("no_regular_file")
        if status.st_size > hardened.MAX_BYTES:
            raise Refused("file_too_large", size=hardened.MAX_BYTES)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refused("no_file") from error
    except OSError as error:
        raise Refused("file_unreadable", detail=error.strerror or "") from error
