"""Backup and restore: one tar file with the database, the stored files and a manifest of digests.

Keys are never in it: they come from the environment, and a backup without them cannot be read.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

FOLDERS = ("exhibits", "media")
FORMAT = 1
BLOCK = 1 << 20


class ArchiveRefused(Exception):
    """The archive, or the place it should go to, is not fit; the message says why."""


def write(target: Path, *, at: datetime) -> dict[str, Any]:
    """Write a backup; the file appears under its name only when it is whole.

    :returns: the manifest: format, made_at, engine, files {name: sha256}.
    """
    part = target.with_name(target.name + ".part")
    scratch = target.with_name(target.name + ".database")
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
                archive.add(path, arcname=name, recursive=False)
                manifest["files"][name] = digest(path)
            body = json.dumps(manifest, indent=1, sort_keys=True).encode()
            entry = tarfile.TarInfo("manifest.json")
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
        part.replace(target)
    finally:
        scratch.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    return manifest


def restore(source: Path, *, replace: bool = False) -> dict[str, Any]:
    """Put a backup back; every digest is checked before anything is touched.

    :raises ArchiveRefused: not a backup of ours, a digest differs, another database engine, or state is in the way.
    """
    unpacked = settings.PORTAL_VAR / "restore"
    shutil.rmtree(unpacked, ignore_errors=True)
    try:
        manifest = _unpack(source, unpacked)
        if manifest["engine"] != connection.vendor:
            raise ArchiveRefused(
                f"the backup is of {manifest['engine']}, this portal runs on {connection.vendor}"
            )
        if not replace and _something_stands():
            raise ArchiveRefused(
                "this portal holds state already; say --replace to put the backup in its place"
            )
        _load_database(unpacked / "database")
        for folder in FOLDERS:
            place = settings.PORTAL_VAR / folder
            shutil.rmtree(place, ignore_errors=True)
            if (unpacked / folder).exists():
                shutil.move(str(unpacked / folder), str(place))
        return manifest
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _members(database: Path) -> Iterator[tuple[str, Path]]:
    yield "database", database
    for folder in FOLDERS:
        root = settings.PORTAL_VAR / folder
        for path in sorted(root.rglob("*")) if root.exists() else ():
            if path.is_file():
                yield path.relative_to(settings.PORTAL_VAR).as_posix(), path


def _unpack(source: Path, place: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(place, filter="data")
        manifest: dict[str, Any] = json.loads((place / "manifest.json").read_bytes())
    except (OSError, tarfile.TarError, ValueError, EOFError) as fault:
        raise ArchiveRefused(f"{source} is not a backup of this portal: {fault}") from fault
    if manifest.get("format") != FORMAT:
        raise ArchiveRefused(f"format {manifest.get('format')} is not known here")
    for name, wanted in manifest["files"].items():
        if not (place / name).is_file() or digest(place / name) != wanted:
            raise ArchiveRefused(f"{name} in the backup is damaged or missing")
    return manifest


def _something_stands() -> bool:
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
        for suffix in ("-wal", "-shm"):
            Path(str(name) + suffix).unlink(missing_ok=True)
        shutil.copyfile(source, name)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    _postgres("pg_restore", "--no-owner", "--dbname={name}", str(source))


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
