"""The store of recordings: sealed chunks and copies, each file written once, whole or not at all."""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from portal.exhibits.storage import FULL

DRAFT = "."


class StoreFull(Exception):
    """There is no room on the disk; nothing of what was being written is left."""


class RecordingStore:
    """Sealed files in one folder for each recording. A name is used once: it holds the digest of its content."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, recording_id: UUID) -> Path:
        """Where the files of a recording stand."""
        return self.root / recording_id.hex[:2] / str(recording_id)

    def write(self, path: Path, content: bytes) -> None:
        """Writes a new file and waits until it is on disk."""
        with path.open("xb") as out:
            out.write(content)
            self.settle(out)

    def put(self, recording_id: UUID, name: str, content: bytes) -> None:
        """Keeps `content` under `name`: draft, fsync, rename, fsync of the folder.

        :raises StoreFull: the disk is full; the draft is gone.
        """
        folder = self.folder(recording_id)
        draft = folder / f"{DRAFT}{uuid.uuid4().hex}"
        try:
            self._made(folder)
            self.write(draft, content)
            draft.replace(folder / name)
        except OSError as error:
            draft.unlink(missing_ok=True)
            if error.errno in FULL:
                raise StoreFull from error
            raise
        self._sync(folder)

    def read(self, recording_id: UUID, name: str) -> bytes:
        """The sealed content. Raises FileNotFoundError."""
        return (self.folder(recording_id) / name).read_bytes()

    def path(self, recording_id: UUID, name: str) -> Path:
        """Where one file stands."""
        return self.folder(recording_id) / name

    def names(self, recording_id: UUID) -> set[str]:
        """Every file of a recording, drafts that a crash left among them."""
        folder = self.folder(recording_id)
        return {path.name for path in folder.iterdir()} if folder.is_dir() else set()

    def remove(self, recording_id: UUID, name: str) -> None:
        """Takes away a file that no row speaks of."""
        (self.folder(recording_id) / name).unlink(missing_ok=True)

    def erase(self, recording_id: UUID) -> None:
        """Takes away everything of a recording whose key was destroyed."""
        shutil.rmtree(self.folder(recording_id), ignore_errors=True)

    def free_bytes(self) -> int:
        """How much room the disk has."""
        self.root.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self.root).free

    @staticmethod
    def settle(out: BinaryIO) -> None:
        """Waits until what was written is on disk."""
        out.flush()
        os.fsync(out.fileno())

    def _made(self, folder: Path) -> None:
        """The folder of a recording, its entry in the folder above on disk too."""
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            self._sync(folder.parent)
            self._sync(self.root)

    @staticmethod
    def _sync(folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def chunk_name(number: int, sealed_digest: str) -> str:
    """The file of a chunk: its number and the beginning of its digest as sealed, so that a repeated attempt, with
    another nonce, never writes over the file of which a row speaks already.
    """
    return f"{number:06d}-{sealed_digest[:24]}"


def copy_name(digest: str) -> str:
    """The file of the playable copy, by the copy's own digest."""
    return f"copy-{digest[:24]}"


def recording_store() -> RecordingStore:
    """The store under ``PORTAL_VAR/recordings``."""
    return RecordingStore(Path(settings.PORTAL_VAR) / "recordings")
