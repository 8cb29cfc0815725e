"""The publisher's weekly list of archives, read from JSON.

Hong Kong e-Legislation lists its archives as ``DataSet[].DataResource{url, sha256, fileSize, fileDate}`` and names
them once more with every chapter (``Chapter[].Version[].DataResourceUrl``). The shape is not laid down anywhere, so
addresses ending in ``.zip`` are found at any depth, with the digest, size and date that stand beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

from foreign_law.rules.refusals import Refusal

MAX_ARCHIVES, MAX_ADDRESSES, MAX_ADDRESS = 500, 200_000, 1000
MAX_DEPTH = 12
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}\.zip", re.IGNORECASE)
_DIGEST = re.compile(r"[0-9a-fA-F]{64}")
_SIZE = re.compile(r"[0-9]{1,15}")
_DIGESTS = ("sha256", "sha-256", "@sha256", "digest", "hash", "checksum")
_SIZES = ("filesize", "@filesize", "size", "length", "bytes")
_DATES = ("filedate", "@filedate", "date", "modified", "lastmodified", "updateddatetime")


class ManifestRefused(Refusal):
    """A list that cannot be read."""


@dataclass(frozen=True)
class Archive:
    """One archive of the list. ``size`` in bytes, 0 where it is not stated; ``digest`` SHA-256 or empty."""

    name: str
    url: str
    digest: str = ""
    size: int = 0
    stated: str = ""


def archives_in(data: Any, *, address: str) -> list[Archive]:
    """The archives that a list names, in its order, each once.

    An archive on another host than the list is asked for beside the list, under its own name: the portal talks to
    the one host that it was told, and a mirror may keep the publisher's list as it is.

    :raises ManifestRefused: no archive is named, or more than is allowed.
    """
    found: dict[str, Archive] = {}
    names: dict[str, str] = {}
    for count, (url, facts) in enumerate(_addresses(data, _Facts({}), 0)):
        if len(found) > MAX_ARCHIVES or count > MAX_ADDRESSES:
            raise ManifestRefused("list_too_long", most=MAX_ARCHIVES)
        known = found.get(names.get(url, ""))
        if known is not None and (known.digest or not facts.read[0]):
            continue  # a chapter names the archive once more
        archive = _archive(url, facts, address)
        if archive is None:
            continue
        names[url] = archive.name
        known = found.get(archive.name)
        if known is None or (archive.digest and not known.digest):
            found[archive.name] = archive
    if not found:
        raise ManifestRefused("list_empty")
    if len(found) > MAX_ARCHIVES:
        raise ManifestRefused("list_too_long", most=MAX_ARCHIVES)
    return list(found.values())


class _Facts:
    """The values that stand in one place of the list, looked at once however many addresses stand there."""

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = values

    @cached_property
    def read(self) -> tuple[str, int, str]:
        """Digest, size and date, each empty where it is not stated."""
        told = {
            key.lower(): str(value) for key, value in self._values.items()
            if isinstance(key, str) and isinstance(value, str | int) and not isinstance(value, bool)
        }  # fmt: skip
        digest = next((told[key] for key in _DIGESTS if _DIGEST.fullmatch(told.get(key, ""))), "")
        size = next((int(told[key]) for key in _SIZES if _SIZE.fullmatch(told.get(key, ""))), 0)
        return digest.lower(), size, next((told[key][:40] for key in _DATES if key in told), "")


def _addresses(value: Any, around: _Facts, depth: int) -> Iterator[tuple[str, _Facts]]:
    """Every text that ends in ``.zip``, with the values that stand beside it."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, dict):
        beside = _Facts(value)
        for inner in value.values():
            yield from _addresses(inner, beside, depth + 1)
    elif isinstance(value, list):
        alone = _Facts({})
        for inner in value:
            yield from _addresses(inner, alone, depth + 1)
    elif isinstance(value, str) and value[-8:].strip().lower().endswith(".zip"):
        yield value.strip(), around


def _archive(url: str, facts: _Facts, address: str) -> Archive | None:
    if len(url) > MAX_ADDRESS or not _NAME.fullmatch(url.rsplit("/", 1)[-1]):
        return None
    try:
        whole = urljoin(address, url)
        parts = urlsplit(whole)
        name, same = parts.path.rsplit("/", 1)[-1], parts.netloc == urlsplit(address).netloc
    except ValueError:
        return None
    if not _NAME.fullmatch(name) or not (whole.isascii() and whole.isprintable()) or len(whole) > MAX_ADDRESS:
        return None
    return Archive(name, whole if same else urljoin(address, name), *facts.read)
