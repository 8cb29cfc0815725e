#!/usr/bin/env python3
"""Verifies an evidence package without the portal: Python 3.8 or newer, standard library; openssl if it is there.

    python3 -S verify_evidence.py PACKAGE --log-key HEX --ca SHA256 [--ca SHA256] [--json]

The log's public key and the authority's fingerprint come from OUTSIDE the package: a forger would forge both inside.
Exit: 0 all verified, 1 something failed, 2 not readable as a package, 3 something was not checked (each is named).
A seal proves integrity; the validity of what was signed rests on the judge's witnessing.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from calendar import timegm
from collections import namedtuple
from hashlib import sha256, sha512
from pathlib import Path
from time import strptime
from typing import Any

MIMETYPE = b"application/vnd.etsi.asic-e+zip"
MANIFEST, EVENTS, PROOFS, HEAD = "manifest.json", "log/events.jsonl", "log/proofs.json", "log/head.json"
STAMP, PRIVATE = "log/head.tsr", "private.json"
LISTING, SEAL = "META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s"
TYPES = {MANIFEST: "application/json", EVENTS: "application/jsonl", PROOFS: "application/json",
         HEAD: "application/json", STAMP: "application/timestamp-token"}  # fmt: skip
CHECKS: tuple[str, ...] = ("members", "head", "events", "private", "bindings", "recordings", "seals")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*\Z")
RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
TS, CMS = "ts -verify -token_in", f"cms -verify -binary -inform DER -purpose any -out {os.devnull}"
IS_TOKEN = bytes.fromhex("060b2a864886f70d0109100104")  # id-ct-TSTInfo, at the beginning of a CMS
PEM = re.compile(b"-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----\n")
START, PIECE, CAP = "0" * 64, 1 << 20, 256 << 20
CLOSING, SEALED = "evidence.package_sealed", "power_of_attorney.document_sealed"
RECORDED, DESTROYED = "rooms.recording_started", "rooms.recording_key_destroyed"
#: What a package must let be checked when its log holds such an act: the package itself cannot leave it out.
SIGNED, ATTESTED = "power_of_attorney.signed_by_hand", "power_of_attorney.attested"
MUST_BIND = {SIGNED: "document", ATTESTED: "document", SEALED: "digest"}
MUST_LIST = {"power_of_attorney.answer_recorded": {"item", "answer"}}

Entry = namedtuple("Entry", "name crc size offset start digest")


class Report:
    """The findings (ok, failed or not_checked; what; of which member or event) and the exit code."""

    def __init__(self) -> None:
        self.findings, self.unreadable, self.about = [], "", {}  # type: ignore[var-annotated]

    def say(self, good: bool | None, what: str, which: str) -> None:
        self.findings.append(({True: "ok", False: "failed", None: "not_checked"}[good], what, which))

    @property
    def exit_code(self) -> int:
        states = {finding[0] for finding in self.findings}
        return 2 if self.unreadable else 1 if "failed" in states else 3 if "not_checked" in states else 0


P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def is_signed(message: bytes, signature: bytes, key: bytes) -> bool:
    """Ed25519 (RFC 8032, 5.1.7; extended coordinates). Raises ValueError for bytes that are no points."""

    def point(encoded: bytes) -> tuple[int, ...]:
        y, sign = int.from_bytes(encoded, "little") & ((1 << 255) - 1), encoded[31] >> 7
        u, v = (y * y - 1) % P, (D * y * y + 1) % P
        x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
        x = x * pow(2, (P - 1) // 4, P) % P if (v * x * x - u) % P else x
        if y >= P or (v * x * x - u) % P or (not x and sign):
            raise ValueError("not a point")
        x = P - x if x & 1 != sign else x
        return x, y, 1, x * y % P

    def add(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
        e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
        c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
        e, f, g, h = f - e, d - c, d + c, f + e
        return e * f % P, g * h % P, f * g % P, e * h % P

    base, r = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(sha512(signature[:32] + key + message).digest(), "little") % L
    minus = tuple(sign * value % P for sign, value in zip((-1, 1, 1, -1), point(key)))  # noqa: B905
    sums, total = ((), base, minus, add(base, minus)), tuple(map(int, "0110"))
    for bit in range(255, -1, -1):  # [s]B - [h]A == R
        total, index = add(total, total), (s >> bit & 1) | (h >> bit & 1) << 1
        total = add(total, sums[index]) if index else total
    return s < L and len(signature) == 64 and all((total[i] - r[i] * total[2]) % P == 0 for i in (0, 1))


# -- the container: a ZIP in one form only (stored, in order, without dates, comments or anything in between)
def local_header(name: str, crc: int, size: int) -> bytes:
    """The bytes before a member's content; every figure is below 2**32."""
    fields = b"PK\3\4", 20, 0, 0, 0, 33, crc, size, size, len(name), 0
    return struct.pack("<4s5H3I2H", *fields) + name.encode("ascii")


def directory(entries: list[Entry], offset: int) -> bytes:
    """The bytes after the last member: the central directory, and its end."""
    out, count = b"", len(entries)
    for name, crc, size, place, _start, _digest in entries:
        fields = b"PK\1\2", 0x314, 20, 0, 0, 0, 33, crc, size, size, len(name), 0, 0, 0, 0, 0o100644 << 16
        out += struct.pack("<4s6H3I5H2I", *fields, place) + name.encode("ascii")
    return out + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(out), offset, 0)


def hashed(file: Any, size: int) -> tuple[str, int]:
    """SHA-256 and CRC-32 of the next ``size`` bytes. Raises ValueError where the file ends before."""
    digest, crc, buffer = sha256(), 0, memoryview(bytearray(PIECE))
    while size:
        if not (count := file.readinto(buffer[: min(size, PIECE)])):
            raise ValueError("The file was cut off.")
        digest.update(buffer[:count])
        crc, size = zlib.crc32(buffer[:count], crc), size - count
    return digest.hexdigest(), crc


def scan(file: Any, report: Report) -> dict[str, Entry]:
    """Every member, in one pass; ValueError for encrypted or compressed ones, wrong names, hidden or added bytes."""
    entries, place = {}, 0
    file.seek(0)
    while (head := file.read(30))[:4] == b"PK\3\4" and len(head) == 30:
        crc, size, _same, length, extra = struct.unpack("<3I2H", head[14:])
        rest = file.read(length + extra)
        name, start = rest[:length].decode("ascii", "replace"), place + 30 + length + extra
        if not NAME.match(name) or name in entries or head + rest != local_header(name, crc, size):
            raise ValueError(f"The member {name!r} is not in the one form: plain, stored, named once.")
        digest, found = hashed(file, size)
        report.say(found == crc, "checksum in the container", name)
        entries[name] = Entry(name, crc, size, place, start, digest)
        place = start + size
    expected = directory(list(entries.values()), place)
    if head + file.read(len(expected)) != expected:
        raise ValueError("Something stands before, between or after the members, or a member is hidden.")
    return entries


def canonical(content: bytes) -> Any:
    """The value of canonical JSON: sorted keys, none twice, no white space. Raises ValueError otherwise."""
    value = json.loads(content.decode())
    if json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() != content:
        raise ValueError("Not canonical JSON.")
    return value


def root_of(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root that an inclusion proof leads to (RFC 6962, 2.1.1); raises ValueError for one of another length."""
    if size < 2 or not path:
        if size == 1 and not index and not path:
            return leaf
        raise ValueError("Not a proof for this place.")
    middle = 1 << (size - 1).bit_length() - 1
    if index < middle:
        return sha256(b"\1" + root_of(leaf, index, middle, path[:-1]) + path[-1]).digest()
    return sha256(b"\1" + path[-1] + root_of(leaf, index - middle, size - middle, path[:-1])).digest()


def listing(members: list[tuple[str, str, str]]) -> bytes:
    """ASiCManifest (ETSI EN 319 162-1, A.4) over (name, media type, SHA-256 in hexadecimal) of each member."""
    space = 'xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"'
    method = '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>'
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<asic:ASiCManifest {space}>\n'
    text += f'<asic:SigReference URI="{SEAL}" MimeType="application/pkcs7-signature"/>\n'
    for name, media_type, digest in members:
        value = base64.b64encode(bytes.fromhex(digest)).decode()
        text += f'<asic:DataObjectReference URI="{name}" MimeType="{media_type}">{method}'
        text += f"<ds:DigestValue>{value}</ds:DigestValue></asic:DataObjectReference>\n"
    return f"{text}</asic:ASiCManifest>\n".encode()


class Package:
    """The members by name, and every check that needs no openssl."""

    def __init__(self, file: Any, report: Report, log_key: str, trusted: list[str]) -> None:
        self.file, self.say, self.entries = file, report.say, scan(file, report)
        self.log_key, self.trusted, self.events = log_key, trusted, []  # type: ignore[var-annotated]
        self.manifest = self.json(MANIFEST)
        report.about = {name: self.manifest[name] for name in ("reference", "number", "kind")}

    def read(self, name: str) -> bytes:
        self.file.seek(self.entries[name].start)
        return self.file.read(min(self.entries[name].size, CAP))

    def json(self, name: str) -> Any:
        return canonical(self.read(name))

    def digest(self, name: str) -> str:
        return self.entries[name].digest if name in self.entries else ""

    def of(self, act: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["act"] == act]

    def check_members(self) -> None:
        """Nothing missing, nothing unknown, every file as the manifest says, everything under the seal."""
        listed, known = {row["path"]: row for row in self.manifest["files"]}, [MANIFEST, EVENTS, PROOFS, HEAD]
        wanted = ["mimetype", *listed, *known, *({STAMP} & set(self.entries)), LISTING, SEAL]
        odd = ", ".join(sorted(set(wanted) ^ set(self.entries))) or "order"
        self.say(list(self.entries) == wanted, "members, none missing or unknown", odd)
        self.say(self.read("mimetype") == MIMETYPE, "form", "mimetype")
        for path, row in listed.items():
            same = self.digest(path) == row["sha256"] and self.entries[path].size == row["size"]
            self.say(same, "file as in the manifest", path)
        types = {**TYPES, **{path: row["type"] for path, row in listed.items()}}
        members = [(name, types[name], self.digest(name)) for name in self.entries if name in types]
        self.say(self.read(LISTING) == listing(members), "list under the seal", LISTING)

    def check_head(self) -> None:
        """The log's signed head, by the key from outside."""
        self.head = head = self.json(HEAD)
        message = f"portal tree head v1\n{head['size']}\n{head['root']}\n{head['at']}\n".encode()
        signature, key = bytes.fromhex(head["signature"]), bytes.fromhex(self.log_key)
        same = (head["signature"], head["public_key"]) == (signature.hex(), self.log_key)
        self.say(same and is_signed(message, signature, key), "signed head of the log", HEAD)

    def check_events(self) -> None:
        """Order, links of the chains, inclusion in the signed tree; at the end the event that closes."""
        lines, proofs, chains, last = self.read(EVENTS).split(b"\n"), self.json(PROOFS), {"": START}, -1
        whole = (lines.pop(), proofs["size"], len(proofs["paths"])) == (b"", self.head["size"], len(lines))
        self.say(whole, "proofs of the events", PROOFS)
        allowed, root = {self.manifest["chain"], *self.manifest["chains"]}, bytes.fromhex(self.head["root"])
        for number, line in enumerate(lines):
            event, path = canonical(line), [bytes.fromhex(step) for step in proofs["paths"][number]]
            place, chain, name = event["position"], event["chain"], f"event {event['position']}"
            self.say(place > last and chain in allowed, "order", name)
            self.say(event["upon"] == chains.get(chain, START), "link to the event before", name)
            found = root_of(sha256(b"\0" + line).digest(), place, self.head["size"], path)
            same = found == root and [step.hex() for step in path] == proofs["paths"][number]
            self.say(same, "inclusion in the log", name)
            chains[chain], last = sha256(line).hexdigest(), place
            self.events.append(event)
        act, chain, facts = (self.events[-1][name] for name in ("act", "chain", "facts"))
        said = act, chain, facts["manifest"], facts["number"], facts["files"]
        files = {row["path"]: row["sha256"] for row in self.manifest["files"]}
        wanted = CLOSING, self.manifest["chain"], self.digest(MANIFEST), self.manifest["number"], files
        self.say(said == wanted and self.head["at"] >= self.events[-1]["at"], "closing event", EVENTS)

    def check_private(self) -> None:
        """Personal values against the commitments in the log."""
        events = {event["uid"]: event for event in self.events}
        for uid, values in self.json(PRIVATE).items() if PRIVATE in self.entries else ():
            for name, held in values.items():
                found = sha256(bytes.fromhex(held["salt"]) + held["value"].encode()).hexdigest()
                self.say(events[uid]["commitments"].get(name) == found, "personal value", f"{uid} {name}")

    def check_bindings(self) -> None:
        """Digests in events are those of files here; rows of tables here are the events of their act."""
        for row in self.manifest["bindings"]:
            said = [event["facts"].get(row["fact"]) for event in self.of(row["act"])]
            held, rule = [self.digest(path) for path in row["paths"]], row["rule"]
            good = (rule == "files" or set(said) <= set(held)) and (
                rule == "events" or set(held) <= set(said)
            )
            good = good and "" not in held and (not row["last"] or said[-1] == self.digest(row["last"]))
            self.say(good, "file named by events", row["act"])
        for row in self.manifest["ledgers"]:
            said = [[event["facts"].get(name) for name in row["fields"]] for event in self.of(row["act"])]
            lines = self.json(row["path"])[row["list"]]
            same = said == [[line.get(name) for name in row["fields"]] for line in lines]
            self.say(same, "table against the events", row["path"])
        bound = {(row["act"], row["fact"]) for row in self.manifest["bindings"] if row["rule"] != "files"}
        ledgers = {row["act"]: set(row["fields"]) for row in self.manifest["ledgers"]}
        for act in {event["act"] for event in self.events} & {*MUST_BIND, *MUST_LIST}:
            good = (act, MUST_BIND.get(act)) in bound or MUST_LIST.get(act, {""}) <= ledgers.get(act, set())
            self.say(good, "events of this kind are bound", act)

    def check_recordings(self) -> None:
        """No recording is missing; each is what the chain of its chunks and the log say."""
        rows = {row["key"]: row for row in self.manifest["recordings"]}
        for event in self.of(RECORDED):
            self.say(event["subject"][1] in rows, "recording is here", event["subject"][1])
        for key, row in rows.items():
            said = [event for event in self.events if event["subject"][1] == key]
            ends = [event["facts"]["head"] for event in said if "head" in event["facts"]]
            chunks, head = self.json(row["chunks"])["chunks"], START
            for number, chunk in enumerate(chunks):
                link = bytes.fromhex(head) + number.to_bytes(8, "big") + bytes.fromhex(chunk["sha256"])
                head = sha256(link).hexdigest()
                good = (chunk["number"], chunk["head"]) == (number, head) and chunk["size"] > 0
                self.say(good, "chain of chunks", f"{row['chunks']} {number}")
            self.say(ends[-1:] == [head], "head of the chunks in the log", row["chunks"])
            if not row["original"]:
                gone = any(event["act"] == DESTROYED for event in said)
                self.say(None if gone else False, "original, its key destroyed", key)
                continue
            self.file.seek(self.entries[row["original"]].start)
            same = self.entries[row["original"]].size == sum(chunk["size"] for chunk in chunks)
            for chunk in chunks if same else ():
                same = same and hashed(self.file, chunk["size"])[0] == chunk["sha256"]
            self.say(same, "recording against its chunks", row["original"])

    def check_seals(self) -> None:
        """By openssl: the head's time stamp, the package's seal, and the signatures of the documents."""
        pem = b"".join(self.read(name) for name in self.entries if name.startswith("certificates/"))
        found = {sha256(base64.b64decode(row[1])).hexdigest(): row[0] for row in PEM.finditer(pem)}
        for mark in self.trusted:
            self.say(mark in found, "authority's certificate", mark)
        self.roots = b"".join(found.get(mark, b"") for mark in self.trusted)
        closed, seal = seconds(self.head["at"]), self.read(SEAL)
        token = self.read(STAMP) if STAMP in self.entries else b""
        times = [seconds(found.decode()) for found in re.findall(rb"\x18.(\d{14})", token)]
        good = self.openssl(closed, TS, token, "-digest", self.digest(HEAD)) if token else None
        self.say(good and -300 <= times[0] - closed <= 86400, "time stamp", STAMP)
        good = len(seal) == 4 + int.from_bytes(seal[2:4], "big")
        good = good and self.openssl(closed, CMS, seal, "-content", self.read(LISTING))
        self.say(good, "seal of the package", SEAL)
        for row in self.manifest["bindings"]:
            for path in row["paths"] if row["act"] == SEALED else ():
                self.check_document(path)

    def openssl(self, moment: int, command: str, *given: Any) -> bool:
        """Whether the program agrees, trusting only the given roots; bytes reach it as files."""
        env = {**os.environ, "SSL_CERT_FILE": "-", "SSL_CERT_DIR": "-"}
        args = ["openssl", *command.split(), "-attime", str(moment), "-in"]
        with tempfile.TemporaryDirectory() as folder:
            for place, item in enumerate((*given, "-CAfile", self.roots)):
                path = Path(folder, str(place))
                path.write_bytes(item if isinstance(item, bytes) else b"")
                args.append(str(path) if isinstance(item, bytes) else item)
            return not subprocess.run(args, env=env, capture_output=True, timeout=60).returncode

    def check_document(self, path: str) -> None:
        """Each signature by its byte range (ISO 32000-1, 12.8.1); the last covers the whole file."""
        data, digest = self.read(path), self.digest(path)
        dates = [event["at"] for event in self.events if digest in event["facts"].values()]
        moment = seconds(min(dates or [self.head["at"]]))
        ranges = sorted((list(map(int, row)) for row in RANGE.findall(data)), key=lambda row: row[2] + row[3])
        self.say(bool(ranges) and sum(ranges[-1][2:]) == len(data), "last signature covers all", path)
        for start, length, after, rest in ranges:
            content = data[:length] + data[after : after + rest]
            cms = bytes.fromhex(data[length + 1 : after - 1].decode())
            cms = cms[: 4 + int.from_bytes(cms[2:4], "big")]  # without the padding
            good = (start, data[length], data[after - 1]) == (0, ord("<"), ord(">"))
            stamp = TS, cms, "-digest", sha256(content).hexdigest()
            signature = CMS, cms, "-content", content
            good = good and self.openssl(moment, *(stamp if IS_TOKEN in cms[:80] else signature))
            self.say(good, "signature in a document", f"{path} up to byte {after + rest}")


def seconds(instant: str) -> int:
    return timegm(strptime(re.sub(r"\D", "", instant)[:14], "%Y%m%d%H%M%S"))


def verify(package: Any, log_key: str, ca: Any, openssl: bool = True) -> Report:
    """Checks a package (path or open file). ``log_key``: 64 hexadecimal digits; ``ca``: SHA-256 fingerprint(s).

    Raises nothing for hostile bytes; ValueError for a key or fingerprint of another form.
    """
    trusted = [mark.replace(":", "").lower() for mark in ([ca] if isinstance(ca, str) else ca)]
    if not trusted or not all(re.match(r"[0-9a-f]{64}\Z", text) for text in [log_key, *trusted]):
        raise ValueError("The log key and each fingerprint have 64 hexadecimal digits.")
    if isinstance(package, (str, os.PathLike)):
        with open(package, "rb") as file:
            return verify(file, log_key, trusted, openssl)
    report, checks = Report(), CHECKS if openssl and shutil.which("openssl") else CHECKS[:-1]
    try:
        held = Package(package, report, log_key, trusted)
    except Exception as error:  # hostile content raises whatever it reaches
        checks, report.unreadable = (), f"{type(error).__name__}: {error}"
    for name in checks:
        try:
            getattr(held, f"check_{name}")()
        except Exception as error:
            report.say(False, name, f"{type(error).__name__}: {error}")
    if checks == CHECKS[:-1]:
        report.say(None, "seals, signatures and time stamps", "openssl is not here")
    return report


def main() -> int:
    parser = argparse.ArgumentParser(description="Verifies an evidence package without the portal.")
    parser.add_argument("package")
    parser.add_argument("--log-key", required=True, help="public key of the log, from outside the package")
    parser.add_argument("--ca", required=True, action="append", help="SHA-256 of the authority's certificate")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    try:
        report = verify(given.package, given.log_key.lower(), given.ca)
    except (ValueError, OSError) as error:
        parser.error(str(error))
    word = ("VERIFIED", "FAILED", "NOT READABLE", "NOT EVERYTHING CHECKED")[report.exit_code]
    bad = [": ".join(finding) for finding in report.findings if finding[0] != "ok"]
    text = "\n".join([*bad, f"{word} {report.about} ({len(report.findings)} checks) {report.unreadable}"])
    print(json.dumps({"exit": report.exit_code, "word": word, **vars(report)}) if given.json else text)
    return report.exit_code


if __name__ == "__main__":
    sys.exit(main())
