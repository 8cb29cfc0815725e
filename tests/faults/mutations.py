"""Ways to change an evidence package: blind ones, and those of somebody who knows its form and repairs what he can."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from typing import Any

from portal.evidence.container import Container
from portal.evidence.log_files import canonical
from portal.evidence.verify_evidence import (
    EVENTS,
    HEAD,
    LISTING,
    MANIFEST,
    PROOFS,
    SEAL,
    STAMP,
    TYPES,
    listing,
)

Members = dict[str, bytes]
CHUNKS, ORIGINAL, TRANSCRIPT = (
    "recordings/1/chunks.json",
    "recordings/1/original.webm",
    "session/transcript.json",
)


def packed(members: Members) -> bytes:
    """A well-formed container of these members."""
    out = BytesIO()
    container = Container(out)
    for name, content in members.items():
        if name != "mimetype":
            container.write(name, content)
    container.close()
    return out.getvalue()


def repaired(members: Members, *, manifest: bool = True) -> Members:
    """What a forger without keys can put right: the manifest's digests and sizes, and the list under the seal."""
    held = dict(members)
    document = json.loads(held[MANIFEST])
    if manifest:
        for row in document["files"]:
            content = held.get(row["path"], b"")
            row["sha256"], row["size"] = sha256(content).hexdigest(), len(content)
        held[MANIFEST] = canonical(document)
    types = {**TYPES, **{row["path"]: row["type"] for row in document["files"]}}
    rows = [
        (name, types[name], sha256(content).hexdigest()) for name, content in held.items() if name in types
    ]
    held[LISTING] = listing(rows)
    return held


def flipped(content: bytes, dice: random.Random) -> bytes:
    """One bit of it changed; one byte for nothing."""
    if not content:
        return b"x"
    place = dice.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << dice.randrange(8)]) + content[place + 1 :]


# -- blind: on the bytes of the file
def flip_anywhere(content: bytes, dice: random.Random) -> bytes:
    return flipped(content, dice)


def cut_off(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(len(content))]


def append(content: bytes, dice: random.Random) -> bytes:
    return content + dice.randbytes(dice.randrange(1, 40))


def put_before(content: bytes, dice: random.Random) -> bytes:
    return dice.randbytes(dice.randrange(1, 40)) + content


def comment(content: bytes, dice: random.Random) -> bytes:
    words = dice.randbytes(dice.randrange(1, 20))
    return content[:-2] + len(words).to_bytes(2, "little") + words


def set_a_flag(content: bytes, dice: random.Random) -> bytes:
    """Encrypted, with sizes after the content, or compressed, as the first header says it."""
    place, value = dice.choice([(6, 1), (6, 8), (8, 8)])
    return content[:place] + bytes([value]) + content[place + 1 :]


# -- on members, with the container made anew around them
def flip_in_a_member(held: Members, dice: random.Random) -> Members:
    name = dice.choice([name for name in held if name not in {"mimetype", SEAL}])
    return {**held, name: flipped(held[name], dice)}


def flip_and_repair_the_list(held: Members, dice: random.Random) -> Members:
    name = dice.choice([name for name in held if name not in {"mimetype", SEAL, LISTING, STAMP, MANIFEST}])
    return repaired({**held, name: flipped(held[name], dice)}, manifest=False)


def flip_and_repair_everything(held: Members, dice: random.Random) -> Members:
    names = [row["path"] for row in json.loads(held[MANIFEST])["files"]]
    name = dice.choice(names)
    return repaired({**held, name: flipped(held[name], dice)})


def drop_a_member(held: Members, dice: random.Random) -> Members:
    gone = dice.choice([name for name in held if name not in {"mimetype", STAMP}])
    return {name: content for name, content in held.items() if name != gone}


def add_a_member(held: Members, dice: random.Random) -> Members:
    return {**held, f"instrument/{dice.randrange(1 << 30)}.pdf": dice.randbytes(20)}


def rename_a_member(held: Members, dice: random.Random) -> Members:
    old = dice.choice([name for name in held if name != "mimetype"])
    return {name + "x" if name == old else name: content for name, content in held.items()}


def swap_contents(held: Members, dice: random.Random) -> Members:
    one, other = dice.sample([name for name in held if name != "mimetype"], 2)
    return {**held, one: held[other], other: held[one]}


def move_a_member(held: Members, dice: random.Random) -> Members:
    names = [name for name in held if name != "mimetype"]
    name = names.pop(dice.randrange(len(names) - 1))
    return {key: held[key] for key in ["mimetype", *names, name]}


# -- on the events, their proofs and the head
def _events(held: Members, change: Callable[[list[bytes], list[Any]], None]) -> Members:
    lines, proofs = held[EVENTS].split(b"\n")[:-1], json.loads(held[PROOFS])
    change(lines, proofs["paths"])
    events = b"".join(line + b"\n" for line in lines)
    return repaired({**held, EVENTS: events, PROOFS: canonical(proofs)})


def drop_an_event(held: Members, dice: random.Random) -> Members:
    def change(lines: list[bytes], paths: list[Any]) -> None:
        place = dice.randrange(len(lines))
        del lines[place], paths[place]

    return _events(held, change)


def cut_off_the_last_events(held: Members, dice: random.Random) -> Members:
    def change(lines: list[bytes], paths: list[Any]) -> None:
        place = dice.randrange(1, len(lines))
        del lines[place:], paths[place:]

    return _events(held, change)


def swap_neighbours(held: Members, dice: random.Random) -> Members:
    def change(lines: list[bytes], paths: list[Any]) -> None:
        place = dice.randrange(len(lines) - 1)
        for rows in (lines, paths):
            rows[place], rows[place + 1] = rows[place + 1], rows[place]

    return _events(held, change)


def repeat_an_event(held: Members, dice: random.Random) -> Members:
    def change(lines: list[bytes], paths: list[Any]) -> None:
        place = dice.randrange(len(lines))
        lines.insert(place, lines[place])
        paths.insert(place, paths[place])

    return _events(held, change)


def change_a_fact(held: Members, dice: random.Random) -> Members:
    """Another actor, time or answer, in canonical form."""

    def change(lines: list[bytes], paths: list[Any]) -> None:
        place = dice.randrange(len(lines))
        event = json.loads(lines[place])
        field = dice.choice(["actor", "at", "act", "facts"])
        event[field] = {**event["facts"], "answer": "no!"} if field == "facts" else event[field] + "x"
        lines[place] = canonical(event)

    return _events(held, change)


def change_a_proof(held: Members, dice: random.Random) -> Members:
    def change(lines: list[bytes], paths: list[Any]) -> None:
        path = dice.choice([path for path in paths if path])
        place = dice.randrange(len(path))
        path[place] = flipped(bytes.fromhex(path[place]), dice).hex()

    return _events(held, change)


def change_the_head(held: Members, dice: random.Random) -> Members:
    head = json.loads(held[HEAD])
    field = dice.choice(sorted(head))
    old = head[field]
    head[field] = old + 1 if isinstance(old, int) else ("f" if old[0] == "0" else "0") + old[1:]
    return repaired({**held, HEAD: canonical(head)})


# -- on what the events speak of
def change_the_transcript(held: Members, dice: random.Random) -> Members:
    document = json.loads(held[TRANSCRIPT])
    rows = document["answers"]
    row = dice.choice(rows)
    how = dice.randrange(3)
    if how == 0:
        rows.remove(row)
    elif how == 1:
        rows.append({**row, "answer": "yes"})
    else:
        row["answer"] = "changed"
    return repaired({**held, TRANSCRIPT: canonical(document)})


def swap_chunks(held: Members, dice: random.Random) -> Members:
    """Two chunks of the recording exchanged, and the table with them: its chain made anew."""
    rows = json.loads(held[CHUNKS])["chunks"]
    one, other = sorted(dice.sample(range(len(rows)), 2))
    size, content = rows[0]["size"], held[ORIGINAL]
    pieces = [content[place * size : (place + 1) * size] for place in range(len(rows))]
    pieces[one], pieces[other] = pieces[other], pieces[one]
    return repaired({**held, ORIGINAL: b"".join(pieces), CHUNKS: _table(pieces)})


def cut_the_recording(held: Members, dice: random.Random) -> Members:
    rows = json.loads(held[CHUNKS])["chunks"]
    size, kept = rows[0]["size"], dice.randrange(1, len(rows))
    pieces = [held[ORIGINAL][place * size : (place + 1) * size] for place in range(kept)]
    return repaired({**held, ORIGINAL: b"".join(pieces), CHUNKS: _table(pieces)})


def _table(pieces: list[bytes]) -> bytes:
    head, rows = "0" * 64, []
    for number, piece in enumerate(pieces):
        digest = sha256(piece).hexdigest()
        head = sha256(bytes.fromhex(head) + number.to_bytes(8, "big") + bytes.fromhex(digest)).hexdigest()
        rows.append({"number": number, "size": len(piece), "sha256": digest, "head": head})
    return canonical({"chunks": rows})


def weaken_the_manifest(held: Members, dice: random.Random) -> Members:
    """The package no longer says what is to be checked."""
    document = json.loads(held[MANIFEST])
    document[dice.choice(["bindings", "ledgers", "recordings"])] = []
    return repaired({**held, MANIFEST: canonical(document)})


def write_json_otherwise(held: Members, dice: random.Random) -> Members:
    """The same values in another form."""
    name = dice.choice([MANIFEST, PROOFS, HEAD, TRANSCRIPT, CHUNKS])
    text = json.dumps(json.loads(held[name]), indent=dice.randrange(3)).encode()
    return repaired({**held, name: text}, manifest=name not in {MANIFEST, PROOFS, HEAD})


def write_hex_in_capitals(held: Members, dice: random.Random) -> Members:
    """The same signature or proof, spelt otherwise."""
    name = dice.choice([PROOFS, HEAD])
    document = json.loads(held[name])
    if name == HEAD:
        document["signature"] = document["signature"].upper()
    else:
        document["paths"] = [[step.upper() for step in path] for path in document["paths"]]
    return repaired({**held, name: canonical(document)})


BLIND = (flip_anywhere, cut_off, append, put_before, comment, set_a_flag)
KNOWING = (
    flip_in_a_member, flip_and_repair_the_list, flip_and_repair_everything, drop_a_member, add_a_member,
    rename_a_member, swap_contents, move_a_member, drop_an_event, cut_off_the_last_events, swap_neighbours,
    repeat_an_event, change_a_fact, change_a_proof, change_the_head, change_the_transcript, swap_chunks,
    cut_the_recording, weaken_the_manifest, write_json_otherwise, write_hex_in_capitals,
)  # fmt: skip
