"""Sending one signed message to a firm's own system: https only, public addresses only, no redirects, nothing read back.

The name is resolved once, every address it stands for must be public, and the connection goes to that very address
with the certificate checked for the name: a name that changes its mind between check and use reaches nothing inside.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from urllib.parse import urlsplit

#: For each wait on the network, and for the whole message: whoever answers letter by letter is hung up on.
SECONDS, LONGEST = 5.0, 10.0
#: Notations in which an IPv6 address carries an IPv4 address that a gateway on the way may unpack: NAT64, 6to4.
CARRIERS = tuple(ipaddress.ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16"))
PORTS = (443, 8443)
Resolve = Callable[[str, int], list[str]]


class WebhookRefused(ValueError):
    """The address may not be called; ``code`` names the sentence."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def resolved(host: str, port: int) -> list[str]:
    """Every address that the name stands for now. Raises OSError where there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked(address: str) -> tuple[str, int, str]:
    """Host, port and path of an address that may be called.

    :raises WebhookRefused: not https, with a user name, on another port, or to an address instead of a name.
    """
    try:
        parts = urlsplit(address)
        port = parts.port or 443
    except ValueError:
        raise WebhookRefused("address") from None
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.password:
        raise WebhookRefused("address")
    if port not in PORTS or _is_number(parts.hostname) or "." not in parts.hostname:
        raise WebhookRefused("address")
    path = parts.path or "/"
    return parts.hostname, port, f"{path}?{parts.query}" if parts.query else path


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def public_address(host: str, port: int, resolve: Resolve = resolved) -> str:
    """One public address of the name.

    :raises WebhookRefused: any of its addresses is private, local, reserved or a multicast. OSError: unknown name.
    """
    found = resolve(host, port)
    if not found or not all(_is_public(one) for one in found):
        raise WebhookRefused("private")
    return found[0]


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        address = mapped
    carries = any(address in network for network in CARRIERS)
    if carries or getattr(address, "is_site_local", False):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def signature(secret: str, at: datetime, body: bytes) -> str:
    """``t=<seconds>,v1=<HMAC-SHA256 of "seconds.body">`` in hexadecimal; the receiver refuses an old ``t``."""
    stamp = str(int(at.timestamp()))
    digest = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={stamp},v1={digest}"


class _Pinned(http.client.HTTPSConnection):
    """A connection to one address, with the certificate checked for the name."""

    def __init__(self, host: str, port: int, address: str, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=SECONDS, context=context)
        self._address, self._tls = address, context
        self._plain: socket.socket | None = None

    def connect(self) -> None:
        plain = self._plain = socket.create_connection((self._address, self.port), SECONDS)
        try:
            self.sock = self._tls.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock.do_handshake()
        except BaseException:
            (self.sock or plain).close()
            raise

    def hang_up(self) -> None:
        """End the conversation from another thread: every wait on it ends with an error."""
        open_now = self.sock or self._plain
        if open_now is None:
            return
        with suppress(OSError):
            socket.socket.shutdown(open_now, socket.SHUT_RDWR)


def send(
    address: str,
    body: bytes,
    headers: dict[str, str],
    *,
    resolve: Resolve = resolved,
    context: ssl.SSLContext | None = None,
) -> int:
    """POST the message; the status of the answer, whose body is not read.

    :raises WebhookRefused: the address may not be called. OSError, http.client.HTTPException: it did not answer.
    """
    host, port, path = checked(address)
    pinned = public_address(host, port, resolve)
    connection = _Pinned(host, port, pinned, context or ssl.create_default_context())
    watch = threading.Timer(LONGEST, connection.hang_up)
    watch.daemon = True
    watch.start()
    try:
        connection.request("POST", path, body=body, headers={"Content-Type": "application/json", **headers})
        return connection.getresponse().status
    finally:
        watch.cancel()
        connection.close()
