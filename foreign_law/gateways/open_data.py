"""Files from a publisher's host: over HTTPS, with limits, and a broken download goes on where it stopped.

What has come so far lies in ``name.part`` with ``name.part.json`` beside it, which says of which file it is a part
(ETag or date of change): the rest is asked for with Range and If-Range (RFC 9110 §13.1.5, §14.2). A server that
knows no ranges, or whose file has changed meanwhile, sends the whole, and the download starts anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import time
import urllib.error
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foreign_law.gateways.connection import BREAKS, FetchRefused, TookTooLong, ask, checked, why
from foreign_law.rules.refusals import Reason, reason

__all__ = ["FetchRefused", "Fetched", "Wanted", "checked", "digest_of", "fetch", "is_changed", "read_json"]

LONGEST = 2 * 3600.0
"""For one file in all, however often it is asked for: who answers letter by letter is hung up on."""
LONGEST_LIST, LONGEST_HEAD = 600.0, 60.0
MAX_MANIFEST = 16 * 1024 * 1024
MAX_ARCHIVE = 2 * 1024 * 1024 * 1024
RESERVE = 256 * 1024 * 1024
"""What stays free on the disk."""
ATTEMPTS = 3
BLOCK = 256 * 1024
_RANGE = re.compile(r"bytes ([0-9]{1,15})-([0-9]{1,15})/([0-9]{1,15}|\*)")


class _Broken(Exception):
    """The connection ended too early; what has come is kept."""

    def __init__(self, trouble: Reason) -> None:
        super().__init__(trouble.code)
        self.trouble = trouble


@dataclass(frozen=True)
class Wanted:
    """A file to fetch. ``etag`` and ``modified`` are those of the file held; ``digest`` and ``size`` if stated."""

    url: str
    target: Path
    etag: str = ""
    modified: str = ""
    digest: str = ""
    size: int = 0


@dataclass(frozen=True)
class Fetched:
    """What came. ``changed`` False: the server says that the file held is still the one (no other field counts)."""

    changed: bool
    digest: str = ""
    size: int = 0
    etag: str = ""
    modified: str = ""
    resumed: bool = False


def read_json(url: str) -> Any:
    """A list as JSON.

    :raises FetchRefused: no answer, too large, or no JSON.
    """
    ends = time.monotonic() + LONGEST_LIST
    data = bytearray()
    try:
        with ask(url, {"Accept": "application/json"}, ends=ends) as answer:
            _check_packing(answer)
            for block in _blocks(answer, ends):
                data += block
                if len(data) > MAX_MANIFEST:
                    raise FetchRefused("list_too_large", size=MAX_MANIFEST)
    except urllib.error.HTTPError as error:
        raise FetchRefused("server_answers", status=error.code) from error
    except BREAKS as error:
        raise FetchRefused("list_not_whole" if data else "no_answer", why=why(error)) from error
    except _Broken as error:
        raise FetchRefused("list_not_whole", why=error.trouble) from error
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FetchRefused("list_not_json") from error


def is_changed(wanted: Wanted) -> bool:
    """Asks for the head of a file only: is it another one than the file held?

    :raises FetchRefused: no answer, or an error.
    """
    try:
        ends = time.monotonic() + LONGEST_HEAD
        with ask(wanted.url, _conditions(wanted), ends=ends, method="HEAD") as answer:
            etag, modified = _validators(answer)
    except urllib.error.HTTPError as error:
        if error.code == 304:
            return False
        raise FetchRefused("server_answers", status=error.code) from error
    except BREAKS as error:
        raise FetchRefused("no_answer", why=why(error)) from error
    same_tag = bool(wanted.etag) and wanted.etag == etag
    return not (same_tag or (not wanted.etag and bool(wanted.modified) and wanted.modified == modified))


def fetch(
    wanted: Wanted, *, attempts: int = ATTEMPTS, pause: float = 2.0, limit: int | None = None
) -> Fetched:
    """Bring a file to its place; it stands there under its name only when it is whole and its digest is right.

    :raises FetchRefused: the reason in words. After a broken connection the part stays for the next time.
    """
    allowed = MAX_ARCHIVE if limit is None else limit
    ends = time.monotonic() + LONGEST
    wanted.target.parent.mkdir(parents=True, exist_ok=True)
    trouble = reason("timed_out")
    for attempt in range(attempts):
        if attempt:
            time.sleep(pause * attempt)
        try:
            found = _attempt(wanted, allowed, ends)
        except _Broken as error:
            trouble = error.trouble
            if time.monotonic() > ends:
                break
            continue
        return _put_in_place(wanted, found) if found.changed else found
    raise FetchRefused("broke_off", why=trouble)


def _attempt(wanted: Wanted, allowed: int, ends: float) -> Fetched:
    part = _part(wanted)
    begun, validator = _held_part(wanted)
    headers = {"Range": f"bytes={begun}-", "If-Range": validator} if begun else _conditions(wanted)
    try:
        with ask(wanted.url, headers, ends=ends) as answer:
            etag, modified = _validators(answer)
            facts = {"url": wanted.url, "etag": etag, "modified": modified}
            try:
                start = _start(answer, begun)
                _check_head(answer, start, allowed, wanted)
                if not start:
                    _forget(wanted)  # bytes of one file never stand beside the note of another
                _note(wanted).write_text(json.dumps(facts), encoding="utf-8")
                _take(answer, part, start, allowed, ends)
            except FetchRefused:
                _forget(wanted)
                raise
    except urllib.error.HTTPError as error:
        if error.code == 304 and not begun and headers:
            return Fetched(changed=False)
        if error.code == 416 and begun:
            _forget(wanted)
            raise _Broken(reason("part_unfit")) from error
        if error.code >= 500:
            raise _Broken(reason("server_answers", status=error.code)) from error
        raise FetchRefused("server_answers", status=error.code) from error
    except BREAKS as error:
        raise _Broken(why(error)) from error
    return Fetched(True, "", 0, etag, modified, resumed=start > 0)


def _conditions(wanted: Wanted) -> dict[str, str]:
    conditions = {"If-None-Match": wanted.etag} if wanted.etag else {}
    return conditions | ({"If-Modified-Since": wanted.modified} if wanted.modified else {})


def _validators(answer: Any) -> tuple[str, str]:
    """The entity tag and the date of change, where they can be sent back."""
    given = (str(answer.headers.get("ETag", "")), str(answer.headers.get("Last-Modified", "")))
    etag, modified = (text if text.isascii() and text.isprintable() else "" for text in given)
    return (etag if len(etag) <= 300 else "", modified if len(modified) <= 60 else "")


def _part(wanted: Wanted) -> Path:
    return wanted.target.with_name(wanted.target.name + ".part")


def _note(wanted: Wanted) -> Path:
    return wanted.target.with_name(wanted.target.name + ".part.json")


def _forget(wanted: Wanted) -> None:
    for path in (_part(wanted), _note(wanted)):
        path.unlink(missing_ok=True)


def _held_part(wanted: Wanted) -> tuple[int, str]:
    """How much of the file has come before, and the validator that says of which file it is."""
    try:
        facts = json.loads(_note(wanted).read_text("utf-8"))
        size = _part(wanted).stat().st_size
    except (OSError, ValueError):
        return 0, ""
    if not isinstance(facts, dict) or facts.get("url") != wanted.url:
        return 0, ""
    etag = str(facts.get("etag", ""))
    validator = etag if etag and not etag.startswith("W/") else str(facts.get("modified", ""))
    return (size, validator) if validator else (0, "")


def _start(answer: Any, begun: int) -> int:
    """Where the bytes of this answer belong; 0 when the server sends the whole."""
    if answer.status != 206:
        return 0
    found = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    if found is None or int(found[1]) != begun:
        raise FetchRefused("other_part")
    return begun


def _check_packing(answer: Any) -> None:
    if answer.headers.get("Content-Encoding", "identity") not in ("identity", ""):
        raise FetchRefused("packed_twice")


def _check_head(answer: Any, start: int, allowed: int, wanted: Wanted) -> None:
    _check_packing(answer)
    stated = answer.headers.get("Content-Length", "")
    length = int(stated[:15]) if stated.isascii() and stated.isdecimal() else 0
    if start + length > allowed:
        raise FetchRefused("file_too_large", size=allowed)
    _check_room(wanted.target.parent, length)


def _check_room(folder: Path, length: int) -> None:
    if length + RESERVE > shutil.disk_usage(folder).free:
        raise FetchRefused("no_room")


def _take(answer: Any, part: Path, start: int, allowed: int, ends: float) -> None:
    """Write the bytes as they come."""
    with part.open("r+b" if start else "wb") as out:
        out.seek(start)
        out.truncate()
        written = start
        for block in _blocks(answer, ends):
            if written < 2 and not b"PK"[written:].startswith(block[: 2 - written]):
                raise FetchRefused("no_zip_page" if _is_page(block) else "no_zip")
            written += len(block)
            if written > allowed:
                raise FetchRefused("file_too_large", size=allowed)
            _check_room(part.parent, 0)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())


def _blocks(answer: Any, ends: float) -> Iterator[bytes]:
    """The bytes as they come off the line, so that the time is looked at however few they are.

    :raises _Broken: fewer came than were announced, or it took too long.
    """
    missing = answer.length
    while block := answer.read1(BLOCK):
        if missing is not None:
            missing -= len(block)
        if time.monotonic() > ends:
            raise _Broken(why(TookTooLong()))
        yield block
    if missing:
        raise _Broken(reason("cut_short", size=missing))


def digest_of(path: Path) -> str:
    """SHA-256 of a file in hexadecimal; empty where there is none."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _is_page(block: bytes) -> bool:
    head = block[:512].lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head"))


def _put_in_place(wanted: Wanted, found: Fetched) -> Fetched:
    """The whole file under its name, after its digest; a stated size counts where no digest is stated."""
    part = _part(wanted)
    digest = digest_of(part)
    size = part.stat().st_size
    trouble: FetchRefused | None = None
    if wanted.digest and digest != wanted.digest:
        trouble = FetchRefused("wrong_digest", found=digest, stated=wanted.digest)
    elif not wanted.digest and wanted.size and size != wanted.size:
        trouble = FetchRefused("wrong_length", found=size, stated=wanted.size)
    elif not zipfile.is_zipfile(part):
        trouble = FetchRefused("no_zip")
    if trouble is not None:
        _forget(wanted)
        raise trouble
    part.replace(wanted.target)
    _note(wanted).unlink(missing_ok=True)
    return Fetched(True, digest, size, found.etag, found.modified, found.resumed)
