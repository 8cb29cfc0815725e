"""Published counts: what could point at one person is not told, and cannot be computed from what is."""

from __future__ import annotations

import itertools

import pytest

from portal.web.small_cells import is_small, percent, percentile
from service_of_process.rules.small_cells import Told, together, told


def test_nothing_is_told_of_a_line_with_fewer_than_five_legs() -> None:
    assert told(4, 2) == Told(None, None, None)
    assert told(4, 2).is_hidden


def test_a_part_of_one_to_four_hides_both_parts_since_the_total_is_told() -> None:
    assert told(30, 28) == Told(30, None, None)
    assert told(30, 3) == Told(30, None, None)


def test_none_at_all_is_told() -> None:
    assert told(0, 0) == Told(0, 0, 0)
    assert told(12, 12) == Told(12, 12, 0)
    assert told(12, 0) == Told(12, 0, 12)


def test_a_court_may_ask_for_a_higher_threshold() -> None:
    assert told(12, 6, smallest=7).served is None
    assert is_small(6, 7) and not is_small(6) and not is_small(0)


@pytest.mark.parametrize(("ended", "served"), [(3, 4), (-1, 0), (3, -1)])
def test_impossible_counts_are_refused(ended: int, served: int) -> None:
    with pytest.raises(ValueError, match="no more legs served"):
        told(ended, served)


def test_no_hidden_line_can_be_found_by_subtracting_from_the_sum() -> None:
    counts = [(20, 10), (4, 1), (30, 28), (9, 0)]
    lines = [told(*pair) for pair in counts]
    total = together(lines)
    assert total == Told(29, 10, 19)
    # the sum is exactly that of the lines that are told whole: nothing is left over for the others
    whole = [line for line in lines if line.served is not None]
    assert total.ended == sum(line.ended or 0 for line in whole)


def test_every_told_count_is_none_or_large() -> None:
    for ended, served in itertools.product(range(25), range(25)):
        if served <= ended:
            line = told(ended, served)
            shown = [count for count in (line.ended, line.served, line.not_served) if count is not None]
            assert all(count == 0 or count >= 5 for count in shown)
            assert (line.served is None) == (line.not_served is None)


def test_shares_and_percentiles() -> None:
    assert percent(1, 3) == 33
    assert percent(0, 0) is None
    assert percentile([5, 1, 9, 3], 0.5) == 3
    assert percentile(range(1, 11), 0.9) == 9
    assert percentile([7], 0.5) == 7
    with pytest.raises(ValueError, match="needs values"):
        percentile([], 0.5)
    with pytest.raises(ValueError, match="needs values"):
        percentile([1], 0)
