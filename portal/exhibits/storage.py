"""The store of exhibits: sealed files by digest, written once, whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
import uuid
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, BinaryIO, cast

from django.conf import settings

from portal.exhibits.inspection.verdict import FileRefused
from portal.seals.envelope import decrypt_stream, encrypt_stream
from portal.seals.errors import SealError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PIECE = 1 << 20


class FileBroken(Exception):
    """A file in the store is missing or does not give its digest any more."""


class EncryptedStore:
    """Files under `root`, each in an envelope of its own, bound to its digest."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, digest: str) -> Path:
        """Where the file of this SHA-256 (64 hexadecimal digits) stands or will stand."""
        return self.root / digest[:2] / digest[2:4] / digest

    def paths(self) -> Iterator[Path]:
        """Every sealed file of the store."""
        return (path for path in self.root.glob("??/??/*") if len(path.name) == 64)

    def temporary(self) -> BinaryIO:
        """An unnamed file for plain content on its way in or out; gone when it is closed."""
        self.root.mkdir(parents=True, exist_ok=True)
        return cast(BinaryIO, tempfile.TemporaryFile(dir=self.root))

    def write(self, source: BinaryIO, path: Path, object_id: str) -> None:
        """Seals `source` into a new file at `path` and waits until it is on disk."""
        with path.open("xb") as out:
            encrypt_stream(source, out, object_id=object_id)
            out.flush()
            os.fsync(out.fileno())

    def put(self, digest: str, source: BinaryIO) -> bool:
        """Keeps the content of `source` under its digest; False when it is held already.

        A file that is held is opened and compared, never overwritten. Raises FileRefused ("store_full") and
        leaves nothing behind when the disk is full; FileBroken when the file that is held was damaged.
        """
        path = self.path(digest)
        if path.exists():
            self.opened(digest).close()
            return False
        draft = path.with_name(f".{uuid.uuid4().hex}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            source.seek(0)
            self.write(source, draft, f"exhibit:{digest}")
            os.link(draft, path)
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno in FULL:
                raise FileRefused("store_full") from error
            raise
        finally:
            draft.unlink(missing_ok=True)
        self._sync(path.parent)
        return True

    def opened(self, digest: str) -> BinaryIO:
        """The plain content in an unnamed temporary file, complete and checked against its digest.

        Nothing is given out before the last byte is verified. Raises FileBroken, or FileRefused
        ("store_full") when there is no room for the temporary file.
        """
        plain = self.temporary()
        try:
            with self.path(digest).open("rb") as sealed:
                decrypt_stream(sealed, plain, object_id=f"exhibit:{digest}")
            if digest_of(plain) != digest:
                raise FileBroken(f"The file {digest} does not give its digest.")
        except (SealError, FileNotFoundError) as error:
            plain.close()
            raise FileBroken(f"The file {digest} is missing or was changed.") from error
        except OSError as error:
            plain.close()
            if error.errno in FULL:
                raise FileRefused("store_full") from error
            raise
        except BaseException:
            plain.close()
            raise
        plain.seek(0)
        return plain

    @staticmethod
    def _sync(folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def digest_of(file: IO[bytes]) -> str:
    """The SHA-256 of a whole file, read from its beginning."""
    file.seek(0)
    digest = sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def exhibit_store() -> EncryptedStore:
    """The store under ``PORTAL_VAR/exhibits``."""
    return EncryptedStore(Path(settings.PORTAL_VAR) / "exhibits")
