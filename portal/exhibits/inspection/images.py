"""PNG and JPEG: every pixel is decoded, and nothing stands behind the picture's end."""

from __future__ import annotations

import os
import struct
from typing import BinaryIO

from PIL import Image

from portal.exhibits.inspection.limits import Limits
from portal.exhibits.inspection.verdict import FileRefused, Verdict

PNG_SIGNATURE = 8


def _decoded(file: BinaryIO, kind: str, caps: Limits) -> None:
    """Decodes the picture twice as Pillow asks for it. Raises FileRefused."""
    try:
        file.seek(0)
        with Image.open(file, formats=[kind]) as picture:
            if picture.width * picture.height > caps.pixels:
                raise FileRefused("too_many_pixels", limit=caps.pixels // 1_000_000)
            picture.verify()
        file.seek(0)
        with Image.open(file, formats=[kind]) as picture:
            picture.load()
    except FileRefused:
        raise
    except Image.DecompressionBombError as error:
        raise FileRefused("too_many_pixels", limit=caps.pixels // 1_000_000) from error
    except Exception as error:
        raise FileRefused("damaged") from error


def _png_end(file: BinaryIO) -> int:
    """The offset behind the IEND chunk (ISO/IEC 15948). Raises FileRefused."""
    place = PNG_SIGNATURE
    while True:
        file.seek(place)
        head = file.read(8)
        if len(head) < 8:
            raise FileRefused("damaged")
        length, name = struct.unpack(">I4s", head)
        place += 12 + length
        if name == b"IEND":
            return place


def inspect_png(file: BinaryIO, caps: Limits) -> Verdict:
    """A PNG without anything behind it. Raises FileRefused."""
    _decoded(file, "PNG", caps)
    if _png_end(file) != file.seek(0, os.SEEK_END):
        raise FileRefused("two_in_one")
    return Verdict("image/png", "png")


def inspect_jpeg(file: BinaryIO, caps: Limits) -> Verdict:
    """A JPEG that ends with its end marker, but for zero bytes of padding. Raises FileRefused."""
    _decoded(file, "JPEG", caps)
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 4096))
    if not file.read().rstrip(b"\x00").endswith(b"\xff\xd9"):
        raise FileRefused("two_in_one")
    return Verdict("image/jpeg", "jpg")
