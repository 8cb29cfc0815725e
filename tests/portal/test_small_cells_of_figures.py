"""A published count points at nobody, neither alone nor by subtraction."""

from __future__ import annotations

from itertools import product

import pytest

from portal.web.small_cells import SMALLEST, is_small, percent, percentile, told_parts


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({}, {}),
        ({"a": 0, "b": 9}, {"a": 0, "b": 9}),
        ({"a": 1, "b": 9, "c": 7}, {"a": None, "b": 9, "c": None}),
        ({"a": 1, "b": 1, "c": 7, "d": 8}, {"a": None, "b": None, "c": None, "d": 8}),
        ({"a": 4, "b": 4, "c": 20}, {"a": None, "b": None, "c": 20}),
        ({"a": 3, "b": 0}, {"a": None, "b": 0}),
    ],
)
def test_a_small_part_is_not_told_and_takes_others_with_it(
    parts: dict[str, int], told: dict[str, int | None]
) -> None:
    assert told_parts(parts) == told


def test_whoever_knows_the_whole_cannot_subtract_a_small_part() -> None:
    for counts in product(range(0, 12, 1), repeat=3):
        parts = dict(enumerate(counts))
        told = told_parts(parts)
        hidden = [parts[key] for key in parts if told[key] is None]
        assert all(told[key] in (None, parts[key]) for key in parts)
        assert not any(is_small(count) for count in told.values() if count is not None)
        if hidden and any(count for count in told.values()):
            assert len(hidden) > 1 and sum(hidden) >= SMALLEST


def test_a_negative_count_is_a_mistake() -> None:
    with pytest.raises(ValueError):
        told_parts({"a": -1})
    with pytest.raises(ValueError):
        percentile([], 0.5)
    assert percentile([3, 1, 2], 0.5) == 2 and percent(1, 3) == 33 and percent(0, 0) is None
