"""Files sealed in an envelope: a key of its own for each file, wrapped by the current key of the ring.

    CPE1 | kid (16, padded with zero) | AES-KW(KEK, DEK) (40) | nonce prefix (7) | chunk size (4)
    then chunks: AES-256-GCM, nonce = prefix | counter (4) | last (1), each with its tag (16)

The chunking is STREAM (Hoang, Reyhanitabar, Rogaway, Vizar 2015): order, number and end of the chunks are
authenticated. Every chunk carries SHA-256(header without kid and wrapped key || object id), so that a
rotation rewrites 56 bytes of header and leaves the body, while a file moved to another object does not open.
AES-KW is RFC 3394.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)

from portal.seals.errors import SealError
from portal.seals.keys import KeyRing, key_ring

MAGIC = b"CPE1"
NAME = 16
WRAPPED = 40
PREFIX = 7
TAG = 16
CHUNK = 1 << 20
LARGEST_CHUNK = 16 << 20
HEADER = len(MAGIC) + NAME + WRAPPED + PREFIX + 4
ROTATED = slice(len(MAGIC), len(MAGIC) + NAME + WRAPPED)
PURPOSE = "portal envelope v1"


def _bound(header: bytes, object_id: str) -> bytes:
    """What every chunk authenticates: the header but for the wrapped key, and the object."""
    fixed = header[: ROTATED.start] + header[ROTATED.stop :]
    return sha256(fixed + object_id.encode()).digest()


def _nonce(prefix: bytes, counter: int, last: bool) -> bytes:
    return prefix + struct.pack(">IB", counter, last)


def _wrapped(ring: KeyRing, data_key: bytes) -> bytes:
    name = ring.current
    return name.encode().ljust(NAME, b"\x00") + aes_key_wrap(ring.key(name, PURPOSE), data_key)


def key_name(header: bytes) -> str:
    """The name of the key that wrapped this envelope. Raises SealError for another kind of file."""
    if len(header) != HEADER or header[: len(MAGIC)] != MAGIC:
        raise SealError("This file is not a sealed envelope.")
    try:
        return header[len(MAGIC) : len(MAGIC) + NAME].rstrip(b"\x00").decode("ascii")
    except UnicodeDecodeError as error:
        raise SealError("The header of the envelope was changed.") from error


def unwrap(header: bytes, ring: KeyRing) -> bytes:
    """The data key of an envelope. Raises SealError (KeyMissing when the ring lacks the key)."""
    name = key_name(header)
    if len(name) + header[len(MAGIC) : len(MAGIC) + NAME].count(0) != NAME:
        raise SealError("The header of the envelope was changed.")
    try:
        return aes_key_unwrap(ring.key(name, PURPOSE), header[len(MAGIC) + NAME : ROTATED.stop])
    except InvalidUnwrap as error:
        raise SealError("The header of the envelope was changed.") from error


def rewrap(header: bytes, ring: KeyRing) -> bytes:
    """The same header with its data key wrapped by the ring's current key."""
    return MAGIC + _wrapped(ring, unwrap(header, ring)) + header[ROTATED.stop :]


def _filled(source: BinaryIO, buffer: bytearray) -> int:
    """Reads until the buffer is full or the source is at its end; the number of bytes read."""
    read_into = getattr(source, "readinto", None)
    view, filled = memoryview(buffer), 0
    while filled < len(buffer):
        if read_into is not None:
            count = read_into(view[filled:])
        else:
            piece = source.read(len(buffer) - filled)
            count = len(piece)
            view[filled : filled + count] = piece
        if not count:
            break
        filled += count
    return filled


def _chunks(source: BinaryIO, size: int) -> Iterator[tuple[memoryview, bool]]:
    """The source in chunks of `size`, each with whether it is the last; an empty source has one empty chunk.

    The chunk is a view of a buffer that is used again after the next but one step.
    """
    current, following = bytearray(size), bytearray(size)
    length = _filled(source, current)
    while True:
        more = _filled(source, following) if length == size else 0
        yield memoryview(current)[:length], more == 0
        if not more:
            return
        current, following, length = following, current, more


def encrypt_stream(
    src: BinaryIO, dst: BinaryIO, *, object_id: str, ring: KeyRing | None = None, chunk_size: int = CHUNK
) -> int:
    """Seals everything in `src` into `dst`, bound to `object_id`; returns the number of plain bytes.

    `dst` is not flushed. Memory: four buffers of `chunk_size`. Raises KeyProblem without a key ring.
    """
    ring = ring or key_ring()
    data_key, prefix = AESGCM.generate_key(256), os.urandom(PREFIX)
    header = MAGIC + _wrapped(ring, data_key) + prefix + struct.pack(">I", chunk_size)
    cipher, bound, total = AESGCM(data_key), _bound(header, object_id), 0
    dst.write(header)
    sealed = memoryview(bytearray(chunk_size + TAG))
    for counter, (chunk, last) in enumerate(_chunks(src, chunk_size)):
        out = sealed[: len(chunk) + TAG]
        cipher.encrypt_into(_nonce(prefix, counter, last), chunk, bound, out)
        dst.write(out)
        total += len(chunk)
    return total


def decrypt_stream(src: BinaryIO, dst: BinaryIO, *, object_id: str, ring: KeyRing | None = None) -> int:
    """Opens the envelope `src` into `dst`; returns the number of plain bytes.

    A cut shows only at the end: `dst` is a temporary file, and everything in it is void when SealError is
    raised. Raises SealError when anything was changed, cut, added, reordered or moved to another object.
    """
    ring = ring or key_ring()
    header = src.read(HEADER)
    data_key = unwrap(header, ring)
    prefix, (size,) = header[ROTATED.stop : ROTATED.stop + PREFIX], struct.unpack(">I", header[-4:])
    if not 0 < size <= LARGEST_CHUNK:
        raise SealError("The header of the envelope was changed.")
    cipher, bound, total = AESGCM(data_key), _bound(header, object_id), 0
    plain = memoryview(bytearray(size))
    for counter, (chunk, last) in enumerate(_chunks(src, size + TAG)):
        if len(chunk) < TAG:
            raise SealError("The envelope was cut.")
        out = plain[: len(chunk) - TAG]
        try:
            cipher.decrypt_into(_nonce(prefix, counter, last), chunk, bound, out)
        except InvalidTag as error:
            raise SealError("The envelope was changed, cut or moved.") from error
        dst.write(out)
        total += len(out)
    return total
