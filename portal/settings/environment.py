"""The one place where environment variables are read.

Every variable the portal knows is a row in :data:`VARIABLES`; asking for another name is an error, so the table
in docs/operations.md and the code cannot drift apart (a test compares them).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.seals.key_text import key_problems

ROOT = Path(__file__).resolve().parents[2]
DEMONSTRATION_KEY = "demonstration-key-not-for-production-0123456789"


@dataclass(frozen=True)
class Variable:
    """One environment variable: its default (None: no value) and whether production needs it."""

    default: str | None
    purpose: str
    required: bool = False


VARIABLES: dict[str, Variable] = {
    "PORTAL_VAR": Variable("var", "folder of all state"),
    "PORTAL_SECRET_KEY": Variable(None, "Django's secret key", required=True),
    "PORTAL_KEYRING": Variable(
        None, "key-encryption keys, kid:base64[,kid:base64…], the first is current", required=True
    ),
    "PORTAL_INDEX_KEY": Variable(
        None, "base64 key of the blind indexes, kept apart from the database", required=True
    ),
    "PORTAL_LOG_KEY": Variable(
        None, "base64 Ed25519 seed that signs the tree heads of the log", required=True
    ),
    "PORTAL_SEAL_PKCS12": Variable("", "PKCS#12 file with the key that seals documents"),
    "PORTAL_SEAL_KEY": Variable("", "or: PEM file of that key"),
    "PORTAL_SEAL_CERTIFICATES": Variable("", "PEM file of its certificate, followed by its chain"),
    "PORTAL_SEAL_PKCS11": Variable("", "or: library (.so) of the token that holds the key"),
    "PORTAL_SEAL_TOKEN": Variable("", "label of the token"),
    "PORTAL_SEAL_LABEL": Variable("", "label of key and certificate in the token"),
    "PORTAL_SEAL_PASSPHRASE": Variable("", "passphrase of the key file, or PIN of the token"),
    "PORTAL_SEAL_ROOTS": Variable("", "PEM file of the roots that seals and time stamps chain to"),
    "PORTAL_SEAL_REVOCATION": Variable(
        "", "file or folder of lists of revoked certificates (CRL), read anew for each seal"
    ),
    "PORTAL_SEAL_FORMER": Variable("", "PEM file of certificates that sealed before, under another subject"),
    "PORTAL_TSA_URL": Variable("", "address of the time-stamp authority (RFC 3161)"),
    "PORTAL_STAMP_PENDING_SECONDS": Variable(
        "14400", "how long a time stamp may be pending before a witnessing session cannot be closed"
    ),
    "PORTAL_CLAMD": Variable(
        "", "clamd that scans exhibits: unix:/path or tcp:host:port; empty: not scanned"
    ),
    "PORTAL_CREDENTIAL_KEYS": Variable(
        "", "base64 Ed25519 seeds separated by commas: the first signs credentials, all are published"
    ),
    "PORTAL_HOSTS": Variable(None, "host names served, separated by commas", required=True),
    "PORTAL_BASE_URL": Variable(
        "http://localhost:8000", "address under which people reach the portal", required=True
    ),
    "PORTAL_SECURE_COOKIES": Variable("1", "0 only where TLS cannot be had, as in an isolated trial"),
    "PORTAL_TRUSTED_PROXIES": Variable(
        None, "how many proxies of ours stand in front; production takes 1 unless told, others 0"
    ),
    "PORTAL_ALLOW_SIMULATED": Variable("", "simulated adapters expressly allowed, separated by commas"),
    "PORTAL_IDENTITY_ADAPTER": Variable(
        "manual", "identity verification adapter: manual or simulated-national-platform"
    ),
    "PORTAL_CORPORA": Variable(
        str(ROOT.parent / "shared" / "corpora"), "real legal texts for tests and benchmarks"
    ),
    "PORTAL_LAW_TEXTS": Variable(
        str(ROOT.parent / "shared" / "law" / "texts"), "Mainland instruments for source checks"
    ),
    "PORTAL_RECOVERY_WAITING_DAYS": Variable("7", "days between a proved recovery and the reset of factors"),
    "PORTAL_IDLE_MINUTES": Variable("30", "minutes after which an idle session of the bench ends"),
    "PORTAL_LOG_LEVEL": Variable("INFO", "level of the console log"),
    "PORTAL_EAGER_JOBS": Variable("0", "1 runs jobs inside the request; refused in production"),
    "PORTAL_DEBUG": Variable(None, "1 shows tracebacks; refused in production"),
    "PORTAL_DEMONSTRATION": Variable(None, "1 marks every page as a demonstration"),
    "DATABASE_URL": Variable("", "postgresql://user:password@host:port/name; empty: SQLite under PORTAL_VAR"),
    "REDIS_URL": Variable("", "redis://host:port/0 for jobs and cache; empty: embedded"),
    "ELASTICSEARCH_URL": Variable("", "address of an Elasticsearch cluster; empty: embedded index"),
    "ELASTICSEARCH_PREFIX": Variable(
        "", "what the names of indexes begin with, in a cluster shared with others"
    ),
    "SEARCH_KEEP_EMBEDDED": Variable(
        "0", "1 keeps the embedded index beside the cluster's, for when that is away"
    ),
    "PORTAL_TURN_URLS": Variable(
        "", "STUN and TURN servers of live rooms separated by commas: stun:host, turn:host:3478?transport=udp"
    ),
    "PORTAL_TURN_SECRET": Variable("", "secret shared with the TURN server (coturn: static-auth-secret)"),
    "LAW_FETCH_HK_URL": Variable(
        "", "folder of the Hong Kong open data, fetched weekly; empty: not fetched by itself"
    ),
    "LAW_FIGURES_SECONDS": Variable(
        "300", "how long the figures of the law library are kept before they are counted anew; 0: not at all"
    ),
    "ASCERTAINMENT_ROUTES_BEFORE_UNASCERTAINABLE": Variable(
        "2", "how many different routes must have failed before foreign law may be held unascertainable"
    ),
    "EMAIL_URL": Variable(
        "", "smtp://user:password@host:port; empty: files under PORTAL_VAR/mail", required=True
    ),
    "EMAIL_FROM": Variable("portal@example.test", "sender of mail"),
}


def read(name: str, environ: Mapping[str, str] | None = None) -> str:
    """The value of a known variable, or its default, or the empty string.

    :raises KeyError: the name is not in :data:`VARIABLES`.
    """
    variable = VARIABLES[name]
    value = (os.environ if environ is None else environ).get(name, "")
    return value if value != "" else (variable.default or "")


def flag(name: str, *, default: bool = False) -> bool:
    """A variable read as yes or no: 1, true, yes, on."""
    value = read(name).lower()
    return default if value == "" else value in {"1", "true", "yes", "on"}


def names(name: str) -> list[str]:
    """A variable read as names separated by commas."""
    return [part.strip() for part in read(name).split(",") if part.strip()]


def number(name: str, *, default: int = 0) -> int:
    """A variable read as a whole number of at least 0.

    :raises ValueError: it is something else; the message names the variable.
    """
    value = read(name)
    if value and not (value.isascii() and value.isdigit()):
        raise ValueError(f"{name}: a whole number is needed, not {value!r}")
    return int(value) if value else default


def seal() -> dict[str, str]:
    """What seals documents: the values of PORTAL_SEAL_* by their last word in lower case, and ``tsa_url``."""
    parts = (
        "PKCS12", "KEY", "CERTIFICATES", "PKCS11", "TOKEN", "LABEL", "PASSPHRASE", "ROOTS", "REVOCATION", "FORMER",
    )  # fmt: skip
    return {part.lower(): read(f"PORTAL_SEAL_{part}") for part in parts} | {"tsa_url": read("PORTAL_TSA_URL")}


def var_folder() -> Path:
    """The folder of all state, made absolute against the project's root."""
    folder = Path(read("PORTAL_VAR"))
    return folder if folder.is_absolute() else ROOT / folder


def problems_in_production(environ: Mapping[str, str]) -> list[str]:
    """Why production must not start with this environment; empty when it may.

    The sentences are for the operator's console and stay in English.
    """
    found = [
        f"{name} is missing: {variable.purpose}"
        for name, variable in VARIABLES.items()
        if variable.required and not environ.get(name)
    ]
    found += _key_problems(environ)
    if environ.get("PORTAL_SECRET_KEY") == DEMONSTRATION_KEY:
        found.append("PORTAL_SECRET_KEY is the demonstration key")
    elif 0 < len(environ.get("PORTAL_SECRET_KEY", "")) < 40:
        found.append("PORTAL_SECRET_KEY is shorter than 40 characters")
    found += _address_problems(environ)
    if environ.get("PORTAL_DEBUG", "0") not in {"", "0"}:
        found.append("PORTAL_DEBUG is on")
    if environ.get("PORTAL_EAGER_JOBS", "0") not in {"", "0"}:
        found.append("PORTAL_EAGER_JOBS is on: jobs would run inside requests, without retry")
    if environ.get("PORTAL_DEMONSTRATION", "0") not in {"", "0"}:
        found.append("PORTAL_DEMONSTRATION is on")
    adapter = environ.get("PORTAL_IDENTITY_ADAPTER", "manual")
    allowed = [part.strip() for part in environ.get("PORTAL_ALLOW_SIMULATED", "").split(",")]
    if adapter.startswith("simulated") and adapter not in allowed:
        found.append(
            f"PORTAL_IDENTITY_ADAPTER={adapter} is simulated and PORTAL_ALLOW_SIMULATED does not name it"
        )
    return found


def _address_problems(environ: Mapping[str, str]) -> list[str]:
    """What stands against the addresses: any host, cookies in clear, a count that is none."""
    found = []
    if any(host.strip() in {"*", "."} for host in environ.get("PORTAL_HOSTS", "").split(",")):
        found.append("PORTAL_HOSTS admits every host: name those that are served")
    base, secure = environ.get("PORTAL_BASE_URL", ""), environ.get("PORTAL_SECURE_COOKIES", "1") != "0"
    if base and secure and not base.startswith("https://"):
        found.append(
            "PORTAL_BASE_URL is not https:// (PORTAL_SECURE_COOKIES=0 is for an isolated trial only)"
        )
    proxies = environ.get("PORTAL_TRUSTED_PROXIES", "")
    if proxies and not (proxies.isascii() and proxies.isdigit()):
        found.append("PORTAL_TRUSTED_PROXIES is not a whole number")
    return found


def _key_problems(environ: Mapping[str, str]) -> list[str]:
    """What stands against the keys, once all three are given; a missing one is named already."""
    given = [environ.get(name, "") for name in ("PORTAL_KEYRING", "PORTAL_INDEX_KEY", "PORTAL_LOG_KEY")]
    return key_problems(key_ring=given[0], index_key=given[1], log_key=given[2]) if all(given) else []
