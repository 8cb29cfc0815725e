"""A publisher's host on this machine: files with validators and ranges, and the troubles that real ones have."""

from __future__ import annotations

import hashlib
import io
import json
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Served:
    """One file. ``cut``: bytes of the next answer before it breaks off; ``to``: a redirect; ``fails``: answers 503;
    ``unchanged``: says 304, whatever was asked.
    """

    data: bytes
    etag: str = ""
    modified: str = ""
    cut: int = 0
    to: str = ""
    knows_ranges: bool = True
    fails: int = 0
    unchanged: bool = False


@dataclass
class Publisher:
    """The files by path, and what was asked: (method, path, range, status).

    ``pause``: seconds between two kilobytes of an archive; ``sent``: bytes of archives so far.
    """

    files: dict[str, Served] = field(default_factory=dict)
    asked: list[tuple[str, str, str, int]] = field(default_factory=list)
    port: int = 0
    pause: float = 0.0
    sent: int = 0

    @property
    def address(self) -> str:
        """The folder of lists and archives."""
        return f"http://localhost:{self.port}/data/"

    def put(self, name: str, data: bytes, **facts: Any) -> Served:
        """Serve a file with a strong entity tag of its content."""
        made = Served(data, **{"etag": f'"{hashlib.sha256(data).hexdigest()[:16]}"', **facts})
        self.files[f"/data/{name}"] = made
        return made

    def list_archives(self, language: str, *rows: dict[str, Any], kind: str = "c") -> None:
        """The weekly list as the publisher writes it: resources with digests, chapters that name them again."""
        chapters = [{"CapNo": "9001", "Version": [{"DataResourceUrl": row["url"]}]} for row in rows]
        data = {
            "UpdatedDateTime": "2026-11-20T20:00:00", "lang": language, "pointOfTime": "current",
            "DataSet": [{"DataResource": row} for row in rows], "Chapter": chapters,
        }  # fmt: skip
        self.put(f"hkel_list_{kind}_all_{language}.json", json.dumps(data).encode(), etag="")

    def row(self, name: str, **facts: Any) -> dict[str, Any]:
        """A resource of the list, with the digest of what is served."""
        data = self.files[f"/data/{name}"].data
        stated = {"sha256": hashlib.sha256(data).hexdigest(), "fileSize": len(data), "fileDate": "2026-11-20"}
        return {"orderNo": 1, "url": f"{self.address}{name}", **stated, **facts}

    def asked_for(self, name: str) -> list[tuple[str, int]]:
        """Range and status of each request for one file."""
        return [(span, status) for _method, path, span, status in self.asked if path.endswith(f"/{name}")]


def zipped(**members: bytes | str) -> bytes:
    """A ZIP archive; dots are written as two underlines in the names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in members.items():
            bundle.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    publisher: Publisher

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def _answer(self, *, with_body: bool) -> None:
        served = self.publisher.files.get(self.path)
        if served is None:
            self._head(404, {}, 0)
        elif served.fails:
            served.fails -= 1
            self._head(503, {}, 0)
        elif served.to:
            self._head(302, {"Location": served.to}, 0)
        elif served.unchanged or (served.etag and self.headers.get("If-None-Match") == served.etag):
            self._head(304, {}, 0)
        else:
            self._give(served, with_body)

    def _give(self, served: Served, with_body: bool) -> None:
        start, status = 0, 200
        asked = self.headers.get("Range", "")
        fits = self.headers.get("If-Range") in (served.etag, served.modified)
        if asked and served.knows_ranges and fits:
            start, status = int(asked.removeprefix("bytes=").removesuffix("-")), 206
        body = served.data[start:]
        facts = {"ETag": served.etag, "Last-Modified": served.modified}
        if status == 206:
            facts["Content-Range"] = f"bytes {start}-{len(served.data) - 1}/{len(served.data)}"
        self._head(status, {name: value for name, value in facts.items() if value}, len(body))
        if not with_body:
            return
        if served.cut:
            body, served.cut = body[: served.cut], 0
            self.close_connection = True
        self._send(body)
        if self.close_connection:
            self.wfile.flush()
            self.connection.close()

    def _send(self, body: bytes) -> None:
        if not self.publisher.pause or not self.path.endswith(".zip"):
            self.wfile.write(body)
            return
        for start in range(0, len(body), 1024):
            try:
                self.wfile.write(body[start : start + 1024])
            except OSError:
                self.close_connection = True
                return
            self.publisher.sent += len(body[start : start + 1024])
            time.sleep(self.publisher.pause)

    def _head(self, status: int, facts: dict[str, str], length: int) -> None:
        self.publisher.asked.append((self.command, self.path, self.headers.get("Range", ""), status))
        self.send_response(status)
        for name, value in facts.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()


@contextmanager
def publisher_running() -> Iterator[Publisher]:
    """A publisher on a free port, gone afterwards."""
    publisher = Publisher()
    handler = type("Handler", (_Handler,), {"publisher": publisher})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    publisher.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
