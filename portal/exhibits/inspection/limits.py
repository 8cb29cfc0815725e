"""The caps of an inspection, from the settings."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Bytes of a file, bytes it may unpack to, its greatest ratio of both, pixels, parts."""

    file_bytes: int = 50 * MEGABYTE
    unpacked_bytes: int = 500 * MEGABYTE
    ratio: int = 100
    pixels: int = 80_000_000
    parts: int = 5_000
    pdf_objects: int = 1_000_000


def limits() -> Limits:
    """The limits of the settings EXHIBIT_MAX_BYTES, _UNPACKED_BYTES, _RATIO and _PIXELS."""
    default = Limits()
    return Limits(
        file_bytes=getattr(settings, "EXHIBIT_MAX_BYTES", default.file_bytes),
        unpacked_bytes=getattr(settings, "EXHIBIT_MAX_UNPACKED_BYTES", default.unpacked_bytes),
        ratio=getattr(settings, "EXHIBIT_MAX_RATIO", default.ratio),
        pixels=getattr(settings, "EXHIBIT_MAX_PIXELS", default.pixels),
    )
