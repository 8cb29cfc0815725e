"""A panel's file is read whole or refused with a sentence; each row says what is wrong with it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from mediation_registry.importers.panel import guess_columns, understand
from mediation_registry.importers.tables import MOST_BYTES, Table, read_table

FROM = date(2026, 11, 20)
HEAD = "地區,中文姓名,简体中文姓名,葡文姓名,英文姓名,登記編號"
ROW = "香港,陳大文,陈大文,,Chan Tai Man,"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def csv_of(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> bytes:
    return "\r\n".join([head, *rows]).encode(encoding)


def xlsx_of(*rows: list[Any], sheets: int = 1) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for number in range(1, sheets):
        book.create_sheet(f"s{number}").append(["filled"])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def zip_of(**entries: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, content in entries.items():
            packed.writestr(name.replace("__", "/"), content)
    return held.getvalue()


def said_of(content: bytes) -> list[tuple[int, str, bool]]:
    """(row, sentence, is a warning) of everything that is wrong with the rows."""
    table = read_table(content)
    rows = understand(table, guess_columns(table.headings), FROM)
    return [(found.row, found.sentence, found.is_warning) for row in rows for found in row.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5hkscs"])
def test_a_csv_table_is_read_in_the_encodings_of_the_three_places(encoding: str) -> None:
    head = "地區,中文姓名,英文姓名" if encoding != "gb18030" else "地区,姓名,英文姓名"
    rows = ["香港,陳大文,Chan Tai Man", "澳門,何美玲,Ho Mei Leng"]
    if encoding == "gb18030":
        rows = ["香港,陈大文,Chan Tai Man", "澳门,何美玲,Ho Mei Leng"]
    table = read_table(csv_of(*rows, head=head, encoding=encoding))
    assert table.encoding == ("utf-8" if encoding.startswith("utf-8") else encoding)
    assert [cells[0] for _number, cells in table.rows] == [row.split(",")[0] for row in rows]
    assert not said_of(csv_of(*rows, head=head, encoding=encoding))


def test_hong_kong_characters_of_the_supplementary_set_survive() -> None:
    content = csv_of(
        "香港,鄧啟粦,Tang Kai Lun",
        "香港,李嘉𤧟,Lee Ka Wing",
        head="地區,中文姓名,英文姓名",
        encoding="big5hkscs",
    )
    assert [cells[1] for _number, cells in read_table(content).rows] == ["鄧啟粦", "李嘉𤧟"]


def test_an_encoding_that_is_said_is_taken_at_its_word() -> None:
    with pytest.raises(ValidationError, match="cannot be read"):
        read_table(csv_of(ROW, encoding="gb18030"), "utf-8")


def test_a_workbook_is_read_with_its_dates_and_numbers() -> None:
    content = xlsx_of(["Place", "Name", "Valid from"], ["Macao", "Ana Sousa", FROM], [None, None, None])
    table = read_table(content)
    assert table.rows == [(2, ["Macao", "Ana Sousa", "2026-11-20"])]


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["地區", "中文姓名", "英文姓名"], {"place", "name_zh_hant", "name_latin"}),
        (["地区", "简体中文姓名", "拼音", "登记编号"], {"place", "name_zh_hans", "name_latin", "register_no"}),
        (["Região", "Nome", "Nome em chinês", "Válido até"], {"place", "name_pt", "name_zh_hant", "valid_to"}),
        (["Jurisdiction", "Chinese name", "English name", "Valid from"],
         {"place", "name_zh_hant", "name_latin", "valid_from"}),
    ],
)  # fmt: skip
def test_columns_are_guessed_in_four_languages(headings: list[str], found: set[str]) -> None:
    assert set(guess_columns(headings)) == found


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "The file is empty"),
    "blank": (b"\r\n  \r\n", "The file is empty"),
    "headings alone": (csv_of(), "nothing below it"),
    "too large": (b"a" * (MOST_BYTES + 1), "larger than 5 MB"),
    "a PDF": (b"%PDF-1.7\n1 0 obj", "neither a CSV table nor an XLSX"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "neither a CSV table nor an XLSX"),
    "a PDF named csv with NUL": (b"a,b\n\x00\x01", "neither a CSV table nor an XLSX"),
    "an old or protected workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 64,
        "protected by a password",
    ),
    "a text document": (zip_of(word__document_xml=b"<x/>"), "neither a CSV table nor an XLSX"),
    "a broken workbook": (b"PK\x03\x04 broken", "save it again"),
    "a workbook without sense": (zip_of(**{"xl__workbook.xml": b"<x/>"}), "save it again"),
    "macros": (zip_of(**{"xl__workbook.xml": b"<x/>", "xl__vbaProject.bin": b"x"}), "holds macros"),
    "two filled sheets": (xlsx_of(["Place"], ["Macao"], sheets=2), "More than one sheet"),
    "too many rows": (csv_of(*(["x"] * 2001), head="a"), "more than 2000 rows"),
    "too many columns": (csv_of(",".join("x" * 61), head=",".join("a" * 61)), "more than 60 columns"),
    "a cell without end": (csv_of("x" * 1001, head="a"), "more than 1000 characters"),
    "an open quotation": (csv_of('"never closed', head="a"), "not closed"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_with_a_sentence(name: str) -> None:
    content, said = BAD_FILES[name]
    with pytest.raises(ValidationError, match=said):
        read_table(content)


BAD_ROWS: dict[str, tuple[list[str], int, str, bool]] = {
    "no place": ([",陳大文,,,,"], 2, "The place is missing", False),
    "unknown place": (["上海,陳大文,,,,"], 2, "not one of the three places", False),
    "no name": (["香港,,,,,"], 2, "half filled", False),
    "Guangdong romanised": (["廣東,,,,Chen Dawen,"], 2, "needs the name in Chinese", False),
    "Hong Kong romanised": (["香港,,,,John Smith,"], 2, "has no Chinese name", True),
    "Macao with a Portuguese name": (["澳門,,,Ana Sousa,,"], 2, "has no Chinese name", True),
    "Latin in a Chinese column": (["香港,Chan,,,,"], 2, "no Chinese character", False),
    "Chinese in a Latin column": (["香港,陳大文,,,陳大文,"], 2, "Latin letters", False),
    "formula": (["香港,=A1,,,Chan,"], 2, "holds a formula", False),
    "unreadable": (["香港,陳\ufffd文,,,Chan,"], 2, "cannot be read", False),
    "too long a name": (["香港," + "陳" * 201 + ",,,,"], 2, "longer than 200", False),
    "doubled": ([ROW, "澳門,何美玲,,,,", ROW], 4, "stands in row 2 already", False),
    "one name in common": ([ROW, "香港,陳大文,,,Chan Da Wen,"], 3, "two people", True),
    "doubled number": (["香港,甲,,,,MED-1", "香港,乙,,,,MED-1"], 3, "stands in row 2 already", False),
}


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_row_is_named_with_its_number(name: str) -> None:
    rows, number, said, is_warning = BAD_ROWS[name]
    found = [entry for entry in said_of(csv_of(*rows)) if said in entry[1]]
    assert [(row, warned) for row, _sentence, warned in found] == [(number, is_warning)]


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [
        ("2026-12-01", "", "whole edition is in force from 2026-11-20"),
        ("2026-11-20", "2026-11-19", "end lies before the beginning"),
        ("", "2026-11-20", "ends before the edition begins"),
        ("20 Nov", "", "is not a date"),
        ("", "2027-11-20", "only by a cited rule"),
    ],
)
def test_days_out_of_order_are_named(begins: str, ends: str, said: str) -> None:
    content = csv_of(f"香港,陳大文,{begins},{ends}", head="地區,中文姓名,生效日期,有效期至")
    assert any(said in sentence for _row, sentence, _warned in said_of(content))


def test_two_people_of_one_name_are_told_apart_by_their_numbers() -> None:
    assert not said_of(csv_of("香港,陳大文,,,,MED-1", "香港,陳大文,,,,MED-2"))


def test_a_formula_in_a_workbook_is_seen_and_not_computed() -> None:
    found = said_of(xlsx_of(["Place", "Chinese name"], ["Hong Kong", '=CONCAT("陳","大文")']))
    assert any("formula" in sentence for _row, sentence, _warned in found)


def test_a_table_is_kept_and_taken_up_again_unchanged() -> None:
    table = read_table(csv_of(ROW))
    assert Table.from_text(table.to_text()) == table
