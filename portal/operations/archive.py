"""Backup and restore: one tar file with the database, the stored files and a manifest of digests.

Keys are never in it: they come from the environment, and a backup without them cannot be read.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection

FOLDERS = ("exhibits", "media", "recordings")
FORMAT = 1
ASIDE = "portal_before_restore"
BLOCK = 1 << 20


class ArchiveRefused(Exception):
    """The archive, or the place it should go to, is not fit; the message says why."""


def write(target: Path, *, at: datetime) -> dict[str, Any]:
    """Write a backup; the file appears under its name only when it is whole.

    :returns: the manifest: format, made_at, engine, files {name: sha256}.
    """
    part = target.with_name(target.name + ".part")
    scratch = target.with_name(target.name + ".database")
    usual = os.umask(0o077)  # it holds what the database holds: for the operator's eyes only
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "engine": connection.vendor,
        "files": {},
    }
    try:
        _dump_database(scratch)
        with tarfile.open(part, "w:gz", compresslevel=3) as archive:
            for name, path in _members(scratch):
                manifest["files"][name] = _added(archive, name, path)
            body = json.dumps(manifest, indent=1, sort_keys=True).encode()
            entry = tarfile.TarInfo("manifest.json")
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
        part.replace(target)
    finally:
        os.umask(usual)
        scratch.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    return manifest


class _Digesting:
    """A file that digests what is read from it: the manifest speaks of the bytes in the archive, not of later ones."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.sha256 = stream, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.stream.read(size)
        self.sha256.update(piece)
        return piece


def _added(archive: tarfile.TarFile, name: str, path: Path) -> str:
    """Adds one file to the archive; its SHA-256."""
    with path.open("rb") as stream:
        entry = archive.gettarinfo(arcname=name, fileobj=stream)
        digesting = _Digesting(stream)
        archive.addfile(entry, digesting)  # type: ignore[arg-type]  # read() is all that addfile asks for
    return digesting.sha256.hexdigest()


def restore(source: Path, *, replace: bool = False) -> dict[str, Any]:
    """Put a backup back; every digest is checked before anything is touched.

    :raises ArchiveRefused: not a backup of ours, a digest differs, another database engine, or state is in the way.
    """
    unpacked = settings.PORTAL_VAR / "restore"
    shutil.rmtree(unpacked, ignore_errors=True)
    try:
        manifest = _unpack(source, unpacked)
        if manifest.get("engine") != connection.vendor:
            raise ArchiveRefused(
                f"the backup is of {manifest.get('engine')}, this portal runs on {connection.vendor}"
            )
        if not replace and _something_stands():
            raise ArchiveRefused(
                "this portal holds state already; say --replace to put the backup in its place"
            )
        _load_database(unpacked / "database")
        for folder in FOLDERS:
            _put_back(unpacked / folder, settings.PORTAL_VAR / folder)
        return manifest
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _put_back(source: Path, place: Path) -> None:
    """The folder of the backup takes the place of what stands there, which goes only once it has."""
    before = place.with_name(f"{place.name}.before-restore")
    shutil.rmtree(before, ignore_errors=True)
    if place.exists():
        place.rename(before)
    if source.exists():
        shutil.move(str(source), str(place))
    shutil.rmtree(before, ignore_errors=True)


def _members(database: Path) -> Iterator[tuple[str, Path]]:
    yield "database", database
    for folder in FOLDERS:
        root = settings.PORTAL_VAR / folder
        for path in sorted(root.rglob("*")) if root.exists() else ():
            if path.is_file() and not path.name.startswith("."):  # drafts of a deposit in progress
                yield path.relative_to(settings.PORTAL_VAR).as_posix(), path


def _unpack(source: Path, place: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(place, filter="data")
        manifest: dict[str, Any] = json.loads((place / "manifest.json").read_bytes())
    except (OSError, tarfile.TarError, ValueError, EOFError) as fault:
        raise ArchiveRefused(f"{source} is not a backup of this portal: {fault}") from fault
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ArchiveRefused(f"{source} is not a backup of this portal, or of a format not known here")
    _refuse_other_files(manifest.get("files"), place)
    return manifest


def _refuse_other_files(told: Any, place: Path) -> None:
    """What was unpacked is what the manifest tells, no more, no less, and byte for byte."""
    if not isinstance(told, dict) or "database" not in told:
        raise ArchiveRefused("the manifest of the backup does not name its files")
    found = {path.relative_to(place).as_posix() for path in place.rglob("*") if not path.is_dir()}
    for name, wanted in told.items():
        if name not in found or digest(place / name) != wanted:
            raise ArchiveRefused(f"{name} in the backup is damaged or missing")
    for name in sorted(found - told.keys() - {"manifest.json"}):
        raise ArchiveRefused(f"{name} is in the backup but not in its manifest")


def _something_stands() -> bool:
    if any(any((settings.PORTAL_VAR / folder).rglob("*")) for folder in FOLDERS):
        return True
    with connection.cursor() as cursor:
        return bool(connection.introspection.table_names(cursor))


def _dump_database(target: Path) -> None:
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
        return
    _postgres("pg_dump", "--format=custom", f"--file={target}")


def _load_database(source: Path) -> None:
    connection.close()
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        draft = name.with_name(f"{name.name}.restored")
        shutil.copyfile(source, draft)
        for suffix in ("-wal", "-shm"):
            Path(str(name) + suffix).unlink(missing_ok=True)
        draft.replace(name)
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {ASIDE} CASCADE")
        cursor.execute(f"ALTER SCHEMA public RENAME TO {ASIDE}")
        cursor.execute("CREATE SCHEMA public")
        cursor.execute(
            "GRANT USAGE ON SCHEMA public TO PUBLIC"
        )  # as a new database has it; no dump repeats it
    try:
        _postgres("pg_restore", "--no-owner", "--exit-on-error", "--dbname={name}", str(source))
    except ArchiveRefused:
        _take_schema_back()
        raise
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {ASIDE} CASCADE")


def _take_schema_back() -> None:
    """After a failed restore: what stood there before stands there again."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute(f"ALTER SCHEMA {ASIDE} RENAME TO public")


def _postgres(program: str, *arguments: str) -> None:
    told = connection.settings_dict
    if shutil.which(program) is None:
        raise ArchiveRefused(f"{program} is missing: install the Debian package postgresql-client")
    place = [
        "--host",
        told["HOST"],
        "--username",
        told["USER"],
        *(["--port", told["PORT"]] if told["PORT"] else []),
    ]
    words = [argument.replace("{name}", told["NAME"]) for argument in arguments]
    if program == "pg_dump":
        words.append(told["NAME"])
    environment = {"PGPASSWORD": told["PASSWORD"] or "", "PATH": "/usr/bin:/bin:/usr/local/bin"}
    done = subprocess.run(
        [program, *place, *words], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ArchiveRefused(f"{program} failed: {done.stderr.strip()[-500:]}")
