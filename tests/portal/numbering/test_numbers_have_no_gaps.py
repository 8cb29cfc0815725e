"""Numbers follow each other without a gap, and a wrong character is caught."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from hypothesis import given
from hypothesis import strategies as st

from portal.numbering import allocate, check_digit, check_digit_11_2, compose_reference, is_checked

REFERENCES = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=24)


@pytest.mark.django_db
def test_each_series_and_year_begins_at_one_and_counts_on():
    assert [allocate("service", year=2026) for _ in range(3)] == [1, 2, 3]
    assert allocate("service", year=2027) == 1
    assert allocate("power", year=2026) == 1
    assert allocate("service", year=2026) == 4


@pytest.mark.django_db
def test_a_rollback_gives_the_number_back():
    allocate("service", year=2026)
    with pytest.raises(RuntimeError), transaction.atomic():
        assert allocate("service", year=2026) == 2
        raise RuntimeError
    assert allocate("service", year=2026) == 2


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_a_transaction_is_refused():
    with pytest.raises(TransactionManagementError):
        allocate("service", year=2026)


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_four_callers_at_once_leave_neither_gap_nor_double():
    given_numbers: list[int] = []

    def take() -> None:
        for _ in range(5):
            with transaction.atomic():
                given_numbers.append(allocate("service", year=2026))
        connection.close()

    callers = [threading.Thread(target=take) for _ in range(4)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert sorted(given_numbers) == list(range(1, 21))


@pytest.mark.parametrize(("text", "expected"), [("A12425GABC1234002", "M")])
def test_mod_37_36_gives_published_check_characters(text: str, expected: str):
    assert check_digit(text) == expected


@pytest.mark.parametrize(("digits", "expected"), [("0794", "0"), ("079", "X"), ("11010519491231002", "X")])
def test_mod_11_2_gives_published_check_characters(digits: str, expected: str):
    assert check_digit_11_2(digits) == expected


@given(REFERENCES, st.data())
def test_any_single_wrong_character_is_caught(text: str, data: st.DataObject):
    whole = text + check_digit(text)
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(
        st.sampled_from([c for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" if c != whole[place]])
    )
    assert is_checked(whole)
    assert not is_checked(whole[:place] + other + whole[place + 1 :])


def test_a_composed_reference_reads_aloud_and_checks():
    reference = compose_reference("SJ", year=2026, number=7)
    assert reference.startswith("SJ-2026-000007-")
    assert is_checked(reference)
    assert is_checked(reference.lower().replace("-", " "))
    assert not is_checked(reference.replace("7", "8"))


@pytest.mark.parametrize("text", ["", "-", "送達", "A_B"])
def test_what_is_no_reference_is_refused(text: str):
    assert not is_checked(text)
    with pytest.raises(ValueError, match="letters A to Z"):
        check_digit(text)


@pytest.mark.parametrize("digits", ["", "12X", "１２"])
def test_only_digits_have_an_eleven_two_character(digits: str):
    with pytest.raises(ValueError, match="Only digits"):
        check_digit_11_2(digits)
