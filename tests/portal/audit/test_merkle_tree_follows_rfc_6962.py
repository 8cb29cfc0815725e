"""The tree against brute force from the text of RFC 6962, and against an independent implementation."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from portal.audit.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    range_hash,
    verify_consistency,
    verify_inclusion,
)

LARGEST = 70
BODIES = [f"event {number}".encode() for number in range(LARGEST)]
LEAVES = [leaf_hash(body) for body in BODIES]


def brute_root(bodies: list[bytes]) -> bytes:
    """MTH(D[n]), written down from section 2.1 as it stands."""
    if not bodies:
        return sha256().digest()
    if len(bodies) == 1:
        return sha256(b"\x00" + bodies[0]).digest()
    split = 1
    while split * 2 < len(bodies):
        split *= 2
    return sha256(b"\x01" + brute_root(bodies[:split]) + brute_root(bodies[split:])).digest()


def look_up(level: int, position: int) -> bytes:
    return brute_root(BODIES[position << level : (position + 1) << level])


ROOTS = [brute_root(BODIES[:size]) for size in range(LARGEST + 1)]


def test_an_empty_tree_has_the_hash_of_nothing():
    assert Frontier().root() == EMPTY_ROOT == ROOTS[0]


def test_every_root_up_to_seventy_is_that_of_brute_force_and_of_pymerkle():
    frontier, oracle = Frontier(), InmemoryTree(algorithm="sha256")
    for size, body in enumerate(BODIES, start=1):
        frontier.append(leaf_hash(body))
        oracle.append_entry(body)
        assert frontier.root() == ROOTS[size] == oracle.get_root()
        assert range_hash(0, size, look_up) == ROOTS[size]


def test_an_append_reports_every_subtree_that_became_complete():
    frontier, seen = Frontier(), {}
    for size, leaf in enumerate(LEAVES, start=1):
        for level, digest in frontier.append(leaf):
            seen[level, (size >> level) - 1] = digest
    expected = {
        (level, position): look_up(level, position)
        for level in range(1, 7)
        for position in range(LARGEST >> level)
    }
    assert seen == expected


def test_every_inclusion_up_to_seventy_is_proved_and_no_neighbour_passes():
    for size in range(1, LARGEST + 1):
        for index in range(size):
            path = inclusion_proof(index, size, look_up)
            assert verify_inclusion(LEAVES[index], index, size, path, ROOTS[size])
            assert (
                not verify_inclusion(LEAVES[index], (index + 1) % size, size, path, ROOTS[size]) or size == 1
            )
            assert not verify_inclusion(LEAVES[index], index, size, path, ROOTS[size - 1])


def test_every_consistency_up_to_seventy_is_proved_and_no_other_root_passes():
    for second in range(1, LARGEST + 1):
        for first in range(1, second + 1):
            path = consistency_proof(first, second, look_up)
            assert verify_consistency(first, second, ROOTS[first], ROOTS[second], path)
            assert not verify_consistency(first, second, ROOTS[first - 1], ROOTS[second], path)
            assert not verify_consistency(first, second, ROOTS[first], ROOTS[second - 1], path)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_no_changed_inclusion_proof_is_accepted(data: st.DataObject):
    size = data.draw(st.integers(2, LARGEST))
    index = data.draw(st.integers(0, size - 1))
    path = inclusion_proof(index, size, look_up)
    changed = data.draw(changes(path))
    assert changed == path or not verify_inclusion(LEAVES[index], index, size, changed, ROOTS[size])


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_no_changed_consistency_proof_is_accepted(data: st.DataObject):
    second = data.draw(st.integers(2, LARGEST))
    first = data.draw(st.integers(1, second - 1))
    path = consistency_proof(first, second, look_up)
    changed = data.draw(changes(path))
    assert changed == path or not verify_consistency(first, second, ROOTS[first], ROOTS[second], changed)


@st.composite
def changes(draw: st.DrawFn, path: list[bytes]) -> list[bytes]:
    """The path with one step flipped, dropped, doubled, added or exchanged."""
    steps = list(path)
    kind = draw(st.sampled_from(["flip", "drop", "double", "add", "exchange"]))
    place = draw(st.integers(0, len(steps) - 1))
    if kind == "flip":
        bit = draw(st.integers(0, 255))
        step = bytearray(steps[place])
        step[bit // 8] ^= 1 << bit % 8
        steps[place] = bytes(step)
    elif kind == "drop":
        steps.pop(place)
    elif kind == "double":
        steps.insert(place, steps[place])
    elif kind == "add":
        steps.insert(draw(st.integers(0, len(steps))), draw(st.binary(min_size=32, max_size=32)))
    else:
        other = draw(st.integers(0, len(steps) - 1))
        steps[place], steps[other] = steps[other], steps[place]
    return steps


def test_steps_of_another_length_are_refused():
    assert not verify_inclusion(LEAVES[0], 0, 2, [b"short"], ROOTS[2])
    assert not verify_consistency(1, 2, ROOTS[1], ROOTS[2], [b"short"])
    assert not verify_consistency(2, 2, ROOTS[2], ROOTS[2], [LEAVES[0]])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_what_is_outside_the_tree_has_no_proof(index: int, size: int):
    with pytest.raises(ValueError, match="not in a tree"):
        inclusion_proof(index, size, look_up)
    assert not verify_inclusion(LEAVES[0], index, size, [], ROOTS[size])


@pytest.mark.parametrize(("first", "second"), [(0, 3), (4, 3)])
def test_no_consistency_from_nothing_or_backwards(first: int, second: int):
    with pytest.raises(ValueError, match="No consistency"):
        consistency_proof(first, second, look_up)


def test_a_frontier_with_the_wrong_number_of_peaks_is_refused():
    with pytest.raises(ValueError, match="peaks"):
        Frontier(3, [LEAVES[0]])
