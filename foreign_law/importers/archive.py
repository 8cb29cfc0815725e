"""Files, folders and ZIP archives, walked in order. Nothing is unpacked to disk; sizes are capped."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from foreign_law.importers import hardened
from foreign_law.importers.parsed import Received, Refused

SUFFIXES = (".xml", ".txt")
MAX_MEMBERS = 20_000
MAX_UNPACKED = 4 * 1024 * 1024 * 1024
MAX_RATIO = 200
"""Highest compression ratio of a member above 1 MB; legislation compresses about tenfold."""


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


def walk(paths: list[str]) -> Iterator[Found | Skipped | tuple[str, str]]:
    """What lies at the paths, in order: files found, files skipped, and (name, reason) of what is refused."""
    for text in paths:
        path = Path(text)
        if path.is_dir():
            yield from _folder(path)
        elif path.suffix.lower() == ".zip":
            yield from _archive(path, named=True)
        else:
            yield Found(name=text, named=True, path=path)


def _folder(folder: Path) -> Iterator[Found | Skipped | tuple[str, str]]:
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


def _archive(path: Path, *, named: bool) -> Iterator[Found | Skipped | tuple[str, str]]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
    except (OSError, zipfile.BadZipFile) as error:
        yield str(path), _archive_trouble(path, error)
        return
    if len(members) > MAX_MEMBERS or sum(info.file_size for info in members) > MAX_UNPACKED:
        yield str(path), "the archive unpacks to more than is allowed"
        return
    for info in sorted(members, key=lambda info: info.filename):
        name = f"{path}!{info.filename}"
        if info.filename.lower().endswith(SUFFIXES):
            yield Found(name=name, named=False, path=path, member=info.filename)
        else:
            yield Skipped(name)


def _archive_trouble(path: Path, error: Exception) -> str:
    if not path.exists():
        return "there is no such file"
    return f"the archive cannot be read: {error}"


@lru_cache(maxsize=1)
def _opened(path: Path, modified: int, size: int) -> zipfile.ZipFile:
    """The archive last read stays open: its directory is read once, not once for each member."""
    return zipfile.ZipFile(path)


def _member(found: Found) -> Received:
    try:
        status = found.path.stat()
        archive = _opened(found.path, status.st_mtime_ns, status.st_size)
        info = archive.getinfo(found.member)
        if info.flag_bits & 0x1:
            raise Refused("the member of the archive is encrypted")
        if info.file_size > hardened.MAX_BYTES:
            raise Refused(f"the file is larger than {hardened.MAX_BYTES} bytes")
        if info.file_size > 1024 * 1024 and info.file_size > MAX_RATIO * max(1, info.compress_size):
            raise Refused("the member of the archive is compressed beyond reason")
        with archive.open(info) as stream:
            data = stream.read(hardened.MAX_BYTES + 1)
    except (OSError, zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, KeyError) as error:
        raise Refused(f"the member of the archive cannot be read: {error}") from error
    return Received(name=found.name, data=data, named=False, archive=found.path.name)


def _regular(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Refused("it is not a regular file")
        if status.st_size > hardened.MAX_BYTES:
            raise Refused(f"the file is larger than {hardened.MAX_BYTES} bytes")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refused("there is no such file") from error
    except OSError as error:
        raise Refused(f"the file cannot be read: {error.strerror}") from error
