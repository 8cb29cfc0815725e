"""Keys as they stand in environment variables: reading them and saying what is wrong with them.

Pure functions, usable before Django is set up.
"""

from __future__ import annotations

import base64
import binascii
import re

from portal.seals.errors import KeyProblem

KEY_BYTES = 32
NAME = re.compile(r"[A-Za-z0-9._-]{1,16}\Z")
DEMONSTRATION = "demonstration"


def read_key(text: str, *, variable: str) -> bytes:
    """32 bytes from base64, standard or URL-safe. Raises KeyProblem."""
    try:
        key = base64.b64decode(text.strip().replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeyProblem(f"{variable} is not base64.") from error
    if len(key) != KEY_BYTES:
        raise KeyProblem(f"{variable} holds {len(key)} bytes; {KEY_BYTES} are needed.")
    return key


def read_key_ring(text: str, *, variable: str = "PORTAL_KEYRING") -> dict[str, bytes]:
    """Keys by name from ``name:base64,name:base64``, the current one first. Raises KeyProblem."""
    keys: dict[str, bytes] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, separator, value = part.partition(":")
        if not separator or not NAME.match(name):
            raise KeyProblem(
                f"{variable}: each entry is name:base64, the name of 1 to 16 letters and digits."
            )
        if name in keys:
            raise KeyProblem(f"{variable} names the key {name} twice.")
        keys[name] = read_key(value, variable=f"{variable}, key {name},")
    if not keys:
        raise KeyProblem(f"{variable} is empty.")
    return keys


def key_problems(*, key_ring: str, index_key: str, log_key: str) -> list[str]:
    """What stands against these keys in production; an empty list when nothing does.

    A demonstration key is refused by its name, and the three variables must hold different keys, since
    the index key protects only as long as it is kept apart.
    """
    problems: list[str] = []
    held: list[bytes] = []
    try:
        keys = read_key_ring(key_ring)
        held.extend(keys.values())
        for name in keys:
            if name.startswith(DEMONSTRATION):
                problems.append(f"PORTAL_KEYRING holds the demonstration key {name}.")
    except KeyProblem as problem:
        problems.append(str(problem))
    for variable, text in (("PORTAL_INDEX_KEY", index_key), ("PORTAL_LOG_KEY", log_key)):
        try:
            if text.startswith(f"{DEMONSTRATION}:"):
                raise KeyProblem(f"{variable} is the demonstration key.")
            held.append(read_key(text, variable=variable))
        except KeyProblem as problem:
            problems.append(str(problem))
    if len(set(held)) != len(held):
        problems.append("PORTAL_KEYRING, PORTAL_INDEX_KEY and PORTAL_LOG_KEY must hold different keys.")
    return problems
