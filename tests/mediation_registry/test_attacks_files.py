"""Attacks by files and cells: what breaks a workbook for everybody, and what a small workbook unpacks to."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise
from time import process_time

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook, load_workbook

from mediation_registry.importers.tables import MOST_SHEETS, read_table
from mediation_registry.queries.export import harmless

#: Every control character, and the two non-characters that XML refuses.
ODD = [chr(code) for code in (*range(32), 0x7F, 0xFFFE, 0xFFFF)]


def workbook(*rows: list[str]) -> bytes:
    book = Workbook()
    for row in rows or (["a", "b"], ["1", "2"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def patched(content: bytes, before: bytes, cell: bytes) -> bytes:
    """The workbook with a document type before its sheet and a cell that names an entity of it."""
    source, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                row = (
                    b'<row r="3"><c r="A3" t="inlineStr"><is><t>' + cell + b"</t></is></c></row></sheetData>"
                )
                part = part.replace(b"<worksheet", before + b"<worksheet", 1).replace(b"</sheetData>", row)
            packed.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize("sign", ODD, ids=[f"U+{ord(sign):04X}" for sign in ODD])
def test_no_character_that_a_mediator_enters_breaks_the_export_for_everybody(sign: str) -> None:
    book = Workbook(write_only=True)
    book.create_sheet("register").append([harmless(f"Wong{sign}Mei"), harmless(f"{sign}=1+1")])
    out = io.BytesIO()
    book.save(out)
    first, second = next(load_workbook(io.BytesIO(out.getvalue())).active.iter_rows())
    assert str(first.value).startswith("Wong")
    assert second.data_type != "f"


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t=", "\x01=", "\x0b@", "＝", "＋", "－", "＠", " =", "\u3000+"]
)
def test_a_formula_behind_a_control_character_is_still_no_formula(start: str) -> None:
    assert harmless(f"{start}cmd|' /C calc'!A0").startswith("'")


def test_a_small_workbook_of_very_many_sheets_is_refused_unread() -> None:
    book = Workbook()
    for number in range(MOST_SHEETS + 20):
        book.create_sheet(f"s{number}").cell(row=1900, column=60).value = "x"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(ValidationError) as refused:
        read_table(out.getvalue())
    assert refused.value.code == "sheets"


def test_entities_of_a_workbook_are_neither_expanded_nor_fetched() -> None:
    names = [chr(97 + step) for step in range(9)]
    laughs = b'<!DOCTYPE r [<!ENTITY a "ha">'
    for before, name in pairwise(names):
        laughs += f'<!ENTITY {name} "{f"&{before};" * 10}">'.encode()
    fetched = b'<!DOCTYPE r [<!ENTITY i SYSTEM "file:///etc/hostname">'
    for hostile in (laughs, fetched):
        begun = process_time()
        with pytest.raises(ValidationError):
            read_table(patched(workbook(), hostile + b"]>", b"&i;"))
        assert process_time() - begun < 5
    assert read_table(workbook()).rows == [(2, ["1", "2"])]
