"""Identity numbers: the table that a jurist can read decides."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.identity.identity_numbers import READERS, gb11643_check_digit, read
from portal.identity.models import IdentityDocument

TABLE = Path(__file__).resolve().parents[2] / "tables" / "identity_numbers.csv"
with TABLE.open(encoding="utf-8") as handle:
    ROWS = list(csv.DictReader(handle))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['kind']} {row['written']}" for row in ROWS])
def test_a_number_is_read_as_the_table_says(row):
    reading = read(row["kind"], row["written"])
    assert (reading.fault or "") == row["fault"]
    if not row["fault"]:
        assert (reading.key, reading.shown) == (row["key"], row["shown"])


def test_every_kind_of_paper_has_a_reader():
    assert set(READERS) == set(IdentityDocument.Kind.values)


@pytest.mark.parametrize("kind", ["macao-bir", "mainland-travel-permit", "passport", "hk-cr", "hk-br"])
def test_where_no_algorithm_is_public_the_reading_does_not_pretend_to_have_checked(kind):
    example = next(row for row in ROWS if row["kind"] == kind and not row["fault"])
    assert read(kind, example["written"]).checked is False


@given(
    st.integers(min_value=100000, max_value=999999), st.integers(min_value=0, max_value=5), st.integers(1, 9)
)
def test_one_wrong_digit_in_a_hong_kong_identity_card_is_always_found(digits, place, shift):
    good = next(
        f"A{digits}({check})" for check in "0123456789A" if read("hkid", f"A{digits}({check})").is_good
    )
    wrong = list(good)
    wrong[1 + place] = str((int(wrong[1 + place]) + shift) % 10)
    assert read("hkid", "".join(wrong)).fault == "check"


@given(st.text(max_size=40), st.sampled_from(sorted(READERS)))
def test_no_text_whatever_breaks_a_reader(text, kind):
    assert read(kind, text).fault in {None, "form", "check", "date"}


def test_the_check_character_of_gb_11643_follows_its_weights():
    assert gb11643_check_digit("81000019900101001") == "9"
    assert gb11643_check_digit("11010519491231002") == "X"
