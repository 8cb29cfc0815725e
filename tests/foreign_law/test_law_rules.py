"""The pure rules: dates proved, languages aligned, texts compared, numerals read, acts allowed."""

from __future__ import annotations

from datetime import date

import pytest

from foreign_law.rules import alignment, permissions
from foreign_law.rules.alignment import Standing, disagreement
from foreign_law.rules.codes import CODES, code_named
from foreign_law.rules.comparison import compared, said, word_parts
from foreign_law.rules.numerals import chinese_number, roman_number
from foreign_law.rules.validity import Range, Seen, joins, ranges

D = date


def seen(held: date, start: date | None, digest: str, row: str) -> Seen:
    return Seen(held, start, digest, row)


def test_file_proves_its_own_date_alone_when_it_gives_no_version_date() -> None:
    assert ranges([seen(D(2015, 1, 1), None, "x", "a")], open_end=None) == {
        "a": Range(D(2015, 1, 1), D(2015, 1, 2))
    }


def test_version_date_after_the_file_proves_nothing_more() -> None:
    assert seen(D(2015, 1, 1), D(2016, 1, 1), "x", "a").since == D(2015, 1, 1)


def test_newest_current_file_leaves_the_end_open() -> None:
    found = ranges([seen(D(2015, 1, 1), D(2010, 1, 1), "x", "a")], open_end=D(2015, 1, 1))
    assert found["a"].ends is None


def test_equal_text_in_two_rows_touches_without_overlap() -> None:
    found = ranges(
        [seen(D(2011, 1, 1), D(2010, 1, 1), "x", "a"), seen(D(2012, 1, 1), D(2010, 1, 1), "x", "b")],
        open_end=None,
    )
    assert found["a"].ends == found["b"].begins == D(2011, 1, 2)


def test_claim_that_a_held_file_contradicts_is_cut_to_the_file() -> None:
    found = ranges(
        [seen(D(2011, 1, 1), None, "x", "a"), seen(D(2012, 1, 1), D(2010, 1, 1), "y", "b")], open_end=None
    )
    assert found["b"] == Range(D(2012, 1, 1), D(2012, 1, 2), contradicted=True)


def test_gap_is_left_where_the_later_file_does_not_reach_back() -> None:
    earlier, later = seen(D(2011, 1, 1), None, "x", "a"), seen(D(2013, 1, 1), D(2012, 1, 1), "x", "b")
    assert not joins(earlier, later) and not joins(None, later) and not joins(earlier, None)
    found = ranges([later, earlier], open_end=None)
    assert found["a"].ends == D(2011, 1, 2) and found["b"].begins == D(2012, 1, 1)


def test_file_that_lacks_the_provision_proves_that_it_was_missing() -> None:
    files = [D(2010, 1, 1), D(2011, 1, 1), D(2012, 1, 1)]
    first, last = seen(files[0], None, "x", "a"), seen(files[2], D(2010, 1, 1), "x", "b")
    assert joins(first, last) and not joins(first, last, files)
    assert ranges([first, last], open_end=None, files=files)["b"] == Range(
        D(2012, 1, 1), D(2012, 1, 2), contradicted=True
    )
    alone = seen(files[1], D(2010, 6, 1), "x", "c")
    assert ranges([alone], open_end=None, files=files)["c"].begins == D(2010, 6, 1)


STANDING = Standing(("chapter-1",), "Objecto", ("art1_1",))


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (Standing(("chapter-1",), "標的", ("art1_1",)), ""),
        (Standing(("chapter-2",), "標的", ("art1_1",)), "divisions"),
        (Standing(("chapter-1",), "", ("art1_1",)), "epigraph"),
        (Standing(("chapter-1",), "定義", ("art1_1",)), "epigraph"),
        (Standing(("chapter-1",), "標的", ("art1_1", "art1_2")), "paragraphs"),
    ],
)
def test_macao_languages_pair_only_when_division_epigraph_and_paragraphs_agree(
    other: Standing, reason: str
) -> None:
    known = {
        "objecto": frozenset({"object"}),
        "標的": frozenset({"object"}),
        "定義": frozenset({"definition"}),
    }
    assert disagreement(STANDING, other, known=known) == reason


def test_rows_face_each_other_by_anchor_and_nothing_is_lost() -> None:
    left = [{"a": "s1_a"}, {"a": "s1_b"}, {"a": "s1_b", "kind": "continued"}]
    right = [{"a": "s1_0"}, {"a": "s1_b"}, {"a": "s1_c"}]
    found = alignment.rows(left, right)
    assert [(row.anchor, len(row.left), len(row.right)) for row in found] == [
        ("s1_0", 0, 1), ("s1_a", 1, 0), ("s1_b", 2, 1), ("s1_c", 0, 1),
    ]  # fmt: skip
    assert alignment.shared_anchors(left, right) == {"s1_b"}


def test_anchors_spelt_otherwise_face_each_other_by_their_printed_numbers() -> None:
    left = [{"a": "s49", "text": "x"}, {"a": "s49_1", "num": "(i)"}, {"a": "s49_1_A~maker", "num": "(A)"}]
    right = [{"a": "s49", "text": "x"}, {"a": "s49_i", "num": "(i)"}, {"a": "s49_i_A~maker", "num": "(A)"}]
    found = alignment.rows(left, right)
    assert [(row.anchor, len(row.left), len(row.right)) for row in found] == [
        ("s49", 1, 1), ("s49_1", 1, 1), ("s49_1_A~maker", 1, 1),
    ]  # fmt: skip


def test_words_are_compared_word_by_word_and_chinese_by_character() -> None:
    assert word_parts("a red lamp", "a blue lamp") == (
        (("a ", False), ("red", True), (" lamp", False)),
        (("a ", False), ("blue", True), (" lamp", False)),
    )
    assert word_parts("紙燈籠", "絲燈籠")[0] == (("紙", True), ("燈籠", False))
    assert word_parts("lamp", "lamp lit") == ((("lamp", False),), (("lamp", False), (" lit", True)))
    assert word_parts("lamp lit", "lamp") == ((("lamp", False), (" lit", True)), (("lamp", False),))


def test_paragraphs_are_matched_by_anchor() -> None:
    left = [{"a": "1", "text": "old"}, {"a": "2", "text": "gone"}, {"a": "4"}]
    right = [{"a": "1", "text": "new"}, {"a": "3", "rows": [["x", "y"]]}, {"a": "4"}]
    assert [row.change for row in compared(left, right)] == ["changed", "removed", "added", "same"]
    assert compared(left, right)[2].right_parts == (("x | y", True),)
    renumbered = compared([{"a": "1", "num": "(1)", "text": "x"}], [{"a": "1", "num": "(2)", "text": "x"}])
    assert renumbered[0].change == "changed"
    assert said("H", "in-force", left[:1]) == ("H", "in-force", "old")


def test_chinese_and_roman_numerals_are_read() -> None:
    assert [chinese_number(text) for text in ("十", "二十一", "一百零八", "二〇二三", "12", "千", "甲", "")] == [
        10, 21, 108, 2023, 12, 1000, None, None,
    ]  # fmt: skip
    assert [roman_number(text) for text in ("I", "IV", "XIX", "MCMXCIX", "ABC", "")] == [
        1,
        4,
        19,
        1999,
        None,
        None,
    ]


def test_every_code_is_named_in_both_languages_and_is_not_its_decree() -> None:
    for code in CODES:
        assert code_named(code.portuguese) == code and code_named(f"《{code.chinese}》") == code
        assert code.citation_id != code.approved_by
    assert code_named("Decreto-Lei n.º 40/99/M (Código Comercial)") is None


def test_librarians_and_the_system_may_deposit_and_nobody_else() -> None:
    assert permissions.allowed("foreign_law.deposited", frozenset({"librarian"}))
    assert not permissions.allowed("foreign_law.deposited", frozenset({"judge"}))
    assert not permissions.allowed("foreign_law.unheard_of", frozenset({"system"}))
