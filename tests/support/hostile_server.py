"""A host that means harm: each path is answered by a function that may write whatever it likes, for as long as it likes."""

from __future__ import annotations

import itertools
import socketserver
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

OK = b"HTTP/1.1 200 OK\r\n"
Answer = Iterable[bytes]


@dataclass
class Host:
    """Answers by path; ``asked`` counts the questions."""

    answers: dict[str, Callable[[], Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def address(self) -> str:
        """The folder of lists and archives."""
        return f"http://localhost:{self.port}/"

    def put(self, name: str, answer: Answer | Callable[[], Answer]) -> str:
        """Answer so under this name; returns the address."""
        self.answers[f"/{name}"] = answer if callable(answer) else lambda: answer
        return f"{self.address}{name}"

    def slowly(self, pieces: Iterable[bytes], pause: float = 0.02) -> Callable[[], Iterator[bytes]]:
        """Piece by piece."""

        def drip() -> Iterator[bytes]:
            for piece in pieces:
                yield piece
                self.over.wait(pause)

        return drip


def forever(head: bytes, piece: bytes) -> Iterator[bytes]:
    """The head, then the same piece without an end."""
    yield head
    yield from itertools.repeat(piece)


@contextmanager
def hostile_host() -> Iterator[Host]:
    """A host on a free port, gone afterwards."""
    host = Host()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            path = self.rfile.readline(4096).split(b" ")[1].decode()
            while self.rfile.readline(4096).strip():
                pass
            host.asked.append(path)
            try:
                for piece in host.answers.get(
                    path, lambda: [b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"]
                )():
                    if host.over.is_set():
                        return
                    self.wfile.write(piece)
            except OSError:
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads, block_on_close = True, False

    with Server(("127.0.0.1", 0), Handler) as server:
        host.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield host
        host.over.set()
        server.shutdown()
