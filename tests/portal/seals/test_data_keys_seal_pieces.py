"""A piece opens in its place under its key; in every other case not at all."""

from __future__ import annotations

import random

import pytest

from portal.seals.data_keys import OVERHEAD, kept_by, new_data_key, open_data_key, rewrapped
from portal.seals.errors import KeyMissing, SealError
from portal.seals.keys import KeyRing

RING = KeyRing({"k1": b"\x01" * 32})
PLACE = "recording:1:7"


def test_a_piece_opens_in_its_place_and_nowhere_else() -> None:
    key = open_data_key(new_data_key(RING), RING)
    sealed = key.seal(b"a chunk", place=PLACE)
    assert len(sealed) == len(b"a chunk") + OVERHEAD
    assert key.open(sealed, place=PLACE) == b"a chunk"
    with pytest.raises(SealError):
        key.open(sealed, place="recording:1:8")


def test_the_same_piece_is_sealed_differently_each_time() -> None:
    key = open_data_key(new_data_key(RING), RING)
    assert key.seal(b"a", place=PLACE) != key.seal(b"a", place=PLACE)


def test_no_changed_or_cut_piece_opens() -> None:
    chance = random.Random(20261122)
    key = open_data_key(new_data_key(RING), RING)
    sealed = key.seal(chance.randbytes(300), place=PLACE)
    assert key.open(sealed, place=PLACE), "positive control"
    changed = [
        bytes([*sealed[:at], sealed[at] ^ 1 << chance.randrange(8), *sealed[at + 1 :]])
        for at in range(len(sealed))
    ]
    for wrong in [*changed, *(sealed[:length] for length in range(len(sealed))), sealed + b"\x00"]:
        with pytest.raises(SealError):
            key.open(wrong, place=PLACE)


def test_no_changed_wrapping_opens() -> None:
    wrapped = new_data_key(RING)
    for at in range(len(wrapped)):
        wrong = bytes([*wrapped[:at], wrapped[at] ^ 1, *wrapped[at + 1 :]])
        with pytest.raises(SealError):
            open_data_key(wrong, RING)


def test_a_key_is_wrapped_anew_under_the_current_key_of_the_ring() -> None:
    wrapped = new_data_key(RING)
    sealed = open_data_key(wrapped, RING).seal(b"kept", place=PLACE)
    both = KeyRing({"k2": b"\x02" * 32, "k1": b"\x01" * 32})
    anew = rewrapped(wrapped, both)
    assert anew is not None
    assert (kept_by(wrapped), kept_by(anew)) == ("k1", "k2")
    assert rewrapped(anew, both) is None
    alone = KeyRing({"k2": b"\x02" * 32})
    assert open_data_key(anew, alone).open(sealed, place=PLACE) == b"kept"
    with pytest.raises(KeyMissing):
        open_data_key(wrapped, alone)
