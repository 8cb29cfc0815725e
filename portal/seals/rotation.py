"""Rotation of keys: headers of envelopes are rewritten in place, sealed values row by row.

Rooms that keep sealed files register where they are (`register_files`), and columns that hold wrapped data keys
(`register_data_keys`); encrypted fields are found by themselves.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.db import models, transaction

from portal.seals.data_keys import rewrapped
from portal.seals.envelope import HEADER, ROTATED, key_name, rewrap, unwrap
from portal.seals.fields import EncryptedTextField
from portal.seals.keys import KeyRing, key_ring

FileLister = Callable[[], Iterable[Path]]

_files: dict[str, FileLister] = {}
_data_keys: dict[tuple[type[models.Model], str], None] = {}
COPY = ".header"
BATCH = 500


def register_files(name: str, lister: FileLister) -> None:
    """Registers the sealed files of one room, in ``apps.py::ready()``."""
    _files[name] = lister


def register_data_keys(model: type[models.Model], column: str) -> None:
    """Registers a column of wrapped data keys (null where a key was destroyed), in ``apps.py::ready()``."""
    _data_keys[model, column] = None


def sealed_files() -> Iterator[Path]:
    """Every registered sealed file."""
    for lister in _files.values():
        yield from lister()


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _restored(path: Path, copy: Path) -> None:
    """Puts back the header of a rotation that was cut off in the middle."""
    saved = copy.read_bytes()
    if len(saved) == HEADER:
        with path.open("r+b") as file:
            file.write(saved)
            file.flush()
            os.fsync(file.fileno())
    copy.unlink()


def rotate_header(path: Path, ring: KeyRing | None = None) -> bool:
    """Wraps the data key of the envelope at `path` with the current key; the body is not touched.

    The old header stands beside the file until the new one is on disk, so that a crash loses nothing.
    Returns False when the file has the current key already. Raises SealError.
    """
    ring = ring or key_ring()
    copy = path.with_name(path.name + COPY)
    if copy.exists():
        _restored(path, copy)
    with path.open("r+b") as file:
        header = file.read(HEADER)
        if key_name(header) == ring.current:
            unwrap(header, ring)
            return False
        rotated = rewrap(header, ring)
        _write_synced(copy, header)
        file.seek(ROTATED.start)
        file.write(rotated[ROTATED])
        file.flush()
        os.fsync(file.fileno())
    copy.unlink()
    return True


def encrypted_fields() -> Iterator[tuple[type[models.Model], EncryptedTextField]]:
    """Every encrypted field of every table."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field


def rotate_field(model: type[models.Model], field: EncryptedTextField) -> int:
    """Seals every value of one column anew with the current key; returns the number of values.

    Rows are locked in batches; a value that changed in between is left to its writer, who used the
    current key. Raises SealError, naming the place, for a value that does not open.
    """
    count, last = 0, None
    while True:
        rows = model._base_manager.exclude(**{field.attname: None}).order_by("pk")
        if last is not None:
            rows = rows.filter(pk__gt=last)
        with transaction.atomic():
            batch = list(rows.select_for_update().only("pk", field.attname)[:BATCH])
            for row in batch:
                plain = getattr(row, field.attname)
                sealed = field.seal_for(row, plain)
                model._base_manager.filter(pk=row.pk).update(**{field.attname: sealed})
        if not batch:
            return count
        count, last = count + len(batch), batch[-1].pk


def rotate_data_keys(model: type[models.Model], column: str, ring: KeyRing | None = None) -> int:
    """Wraps every data key of one column with the current key; returns how many were not so yet.

    What the data keys sealed is not touched. Raises SealError for a key that does not open.
    """
    count, last = 0, None
    while True:
        rows = model._base_manager.exclude(**{column: None}).order_by("pk")
        if last is not None:
            rows = rows.filter(pk__gt=last)
        with transaction.atomic():
            batch = list(rows.select_for_update().values_list("pk", column)[:BATCH])
            for key, wrapped in batch:
                if (anew := rewrapped(wrapped, ring)) is not None:
                    model._base_manager.filter(pk=key).update(**{column: anew})
                    count += 1
        if not batch:
            return count
        last = batch[-1][0]


def rotate_everything() -> dict[str, int]:
    """Rotates all values and all files. Returns counts: values, files, files_current.

    Among the values are the data keys that were wrapped anew.
    """
    values = sum(rotate_field(model, field) for model, field in encrypted_fields())
    values += sum(rotate_data_keys(model, column) for model, column in _data_keys)
    rotated = current = 0
    for path in sealed_files():
        if rotate_header(path):
            rotated += 1
        else:
            current += 1
    return {"values": values, "files": rotated, "files_current": current}
