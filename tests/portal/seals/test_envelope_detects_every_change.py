"""An envelope opens unchanged, in its place, under a key of the ring; in every other case not at all."""

from __future__ import annotations

import io
import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.seals.envelope import HEADER, TAG, decrypt_stream, encrypt_stream, key_name
from portal.seals.errors import KeyMissing, SealError
from portal.seals.keys import KeyRing

RING = KeyRing({"k1": b"\x01" * 32})
CHUNK = 64


def sealed(content: bytes, object_id: str = "exhibit:1", ring: KeyRing = RING) -> bytes:
    out = io.BytesIO()
    encrypt_stream(io.BytesIO(content), out, object_id=object_id, ring=ring, chunk_size=CHUNK)
    return out.getvalue()


def opened(envelope: bytes, object_id: str = "exhibit:1", ring: KeyRing = RING) -> bytes:
    out = io.BytesIO()
    decrypt_stream(io.BytesIO(envelope), out, object_id=object_id, ring=ring)
    return out.getvalue()


def refused(envelope: bytes, object_id: str = "exhibit:1") -> bool:
    try:
        opened(envelope, object_id)
    except SealError:
        return True
    return False


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=5 * CHUNK))
def test_what_was_sealed_opens_again(content: bytes):
    assert opened(sealed(content)) == content


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_chunk_boundaries_open_and_have_the_expected_size(length: int):
    content = os.urandom(length)
    envelope = sealed(content)
    assert opened(envelope) == content
    chunks = max(1, -(-length // CHUNK))
    assert len(envelope) == HEADER + length + chunks * TAG


class Trickle(io.RawIOBase):
    """A source that gives what it likes, without readinto, as uploads do."""

    def __init__(self, content: bytes) -> None:
        self.rest = content

    def read(self, size: int = -1) -> bytes:
        piece, self.rest = self.rest[: min(7, size)], self.rest[min(7, size) :]
        return piece

    readinto = None


def test_a_source_that_reads_short_is_sealed_whole():
    content, out = os.urandom(500), io.BytesIO()
    assert encrypt_stream(Trickle(content), out, object_id="exhibit:1", ring=RING, chunk_size=CHUNK) == 500
    assert opened(out.getvalue()) == content


def mutations(envelope: bytes, chance: random.Random) -> list[bytes]:
    """Bit flips in header and body, cuts, and chunks dropped, swapped, doubled or appended."""
    step = CHUNK + TAG
    header, body = envelope[:HEADER], envelope[HEADER:]
    chunks = [body[start : start + step] for start in range(0, len(body), step)]
    found = []
    for place in [*range(HEADER), *chance.sample(range(HEADER, len(envelope)), 150)]:
        changed = bytearray(envelope)
        changed[place] ^= 1 << chance.randrange(8)
        found.append(bytes(changed))
    for count in range(len(chunks)):
        found.append(header + b"".join(chunks[:count]))
        found.append(header + b"".join(chunks[:count] + chunks[count + 1 :]))
        found.append(header + b"".join([*chunks[: count + 1], chunks[count], *chunks[count + 1 :]]))
        found.append(envelope + chunks[count])
    for left in range(len(chunks) - 1):
        swapped = [*chunks[:left], chunks[left + 1], chunks[left], *chunks[left + 2 :]]
        found.append(header + b"".join(swapped))
    found.extend(envelope[:length] for length in chance.sample(range(len(envelope)), 80))
    found.extend(envelope + os.urandom(extra) for extra in (1, TAG, step))
    return found


@pytest.mark.parametrize("length", [10, 2 * CHUNK, 4 * CHUNK + 9])
def test_no_mutation_is_accepted(length: int):
    chance = random.Random(20261122 + length)
    envelope = sealed(chance.randbytes(length))
    assert not refused(envelope), "positive control: the unchanged envelope opens"
    for place in range(len(envelope)) if length == 10 else ():
        assert refused(envelope[:place])
    if length != 10:
        accepted = [changed for changed in mutations(envelope, chance) if not refused(changed)]
        assert accepted == []


def test_chunks_of_another_envelope_do_not_fit():
    one, other = sealed(b"a" * 3 * CHUNK), sealed(b"b" * 3 * CHUNK)
    step = CHUNK + TAG
    assert refused(one[: HEADER + step] + other[HEADER + step :])
    assert refused(other[:HEADER] + one[HEADER:])


def test_a_file_moved_to_another_object_does_not_open():
    assert refused(sealed(b"for this case", "exhibit:1"), "exhibit:2")


def test_a_missing_key_is_named():
    envelope = sealed(b"x", ring=KeyRing({"k0": b"\x00" * 32}))
    assert key_name(envelope[:HEADER]) == "k0"
    with pytest.raises(KeyMissing, match="k0"):
        opened(envelope)


def test_another_key_under_the_same_name_does_not_open():
    assert refused(sealed(b"x", ring=KeyRing({"k1": b"\x09" * 32})))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"CPE1", b"CPE2" + b"\x00" * 100])
def test_what_is_no_envelope_is_refused(content: bytes):
    assert refused(content)
