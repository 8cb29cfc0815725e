"""The manifest: canonical JSON that names every file, and what the verifier holds against the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from portal.audit.canonical import instant
from portal.evidence.log_files import canonical
from portal.evidence.registry import Contents
from portal.evidence.verify_evidence import Entry

VERSION = 1


def manifest_bytes(
    number: int, contents: Contents, entries: Mapping[str, Entry], types: Mapping[str, str], at: datetime
) -> bytes:
    """manifest.json: the files in the order of the container with size, media type and SHA-256 (hexadecimal)."""
    files = [
        {"path": path, "sha256": entries[path].digest, "size": entries[path].size, "type": types[path]}
        for path in types
    ]
    bindings = [
        {"act": row.act, "fact": row.fact, "last": row.last, "paths": list(row.paths), "rule": row.rule}
        for row in contents.bindings
    ]  # fmt: skip
    ledgers = [
        {"act": row.act, "fields": list(row.fields), "list": row.rows, "path": row.path}
        for row in contents.ledgers
    ]
    recordings = [
        {"chunks": row.chunks, "key": row.key, "original": row.original} for row in contents.recordings
    ]
    return canonical(
        {
            "about": dict(contents.about), "bindings": bindings, "chain": contents.chain,
            "chains": list(contents.chains), "files": files, "kind": contents.kind, "ledgers": ledgers,
            "made_at": instant(at), "number": number, "recordings": recordings, "reference": contents.reference,
            "subject": list(contents.subject), "titles": dict(contents.titles), "version": VERSION,
        }
    )  # fmt: skip
