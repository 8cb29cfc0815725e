"""Letters: written once, in DOCX and in PDF, with every language marked as what it is."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from io import BytesIO
from itertools import chain
from pathlib import Path

import pikepdf
import pytest
from django.utils import translation
from docx import Document
from docx.oxml.ns import qn

from portal.documents.docx import write_docx
from portal.documents.errors import TofuRefused
from portal.documents.letter_pdf import letter_pdf
from portal.documents.letters import (
    Block,
    CheckMark,
    Facts,
    Letter,
    Paragraph,
    SealPlace,
    SignatureBlock,
    Table,
    rows_of,
    runs_of,
    say,
)

ADDRESS = "https://portal.test/zh-hant/verify/SD-2026-QH-HK-O-00042-1K/"


def blocks(texts: list[str]) -> tuple[Block, ...]:
    to, body, label, header, cell, court, seal, note = texts
    return (
        Paragraph(to, "flush"), Paragraph(body), Facts([(label, "陈嘉欣（CHAN Ka Yan）")]),
        Table([header, "N"], [[cell, "2"]], widths=(3, 1)), SignatureBlock([court, "2026"]), SealPlace(seal),
        Paragraph(note, "note"), CheckMark(ADDRESS, note),
    )  # fmt: skip


CHINESE = [
    "香港高等法院：",
    "现委托贵院送达“下列”司法文书。",
    "受送达人",
    "文书",
    "起诉状",
    "前海法院",
    "（院印）",
    "一式两份。",
]
PORTUGUESE = [
    "Ao Tribunal Superior:", "Solicita-se a citação de 陈嘉欣 (Chan Ka Yan).", "Destinatário", "Documento",
    "Petição inicial", "Tribunal de Qianhai", "Selo", "Em duplicado.",
]  # fmt: skip


def letter(second: bool = True) -> Letter:
    other = (
        Letter("Carta rogatória", "N.º 42", blocks(PORTUGUESE), "pt", court="Tribunal") if second else None
    )
    return Letter("委托送达函", "(2026)粤0391委送42号", blocks(CHINESE), "zh-hans", other, court="前海法院")


def runs(docx: bytes) -> dict[str, tuple[str, str, str]]:
    """Text of every run with its East Asian font and its two languages."""
    document = Document(BytesIO(docx))
    cells = (cell.paragraphs for table in document.tables for row in table.rows for cell in row.cells)
    found = {}
    for paragraph in chain(document.paragraphs, *cells):
        for run in paragraph.runs:
            if run.text:
                properties = run._r.rPr
                tongue, font = properties.find(qn("w:lang")), properties.find(qn("w:rFonts"))
                found[run.text] = (
                    font.get(qn("w:eastAsia")), tongue.get(qn("w:val")), tongue.get(qn("w:eastAsia")),
                )  # fmt: skip
    return found


def text_of(pdf: bytes, folder: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is missing (Debian package poppler-utils)")
    (folder / "one.pdf").write_bytes(pdf)
    done = subprocess.run(["pdftotext", folder / "one.pdf", "-"], capture_output=True, text=True, check=True)
    return done.stdout


def test_every_run_of_a_docx_names_its_language_and_its_east_asian_font() -> None:
    found = runs(write_docx(letter()))
    assert found["现委托贵院送达“下列”司法文书。"] == ("Noto Serif CJK SC", "zh-CN", "zh-CN")
    assert found["Solicita-se a citação de "][1] == "pt-PT"
    assert found["陈嘉欣"][0:2] == ("Noto Serif CJK SC", "zh-CN")
    assert found["Petição inicial"][1] == "pt-PT" and found["起诉状"][1] == "zh-CN"


def test_traditional_chinese_has_the_hong_kong_face() -> None:
    found = runs(write_docx(Letter("委託書", "", [Paragraph("送達")], "zh-hant")))
    assert found["送達"] == ("Noto Serif CJK HK", "zh-HK", "zh-HK")


def test_a_font_that_is_not_installed_has_a_substitute() -> None:
    with zipfile.ZipFile(BytesIO(write_docx(letter()))) as opened:
        table = opened.read("word/fontTable.xml").decode()
    assert '<w:font w:name="Noto Serif CJK SC"><w:altName w:val="SimSun"/>' in table
    assert '<w:font w:name="Noto Serif CJK HK"><w:altName w:val="PMingLiU"/>' in table


def test_the_sheet_is_a4_with_the_margins_of_the_standard() -> None:
    section = Document(BytesIO(write_docx(letter()))).sections[0]
    assert section.page_width is not None and section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(side.mm) for side in sides if side is not None] == [37, 26, 35, 28]


def test_body_text_is_indented_by_two_characters_and_the_number_stands_at_the_right() -> None:
    document = Document(BytesIO(write_docx(letter())))
    style = {paragraph.text: paragraph.style for paragraph in document.paragraphs}
    indent = style[CHINESE[1]].element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"
    assert style["(2026)粤0391委送42号"].element.pPr.jc.get(qn("w:val")) == "right"
    assert style["委托送达函"].element.pPr.jc.get(qn("w:val")) == "center"
    further = style[PORTUGUESE[1]].element.pPr.find(qn("w:ind"))
    assert further.get(qn("w:firstLineChars")) == "0"


def test_properties_of_tables_stand_in_the_order_that_word_demands() -> None:
    order = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"]
    for table in Document(BytesIO(write_docx(letter()))).tables:
        names = [node.tag.partition("}")[2] for node in table._tbl.tblPr]
        assert names == sorted(names, key=order.index)


def test_the_same_letter_gives_the_same_docx_and_it_bears_no_date_of_today() -> None:
    first = write_docx(letter())
    assert first == write_docx(letter())
    with zipfile.ZipFile(BytesIO(first)) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert opened.namelist()[0] == "[Content_Types].xml" and not opened.testzip()
    told = Document(BytesIO(first)).core_properties
    assert (told.title, told.author, told.identifier) == ("委托送达函", "前海法院", "(2026)粤0391委送42号")
    assert told.comments == "" and told.created is not None and told.created.year == 1980


def test_a_printed_letter_can_be_selected_in_both_languages(tmp_path: Path) -> None:
    text = text_of(letter_pdf(letter()), tmp_path)
    for words in (
        "委托送达函",
        "Carta rogatória",
        "受送达人",
        "Destinatário",
        "citação",
        "陈嘉欣",
        "（院印）",
    ):
        assert words in text


def test_a_printed_letter_is_tagged_with_every_font_embedded_and_a_face_for_each_script() -> None:
    with pikepdf.open(BytesIO(letter_pdf(letter()))) as pdf:
        assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "zh-Hans"
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert all("/FontFile3" in font.DescendantFonts[0].FontDescriptor for font in fonts)
        names = {str(font.BaseFont).partition("+")[2].removesuffix("-Bold") for font in fonts}
        assert names == {"Noto-Serif-CJK-SC", "Noto-Serif-CJK-HK"}
        with pdf.open_metadata() as said:
            assert said["dc:title"] == "委托送达函 (2026)粤0391委送42号" and said["pdfuaid:part"] == "1"


def test_a_name_without_a_glyph_is_refused_in_print_and_kept_in_the_docx() -> None:
    named = Letter("函", "", [Paragraph("陳𠮶")], "zh-hant")
    with translation.override("en"), pytest.raises(TofuRefused):
        letter_pdf(named)
    assert "陳𠮶" in runs(write_docx(named))


def test_a_certificate_speaks_four_languages_in_one_paper(tmp_path: Path) -> None:
    english = Letter("Certificate", "", [Paragraph("Served.")], "en")
    portuguese = Letter("Certidão", "", [Paragraph("Citado.")], "pt", english)
    hans = Letter("证明", "", [Paragraph("已送达。")], "zh-hans", portuguese)
    four = Letter("證明", "", [Paragraph("已送達。")], "zh-hant", hans)
    assert {"已送達。", "已送达。", "Citado.", "Served."} <= set(runs(write_docx(four)))
    text = text_of(letter_pdf(four), tmp_path)
    assert all(words in text for words in ("已送達。", "已送达。", "Citado.", "Served."))


def test_languages_with_other_blocks_are_refused() -> None:
    with pytest.raises(ValueError, match="Block 2 is not the same"):
        write_docx(
            Letter("a", "", [Paragraph("x"), Paragraph("y")], "en", Letter("b", "", [Paragraph("z")], "pt"))
        )
    short = Letter("b", "", [Facts([("a", "b")])], "pt")
    with pytest.raises(ValueError, match="same rows and columns"):
        rows_of(Letter("a", "", [Facts([("a", "b"), ("c", "d")])], "en", short))
    with pytest.raises(ValueError, match="1 widths for 2 columns"):
        rows_of(Letter("a", "", [Table(["a", "b"], [], widths=[1])], "en"))


def test_what_reads_the_same_is_set_once_and_what_is_empty_not_at_all() -> None:
    assert [voice.lang for voice in say([("2026", "zh-hans"), ("2026", "pt")])] == ["zh-hans"]
    assert [voice.rank for voice in say([("", "zh-hans"), ("só", "pt")])] == [1]


def test_chinese_inside_portuguese_is_a_run_of_its_own() -> None:
    pieces = runs_of("Réu 陈嘉欣, residente", "pt", "zh-hans")
    assert [(run.text, run.tag) for run in pieces] == [
        ("Réu ", "pt"), ("陈嘉欣", "zh-Hans"), (", residente", "pt"),
    ]  # fmt: skip


def test_characters_that_no_document_may_hold_are_left_out(tmp_path: Path) -> None:
    pasted = Letter("a", "", [Paragraph("first\x0bsecond\x00\x1f<b>")], "en")
    assert "first\nsecond<b>" in runs(write_docx(pasted))
    assert "first\nsecond<b>" in text_of(letter_pdf(pasted), tmp_path)
