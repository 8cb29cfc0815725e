"""A recorder without a browser: sends chunk after chunk to a served portal, again and again until acknowledged."""

from __future__ import annotations

import http.client
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

PIECE = 1 << 16
TOKEN = "t" * 32


@dataclass
class RecorderDevice:
    """One recorder. ``acknowledged`` holds (number, digest, head) of every chunk that the server said it keeps."""

    port: int
    room: str
    session: str
    number: int = 0
    pause: float = 0.0
    acknowledged: list[tuple[int, str, str]] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    is_sending: bool = False
    repeats: int = 0
    _line: http.client.HTTPConnection | None = None

    def begin(self) -> None:
        """Begin a recording in the room, as the judge's page does."""
        wish = {"tab": "tab-judge", "media_type": "video/webm;codecs=vp8,opus"}
        status, said = self._ask("POST", "", json.dumps(wish).encode(), {"Content-Type": "application/json"})
        if status != 201:
            raise RuntimeError(f"the recording did not begin: {status} {said}")
        self.number = said["number"]

    def stop(self) -> dict[str, Any]:
        """Stop it, with the number of chunks that were acknowledged."""
        body = json.dumps({"chunks": len(self.acknowledged)}).encode()
        status, said = self._ask("POST", f"{self.number}/stop/", body, {"Content-Type": "application/json"})
        if status != 200:
            raise RuntimeError(f"the recording did not stop: {status} {said}")
        return said

    def send(self, chunk: int, content: bytes, *, until: Callable[[], bool] = lambda: False) -> bool:
        """Send one chunk until it is acknowledged, or until ``until`` says to give up; whether it was."""
        digest = sha256(content).hexdigest()
        while not until():
            began = time.perf_counter()
            try:
                self.is_sending = True
                status, said = self._ask("PUT", f"{self.number}/chunks/{chunk}/", content, self._told(digest))
            except (OSError, http.client.HTTPException):
                status, said = 0, {}
            finally:
                self.is_sending = False
            if status == 200:
                self.milliseconds.append((time.perf_counter() - began) * 1000)
                self.acknowledged.append((chunk, digest, said["head"]))
                self.repeats += bool(said["is_duplicate"])
                return True
            self.hang_up()
            time.sleep(0.1)
        return False

    @staticmethod
    def _told(digest: str) -> dict[str, str]:
        return {
            "Content-Type": "application/octet-stream", "X-Chunk-SHA256": digest,
            "X-Chunk-Time": datetime.now(UTC).isoformat(), "X-Chunk-Frames": "45", "X-Chunk-Sound": "1",
            "X-Chunk-Milliseconds": "3000",
        }  # fmt: skip

    def _ask(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, dict[str, Any]]:
        """One request over a kept connection, its body in pieces, so that the server may die in the middle."""
        self._line = self._line or http.client.HTTPConnection("localhost", self.port, timeout=30)
        self._line.putrequest(method, f"/rooms/{self.room}/recordings/{path}")
        cookies = f"sessionid={self.session}; csrftoken={TOKEN}"
        common = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Content-Length": str(len(body))}
        for name, value in {**headers, **common}.items():
            self._line.putheader(name, value)
        self._line.endheaders()
        for start in range(0, len(body), PIECE):
            self._line.send(body[start : start + PIECE])
            if self.pause:
                time.sleep(self.pause)
        answer = self._line.getresponse()
        content = answer.read()
        return answer.status, json.loads(content) if content.startswith(b"{") else {}

    def hang_up(self) -> None:
        """Close the connection; the next request opens another."""
        if self._line is not None:
            self._line.close()
            self._line = None


def content_of(seed: int, chunk: int, size: int) -> bytes:
    """The bytes of a chunk: the same for the same seed and number."""
    return random.Random(f"{seed}:{chunk}").randbytes(size)
