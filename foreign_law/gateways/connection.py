"""One question to one host: over HTTPS, no further than that host, and over at a moment that is known before.

Python's own client waits for each byte anew: a server that sends header after header, endless interim answers or a
redirect with an endless page would hold it for ever. Here every byte is looked at against one end (:class:`_Line`),
and what a redirect says beside its address is not read.
"""

from __future__ import annotations

import errno
import functools
import http.client
import io
import re
import socket
import ssl
import time
import urllib.error
import urllib.request
from email.message import Message
from typing import IO, Any
from urllib.parse import SplitResult, urljoin, urlsplit

from foreign_law.rules.refusals import Reason, Refusal, reason

SECONDS = 30.0
"""For each wait on the network."""
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
BREAKS = (OSError, http.client.HTTPException)
"""What ends a connection."""


class FetchRefused(Refusal):
    """A file that was not taken."""


class TookTooLong(TimeoutError):
    """The end that was set has come."""


class _Line(io.RawIOBase):
    """What comes from the other side, until the end."""

    def __init__(self, sock: socket.socket, ends: float) -> None:
        super().__init__()
        self._sock, self._ends = sock, ends
        self._raw: Any = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TookTooLong
        self._sock.settimeout(min(SECONDS, left))
        try:
            return int(self._raw.readinto(buffer))
        except TimeoutError:
            if time.monotonic() >= self._ends:
                raise TookTooLong from None
            raise

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Answer(http.client.HTTPResponse):
    """An answer that is read from a :class:`_Line`."""

    def __init__(self, sock: socket.socket, *arguments: Any, ends: float, **options: Any) -> None:
        super().__init__(sock, *arguments, **options)
        self.fp.close()
        self.fp = io.BufferedReader(_Line(sock, ends))


class _Http(urllib.request.HTTPHandler):
    """Connections with an end."""

    def __init__(self, ends: float) -> None:
        super().__init__()
        self.ends = ends

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(functools.partial(_connection, http.client.HTTPConnection, self.ends), req)  # type: ignore[arg-type]


class _Https(urllib.request.HTTPSHandler):
    """The same over TLS; the certificate is checked."""

    def __init__(self, ends: float) -> None:
        super().__init__()
        self.ends = ends

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        made = functools.partial(_connection, http.client.HTTPSConnection, self.ends)
        return self.do_open(made, req, context=ssl.create_default_context())  # type: ignore[arg-type]


def _connection(kind: type[http.client.HTTPConnection], ends: float, host: str, **options: Any) -> Any:
    made = kind(host, **options)
    made.response_class = functools.partial(_Answer, ends=ends)  # type: ignore[assignment]
    return made


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirect on the same host only."""

    max_redirections = 5

    def http_error_302(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message
    ) -> Any:
        where = str(headers.get("location") or headers.get("uri") or "")
        if where:
            _check_same(req.full_url, where)
            fp.close()  # its page is nobody's business, however long
        return super().http_error_302(req, fp, code, msg, headers)  # type: ignore[arg-type]

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str  # type: ignore[override]
    ) -> urllib.request.Request | None:  # fmt: skip
        _check_same(req.full_url, newurl)
        made = super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]
        if made is not None:
            made.method = req.get_method()
        return made


def _check_same(asked: str, where: str) -> None:
    """:raises FetchRefused: not the same host and port over the same or a safer scheme."""
    try:
        first, second = urlsplit(asked), urlsplit(urljoin(asked, where))
        same = second.hostname == first.hostname and _port(second) == _port(first)
    except ValueError:
        raise FetchRefused("sent_elsewhere", place=where) from None
    if (
        not same
        or second.scheme not in ("http", "https")
        or (first.scheme, second.scheme) == ("https", "http")
    ):
        raise FetchRefused("sent_elsewhere", place=f"{second.scheme}://{second.netloc}")
    checked(second.geturl())


def _port(parts: SplitResult) -> int | None:
    return parts.port or {"https": 443, "http": 80}.get(parts.scheme)


def checked(url: str) -> str:
    """The address itself.

    :raises FetchRefused: not HTTPS (HTTP only on this machine), with a user name, or no address at all.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _number = parts.port
    except ValueError:
        raise FetchRefused("address_unreadable", address=url) from None
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LOCAL):
        raise FetchRefused("address_insecure", address=url)
    sendable = url.isascii() and url.isprintable() and not re.search(r"\s", url)
    if not host or parts.username or parts.password or not sendable:
        raise FetchRefused("address_uncallable", address=url)
    return url


def ask(url: str, headers: dict[str, str], *, ends: float, method: str = "GET") -> Any:
    """The open answer; HTTP errors come as :class:`urllib.error.HTTPError`, whose page is not read."""
    host = urlsplit(checked(url)).hostname
    handlers: list[Any] = [_SameHost(), _Http(ends), _Https(ends)]
    if host in LOCAL:
        handlers.append(urllib.request.ProxyHandler({}))
    usual = {"User-Agent": "cross-border-dispute-portal/1", "Accept-Encoding": "identity"}
    request = urllib.request.Request(url, headers={**usual, **headers}, method=method)
    try:
        return urllib.request.build_opener(*handlers).open(
            request, timeout=max(0.01, min(SECONDS, ends - time.monotonic()))
        )
    except urllib.error.HTTPError as error:
        error.close()
        raise


def why(error: Exception) -> Reason:
    """What broke a connection, in words."""
    inner = getattr(error, "reason", None)
    cause = inner if isinstance(inner, Exception) else error
    kinds: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
        (TookTooLong, "took_too_long"), (TimeoutError, "timed_out"), (ConnectionRefusedError, "connection_refused"),
        (socket.gaierror, "host_unknown"), (ssl.SSLCertVerificationError, "certificate"),
        ((http.client.IncompleteRead, http.client.RemoteDisconnected, ConnectionError), "ended_early"),
    )  # fmt: skip
    code = next((code for kind, code in kinds if isinstance(cause, kind)), "")
    if code:
        return reason(code)
    if isinstance(cause, OSError) and cause.errno == errno.ENOSPC:
        return reason("no_room")
    if isinstance(cause, http.client.HTTPException):
        return reason("garbled", detail=type(cause).__name__)
    return reason("network", detail=str(inner or error) or type(error).__name__)
